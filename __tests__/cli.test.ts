import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { main } from '../src/cli.ts';
import type { Repository } from '../src/image/reference.ts';
import type { ScriptedServer } from './support/registries/scripted-server.ts';
import { serveMemory } from './support/registries/served-memory.ts';
import { promoting } from './support/requests/requests.ts';
import { must, Stage } from './support/requests/stage.ts';

const [{ argv, env }, before] = [process, process.cwd()];
const given = { ...env };
let stage: Stage;
let server: ScriptedServer;
let image: Repository;
let name: string;

/** 1.0.0 is live in dev and prod, then 1.1.0 in dev. */
beforeAll(async () => {
  stage = new Stage();
  server = await serveMemory(stage.registry);
  image = { registry: server.host, repository: 'team/app' };
  name = `${server.host}/team/app`;
  for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
  for (const [environment, version] of [
    ['dev', '1.0.0'],
    ['prod', '1.0.0'],
    ['dev', '1.1.0'],
  ] as const)
    must(await stage.play(promoting(version, { images: [image], environment })));
});
afterAll(() => server.stop());

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  for (const key of Object.keys(env)) if (/^(?:GITHUB_|CI|GH_)/.test(key)) delete env[key];
  Object.assign(env, { HOME: folder, DOCKER_CONFIG: folder });
  for (const stream of [process.stdin, process.stdout, process.stderr])
    Object.defineProperty(stream, 'isTTY', { value: false, configurable: true });
  process.chdir(folder);
  server.seen.length = 0;
});

afterEach(() => {
  jest.restoreAllMocks();
  process.chdir(before);
  process.argv = argv;
  Object.assign(env, given);
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
});

