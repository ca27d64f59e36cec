import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Credential, dockerCredential, placesFrom, serverKey } from '../../src/registry/credentials.ts';
import { rejectionOf } from '../support/refusals.ts';
import { table } from '../support/table.ts';

type Helper = Record<string, string | { exit: number; stdout: string }>;
interface Row {
  name: string;
  registry: string;
  config?: unknown;
  text?: string;
  folder?: boolean;
  env?: Record<string, string>;
  helpers?: Record<string, Helper>;
  expected: 'anonymous' | 'error' | { username?: string; password?: string; identityToken?: string };
  source: string;
}

const rows = table<Row>('docker-config.json');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A helper as a shell script: answers for the server on its standard input. */
function helperScript(answers: Helper): string {
  const cases = Object.entries(answers).map(([server, answer]) => {
    const { exit, stdout } = typeof answer === 'string' ? { exit: 0, stdout: answer } : answer;
    return `'${server}') printf '%s' '${stdout}'; exit ${exit};;`;
  });
  const unknown = `*) printf '%s' 'credentials not found in native keychain'; exit 1;;`;
  return `#!/bin/sh\n[ "$1" = get ] || exit 9\nserver=$(cat)\ncase "$server" in\n${[...cases, unknown].join('\n')}\nesac\n`;
}

/** A home with docker's config and helpers on the PATH, as environment variables. */
function home({
  config,
  text,
  folder,
  env = {},
  helpers = {},
}: Omit<Row, 'name' | 'registry' | 'expected' | 'source'>) {
  const dir = mkdtempSync(join(tmpdir(), 'docker-config-'));
  folders.push(dir);
  const docker = join(dir, '.docker');
  const file = join(docker, 'config.json');
  mkdirSync(docker);
  if (folder) mkdirSync(file);
  else if (text !== undefined) writeFileSync(file, text);
  else if (config !== undefined) writeFileSync(file, JSON.stringify(config));
  for (const [name, answers] of Object.entries(helpers)) {
    writeFileSync(join(dir, `docker-credential-${name}`), helperScript(answers));
    chmodSync(join(dir, `docker-credential-${name}`), 0o755);
  }
  return { HOME: dir, PATH: `${dir}${delimiter}${process.env.PATH}`, ...env };
}

function credentialOf(expected: Row['expected']): Credential | null {
  if (typeof expected === 'string') return null;
  const { username = '', password = '', identityToken } = expected;
  return identityToken ? { kind: 'identity', token: identityToken } : { kind: 'basic', username, password };
}

const lookUp = (registry: string, setting: Parameters<typeof home>[0]) =>
  dockerCredential(registry, placesFrom(home(setting)));

describe('credentials are found as docker finds them, in its config and by its helpers', () => {
  test('the table is whole', () => expect(rows).toHaveLength(40));

  test.each(rows.filter(({ expected }) => expected !== 'error'))('$name ($source)', async (row) => {
    expect(await lookUp(row.registry, row)).toEqual(credentialOf(row.expected));
  });

  test.each(rows.filter(({ expected }) => expected === 'error'))('$name is an error ($source)', async (row) => {
    expect((await rejectionOf(lookUp(row.registry, row))).code).toBe('INPUT_INVALID');
  });
});

describe('the parts of an entry', () => {
  const entry = (value: unknown) => lookUp('example.com', { config: { auths: { 'example.com': value } } });
  const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
  test.each([
    { name: 'a registry token', value: { registrytoken: 't', ...auth('a:b') }, is: { kind: 'bearer', token: 't' } },
    { name: 'an identity token', value: { identitytoken: 't', ...auth('a:') }, is: { kind: 'identity', token: 't' } },
    {
      name: 'a name and a password',
      value: { username: 'a', password: 'b' },
      is: { kind: 'basic', username: 'a', password: 'b' },
    },
    { name: 'an empty password', value: auth('a:'), is: { kind: 'basic', username: 'a', password: '' } },
    { name: 'zeros that old logins left', value: auth('a:b\0\0'), is: { kind: 'basic', username: 'a', password: 'b' } },
    { name: 'a name alone', value: { username: 'a' }, is: null },
    { name: 'nothing', value: {}, is: null },
    { name: 'null', value: null, is: null },
    { name: 'a text', value: 'a:b', is: null },
  ])('$name', async ({ value, is }) => expect(await entry(value)).toEqual(is));

  test('without a colon is an error that does not tell the secret', async () => {
    const error = await rejectionOf(entry(auth('hunter2')));
    expect(error.message).toContain('example.com');
    expect(error.message).not.toContain('hunter2');
  });
});

