import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Credentials, placesFrom } from '../../../src/registry/auth/credentials.ts';
import { askHelper } from '../../../src/registry/auth/helper.ts';
import { absolutePath } from '../../../src/util/find-program.ts';
import { addHelper, type Helper, home, removeHomes, type Setting } from '../../support/registries/credential-home.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';
import { until } from '../../support/runner/shell.ts';

afterEach(removeHomes);

const config = { credHelpers: { 'example.com': 'test' } };
const lookUp = (setting: Setting) => new Credentials(placesFrom(home(setting))).docker('example.com');
const answering = (answer: Helper[string]) => lookUp({ config, helpers: { test: { 'example.com': answer } } });

describe('a helper', () => {
  test.each([
    { name: 'without a secret', answer: '{"Username":"a","Secret":""}', is: null },
    { name: 'without a name', answer: '{"Secret":"s"}', is: { kind: 'basic', username: '', password: 's' } },
    {
      name: 'with additional fields',
      answer: '{"Username":"a","Secret":"s","X":1}',
      is: { kind: 'basic', username: 'a', password: 's' },
    },
    {
      name: 'with names in lower case, as Go reads them',
      answer: '{"username":"a","secret":"s"}',
      is: { kind: 'basic', username: 'a', password: 's' },
    },
    { name: 'with a token', answer: '{"Username":"<token>","Secret":"s"}', is: { kind: 'identity', token: 's' } },
    {
      name: 'with a warning on standard error',
      answer: { exit: 0, stdout: '{"Username":"a","Secret":"s"}\n', stderr: 'WARNING: old' },
      is: { kind: 'basic', username: 'a', password: 's' },
    },
  ])('the response of a helper is read: $name', async ({ answer, is }) => expect(await answering(answer)).toEqual(is));

  const notFound = 'credentials not found in native keychain';
  test.each([
    { name: 'as docker’s library reports it', answer: { exit: 1, stdout: notFound } },
    { name: 'with a line end', answer: { exit: 1, stdout: `${notFound}\n` } },
    { name: 'with a carriage return', answer: { exit: 1, stdout: `${notFound}\r\n` } },
    { name: 'in capitals', answer: { exit: 1, stdout: `C${notFound.slice(1)}` } },
    { name: 'on standard error', answer: { exit: 1, stderr: `${notFound}\n` } },
    { name: 'with exit code 0', answer: { exit: 0, stdout: notFound } },
    {
      name: 'quoted from another helper',
      answer: { exit: 1, stdout: `error getting credentials - out: \`${notFound}\`` },
    },
    {
      name: 'as a keychain reports it',
      answer: { exit: 1, stderr: 'The specified item could not be found in the keychain.' },
    },
    { name: 'as Windows reports it', answer: { exit: 1, stdout: 'Element not found.' } },
  ])('a helper without a credential gives null: $name', async ({ answer }) => {
    expect(await answering(answer)).toBeNull();
  });

  test.each([
    { name: 'fails', answer: { exit: 3, stdout: 'secret words' }, why: 'failed for example.com (exit code 3)' },
    {
      name: 'fails with a JSON answer',
      answer: { exit: 1, stdout: '{"Username":"a","Secret":"secret words"}' },
      why: 'failed for example.com (exit code 1)',
    },
    { name: 'lacks a server', answer: { exit: 1, stdout: 'no credentials server URL' }, why: 'failed for example.com' },
    { name: 'does not return JSON', answer: 'secret words', why: 'returned something that is not a JSON object' },
    { name: 'returns a list', answer: '["secret words"]', why: 'returned something that is not a JSON object' },
    { name: 'returns nothing', answer: '', why: 'returned something that is not a JSON object' },
  ])('a helper that $name is an error with its name and config, without its output', async ({ answer, why }) => {
    const error = await rejectionOf(answering(answer));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('docker-credential-test');
    expect(error.message).toContain('.docker/config.json');
    expect(error.message).toContain(why);
    expect(error.message).not.toContain('secret words');
  });

  test.each(['../../bin/sh', 'a/b', '-x', '', 'a b', 'a;b'])('a helper named %j is not run', async (credsStore) => {
    const asked = lookUp({ config: { credsStore } });
    if (credsStore === '') expect(await asked).toBeNull();
    else expect((await rejectionOf(asked)).message).toContain('has a name that is not a valid program name');
  });

  test('an empty helper name falls back to auths', async () => {
    const auths = { 'example.com': { auth: Buffer.from('a:b').toString('base64') } };
    const found = await lookUp({ config: { auths, credsStore: 'x', credHelpers: { 'example.com': '' } } });
    expect(found).toEqual({ kind: 'basic', username: 'a', password: 'b' });
  });

  test('a helper runs once for any number of images', async () => {
    const env = home({ config, helpers: { test: { 'example.com': '{"Username":"a","Secret":"s"}' } } });
    const credentials = new Credentials(placesFrom(env));
    await Promise.all(
      Array.from({ length: 200 }, (_, number) => credentials.find('example.com', `team/${number}`, ['pull'])),
    );
    expect(readFileSync(join(env.HOME!, 'asked'), 'utf8')).toBe('example.com\n');
  });
});

