import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { commitOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type CliOptions, type CliResult, runCli } from '../support/runner/cli.ts';
import { schemaProblems } from '../support/schemas.ts';

const STAGES = ['--environments', 'dev,staging,prod'];

async function ok(args: string[], options?: CliOptions): Promise<CliResult> {
  const run = await runCli(args, options);
  if (run.exitCode !== 0) throw new Error(`exit ${run.exitCode}: ${run.stderr}`);
  return run;
}

needs('registry')('the command line', () => {
  let registry: Registry;
  let app: Scene;
  let digests: string[];
  beforeAll(async () => {
    registry = await startRegistry();
    app = sceneOf(registry, 'acme/shop');
    digests = [await app.release(1, '1.0.0', 'dev'), await app.release(2, '1.1.0', 'dev')];
  });
  afterAll(() => registry.stop());

  test('the JSON of each command is what its schema says', async () => {
    for (const version of ['1.0.0', '1.1.0']) await ok(['promote', 'schema', app.image, '--version', version]);
    for (const [schema, args] of Object.entries({
      status: ['status', app.image, '--version', '1.1.0'],
      history: ['history', 'schema', app.image],
      diff: ['diff', 'schema', 'dev', app.image, `${registry.host}/acme/other`],
      result: ['rollback', 'schema', app.image],
      board: ['board', app.image, '--out', 'board'],
    }))
      expect(schemaProblems(schema, (await ok([...args, '--json'])).json())).toEqual([]);
    const refused = await runCli(['promote', 'schema', app.image, '--version', '9.9.9', '--json']);
    expect(schemaProblems('error', refused.json())).toEqual([]);
  });

  test('promotes, shows status and history, and rolls back', async () => {
    for (const version of ['1.0.0', '1.1.0'])
      await ok(['promote', 'staging', app.image, '--version', version, '--reason', `release ${version}`]);
    expect(await app.at('staging')).toBe(digests[1]);

    const status = await ok(['status', app.image, '--json', ...STAGES]);
    const rows = status.json().environments;
    expect(rows.map((row: Record<string, unknown>) => [row.environment, row.version])).toEqual([
      ['dev', '1.1.0'],
      ['staging', '1.1.0'],
      ['prod', null],
    ]);
    expect(status.json().metrics[1]).toMatchObject({ image: app.image, environment: 'staging' });
    expect(rows[1].by).toMatch(new RegExp(`^[^@]+@${hostname()}$`));
    expect(rows[1].run).toBeNull();

    const back = await ok(['rollback', 'staging', app.image, '--json']);
    expect(back.json().result[0]).toMatchObject({ digest: digests[0], previousDigest: digests[1], changed: true });
    expect(await app.at('staging')).toBe(digests[0]);

    const history = (await ok(['history', 'staging', app.image, '--json'])).json();
    expect(history).toMatchObject({ image: app.image, environment: 'staging' });
    expect(history.events.map((event: { action: string }) => event.action)).toEqual(['promote', 'promote', 'rollback']);
    const newest = (await ok(['history', 'staging', app.image, '--json', '--limit', '1', '--since', '1h'])).json();
    expect(newest.events).toEqual(history.events.slice(-1));
    const text = (await ok(['history', 'staging', app.image])).stdout.split('\n');
    expect(text[0]).toMatch(/^WHEN +ACTION +VERSION/);
    expect(text[1]).toContain('rollback');

    const diff = (await ok(['diff', 'dev', 'staging', app.image, '--json'])).json();
    expect(diff).toEqual([
      {
        image: app.image,
        from: expect.objectContaining({ environment: 'dev', version: '1.1.0', revision: commitOf(2) }),
        to: expect.objectContaining({ environment: 'staging', version: '1.0.0', digest: digests[0] }),
      },
    ]);
  });

  test('prints the image by digest, and words only on stderr', async () => {
    const run = await ok(['promote', 'qa', app.image, '--version', '1.1.0']);
    expect(run.stdout).toBe(`${app.image}@${digests[1]}\n`);
    expect(run.stderr).toContain('Promoted 1.1.0 to qa');
    const again = await ok(['promote', 'qa', app.image, '--version', '1.1.0', '--json']);
    expect(again.json().result[0].changed).toBe(false);
  });

  test('a refusal is exit 1 with its code, on stderr and in the JSON', async () => {
    const run = await runCli(['promote', 'prod', app.image, '--version', '1.1.0', '--yes', '--json', ...STAGES]);
    expect(run.exitCode).toBe(1);
    expect(run.json()).toEqual({ error: { code: 'STAGE_SKIPPED', message: expect.stringContaining('staging') } });
    expect(run.stderr).toContain('STAGE_SKIPPED');
    expect(await app.at('prod')).toBeUndefined();
  });

  test('the last stage needs --yes without a terminal to ask on, but not in a dry run', async () => {
    const args = ['promote', 'production', app.image, '--version', '1.1.0'];
    const asked = await runCli([...args, '--json']);
    expect([asked.exitCode, asked.json().error.code]).toEqual([2, 'INPUT_INVALID']);
    await ok([...args, '--dry-run']);
    expect(await app.at('production')).toBeUndefined();
    await ok([...args, '--yes']);
    expect(await app.at('production')).toBe(digests[1]);
    // with stages the last of them is asked for, whatever its name
    const last = await runCli(['rollback', 'qa', app.image, '--environments', 'dev,qa']);
    expect(last.exitCode).toBe(2);
  });

  test.each<[string, Record<string, string>, string, string | null]>([
    [
      'GitHub',
      { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '7', GITHUB_ACTOR: 'ada' },
      'ada',
      'https://github.com/acme/shop/actions/runs/7/attempts/1',
    ],
    [
      'GitLab',
      { GITLAB_CI: 'true', GITLAB_USER_LOGIN: 'grace', CI_JOB_URL: 'https://gitlab.example/acme/shop/-/jobs/9' },
      'grace',
      'https://gitlab.example/acme/shop/-/jobs/9',
    ],
    [
      'Jenkins',
      { JENKINS_URL: 'https://ci.example/', BUILD_URL: 'https://ci.example/job/shop/3/', BUILD_USER_ID: 'alan' },
      'alan',
      'https://ci.example/job/shop/3/',
    ],
    [
      'CircleCI',
      { CIRCLECI: 'true', CIRCLE_USERNAME: 'edsger', CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/shop/5' },
      'edsger',
      'https://circleci.com/gh/acme/shop/5',
    ],
    [
      'Buildkite',
      {
        BUILDKITE: 'true',
        BUILDKITE_BUILD_CREATOR: 'barbara',
        BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/shop/builds/4',
      },
      'barbara',
      'https://buildkite.com/acme/shop/builds/4',
    ],
    [
      'Azure Pipelines',
      {
        TF_BUILD: 'True',
        BUILD_REQUESTEDFOR: 'Ken',
        SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
        SYSTEM_TEAMPROJECT: 'my shop',
        BUILD_BUILDID: '8',
      },
      'Ken',
      'https://dev.azure.com/acme/my%20shop/_build/results?buildId=8',
    ],
  ])('takes actor and run from %s', async (name, env, actor, run) => {
    const environment = `ci-${name.toLowerCase().replace(' ', '-')}`;
    await ok(['promote', environment, app.image, '--version', '1.0.0'], { env });
    expect((await app.history(environment)).at(-1)).toMatchObject({ actor, run });
  });

  test('adopts a pushed image as the build of the commit that the CI system names', async () => {
    const commit = commitOf(7);
    const digest = await app.push(commit);
    const env = { JENKINS_URL: 'https://ci.example/', GIT_COMMIT: commit };
    const run = await ok(['build', app.image, '--digest', digest, '--version', '1.2.0', '--json'], { env });
    expect(run.json().result[0]).toMatchObject({ digest, version: '1.2.0', revision: commit, built: false });
    expect(await app.at('1.2.0')).toBe(digest);
    expect(await app.at(`git-${commit.slice(0, 7)}`)).toBe(digest);
  });

  test('says where the image of a version is live', async () => {
    const run = await ok(['status', app.image, '--version', '1.1.0', ...STAGES]);
    expect(run.stderr).toContain(`1.1.0 is live in dev`);
    const none = await ok(['status', app.image, '--version', '9.9.9', '--json', ...STAGES]);
    expect(none.json().exists).toBe(false);
  });

  test('works without HOME, and ends quietly where its pipe is closed', async () => {
    const env = { HOME: undefined };
    expect((await ok(['status', app.image, ...STAGES], { env })).stdout).toContain('1.1.0');
    const closed = await runCli(['status', app.image, ...STAGES], { closesStdout: true });
    expect([closed.exitCode, closed.stderr]).toEqual([0, expect.not.stringContaining('EPIPE')]);
  });
});

needs('registry')('the command line and a password', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry({ auth: 'htpasswd', password: 'a long secret' });
  });
  afterAll(() => registry.stop());

  test('reads the password from stdin, and never from a flag', async () => {
    const args = ['status', `${registry.host}/acme/shop`, '--environments', 'dev', '--username', 'ci', '--json'];
    const known = await ok([...args, '--password-stdin'], { stdin: 'a long secret\n' });
    expect(known.json().environments).toHaveLength(1);
    const wrong = await runCli([...args, '--password-stdin'], { stdin: 'another secret' });
    expect([wrong.exitCode, wrong.json().error.code]).toEqual([1, 'UNAUTHORIZED']);
    const flag = await runCli([...args, '--password=a long secret']);
    expect([flag.exitCode, flag.stdout + flag.stderr]).toEqual([2, expect.not.stringContaining('a long secret')]);
    const asked = await runCli(
      ['promote', 'prod', `${registry.host}/acme/shop`, '--version', '1.0.0', '--username', 'ci', '--password-stdin'],
      { stdin: 'a long secret' },
    );
    expect([asked.exitCode, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  });
});

