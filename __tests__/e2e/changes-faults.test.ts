import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { act, behindProxy, on } from '../support/faults/trials.ts';
import { type Asked, json, type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { addCommits, onGitHub, pullOf, TOKEN } from '../support/github/story.ts';
import { copyRepository } from '../support/registries/copy-repository.ts';
import { gate } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import type { Reply } from '../support/registries/scripted-server.ts';
import { attempt, commitOf, doneOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { mode: 'promote', environment: 'prod' };
const MOVED = { ...PROD, version: '1.4.0' };
const LINK = { direction: null, commits: [], total: null, truncated: false };
const isCompare = ({ path }: Asked): boolean => path.includes('/compare/');
const isGraphql = ({ path }: Asked): boolean => path === '/graphql';
const hang: Reply = () => {};

needs('registry')('a failure of the API of GitHub costs one warning, and never the move', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
    const app = sceneOf(registry, 'faults');
    for (const number of [1, 4]) await app.release(number, `1.${number}.0`);
    await app.ok({ ...PROD, version: '1.1.0' });
  });
  afterAll(() => registry.stop());

  let scenes = 0;
  /** 1.1.0 is live in prod, 1.4.0 is released. */
  async function scene(): Promise<{ app: Scene; github: PlayedGitHub }> {
    const github = await playGitHub();
    addCommits(github, 1, 4, () => ({ pulls: [pullOf(30)] }));
    const app = sceneOf(registry, `faults-${++scenes}`);
    copyRepository(registry, 'faults', app.repo);
    return { app, github };
  }

  const changesOf = ({ outputs }: { outputs: Record<string, string> }) => JSON.parse(outputs.changes ?? 'undefined');
  const warnings = ({ annotations }: { annotations: { level: string; message: string }[] }) =>
    annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

  test.each([
    ['403 without the permission', 403, 'Resource not accessible by integration', /contents: read/, 1],
    ['404', 404, 'Not Found', /contents: read/, 1],
    ['401', 401, 'Bad credentials', /github-token/, 1],
    ['422', 422, 'Sorry, this diff is taking too long', /422/, 1],
    ['503', 503, 'Service unavailable', /503/, 3],
  ] as const)('%s: only the link is known', async (_name, status, message, expected, tries) => {
    const { app, github } = await scene();
    github.rule = (asked) => (isCompare(asked) ? json(status, { message }) : undefined);
    const run = await app.ok({ ...MOVED, ...TOKEN }, onGitHub(github));
    expect(run.changed).toBe(true);
    const url = `https://github.com/acme/app/compare/${commitOf(1)}...${commitOf(4)}`;
    expect(changesOf(run)).toEqual([{ image: app.image, base: commitOf(1), head: commitOf(4), url, ...LINK }]);
    expect(warnings(run)).toEqual([expect.stringMatching(expected)]);
    expect(run.summary).toContain(`[compare](${url})`);
    expect(github.asked).toHaveLength(tries);
    await github.stop();
  });

  test.each([
    [
      'GraphQL refuses',
      () => json(200, { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible' }] }),
    ],
    [
      'GraphQL answers in part',
      () => json(200, { data: { repository: null }, errors: [{ message: 'Something went wrong' }] }),
    ],
    ['GraphQL answers nonsense', () => ({ status: 200, body: '<html>' })],
    ['GraphQL is forbidden', () => json(403, { message: 'Resource not accessible by integration' })],
  ] as const)('%s: the commits have no pull requests', async (_name, reply) => {
    const { app, github } = await scene();
    github.rule = (asked) => (isGraphql(asked) ? reply() : undefined);
    const run = await app.ok({ ...MOVED, ...TOKEN }, onGitHub(github));
    const [entry] = changesOf(run);
    expect(entry).toMatchObject({ direction: 'forward', total: 3 });
    expect(entry.commits.every(({ pulls }: { pulls: unknown[] }) => pulls.length === 0)).toBe(true);
    expect(warnings(run)).toEqual([expect.stringContaining('pull requests')]);
    await github.stop();
  });

  test('a rate limit is waited for where it ends soon', async () => {
    const { app, github } = await scene();
    const limited = json(429, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '1' });
    github.rule = (_asked, number) => (number === 1 ? limited : undefined);
    const run = await app.ok({ ...MOVED, ...TOKEN }, { ...onGitHub(github), ownTime: {} });
    expect(run.waitedMs).toBeGreaterThanOrEqual(1000);
    expect(changesOf(run)[0]).toMatchObject({ direction: 'forward', total: 3 });
    expect(warnings(run)).toEqual([]);
    await github.stop();
  });

  test.each([
    ['a secondary limit of a minute', 403, { 'retry-after': '60' }],
    ['a spent primary limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' }],
    ['a limit that says nothing of its end', 429, {}],
  ])('%s is not waited for, and nothing more is sent', async (_name, status, headers) => {
    const { app, github } = await scene();
    github.rule = () => json(status, { message: 'API rate limit exceeded' }, headers as Record<string, string>);
    const run = await app.ok({ ...MOVED, ...TOKEN }, onGitHub(github));
    expect(changesOf(run)[0]).toMatchObject(LINK);
    expect(warnings(run)).toEqual([expect.stringContaining('limits the rate')]);
    expect(github.asked).toHaveLength(1);
    await github.stop();
  });

  test('a server that never answers is given ten seconds, and the move does not wait for it', async () => {
    const { app, github } = await scene();
    const order: string[] = [];
    github.rule = () => (response) => void response.once('close', () => order.push('given up'));
    const moves = on('PUT', 'prod', { before: () => void order.push('moved') });
    const run = await behindProxy(registry, moves, async (proxy) =>
      doneOf(await act(proxy, app.repo, { ...MOVED, ...TOKEN }, { ...onGitHub(github), ownTime: {} })),
    );
    expect(order).toEqual(['moved', 'given up']);
    expect(await app.at('prod')).toBe(run.outputs.digest);
    expect(changesOf(run)[0]).toMatchObject(LINK);
    expect(warnings(run)).toEqual([expect.stringContaining('10 s')]);
    await github.stop();
  });

  test('a cancelled run does not wait for it', async () => {
    const { app, github } = await scene();
    const [asked, moved] = [gate(), gate()];
    github.rule = () => {
      asked.open();
      return hang;
    };
    const kill = { signal: 'SIGTERM' as const, when: Promise.all([asked.opened, moved.opened]) };
    const run = await behindProxy(registry, on('PUT', 'prod', { after: moved.open }), (proxy) =>
      act(proxy, app.repo, { ...MOVED, ...TOKEN }, { ...onGitHub(github), kill }),
    );
    // by itself: it is ended by force only after 1.6 s
    expect(run.endedAfterMs).toBeLessThan(1600);
    await github.stop();
  });

  test('an image of another repository, which the token cannot read, has the link and no warning', async () => {
    const github = await playGitHub();
    const app = sceneOf(registry, 'other-repository');
    for (const number of [1, 4]) {
      const source = 'https://github.com/acme/secret';
      const digest = await app.push(commitOf(number), { 'org.opencontainers.image.source': source });
      const env = attempt(number, 1, commitOf(number));
      await app.ok({ mode: 'build', digest, version: `1.${number}.0` }, { env });
    }
    await app.ok({ ...PROD, version: '1.1.0' });
    const run = await app.ok({ ...MOVED, ...TOKEN }, onGitHub(github));
    const url = `https://github.com/acme/secret/compare/${commitOf(1)}...${commitOf(4)}`;
    expect([changesOf(run)[0], warnings(run)]).toEqual([expect.objectContaining({ ...LINK, url }), []]);
    await github.stop();
  });

  test('an image that does not say where it is from is looked for in the repository of the run', async () => {
    const { app, github } = await scene();
    github.rule = ({ path }) =>
      path.startsWith('/repos/acme/deploy/') ? json(404, { message: 'Not Found' }) : undefined;
    const run = await app.ok({ ...MOVED, ...TOKEN }, onGitHub(github, { GITHUB_REPOSITORY: 'acme/deploy' }));
    // the images of this scene say nothing: the link to the repository of the run is all there is
    const url = `https://github.com/acme/deploy/compare/${commitOf(1)}...${commitOf(4)}`;
    expect(changesOf(run)[0]).toMatchObject({ ...LINK, url });
    await github.stop();
  });

  test('without a token nothing is asked', async () => {
    const { app, github } = await scene();
    const run = await app.ok(MOVED, onGitHub(github));
    expect([changesOf(run), github.asked, warnings(run)]).toEqual([null, [], []]);
    await github.stop();
  });

  test('titles and names are text', async () => {
    const { app, github } = await scene();
    const evil = '</details><img src=x onerror=a> [x](javascript:a) ::error::boo\u202e `@octocat` | #12 ~~~';
    addCommits(github, 2, 4, () => ({
      ...{ message: `${evil}\n::set-output name=x::y`, login: null, name: '<script>*Mona*' },
      pulls: [{ number: 5, title: evil, url: 'https://evil.example.com/acme/app/pull/5', merged: true }],
    }));
    const run = await app.ok({ ...MOVED, ...TOKEN }, onGitHub(github));
    expect(changesOf(run)[0].commits[0]).toMatchObject({ title: evil, author: '<script>*Mona*' });
    const list = run.summary.slice(run.summary.indexOf('What goes out'), run.summary.indexOf('Deploy it'));
    for (const text of ['<img', '<script', 'javascript:a)', '@octocat', '</details>', 'evil.example.com', '\u202e'])
      expect(list).not.toContain(text);
    expect(run.stdout).not.toMatch(/^\s*::(error|set-output)/m);
    await github.stop();
  });
});
