import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  type DockerResult,
  dockerCommand,
  type OutputGroup,
  outputTail,
  runOrThrow,
} from '../../src/docker/command.ts';
import { secretMasks } from '../../src/docker/secrets.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { buildRequest, DOCKER } from '../support/requests/requests.ts';
import { until } from '../support/runner/shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'docker-'));
/** Replaces the timers, but not what processes need. */
const replaceTimers = () =>
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });

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
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, FROM: 'outside', INPUT_PASSWORD: 'secret' };
  return { run: dockerCommand(env, signal, quoted), shown: () => shown.join('') };
}

let scripts = 0;

/** A script in two parts: the second one begins when `open` is called. `isBegun` tells whether it has come so far. */
function waiting(first: string, second: string) {
  const name = join(folder, `script-${++scripts}`);
  const [begun, go] = [`${name}-begun`, `${name}-go`];
  const script = `${first}; touch "${begun}"; until [ -e "${go}" ]; do sleep 0.05; done; ${second}`;
  return { script, isBegun: () => existsSync(begun), open: () => writeFileSync(go, '') };
}

describe('a command of docker:', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

    test('has a character that arrives in two pieces kept whole', async () => {
      const { script, open } = waiting('printf "a\\303"', 'printf "\\251"');
      const { run, shown } = docker(script);
      const running = run(['x'], { show: 'docker build' });
      await until(() => shown().includes('a'), 120_000);
      open();
      expect(await running).toMatchObject({ stdout: 'aé', tail: 'aé' });
      expect(shown()).toBe('begin docker build\naéend docker build\n');
    });

    test('does not wait for input, and is not given the inputs of the action', async () => {
      const { run } = docker('cat; env');
      const { code, stdout } = await run(['build', '-']);
      expect([code, stdout]).toEqual([0, expect.stringContaining('FROM=outside')]);
      expect(stdout).not.toContain('INPUT_');
    });

    test('may be in a folder with spaces and quotes in its name', async () => {
      const odd = join(folder, `a "b" 'c'\\ d`);
      mkdirSync(odd);
      writeFileSync(join(odd, 'docker'), '#!/bin/sh\necho "$1"\n', { mode: 0o755 });
      const run = dockerCommand({ PATH: odd }, new AbortController().signal, (_, act) => act(() => {}));
      expect(await run(['version'])).toMatchObject({ code: 0, stdout: 'version\n' });
    });

    test.each([
      { name: 'no folder of the PATH has it', path: join(folder, 'none') },
      { name: 'only a relative folder of the PATH has it', path: relative(process.cwd(), folder) },
      { name: 'the PATH is empty', path: '' },
    ])('fails where $name', async ({ path }) => {
      docker('exit 0');
      const run = dockerCommand({ PATH: path }, new AbortController().signal, (_, act) => act(() => {}));
      const error = await rejectionOf(run(['version']));
      expect(error.code).toBe('BUILD_FAILED');
      expect(error.message).toContain('not on the PATH');
    });

    test('fails where it cannot be started', async () => {
      const { run } = docker('exit 0');
      writeFileSync(join(folder, 'docker'), '#!/no/such/interpreter\n');
      expect((await rejectionOf(run(['version']))).code).toBe('BUILD_FAILED');
    });

    test('ended by a signal has failed', async () => {
      expect((await docker('kill -9 $$').run(['x'])).code).toBe(1);
    });
  });

  describe('a cancelled job', () => {
    afterEach(() => void jest.useRealTimers());

    test('waits a second for a docker command that is running, shows no more of its output, and starts no other', async () => {
      const cancel = new AbortController();
      const ended = join(folder, 'ended');
      const { script, isBegun, open } = waiting("trap '' PIPE", `echo ::error::late; touch "${ended}"`);
      const { run, shown } = docker(script, cancel.signal);
      let isOver = false;
      const running = rejectionOf(run(['build'], { show: 'docker build' })).finally(() => {
        isOver = true;
      });
      await until(isBegun, 120_000);
      replaceTimers();
      cancel.abort();
      await jest.advanceTimersByTimeAsync(999);
      expect(isOver).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      jest.useRealTimers();
      expect(await running).toMatchObject({ code: 'CANCELLED', message: 'Cancelled during docker build.' });
      expect((await rejectionOf(run(['push']))).message).toBe('Cancelled before docker push.');
      open();
      expect(await until(() => existsSync(ended), 120_000)).toBe(true);
      for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
      expect(shown()).not.toContain('late');
    });

    test('does not wait longer than the docker command takes', async () => {
      const cancel = new AbortController();
      const log = join(folder, 'log');
      const { script, isBegun, open } = waiting(`echo started > "${log}"`, `echo ended >> "${log}"`);
      const { run } = docker(script, cancel.signal);
      const running = rejectionOf(run(['push']));
      await until(isBegun, 120_000);
      // the second that it has never ends
      replaceTimers();
      cancel.abort();
      open();
      expect((await running).code).toBe('CANCELLED');
      expect(readFileSync(log, 'utf8')).toBe('started\nended\n');
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
      { text: '  3 |  COPY . .\n--------\nERROR: failed to solve: x\n', is: 'ERROR: failed to solve: x' },
      { text: 'error\nb', is: 'error | b' },
      { text: '\u001b[31mred\u001b[0m', is: '[31mred [0m' },
    ])('the last words of $text are $is', ({ text, is }) => expect(outputTail(text)).toBe(is));

    test('the last words are short', () => expect(outputTail('x'.repeat(5000)).length).toBeLessThanOrEqual(500));
  });
});

const masks = (...secrets: string[]) =>
  secretMasks(buildRequest({ docker: { ...DOCKER, secrets }, version: '10.20.30', environment: 'integration' }));

describe('a secret', () => {
  test.each(['hunter2', 'a "b" c', 'correct horse battery', '0123456', 'ghp_0aZ'])('%s is masked', (value) => {
    expect(masks(`x=${value}`)).toEqual({ masks: [value], warnings: [] });
  });

  test.each([
    ...['true', 'false', 'prod', 'Production', 'development', ' staging ', '1', '12345', 'linux/amd64', 'latest'],
    ...['team/app', 'Integration', '10.20.30', 'https://github.com/team/app'],
  ])('%s is not masked, with a warning', (value) => {
    expect(masks(`CI=${value}`)).toEqual({ masks: [], warnings: [expect.stringContaining('CI')] });
  });

  test('of several lines is masked line by line, but for those that are short or common', () => {
    const value = '{\n  "env": "production",\nproduction\ntrue\r\n  "key": "hunter2hunter2"\n}';
    expect(masks(`x=${value}`)).toEqual({
      masks: ['  "env": "production",', '  "key": "hunter2hunter2"'],
      warnings: [],
    });
  });

  test('that is empty is neither masked nor warned of', () => {
    expect(masks('x=', 'y=\n')).toEqual({ masks: [], warnings: [] });
  });
});