/** Runs the command line in this process. */
async function cli(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const result = { exitCode: 0, stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    jest.spyOn(process[stream], 'write').mockImplementation((text, ...rest: unknown[]) => {
      // jest asks for colours where it has a terminal itself
      result[stream] += stripVTControlCharacters(String(text));
      for (const done of rest) if (typeof done === 'function') done();
      return true;
    });
  jest.spyOn(process, 'exit').mockImplementation((code) => {
    result.exitCode = Number(code);
    return undefined as never;
  });
  process.argv = ['node', 'build-once-promote', ...args];
  await main('1.2.3');
  return result;
}

/** Writes the policy file of the working directory. */
function policy(text: string): void {
  mkdirSync('.github');
  writeFileSync('.github/promotion.yml', text);
}

describe('a command that needs no registry', () => {
  test('prints to stdout, and ends well', async () => {
    expect(await cli('--version')).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
    expect((await cli('completion', 'bash')).stdout).toMatch(/^# bash completion/);
    expect((await cli('promote', '--help')).stdout).toContain('--dry-run');
  });

  test.each<[string[], string]>([
    [['completion', 'fsh'], 'Unknown shell "fsh".'],
    [['check'], 'there is no such file'],
    [['promote', '--no-such-flag'], "unknown option '--no-such-flag'"],
    [['history', 'prod', 'a/b', '--limit', 'x'], 'limit: expected a whole number'],
    [['status', 'a b'], 'a b'],
  ])('%j is wrong usage, also as JSON', async (args, why) => {
    const { exitCode, stdout, stderr } = await cli(...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(why);
    const json = await cli(...args, '--json');
    const { error } = JSON.parse(json.stdout);
    expect([json.exitCode, error.code, error.message.includes('error: ')]).toEqual([2, 'INPUT_INVALID', false]);
  });

  test('shows the policy file', async () => {
    policy('environments:\n  dev: {}\n  prod:\n    soak: 1h\n');
    const { stdout } = await cli('check');
    expect(stdout.split('\n').map((line) => line.split(/ +/).slice(0, 2))).toEqual([
      ...[
        ['STAGE', 'SOAK'],
        ['dev', 'open'],
        ['prod', '1h'],
      ],
      [''],
    ]);
    expect(JSON.parse((await cli('check', '--json')).stdout).result.policy).toBe('.github/promotion.yml');
    expect((await cli('completion', 'stages')).stdout).toBe('dev\nprod\n');
  });
});

describe('a command that reads', () => {
  test('shows what is live, as a table or as JSON', async () => {
    const { exitCode, stdout } = await cli('status', name);
    expect([exitCode, stdout.split('\n').map((line) => line.split(/ +/).slice(0, 2).join(' '))]).toEqual([
      0,
      [name, 'STAGE VERSION', 'dev 1.1.0', 'prod 1.0.0', ''],
    ]);
    const json = JSON.parse((await cli('status', name, '--json')).stdout);
    expect(json.environments.map(({ version }: { version: string }) => version)).toEqual(['1.1.0', '1.0.0']);
    expect(server.seen.every(({ method }) => method === 'GET' || method === 'HEAD')).toBe(true);
  });

  test('shows the history of one environment of the policy, and no other', async () => {
    policy('environments:\n  dev: {}\n  prod: {}\n');
    const { stdout, stderr } = await cli('history', 'dev', name, '--json');
    expect(JSON.parse(stdout).events.map(({ version }: { version: string }) => version)).toEqual(['1.0.0', '1.1.0']);
    expect(stderr).toContain('Policy: .github/promotion.yml\n');
    const unknown = await cli('history', 'prd', name);
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean prod?')]);
  });

  test('warns where the policy file is in a folder above', async () => {
    policy('environments:\n  dev: {}\n  prod: {}\n');
    mkdirSync('api/.github', { recursive: true });
    process.chdir('api');
    const { exitCode, stderr } = await cli('status', name);
    expect([exitCode, stderr]).toEqual([0, 'warning: ../.github/promotion.yml is not used: run from .. to use it.\n']);
    expect((await cli('status', name, '--environments', 'dev,prod')).stderr).toBe('');
  });

  test('shows what differs', async () => {
    expect((await cli('diff', 'dev', 'prod', name)).stdout).toMatch(/1\.1\.0 {2}1\.0\.0 /);
  });

  test('shows what the gates say of an image, also of that of another stage', async () => {
    policy('environments:\n  dev: {}\n  prod:\n    soak: 3650d\n');
    const { exitCode, stdout } = await cli('check', name, '--from', 'dev', '--json');
    const [{ version, environments }] = JSON.parse(stdout).result;
    const verdicts = environments[1].gates.map(({ gate, verdict }: Record<string, string>) => `${gate} ${verdict}`);
    expect([exitCode, version, verdicts]).toEqual([0, '1.1.0', expect.arrayContaining(['soak refused'])]);
  });

  test('fails where the image does not exist', async () => {
    const { exitCode, stderr } = await cli('promote', 'qa', name, '--version', '9.9.9');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error: NOT_FOUND: ')]);
  });
});

describe('a command that moves the last stage', () => {
  test('is refused without a terminal to ask on, before anything is sent', async () => {
    const { exitCode, stderr } = await cli('rollback', 'prod', name);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('add --yes')]);
    expect(server.seen).toEqual([]);
  });

  test('needs no answer as a dry run, which tells the plan', async () => {
    const { exitCode, stdout, stderr } = await cli('promote', 'prod', name, '--version', '1.1.0', '--dry-run');
    expect([exitCode, stdout]).toEqual([0, `${name}@${stage.at('1.1.0', image)}\n`]);
    expect(stderr).toContain('Would promote 1.1.0 to prod (was 1.0.0).\n');
    expect(stage.at('prod', image)).toBe(stage.at('1.0.0', image));
  });
});

test('a secret in the name of an image is not shown', async () => {
  const { exitCode, stdout, stderr } = await cli('status', `https://ada:hidden-secret@${name}`);
  expect([exitCode, `${stdout}${stderr}`.includes('hidden-secret')]).toEqual([2, false]);
});
