import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import {
  type DockerResult,
  dockerCommand,
  type OutputGroup,
  outputTail,
  runOrThrow,
} from '../../src/docker/command.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const folder = mkdtempSync(join(tmpdir(), 'docker-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of that name on the PATH, first. */
function docker(script: string, signal = new AbortController().signal) {
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
  const shown: string[] = [];
  const quoted: OutputGroup = async (title, act) => {
    shown.push(`begin ${title}\n`);
    const result = await act((text) => void shown.push(text));
    shown.push(`end ${title}\n`);
    return result;
  };
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, FROM: 'outside' };
  return { run: dockerCommand(env, signal, quoted), shown: () => shown.join('') };
}

describe('docker as a program', () => {
  test('gets arguments as they are, and an environment of its own', async () => {
    const { run } = docker('printf "%s|" "$@" "$FROM" "$MORE"');
    const result = await run(['build', 'a b', '$(id)', "'"], { env: { MORE: 'inside' } });
    expect(result).toMatchObject({ code: 0, stdout: "build|a b|$(id)|'|outside|inside|" });
  });

  test('is quiet unless it is to be shown, and then shown under its title', async () => {
    const { run, shown } = docker('echo out; echo err >&2; exit 3');
    expect(await run(['x'])).toMatchObject({ code: 3, stdout: 'out\n' });
    expect(shown()).toBe('');
    const result = await run(['x'], { show: 'docker build' });
    expect(shown()).toMatch(/^begin docker build\n(out\nerr\n|err\nout\n)end docker build\n$/);
    expect(result.tail).toContain('err');
  });

  test('has its output kept within bounds', async () => {
    const { run } = docker('head -c 3000000 /dev/zero | tr "\\0" x');
    const result = await run(['x']);
    expect([result.stdout.length, result.tail.length]).toEqual([1024 * 1024, 4000]);
  });

  test('that is not there is said to be so', async () => {
    const run = dockerCommand({ PATH: join(folder, 'none') }, new AbortController().signal, (_, act) => act(() => {}));
    const error = await rejectionOf(run(['version']));
    expect(error.code).toBe('BUILD_FAILED');
    expect(error.message).toContain('not on the PATH');
  });

  test('is ended when the job is cancelled, and not begun after', async () => {
    const cancel = new AbortController();
    const { run } = docker('exec sleep 30', cancel.signal);
    const running = rejectionOf(run(['build']));
    setTimeout(() => cancel.abort(), 100);
    expect(await running).toMatchObject({ code: 'CANCELLED', message: 'Cancelled during docker build.' });
    expect((await rejectionOf(run(['push']))).message).toBe('Cancelled before docker push.');
  });
});

describe('a command that must succeed', () => {
  const ends = (result: Partial<DockerResult>) => async () => ({ code: 0, stdout: '', tail: '', ...result });

  test('gives its result', async () => {
    expect(await runOrThrow(ends({ stdout: 'x' }), ['push'], 'push')).toMatchObject({ stdout: 'x' });
  });

  test('fails with what was to be done, the exit code and the last words', async () => {
    const error = await rejectionOf(
      runOrThrow(ends({ code: 2, tail: 'one\ntwo\n\nthree\nfour\n' }), ['push'], 'push it'),
    );
    expect(error.code).toBe('BUILD_FAILED');
    expect(error.message).toBe(
      'Docker could not push it (exit code 2): two | three | four. See its output in the log.',
    );
  });

  test.each([
    { text: '', is: 'no output' },
    { text: '\n\n', is: 'no output' },
    { text: 'a\r\nb', is: 'a | b' },
    { text: '\u001b[31mred\u001b[0m', is: '[31mred [0m' },
  ])('the last words of $text are $is', ({ text, is }) => expect(outputTail(text)).toBe(is));

  test('the last words are short', () => expect(outputTail('x'.repeat(5000)).length).toBeLessThanOrEqual(500));
});
