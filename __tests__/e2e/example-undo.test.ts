import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { needs } from '../support/runner/available.ts';
import { type ExampleRun, type Examples, program, startExamples } from '../support/runner/examples.ts';

/** A kubectl that fails for an image with one of these digests, once the file `go` is there. */
function failFor(examples: Examples, digests: readonly (string | undefined)[]): { waiting: string; go: string } {
  const [waiting, go] = ['waiting', 'go'].map((name) => join(examples.bin, '..', name)) as [string, string];
  const wait = `touch '${waiting}'; until [ -e '${go}' ]; do sleep 0.1; done; exit 1`;
  const cases = digests.map((digest) => `*@${digest}) ${wait};;`).join(' ');
  program(examples.bin, 'kubectl', `echo "kubectl $*" >> "$CALLS"\ncase "$*" in ${cases} esac`);
  return { waiting, go };
}

/** Runs a workflow whose deployment fails; `meanwhile` is done while it is being deployed. */
async function failing(
  examples: Examples,
  digests: readonly (string | undefined)[],
  run: () => Promise<ExampleRun>,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<ExampleRun> {
  const { waiting, go } = failFor(examples, digests);
  const ended = run();
  const isOver = ended.then(
    () => true,
    () => true,
  );
  try {
    while (!existsSync(waiting)) {
      const over = await Promise.race([isOver, new Promise((resolve) => setTimeout(() => resolve(false), 100))]);
      if (over) throw new Error((await ended).log);
    }
    await meanwhile();
  } finally {
    writeFileSync(go, '');
    await isOver;
    for (const file of [waiting, go]) rmSync(file, { force: true });
  }
  const result = await ended;
  expect(result.ok).toBe(false);
  return result;
}

needs(
  'act',
  'registry',
  'git',
)('the example of promotion, where the deployment fails, run for real', () => {
  let examples: Examples;
  const digests: string[] = [];
  beforeAll(async () => {
    examples = await startExamples(['promote.yml']);
    const scene = examples.scene();
    for (const number of [1, 2, 3, 4]) digests.push(await scene.release(number, `1.${number}.0`, 'dev'));
    const [image] = digests;
    await scene.ok({ mode: 'promote', environment: 'staging', version: image! });
  });
  afterAll(() => examples.stop());

  const promote = (version: string) => examples.dispatch({ environment: 'staging', version, reason: 'Sprint 12' });
  const deployed = (digest?: string) =>
    `kubectl --namespace staging set image deployment/shop shop=${examples.registry.host}/acme/shop@${digest}`;

  test('its promotion is undone, and what was live before is deployed', async () => {
    const run = await failing(examples, [digests[1]], () => promote('1.2.0'));
    expect(run.jobs).toEqual(['plan', 'approve', 'promote', 'deploy']);
    expect(run.calls).toEqual([deployed(digests[1]), deployed(digests[0])]);
    expect(await examples.live('staging')).toBe(digests[0]);
    expect((await examples.history('staging')).slice(-2)).toMatchObject([
      { action: 'promote', version: '1.2.0', reason: 'Sprint 12' },
      { action: 'rollback', version: '1.1.0', reason: 'The deployment failed' },
    ]);
  });

  test('what another run has promoted meanwhile stays, and the step says so', async () => {
    const theirs = () => examples.scene().ok({ mode: 'promote', environment: 'staging', version: '1.4.0' });
    const run = await failing(examples, [digests[2]], () => promote('1.3.0'), theirs);
    expect(run.calls).toEqual([deployed(digests[2])]);
    expect(run.log).toMatch(/::warning::.*shop: staging is at 1\.4\.0, not at what expect names/);
    expect(await examples.live('staging')).toBe(digests[3]);
    expect((await examples.history('staging')).slice(-2)).toMatchObject([
      { action: 'promote', version: '1.3.0' },
      { action: 'promote', version: '1.4.0' },
    ]);
  });

  test('a run that has promoted nothing undoes nothing', async () => {
    const run = await failing(examples, [digests[3]], () => promote('1.4.0'));
    expect(run.calls).toEqual([deployed(digests[3])]);
    expect(await examples.live('staging')).toBe(digests[3]);
  });
});

needs(
  'act',
  'registry',
  'git',
  'jq',
)('the example of a train, where the deployment fails, run for real', () => {
  const NAMES = ['api', 'web', 'worker'] as const;
  let examples: Examples;
  const first: string[] = [];
  const second: string[] = [];
  let other: string;
  beforeAll(async () => {
    examples = await startExamples(['train.yml']);
    for (const [index, name] of NAMES.entries()) {
      const scene = examples.scene(`acme/shop/${name}`);
      first.push(await scene.release(10 + index, '1.0.0', 'dev'));
      for (const environment of ['staging', 'prod']) await scene.ok({ mode: 'promote', environment, version: '1.0.0' });
      second.push(await scene.release(20 + index, '1.1.0', 'dev'));
    }
    other = await examples.scene('acme/shop/web').release(30, '1.2.0');
  });
  afterAll(() => examples.stop());

  test('each image is rolled back, except one that another run has promoted meanwhile', async () => {
    const train = () => examples.dispatch({ api: '', web: '1.1.0', worker: '', reason: 'Train 12' });
    const theirs = () => examples.scene('acme/shop/web').ok({ mode: 'promote', environment: 'prod', version: '1.2.0' });
    const run = await failing(examples, [second[0]], train, theirs);
    const live = await Promise.all(NAMES.map((name) => examples.live('prod', `acme/shop/${name}`)));
    expect(live).toEqual([first[0], other, first[2]]);
    expect(run.log).toMatch(/::warning::.*shop\/web: prod is at 1\.2\.0, not at what expect names/);
    const last = run.calls.slice(-NAMES.length);
    expect(last.map((call) => call.split('@')[1])).toEqual([first[0], other, first[2]]);
    const actions = await Promise.all(NAMES.map((name) => examples.history('prod', `acme/shop/${name}`)));
    expect(actions.map((events) => events.at(-1)?.action)).toEqual(['rollback', 'promote', 'rollback']);
  });
});
