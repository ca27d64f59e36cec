import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Credentials, placesFrom } from '../../../src/registry/auth/credentials.ts';
import { askHelper } from '../../../src/registry/auth/helper.ts';
import { absolutePath } from '../../../src/util/find-program.ts';
import { addHelper, type Helper, home, removeHomes, type Setting } from '../../support/registries/credential-home.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';

afterEach(removeHomes);

const config = { credHelpers: { 'example.com': 'test' } };
const lookUp = (setting: Setting) => new Credentials(placesFrom(home(setting))).docker('example.com');
const answering = (answer: Helper[string]) => lookUp({ config, helpers: { test: { 'example.com': answer } } });

describe('a helper', () => {
  test.each([
    { name: 'without a secret', answer: '{"Username":"a","Secret":""}', is: null },
    { name: 'without a name', answer: '{"Secret":"s"}', is: { kind: 'basic', username: '', password: 's' } },
    {
      name: 'with more than asked',
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
      name: 'and warns beside it',
      answer: { exit: 0, stdout: '{"Username":"a","Secret":"s"}\n', stderr: 'WARNING: old' },
      is: { kind: 'basic', username: 'a', password: 's' },
    },
  ])('that answers $name', async ({ answer, is }) => expect(await answering(answer)).toEqual(is));

  const notFound = 'credentials not found in native keychain';
  test.each([
    { name: 'as docker’s library says it', answer: { exit: 1, stdout: notFound } },
    { name: 'with a line end', answer: { exit: 1, stdout: `${notFound}\n` } },
    { name: 'with a carriage return', answer: { exit: 1, stdout: `${notFound}\r\n` } },
    { name: 'in capitals', answer: { exit: 1, stdout: `C${notFound.slice(1)}` } },
    { name: 'to the other output', answer: { exit: 1, stderr: `${notFound}\n` } },
    { name: 'and ends well', answer: { exit: 0, stdout: notFound } },
    { name: 'of a helper behind it', answer: { exit: 1, stdout: `error getting credentials - out: \`${notFound}\`` } },
    {
      name: 'in a keychain’s own words',
      answer: { exit: 1, stderr: 'The specified item could not be found in the keychain.' },
    },
    { name: 'in Windows’ own words', answer: { exit: 1, stdout: 'Element not found.' } },
  ])('that has nothing, and says so $name, leads to none', async ({ answer }) => {
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
    { name: 'answers no JSON', answer: 'secret words', why: 'returned something that is not a JSON object' },
    { name: 'answers a list', answer: '["secret words"]', why: 'returned something that is not a JSON object' },
    { name: 'answers nothing', answer: '', why: 'returned something that is not a JSON object' },
  ])('that $name is an error that names it and its config, and not what it said', async ({ answer, why }) => {
    const error = await rejectionOf(answering(answer));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('docker-credential-test');
    expect(error.message).toContain('.docker/config.json');
    expect(error.message).toContain(why);
    expect(error.message).not.toContain('secret words');
  });

  test.each(['../../bin/sh', 'a/b', '-x', '', 'a b', 'a;b'])('with the name %j is not run', async (credsStore) => {
    const asked = lookUp({ config: { credsStore } });
    if (credsStore === '') expect(await asked).toBeNull();
    else expect((await rejectionOf(asked)).message).toContain('has a name that is not a valid program name');
  });

  test('that is named as empty leaves the registry to auths', async () => {
    const auths = { 'example.com': { auth: Buffer.from('a:b').toString('base64') } };
    const found = await lookUp({ config: { auths, credsStore: 'x', credHelpers: { 'example.com': '' } } });
    expect(found).toEqual({ kind: 'basic', username: 'a', password: 'b' });
  });

  test('is asked once, however many images ask', async () => {
    const env = home({ config, helpers: { test: { 'example.com': '{"Username":"a","Secret":"s"}' } } });
    const credentials = new Credentials(placesFrom(env));
    await Promise.all(Array.from({ length: 200 }, (_, number) => credentials.find('example.com', `team/${number}`)));
    expect(readFileSync(join(env.HOME!, 'asked'), 'utf8')).toBe('example.com\n');
  });
});

describe('a helper that is no good program', () => {
  const ask = (script: string | null, mode = 0o755, limitMs = 5000) => {
    const env = home({});
    if (script !== null) addHelper(env.HOME!, 'test', script);
    if (script !== null) chmodSync(join(env.HOME!, 'docker-credential-test'), mode);
    return { env, answer: askHelper('test', 'example.com', 'the config', env, limitMs) };
  };

  test('is missing', async () => {
    expect((await rejectionOf(ask(null).answer)).message).toContain('named in the config, is not on the PATH');
  });

  test('cannot be started', async () => {
    expect((await rejectionOf(ask('#!/none/such\n').answer)).message).toContain('cannot be started (ENOENT)');
  });

  test('that is not executable is not on the PATH', async () => {
    const error = await rejectionOf(ask('#!/bin/sh\n', 0o644).answer);
    expect(error.message).toContain('is not on the PATH');
  });

  test.each([
    { entry: 'empty', path: ':' },
    { entry: 'relative', path: 'bin:./bin:.' },
  ])('that only an $entry entry of the PATH leads to is not run', async ({ path }) => {
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

  test('gets a PATH without empty and relative entries', async () => {
    const env = home({});
    addHelper(env.HOME!, 'test', `#!/bin/sh\nprintf '{"Username":"%s","Secret":"s"}' "$PATH"\n`);
    const found = await askHelper('test', 'example.com', 'the config', { ...env, PATH: `:bin:${env.PATH}:.` });
    expect(found).toMatchObject({ username: absolutePath(env.PATH) });
  });

  test('does not answer in time: it is ended, and so is the wait for what it started', async () => {
    const began = performance.now();
    const { env, answer } = ask('#!/bin/sh\necho $$ > "$HOME/pid"\nsleep 20\n', 0o755, 300);
    expect((await rejectionOf(answer)).message).toContain('did not respond within 0.3 s');
    expect(performance.now() - began).toBeLessThan(5000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const pid = readFileSync(join(env.HOME!, 'pid'), 'utf8').trim();
    const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] : 'gone';
    expect(['gone', 'Z']).toContain(state);
  });

  test('ends itself by a signal', async () => {
    expect((await rejectionOf(ask('#!/bin/sh\nkill -TERM $$\n').answer)).message).toContain('was killed by SIGTERM');
  });

  test('reads nothing of what it is asked', async () => {
    const { answer } = ask(`#!/bin/sh\nexec 0<&-\nprintf '{"Username":"a","Secret":"s"}'\n`);
    expect(await answer).toEqual({ kind: 'basic', username: 'a', password: 's' });
  });

  test('says no end of words', async () => {
    const { answer } = ask(`#!/bin/sh\nhead -c 5000000 /dev/zero | tr '\\0' x\n`);
    expect((await rejectionOf(answer)).message).toContain('not a JSON object');
  });

  test('is not told this action’s inputs', async () => {
    const env: Record<string, string> = { ...home({}), INPUT_PASSWORD: 'hidden' };
    addHelper(env.HOME!, 'test', `#!/bin/sh\nprintf '{"Username":"%s","Secret":"s"}' "$INPUT_PASSWORD"\n`);
    expect(await askHelper('test', 'example.com', 'the config', env)).toMatchObject({ username: '' });
  });
});
