import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { act, behindProxy, on } from '../support/faults/trials.ts';
import {
  json,
  type PlayedDeployment,
  type PlayedGitHub,
  playGitHub,
  statusOf,
} from '../support/github/github-server.ts';
import { addCommits, onGitHub, TOKEN } from '../support/github/story.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, copiedScene, runUrl, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const STAGES = 'dev, staging, live';
const DEPLOY = { mode: 'promote', environment: 'prod', deployment: 'true', ...TOKEN };
const SITE = { 'environment-url': 'https://shop.example.com' };

needs('registry')('a deployment of a run', () => {
  let registry: Registry;
  let github: PlayedGitHub;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    github = await playGitHub();
    addCommits(github, 1, 5);
  });
  afterEach(async () => {
    await github.stop();
    expect(github.violations).toEqual([]);
  });

  async function released(name: string, ...numbers: number[]): Promise<Scene> {
    const app = sceneOf(registry, `deployments/${name}`);
    await copiedScene(registry, `released-${numbers.join('-')}`, app.repo, async (first) => {
      for (const number of numbers) await first.release(number, `1.${number}.0`);
    });
    return app;
  }
  const statesOf = ({ statuses }: PlayedDeployment) => statuses.map(({ state }) => state);
  const states = () => github.deployments.map(statesOf);
  const writes = () => github.asked.filter(({ method, path }) => method === 'POST' && path.includes('/deployments'));
  const notices = (run: { annotations: { level: string; message: string }[] }, level = 'notice') =>
    run.annotations.filter((each) => each.level === level).map(({ message }) => message);

  test('is of the commit of the image, with its states, links and payload', async () => {
    const app = await released('one', 1, 2);
    const first = await app.ok({ ...DEPLOY, ...SITE, version: '1.1.0' }, onGitHub(github, attempt(1)));
    expect(writes()[0]?.body).toEqual({
      ...{ ref: commitOf(1), environment: 'prod', auto_merge: false, required_contexts: [] },
      ...{ production_environment: true, description: 'promote: 1.1.0' },
      payload: {
        ...{ by: 'build-once-promote', total: 1 },
        images: [{ image: app.image, digest: first.outputs.digest, version: '1.1.0', previousDigest: null }],
      },
    });
    const common = { auto_inactive: false, log_url: runUrl(1) };
    expect(
      writes()
        .slice(1)
        .map(({ body }) => body),
    ).toEqual([
      { ...common, state: 'in_progress' },
      { ...common, state: 'success', environment_url: SITE['environment-url'] },
    ]);
    expect(first.outputs['deployment-id']).toBe(String(github.deployments[0]?.id));
    await app.ok({ ...DEPLOY, version: '1.2.0' }, onGitHub(github, attempt(2)));
    const back = { ...DEPLOY, mode: 'rollback' };
    const rollback = await app.ok(back, onGitHub(github, attempt(3)));
    const [, , last] = github.deployments;
    expect(rollback.stdout).toContain(
      `GitHub Deployment ${last?.id} of commit ${commitOf(1).slice(0, 7)} in prod: in progress`,
    );
    expect(rollback.stdout).toContain(`GitHub Deployment ${last?.id}: success`);
    expect(github.deployments.map(({ ref }) => ref)).toEqual([commitOf(1), commitOf(2), commitOf(1)]);
    const replaced = ['in_progress', 'success', 'inactive'];
    expect(states()).toEqual([replaced, replaced, ['in_progress', 'success']]);
    expect(rollback.outputs['deployment-id']).toBe(String(github.deployments[2]?.id));
    const again = await app.ok({ ...DEPLOY, version: '1.1.0' }, onGitHub(github, attempt(4)));
    expect([again.changed, again.outputs['deployment-id'], github.deployments.length]).toEqual([false, undefined, 3]);
    expect(notices(again, 'warning')).toEqual([]);
  });

  test('is production in the last stage, or by its name where there are no stages', async () => {
    const app = await released('production', 1);
    const all = { ...DEPLOY, environments: STAGES, version: '1.1.0' };
    for (const environment of ['dev', 'staging', 'live']) await app.ok({ ...all, environment }, onGitHub(github));
    for (const environment of ['production', 'preview'])
      await app.ok({ ...DEPLOY, environment, version: '1.1.0' }, onGitHub(github));
    expect(
      github.deployments.map(({ environment, production_environment }) => [environment, production_environment]),
    ).toEqual([
      ['dev', false],
      ['staging', false],
      ['live', true],
      ['production', true],
      ['preview', false],
    ]);
  });

  test('is made by a build that updates an environment', async () => {
    const app = sceneOf(registry, 'deployments/build');
    const digest = await app.push(commitOf(1));
    const inputs = { mode: 'build', digest, environment: 'dev', deployment: 'true', ...TOKEN };
    await app.ok(inputs, onGitHub(github, attempt(1, 1, commitOf(1))));
    expect(github.deployments).toMatchObject([{ ref: commitOf(1), environment: 'dev' }]);
    expect(states()).toEqual([['in_progress', 'success']]);
  });

  test('there is one per commit of the images that move, and one of some of them leaves the others active', async () => {
    const apps = await Promise.all(['api', 'web', 'cart'].map((name) => released(`train/${name}`, 1, 2)));
    const [api, web, cart] = apps as [Scene, Scene, Scene];
    const lines = (...scenes: Scene[]) => scenes.map(({ image }) => image).join('\n');
    const first = { ...DEPLOY, image: lines(api, web, cart), version: '1.1.0\n1.1.0\n1.2.0' };
    await api.ok(first, onGitHub(github));
    expect(github.deployments.map(({ ref }) => ref).sort()).toEqual([commitOf(1), commitOf(2)].sort());
    const payload = github.deployments.find(({ ref }) => ref === commitOf(1))?.payload;
    expect(payload).toMatchObject({ total: 2, images: [{ image: api.image }, { image: web.image }] });
    await api.ok({ ...DEPLOY, image: api.image, version: '1.2.0' }, onGitHub(github));
    expect(states().slice(0, 2)).toEqual([
      ['in_progress', 'success'],
      ['in_progress', 'success'],
    ]);
    await api.ok({ ...DEPLOY, image: lines(api, web), version: '1.1.0\n1.2.0', allow: 'downgrade' }, onGitHub(github));
    const byTotal = github.deployments.find(({ payload }) => (payload as { total: number }).total === 2);
    expect(statesOf(byTotal!)).toEqual(['in_progress', 'success', 'inactive']);
    expect(statesOf(github.deployments.find(({ ref }) => ref === commitOf(2))!)).toEqual(['in_progress', 'success']);
  });

  test('is not made by a dry run or a refusal', async () => {
    const app = await released('none', 1, 2);
    await app.ok({ ...DEPLOY, version: '1.2.0' });
    await app.ok({ ...DEPLOY, version: '1.2.0', 'dry-run': 'true' }, onGitHub(github));
    await app.refused('DOWNGRADE', { ...DEPLOY, version: '1.1.0' }, onGitHub(github));
    expect(github.asked.filter(({ path }) => path.includes('/deployments'))).toEqual([]);
  });

  test('fails where the move fails', async () => {
    const app = await released('fails', 1);
    const inputs = { ...DEPLOY, version: '1.1.0' };
    const run = await behindProxy(registry, on('PUT', 'prod', { status: 403 }, Number.POSITIVE_INFINITY), (proxy) =>
      act(proxy, app.repo, inputs, onGitHub(github)),
    );
    expect([run.exitCode, states()]).toEqual([1, [['in_progress', 'failure']]]);
    expect(run.outputs['deployment-id']).toBe(String(github.deployments[0]?.id));
  });

  test('says what is true where another run moves the environment while it begins', async () => {
    const app = await released('race', 1, 2, 3);
    await app.ok({ mode: 'promote', environment: 'prod', version: '1.1.0' });
    github.rule = async ({ body }) => {
      if (body?.state === 'in_progress') await app.ok({ mode: 'promote', environment: 'prod', version: '1.2.0' });
      return undefined;
    };
    const run = await app.run({ ...DEPLOY, version: '1.3.0' }, { ...onGitHub(github), ownTime: {} });
    const isLive = (await app.at('prod')) === run.outputs.digest;
    // on a slow machine the other run takes longer than this one waits for GitHub
    const ended = states().map((each) => each.at(-1));
    expect([run.exitCode, ended]).toEqual([isLive ? 0 : 1, [isLive ? 'success' : 'failure']]);
  });

  test('an unknown commit, or one that is not in the repository, costs a notice', async () => {
    const app = sceneOf(registry, 'deployments/unknown');
    github.commits.delete(commitOf(4));
    await app.release(4, '1.4.0');
    const run = await app.ok({ ...DEPLOY, version: '1.4.0' }, onGitHub(github));
    expect(notices(run)).toEqual([expect.stringContaining(`acme/app has no commit ${commitOf(4)}`)]);
    expect([run.changed, notices(run, 'warning'), run.outputs['deployment-id']]).toEqual([true, [], undefined]);
  });

  test.each([
    ['403', 403, { message: 'Resource not accessible by integration' }, /deployments: write/],
    ['422', 422, { message: 'Validation Failed', errors: [{ message: 'Environment is too long' }] }, /too long/],
    ['502', 502, { message: 'Bad gateway' }, /502/],
  ] as const)('%s costs a warning, and the move is made', async (name, status, body, expected) => {
    const app = await released(`refused/${name}`, 1);
    github.rule = ({ method }) => (method === 'POST' ? json(status, body) : undefined);
    const run = await app.ok({ ...DEPLOY, version: '1.1.0' }, onGitHub(github));
    expect([run.changed, await app.at('prod')]).toEqual([true, run.outputs.digest]);
    expect(notices(run, 'warning')).toEqual([expect.stringMatching(expected)]);
    expect(writes()).toHaveLength(1);
  });

  test('without a token there is a warning, and the move is made', async () => {
    const app = await released('no-token', 1);
    const run = await app.ok({ ...DEPLOY, 'github-token': '', version: '1.1.0' }, onGitHub(github));
    expect([run.changed, notices(run, 'warning')]).toEqual([true, [expect.stringContaining('github-token')]]);
  });

  test('a deployment that GitHub has made for the job is noticed', async () => {
    const app = await released('job', 1, 2);
    await app.ok({ ...DEPLOY, version: '1.1.0' }, onGitHub(github, attempt(7)));
    const own = {
      sha: commitOf(5),
      ref: 'main',
      environment: 'prod',
      payload: '',
      task: 'deploy',
      app: 'github-actions',
    };
    const log_url = 'https://github.com/acme/app/actions/runs/8/job/55';
    github.deployments.push({ ...own, id: 77, statuses: [statusOf({ state: 'in_progress', log_url })] });
    const run = await app.ok({ ...DEPLOY, version: '1.2.0' }, onGitHub(github, attempt(8, 1, commitOf(5))));
    expect(notices(run)).toEqual([expect.stringContaining('environment: {name: prod, deployment: false}')]);
    expect(github.deployments.find(({ id }) => id === 77)?.statuses).toHaveLength(1);
  });

  test('an environment-url that is not a URL is refused before anything is read', async () => {
    const app = sceneOf(registry, 'deployments/url');
    for (const url of ['shop.example.com', 'javascript:alert(1)', 'https://user:secret@shop.example.com'])
      await app.refused('INPUT_INVALID', { ...DEPLOY, version: '1.1.0', 'environment-url': url });
  });
});
