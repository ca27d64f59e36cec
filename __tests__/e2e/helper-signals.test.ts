import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectNoLeak } from '../support/faults/leaks.ts';
import { expectSound } from '../support/faults/sound.ts';
import { codesOf } from '../support/faults/trials.ts';
import { type ScriptedServer, serve } from '../support/registries/scripted-server.ts';
import { type RunOptions, type RunResult, runAction } from '../support/runner/runner.ts';
import { until } from '../support/runner/shell.ts';

const SECRET = 'hunter2-of-the-helper';
const home = mkdtempSync(join(tmpdir(), 'helper-'));
const at = (name: string): string => join(home, name);
let server: ScriptedServer;
beforeAll(async () => {
  server = await serve(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }));
  mkdirSync(at('.docker'));
});
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

/** A run whose credentials a helper has to give: this script, in a shell. */
function withHelper(script: string, options: RunOptions = {}): Promise<RunResult> {
  writeFileSync(at('.docker/config.json'), JSON.stringify({ credsStore: 'test' }));
  writeFileSync(at('docker-credential-test'), `#!/bin/sh\n${script}\n`);
  chmodSync(at('docker-credential-test'), 0o755);
  const env = { HOME: home, PATH: `${home}${delimiter}${process.env.PATH}`, ...options.env };
  const inputs = { mode: 'promote', image: `${server.host}/acme/app`, version: '1.0.0', environment: 'prod' };
  return runAction({ ...inputs, 'github-token': SECRET }, { ...options, env });
}

/** Whether a process runs; one that has ended and that nobody has asked after does not. */
function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const isStarted = (): boolean => {
  try {
    return readFileSync(at('pid'), 'utf8').endsWith('\n');
  } catch {
    return false;
  }
};

test.each(['SIGINT', 'SIGTERM'] as const)('a helper that hangs ends with the run that %s cancels', async (signal) => {
  rmSync(at('pid'), { force: true });
  const when = until(async () => isStarted(), 120_000);
  const run = await withHelper('echo $$ > "$HOME/pid"\nexec sleep 600', { kill: { signal, when } });
  expect([run.exitCode, codesOf(run)]).toEqual([1, ['CANCELLED']]);
  expect(run.endedAfterMs).toBeLessThan(2000);
  const pid = Number(readFileSync(at('pid'), 'utf8'));
  expect(await until(() => !isRunning(pid), 120_000)).toBe(true);
});

test.each<[name: string, script: string, says: string]>([
  ['prints without end', 'yes hunter2-of-the-helper | head -c 50000000', 'not a JSON object'],
  ['complains without end', 'yes hunter2-of-the-helper | head -c 50000000 >&2; exit 1', 'exit code 1'],
  ['says the secret as it fails', `echo '${SECRET}' >&2; echo '::error::${SECRET}'; exit 3`, 'exit code 3'],
  ['answers in another form', `echo '["${SECRET}"]'`, 'not a JSON object'],
  ['kills itself', 'kill -9 $$', 'was killed by SIGKILL'],
  ['knows more than it is told', 'echo "{\\"Secret\\":\\"\\",\\"x\\":\\"$(env)\\"}" | tr -d "\\n"', 'UNAUTHORIZED'],
])('a helper that %s', async (_name, script, says) => {
  const run = await withHelper(script, { ownTime: {} });
  expect(run.exitCode).toBe(1);
  expectSound(run, 1);
  expect(run.annotations[0]!.message).toContain(says);
  expect(run.waitedMs).toBeLessThan(10_000);
  expectNoLeak(run, [SECRET]);
});

test('a helper gets no input of the action', async () => {
  await withHelper('env > "$HOME/env"; exit 1');
  expect(readFileSync(at('env'), 'utf8')).not.toMatch(/INPUT_|hunter2/);
});