describe('the arguments of the command line', () => {
  test.each([
    [['statsu'], 'status'],
    [['promote', 'prod', '--versoin', '1.0.0'], '--version'],
    [['--hlep'], '--help'],
  ])('%j is wrong usage, with the nearest name', async (args, nearest) => {
    const run = await runCli(args);
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([
      2,
      '',
      expect.stringContaining(`Did you mean ${nearest}?`),
    ]);
  });

  test('no command is wrong usage, and shows the help', async () => {
    const run = await runCli([]);
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([2, '', expect.stringContaining('Usage:')]);
  });

  test('without an image, no difference is shown', async () => {
    const run = await runCli(['diff', 'staging', 'prod']);
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([2, '', expect.not.stringContaining('same images')]);
  });

  test('wrong usage is JSON, too', async () => {
    const run = await runCli(['status', '--json', '--nonsense']);
    expect([run.exitCode, run.json().error.code]).toEqual([2, 'INPUT_INVALID']);
    const inputs = await runCli(['promote', 'a b', 'acme/shop', '--json']);
    expect([inputs.exitCode, inputs.json().error.code]).toEqual([2, 'INPUT_INVALID']);
  });

  test('--version without a command is that of the tool, and help is on stdout', async () => {
    expect(await runCli(['--version'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
    });
    for (const args of [['--help'], ['promote', '--help'], ['help', 'rollback']])
      expect(await runCli(args)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/Example/), stderr: '' });
  });
});