describe('a failing helper', () => {
  const ask = (script: string | null, mode = 0o755, limitMs = 120_000) => {
    const env = home({});
    if (script !== null) addHelper(env.HOME!, 'test', script);
    if (script !== null) chmodSync(join(env.HOME!, 'docker-credential-test'), mode);
    return { env, answer: askHelper('test', 'example.com', 'the config', env, limitMs) };
  };

  test('a missing helper is an error', async () => {
    expect((await rejectionOf(ask(null).answer)).message).toContain('named in the config, is not on the PATH');
  });

  test('a helper that cannot be started is an error', async () => {
    expect((await rejectionOf(ask('#!/none/such\n').answer)).message).toContain('cannot be started (ENOENT)');
  });

  test('a helper that is not executable is an error', async () => {
    const error = await rejectionOf(ask('#!/bin/sh\n', 0o644).answer);
    expect(error.message).toContain('is not on the PATH');
  });

  test.each([
    { entry: 'empty', path: ':' },
    { entry: 'relative', path: 'bin:./bin:.' },
  ])('a helper in an $entry entry of the PATH is not run', async ({ path }) => {
    const env = home({});
    mkdirSync(join(env.HOME!, 'bin'));
    for (const folder of [env.HOME!, join(env.HOME!, 'bin')])
      addHelper(folder, 'test', '#!/bin/sh\ntouch "$HOME/ran"\n');
    const before = process.cwd();
    try {
      process.chdir(env.HOME!);
      const error = await rejectionOf(askHelper('test', 'example.com', 'the config', { ...env, PATH: path }));
      expect(error.message).toContain('is not on the PATH');
    } finally {
      process.chdir(before);
    }
    expect(existsSync(join(env.HOME!, 'ran'))).toBe(false);
  });

  test('a helper gets a PATH without empty and relative entries', async () => {
    const env = home({});
    addHelper(env.HOME!, 'test', `#!/bin/sh\nprintf '{"Username":"%s","Secret":"s"}' "$PATH"\n`);
    const found = await askHelper('test', 'example.com', 'the config', { ...env, PATH: `:bin:${env.PATH}:.` });
    expect(found).toMatchObject({ username: absolutePath(env.PATH) });
  });

  test('a helper that exceeds the time limit is killed', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    try {
      // what it has started holds on to its output
      const { env, answer } = ask('#!/bin/sh\nsleep 600 &\necho "$! $$" > "$HOME/pids"\nwait\n', 0o755, 300);
      const error = rejectionOf(answer);
      const pids = join(env.HOME!, 'pids');
      await until(() => existsSync(pids) && readFileSync(pids, 'utf8').endsWith('\n'), 120_000);
      await jest.advanceTimersByTimeAsync(300);
      expect((await error).message).toContain('did not respond within 0.3 s');
      const [sleeping = '', helper = ''] = readFileSync(pids, 'utf8').trim().split(' ');
      const isGone = () => !existsSync(`/proc/${helper}`) || / Z /.test(readFileSync(`/proc/${helper}/stat`, 'utf8'));
      expect(await until(isGone, 120_000)).toBe(true);
      process.kill(Number(sleeping));
    } finally {
      jest.useRealTimers();
    }
  });

  test('a helper that is killed by a signal is an error', async () => {
    expect((await rejectionOf(ask('#!/bin/sh\nkill -TERM $$\n').answer)).message).toContain('was killed by SIGTERM');
  });

  test('a helper need not read its standard input', async () => {
    const { answer } = ask(`#!/bin/sh\nexec 0<&-\nprintf '{"Username":"a","Secret":"s"}'\n`);
    expect(await answer).toEqual({ kind: 'basic', username: 'a', password: 's' });
  });

  test('the output of a helper is limited', async () => {
    const { answer } = ask(`#!/bin/sh\nhead -c 5000000 /dev/zero | tr '\\0' x\n`);
    expect((await rejectionOf(answer)).message).toContain('not a JSON object');
  });

  test('a helper does not get the inputs of the action', async () => {
    const env: Record<string, string> = { ...home({}), INPUT_PASSWORD: 'hidden' };
    addHelper(env.HOME!, 'test', `#!/bin/sh\nprintf '{"Username":"%s","Secret":"s"}' "$INPUT_PASSWORD"\n`);
    expect(await askHelper('test', 'example.com', 'the config', env)).toMatchObject({ username: '' });
  });
});
