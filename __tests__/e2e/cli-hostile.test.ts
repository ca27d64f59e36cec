import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/runner/cli.ts';

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
