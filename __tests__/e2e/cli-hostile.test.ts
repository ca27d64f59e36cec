import { describe, expect, test } from '@jest/globals';
import { CLI, runCli } from '../support/runner/cli.ts';
import { shell } from '../support/runner/shell.ts';

const ESCAPE = '\u001b[31m\u202e\u009b\u0007';
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

describe('the command line given careless or hostile arguments', () => {
  test.each([
    [['--json']],
    [['nope', '--json']],
    [['status', 'a/b', '--json=true']],
    [['status', 'a/b', '--nope', '--json']],
    [['status', '--json']],
    [['status', 'a/b', '--password=hunter2secret', '--json']],
    [['status', 'user:hunter2secret@reg.test/a/b', '--json']],
    [['status', 'a/b', '--passwrod=hunter2secret', '--json']],
    [['status', 'a/b', '--password-stdin', '--username', 'u', '--json']],
    [['promote', '', 'a/b', '--json']],
    [['diff', 'dev', 'dev', 'a/b', '--json']],
    [['board', 'a/b', '--out', '', '--json']],
    [['promote', 'prod', 'reg.test/a/b', '--version', '1.0.0', '--json']],
    [['history', `dev${ESCAPE}`, `a/b${ESCAPE}`, '--json']],
    [['history', 'dev', 'a/b', '--limit', ESCAPE, '--json']],
    [['promote', 'qa', 'a/b', '--from-file', `/nonexistent${ESCAPE}`, '--json']],
  ])('%j is wrong usage, on stderr and as JSON, without secrets and control characters', async (args) => {
    const run = await runCli(args);
    expect(run.exitCode).toBe(2);
    expect(run.json()).toEqual({
      error: { code: 'INPUT_INVALID', message: expect.stringMatching(/^(?!INPUT_INVALID)./) },
    });
    expect(run.stdout + run.stderr).not.toContain('hunter2secret');
    expect(run.stdout + run.stderr).not.toMatch(CONTROL);
    expect(run.stderr).not.toBe('');
  });
});

describe('the command line in odd places', () => {
  /** Runs it by a line of shell in which `$@` is the command line with arguments. */
  const inShell = (line: string, ...args: string[]) => shell('sh', ['-c', line, 'sh', process.execPath, CLI, ...args]);

  test.each([[['completion', 'bash']], [['--help']]])('%j fails where its output cannot be written', async (args) => {
    const run = await inShell('"$@" > /dev/full', ...args);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('RUNNER_FAILED')]);
  });

  test.each([[['status', 'reg.test/a/b']], [['check']]])('%j says that its folder was removed', async (args) => {
    const run = await inShell('folder=$(mktemp -d) && cd "$folder" && rmdir "$folder" && "$@"', ...args);
    expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(/INPUT_INVALID: The working directory/)]);
  });

  test('help of a command that does not exist names the nearest', async () => {
    const run = await runCli(['help', 'promot']);
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([2, '', expect.stringContaining('Did you mean promote?')]);
  });
});