describe('places', () => {
  test('DOCKER_CONFIG counts before HOME, and an empty one does not count', () => {
    expect(placesFrom({ HOME: '/home/a', DOCKER_CONFIG: '/etc/docker' }).folder).toBe('/etc/docker');
    expect(placesFrom({ HOME: '/home/a', DOCKER_CONFIG: '' }).folder).toBe('/home/a/.docker');
    expect(placesFrom({ DOCKER_AUTH_CONFIG: '' })).toMatchObject({ folder: null, inline: null });
  });

  test('without any there is no credential', async () => {
    expect(await dockerCredential('ghcr.io', placesFrom({}))).toBeNull();
  });

  test.each([
    { registry: 'docker.io', key: 'https://index.docker.io/v1/' },
    { registry: 'ghcr.io', key: 'ghcr.io' },
  ])('docker keeps $registry under $key', ({ registry, key }) => expect(serverKey(registry)).toBe(key));

  test('a config that is no JSON is named with the line, and not quoted', async () => {
    const text = '{\n  "auths": {\n    "ghcr.io": { "auth": "c2VjcmV0" oops }\n}}';
    const error = await rejectionOf(lookUp('ghcr.io', { text }));
    expect(error.message).toContain('config.json is not JSON');
    expect(error.message).not.toContain('c2Vj');
    const inline = await rejectionOf(lookUp('ghcr.io', { env: { DOCKER_AUTH_CONFIG: '{"auth":"c2VjcmV0"' } }));
    expect(inline.message).toContain('DOCKER_AUTH_CONFIG is not JSON');
    expect(inline.message).not.toContain('c2Vj');
  });
});

describe('a helper', () => {
  const config = { credHelpers: { 'example.com': 'test' } };
  const answering = (answer: Helper[string]) =>
    lookUp('example.com', { config, helpers: { test: { 'example.com': answer } } });

  test.each([
    { name: 'without a secret', answer: '{"Username":"a","Secret":""}', is: null },
    { name: 'without a name', answer: '{"Secret":"s"}', is: { kind: 'basic', username: '', password: 's' } },
    {
      name: 'with more than asked',
      answer: '{"Username":"a","Secret":"s","X":1}',
      is: { kind: 'basic', username: 'a', password: 's' },
    },
  ])('that answers $name', async ({ answer, is }) => expect(await answering(answer)).toEqual(is));

  test.each([
    { name: 'fails', answer: { exit: 3, stdout: 'secret words' }, why: 'failed for example.com (exit code 3)' },
    { name: 'answers no JSON', answer: 'secret words', why: 'answered with something that is not JSON' },
    { name: 'answers a list', answer: '["secret words"]', why: 'answered with something that is not JSON' },
  ])('that $name is an error that names it, and not what it said', async ({ answer, why }) => {
    const error = await rejectionOf(answering(answer));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('docker-credential-test');
    expect(error.message).toContain(why);
    expect(error.message).not.toContain('secret words');
  });

  test('with a path for a name is not run', async () => {
    const error = await rejectionOf(lookUp('example.com', { config: { credsStore: '../../bin/sh' } }));
    expect(error.message).toContain('has a name that no program can have');
  });

  test('that is named as empty leaves the registry to auths', async () => {
    const auths = { 'example.com': { auth: Buffer.from('a:b').toString('base64') } };
    const found = await lookUp('example.com', {
      config: { auths, credsStore: 'x', credHelpers: { 'example.com': '' } },
    });
    expect(found).toEqual({ kind: 'basic', username: 'a', password: 'b' });
  });
});
