import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { addCommits, onGitHub, pullOf, TOKEN } from '../support/github/story.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, copiedScene, type Scene, sceneOf, timeOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { mode: 'promote', environment: 'prod', ...TOKEN };
const URL = 'https://github.com/acme/app';

needs('registry')('the changes of a run', () => {
  let registry: Registry;
  let github: PlayedGitHub;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    github = await playGitHub();
    addCommits(github, 1, 4, (number) => ({ pulls: number === 3 ? [pullOf(30, 'Fix <b>basket</b>')] : [] }));
  });
  afterEach(async () => {
    await github.stop();
    expect(github.violations).toEqual([]);
  });

  /** 1.1.0 and 1.4.0 are released, of the commits 1 and 4; 1.1.0 is live in prod. */
  async function released(name: string): Promise<Scene> {
    const app = sceneOf(registry, `changes/${name}`);
    await copiedScene(registry, 'released', app.repo, async (first) => {
      for (const number of [1, 4]) await first.release(number, `1.${number}.0`);
      await first.ok({ ...PROD, version: '1.1.0' }, onGitHub(github));
      expect(github.asked).toEqual([]);
    });
    return app;
  }
  const changesOf = ({ outputs }: { outputs: Record<string, string> }) => JSON.parse(outputs.changes ?? 'undefined');
  const kinds = () => github.asked.map(({ kind }) => kind);

  test('a promotion has the commits between the live image and the new one, also in its dry run', async () => {
    const app = await released('forward');
    const run = await app.rehearsed({ ...PROD, version: '1.4.0' }, onGitHub(github));
    const commit = (number: number) => ({
      ...{ sha: commitOf(number), title: `Commit ${number}`, author: 'mona', date: timeOf(number) },
      pulls: number === 3 ? [{ number: 30, title: 'Fix <b>basket</b>', url: `${URL}/pull/30` }] : [],
    });
    expect(changesOf(run)).toEqual([
      {
        ...{ image: app.image, base: commitOf(1), head: commitOf(4) },
        ...{ url: `${URL}/compare/${commitOf(1)}...${commitOf(4)}`, direction: 'forward' },
        ...{ commits: [2, 3, 4].map(commit), total: 3, truncated: false },
      },
    ]);
    const compared = `GET /repos/acme/app/compare/${commitOf(1)}...${commitOf(4)}`;
    expect(kinds()).toEqual([compared, 'POST /graphql', compared, 'POST /graphql']);
    for (const { headers } of github.asked) expect(headers.authorization).toBe(`token ${TOKEN['github-token']}`);
    expect(run.summary).toContain('**What goes out**: [3 commits]');
    expect(run.summary).not.toContain('<b>basket');
    expect(run.stdout).toContain(`What goes out: 3 commits, ${URL}/compare/`);
  });

  test('the commits are asked for before anything is written', async () => {
    const app = await released('early');
    await app.ok({ ...PROD, deployment: 'true', version: '1.4.0' }, onGitHub(github));
    // the first status is set before the first write
    const order = kinds().flatMap((kind) => /\/compare\/|\/statuses$/.exec(kind)?.[0] ?? []);
    expect(order.slice(0, 2)).toEqual(['/compare/', '/statuses']);
  });

  test('a rollback has what is taken back', async () => {
    const app = await released('back');
    await app.ok({ ...PROD, version: '1.4.0' }, onGitHub(github));
    const run = await app.ok({ mode: 'rollback', environment: 'prod', ...TOKEN }, onGitHub(github));
    const [entry] = changesOf(run);
    expect(entry).toMatchObject({ base: commitOf(4), head: commitOf(1), direction: 'backward', total: 3 });
    expect(entry.url).toBe(`${URL}/compare/${commitOf(1)}...${commitOf(4)}`);
    expect(run.summary).toContain('**What is taken back**: [3 commits]');
  });

  test('commits of another line are listed, and those that are lost are counted', async () => {
    const app = await released('diverged');
    addCommits(github, 5, 5, () => ({ parent: commitOf(1) }));
    await app.release(5, '1.5.0');
    await app.ok({ ...PROD, version: '1.4.0' }, onGitHub(github));
    const run = await app.ok({ ...PROD, version: '1.5.0' }, onGitHub(github));
    const [entry] = changesOf(run);
    expect(entry).toMatchObject({ direction: 'diverged', total: 1, behind: 3, truncated: false });
    expect(entry.commits.map(({ sha }: { sha: string }) => sha)).toEqual([commitOf(5)]);
  });

  test('the same commit needs no request, and an unknown one has no entry', async () => {
    const app = await released('same');
    const [again] = changesOf(await app.ok({ ...PROD, version: '1.1.0' }, onGitHub(github)));
    expect(again).toMatchObject({ direction: 'same', commits: [], total: 0, truncated: false });
    const other = sceneOf(registry, 'changes/first');
    await other.release(1, '1.1.0');
    expect(changesOf(await other.ok({ ...PROD, version: '1.1.0' }, onGitHub(github)))).toEqual([null]);
    expect(kinds()).toEqual([]);
  });

  test('a build with an environment has them, one without has none', async () => {
    const app = sceneOf(registry, 'changes/build');
    for (const number of [1, 2]) {
      const digest = await app.push(commitOf(number), { 'org.opencontainers.image.created': timeOf(number) });
      const inputs = { mode: 'build', digest, environment: 'dev', ...TOKEN };
      const run = await app.ok(inputs, onGitHub(github, attempt(number, 1, commitOf(number))));
      expect(changesOf(run)).toEqual([
        number === 1 ? null : expect.objectContaining({ direction: 'forward', total: 1 }),
      ]);
    }
    const digest = await app.push(commitOf(3));
    const run = await app.ok({ mode: 'build', digest, ...TOKEN }, onGitHub(github, attempt(3, 1, commitOf(3))));
    expect(changesOf(run)).toBeNull();
  });

  test('the newest 250 commits are kept, pull requests come in batches, and the list is folded', async () => {
    addCommits(github, 5, 305, (number) => ({ pulls: [pullOf(number)] }));
    const app = sceneOf(registry, 'changes/many');
    for (const number of [1, 305]) await app.release(number, `1.${number}.0`);
    await app.ok({ ...PROD, version: '1.1.0' }, onGitHub(github));
    const run = await app.ok({ ...PROD, version: '1.305.0' }, onGitHub(github));
    const [entry] = changesOf(run);
    expect(entry).toMatchObject({ total: 304, truncated: true });
    expect([entry.commits.length, entry.commits.at(-1).sha]).toEqual([250, commitOf(305)]);
    expect(kinds().filter((kind) => kind === 'POST /graphql')).toHaveLength(3);
    expect(entry.commits.at(-1).pulls).toEqual([{ number: 305, title: 'Pull 305', url: `${URL}/pull/305` }]);
    expect(run.summary).toContain('<details><summary>294 more commits</summary>');
  });

  test('images with one source share a request; an image of another server has no entry', async () => {
    const names = ['api', 'web', 'other'];
    const sources = { other: 'https://gitlab.example.com/acme/app' } as Record<string, string>;
    const apps = names.map((name) => sceneOf(registry, `changes/train/${name}`));
    for (const [index, app] of apps.entries()) {
      for (const number of [1, 4]) {
        const source = sources[names[index]!] ?? `${URL}.git`;
        const digest = await app.push(commitOf(number), { 'org.opencontainers.image.source': source });
        await app.ok({ mode: 'build', digest, version: `1.${number}.0` }, { env: attempt(1, 1, commitOf(number)) });
      }
    }
    const image = apps.map((app) => app.image).join('\n');
    await apps[0]!.ok({ ...PROD, image, version: '1.1.0' }, onGitHub(github));
    const run = await apps[0]!.ok({ ...PROD, image, version: '1.4.0' }, onGitHub(github));
    const entries = changesOf(run);
    expect(entries.map((entry: { image: string } | null) => entry?.image ?? null)).toEqual([
      ...[apps[0]!.image, apps[1]!.image],
      null,
    ]);
    expect(kinds()).toHaveLength(2);
  });

  test('GitHub Enterprise Server has its own paths', async () => {
    const enterprise = await playGitHub('/api/v3');
    try {
      addCommits(enterprise, 1, 4, () => ({ pulls: [pullOf(7)] }));
      const server = { GITHUB_SERVER_URL: 'https://ghe.example.com' };
      const app = await released('enterprise');
      const run = await app.ok({ ...PROD, version: '1.4.0' }, onGitHub(enterprise, server));
      const [entry] = changesOf(run);
      expect(entry).toMatchObject({ direction: 'forward', total: 3 });
      expect(entry.url).toBe(`https://ghe.example.com/acme/app/compare/${commitOf(1)}...${commitOf(4)}`);
      expect(entry.commits[0].pulls).toHaveLength(1);
      expect(enterprise.violations).toEqual([]);
    } finally {
      await enterprise.stop();
    }
  });
});
