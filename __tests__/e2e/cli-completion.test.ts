import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { needs, parts } from '../support/runner/available.ts';
import { CLI, runCli } from '../support/runner/cli.ts';
import { runOrThrow } from '../support/runner/shell.ts';
import { openTerminal } from '../support/runner/terminal.ts';

/** What is on the line before Tab is pressed, and what is offered, among other words. */
const OFFERED: readonly [string, string, string][] = [
  ['a command', 'rollb', 'rollback'],
  ['a flag', 'promote prod --dest', '--destination'],
  ['a flag that is on by default', 'promote prod --no-hi', '--no-history'],
  ['a value of a flag', 'mark staging --as ver', 'verified'],
  ['a shell', 'completion fi', 'fish'],
  ['an environment of the policy file', 'promote stag', 'staging'],
  ['the other environment', 'diff staging pro', 'prod'],
  ['an environment that is the value of a flag', 'promote prod --from stag', 'staging'],
  ['a file', 'promote qa --from-file rel', 'release.json'],
];

/** The words of a line after the program's name. */
const wordsOf = (line: string): string[] => ['build-once-promote', ...line.split(' ')];

let dir: string;
/** has the command line as a program */
let path: string;
const scripts = new Map<string, string>();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'completion-'));
  writeFileSync(join(dir, 'release.json'), '[]');
  mkdirSync(join(dir, '.github'));
  writeFileSync(join(dir, '.github/promotion.yml'), 'environments:\n  dev: {}\n  staging: {}\n  prod: {}\n');
  mkdirSync(join(dir, 'bin'));
  const program = `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`;
  writeFileSync(join(dir, 'bin/build-once-promote'), program, { mode: 0o755 });
  path = `${join(dir, 'bin')}:${process.env.PATH}`;
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { exitCode, stdout } = await runCli(['completion', shell]);
    expect(exitCode).toBe(0);
    scripts.set(shell, stdout);
    writeFileSync(join(dir, `completion.${shell}`), stdout);
  }
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('the stages that completion offers are those of a policy file that can be used', async () => {
  const stages = async (policy: string | null): Promise<object> => {
    const cwd = mkdtempSync(join(dir, 'stages-'));
    mkdirSync(join(cwd, '.github'));
    if (policy !== null) writeFileSync(join(cwd, '.github/promotion.yml'), policy);
    return runCli(['completion', 'stages'], { cwd });
  };
  expect(await stages('environments: {dev: {}, prod: {}}')).toMatchObject({ exitCode: 0, stdout: 'dev\nprod\n' });
  for (const policy of [null, 'environments: {"$(touch x)": {}}', 'environments: [', ''])
    expect(await stages(policy)).toMatchObject({ exitCode: 0, stdout: '' });
});

describe('the completion of bash', () => {
  const complete = async (words: readonly string[]): Promise<string[]> => {
    const code = `source completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _build_once_promote
      if [ "\${#COMPREPLY[@]}" -eq 0 ]; then compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"; fi; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await runOrThrow('bash', ['--norc', '-c', code, 'bash', ...words], { cwd: dir, env: { PATH: path } }))
      .split('\n')
      .filter(Boolean);
  };
  test.each(OFFERED)('completes %s', async (_what, line, word) => {
    expect(await complete(wordsOf(line))).toEqual([word]);
  });
});

needs('fish')('the completion of fish', () => {
  test.each(OFFERED)('completes %s', async (_what, line, word) => {
    const code = `source completion.fish; complete -C ${JSON.stringify(`build-once-promote ${line}`)}`;
    const env = { HOME: dir, XDG_CONFIG_HOME: dir, PATH: path };
    const offered = await runOrThrow(parts().fish.path!, ['--no-config', '-c', code], { cwd: dir, env });
    // a tab precedes the description
    expect(offered.split('\n').map((each) => each.split('\t')[0])).toContain(word);
  });

  test('offers all commands, each with what it does', async () => {
    const code = "source completion.fish; complete -C 'build-once-promote '";
    const env = { HOME: dir, XDG_CONFIG_HOME: dir, PATH: path };
    const offered = await runOrThrow(parts().fish.path!, ['--no-config', '-c', code], { cwd: dir, env });
    expect(offered).toContain('rollback\tSet an environment back to the previous image');
  });
});

needs('zsh', 'tmux')('the completion of zsh', () => {
  beforeAll(() => {
    // as docs/cli.md says: a file in a folder of fpath
    mkdirSync(join(dir, '.zfunc'));
    writeFileSync(join(dir, '.zfunc', '_build-once-promote'), scripts.get('zsh')!);
    const start = ['fpath=(~/.zfunc $fpath)', 'autoload -Uz compinit', 'compinit -u -D', "PS1='ready> '", `cd ${dir}`];
    writeFileSync(join(dir, '.zshrc'), `${start.join('\n')}\n`);
  });
  test.each(OFFERED)('completes %s', async (_what, line, word) => {
    const program = [parts().zsh.path!, '-o', 'NO_GLOBAL_RCS', '-i'];
    const zsh = await openTerminal([], { program, env: { HOME: dir, ZDOTDIR: dir, PATH: path }, columns: 120 });
    try {
      await zsh.waitFor(/ready>/);
      await zsh.type(`build-once-promote ${line}`);
      await zsh.press('Tab');
      const whole = [...wordsOf(line).slice(0, -1), word].join(' ');
      expect(await zsh.waitFor(new RegExp(`ready> ${whole}$`, 'm'))).toContain(whole);
    } finally {
      await zsh.close();
    }
  });
});
