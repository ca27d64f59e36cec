import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { doneOf, expectNothingKnown, refusalOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { GITHUB, type RunOptions, runAction } from '../support/runner/runner.ts';

needs('registry')('inputs', () => {
  let registry: Registry;
  let proxy: TestProxy;
  let image: string;
  beforeAll(async () => {
    registry = await startRegistry();
    proxy = await startProxy(registry.url);
    image = `${proxy.host}/app`;
    await images.pushIndex(registry, 'app', { tags: ['1.0.0'] });
  });
  afterAll(async () => {
    await proxy.stop();
    await registry.stop();
  });

  /** The error message of a run that its inputs end; it has sent no request. */
  async function problemsOf(inputs: Record<string, string>, options?: RunOptions): Promise<string[]> {
    proxy.trace.clear();
    const run = await runAction({ image, ...inputs }, options);
    const message = refusalOf('INPUT_INVALID', run);
    expect(run.annotations).toHaveLength(1);
    expect(run.annotations[0]!.title).toBe('Invalid input');
    expectNothingKnown(run, inputs.mode ?? '');
    expect(run.summary).toContain('INPUT_INVALID');
    expect(proxy.trace.lines()).toEqual([]);
    expect(proxy.trace.connections).toBe(0);
    return message.split('\n');
  }

  test('are all checked before the first request, and all problems are reported', async () => {
    const problems = await problemsOf({
      ...{ mode: 'promote', version: '1.0.0', from: 'dev', environment: 'latest', environments: 'dev, v1, dev' },
      ...{ image: `${image}\nHost.example/-upper/case\n${image}:tag`, 'sha-length': '6', 'dry-run': 'yes' },
      ...{ allow: 'skip, everything', 'environment-tags': '{{nothing}}', username: 'ada', transport: 'carrier pigeon' },
      ...{ deployment: 'perhaps', destination: 'ghcr.io/acme/-copy', with: 'most' },
    });
    const expected = [
      ...['-upper/case', ':tag', 'sha-length', 'dry-run', '"everything"', '{{nothing}}', 'password', 'carrier pigeon'],
      ...['"latest"', '"v1"', 'twice', 'version or from', 'deployment', 'acme/-copy', 'Unknown with'],
    ];
    for (const part of expected) expect(problems.filter((line) => line.includes(part))).not.toEqual([]);
    expect(problems.length).toBeGreaterThanOrEqual(expected.length);
  });

  const cases: [string, Record<string, string>, string][] = [
    ['an unknown mode', { mode: 'deploy' }, 'build, promote, rollback, status'],
    ['no mode', { mode: '' }, 'mode is missing'],
    ['no image', { mode: 'status', image: '' }, 'image is missing'],
    ['a promotion without an image', { mode: 'promote', environment: 'dev' }, 'version, from or from-file'],
    ['a promotion without an environment', { mode: 'promote', version: '1.0.0' }, 'environment'],
    ['a rollback without an environment', { mode: 'rollback' }, 'environment'],
    [
      'an environment that is not among the stages',
      { mode: 'promote', version: '1', environment: 'qa', environments: 'dev' },
      'qa',
    ],
    ['a tag that is too long', { mode: 'build', tags: 'a'.repeat(129) }, '128'],
    ['a tag with invalid characters', { mode: 'build', tags: 'feature{{sha}}!' }, 'cannot be a tag'],
    ['a tag that is an environment', { mode: 'build', tags: 'prod', environments: 'dev, prod' }, '"prod"'],
    ['a tag that is a history', { mode: 'build', tags: 'x-history' }, 'history'],
    ['a tag of another image', { mode: 'build', tags: 'ghcr.io/acme/other:1.0.0' }, 'is not the image of this run'],
    ['an invalid version', { mode: 'build', version: '1.2' }, 'expected a semantic version'],
    ['a short commit', { mode: 'build', sha: 'abc1234' }, '40 hex'],
    ['a secret without a name', { mode: 'build', secrets: 'token=x\n=hunter2' }, 'secrets: line 2'],
    ['several images to build', { mode: 'build', image: 'a/b\na/c' }, 'one image'],
    [
      'a file that does not exist',
      { mode: 'promote', 'from-file': '/nowhere.json', environment: 'x', image: '' },
      '/nowhere.json',
    ],
    ['an invalid environment name', { mode: 'rollback', environment: 'git-1' }, '"git-1"'],
  ];
  test.each(cases)('with %s are refused', async (_, inputs, part) => {
    expect((await problemsOf(inputs)).join('\n')).toContain(part);
  });

  test('that a mode does not use are ignored and listed in the log', async () => {
    const inputs = { mode: 'status', image, reason: 'why not', 'build-args': 'A=1', environments: 'dev' };
    const run = doneOf(await runAction(inputs));
    const [warning, ...others] = run.annotations;
    const line = run.stdout.split('\n').find((each) => each.startsWith('Ignored'));
    for (const name of ['reason', 'build-args']) expect(line).toContain(name);
    expect(line).not.toContain('environments');
    expect(warning?.message).toContain('nothing was ever live in dev');
    expect(others).toEqual([]);
  });

  test('without an environment variable count as unset', async () => {
    const env: Record<string, string | undefined> = { INPUT_MODE: 'status', INPUT_IMAGE: image };
    const run = doneOf(await runAction({}, { env, metadata: false }));
    expect(JSON.parse(run.outputs.environments!)).toEqual([]);
  });

  test('do not need the variables that only GitHub sets', async () => {
    const without = Object.fromEntries(Object.keys(GITHUB).map((name) => [name, undefined]));
    const env = { ...without, GITHUB_STEP_SUMMARY: undefined, GITHUB_EVENT_PATH: undefined };
    const run = doneOf(await runAction({ mode: 'promote', image, version: '1.0.0', environment: 'dev' }, { env }));
    expect(run.outputs.changed).toBe('true');
    const [event] = (await images.readHistory(registry, 'app', 'dev'))!.events;
    expect(event).toMatchObject({ actor: null, run: null });
  });
});
