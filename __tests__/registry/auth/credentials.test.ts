import { afterEach, describe, expect, test } from '@jest/globals';
import { encodingsOf } from '../../../src/registry/auth/credential-encodings.ts';
import { Credentials, placesFrom } from '../../../src/registry/auth/credentials.ts';
import { type Credential, serverKey } from '../../../src/registry/auth/docker-config.ts';
import { home, removeHomes, type Setting } from '../../support/registries/credential-home.ts';
import { table } from '../../support/registries/table.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';

interface Row extends Setting {
  name: string;
  registry: string;
  expected: 'anonymous' | 'error' | { username?: string; password?: string; identityToken?: string };
  source: string;
}

const rows = table<Row>('docker-config.json');
afterEach(removeHomes);

function credentialOf(expected: Row['expected']): Credential | null {
  if (typeof expected === 'string') return null;
  const { username = '', password = '', identityToken } = expected;
  return identityToken ? { kind: 'identity', token: identityToken } : { kind: 'basic', username, password };
}

const lookUp = (registry: string, setting: Setting) => new Credentials(placesFrom(home(setting))).docker(registry);

describe('credentials of docker’s config and helpers', () => {
  test('the table of credentials has 40 rows', () => expect(rows).toHaveLength(40));

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
    {
      name: 'names in another case',
      value: { Auth: auth('a:b').auth },
      is: { kind: 'basic', username: 'a', password: 'b' },
    },
    { name: 'a name alone', value: { username: 'a' }, is: null },
    { name: 'nothing', value: {}, is: null },
    { name: 'null', value: null, is: null },
    { name: 'a text', value: 'a:b', is: null },
  ])('an entry of auths is read: $name', async ({ value, is }) => expect(await entry(value)).toEqual(is));

  test.each([
    { name: 'without a colon', text: 'hunter2' },
    { name: 'without a user', text: ':hunter2' },
  ])('an auth $name is an error that names the file and not the secret', async ({ text }) => {
    const error = await rejectionOf(entry(auth(text)));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toMatch(/config\.json has an invalid "auth" for example\.com/);
    expect(error.message).not.toContain('hunter2');
    expect(error.message).not.toContain(auth(text).auth);
  });
});

describe('the names of a registry', () => {
  const auths = (key: string) => ({ config: { auths: { [key]: { auth: Buffer.from('a:b').toString('base64') } } } });
  const hub = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'https://index.docker.io/v1/'];
  test.each([
    ...hub.flatMap((key) => ['docker.io', 'registry-1.docker.io'].map((registry) => ({ registry, key }))),
    { registry: 'Registry.Example.com', key: 'registry.example.com' },
    { registry: 'registry.example.com', key: 'https://REGISTRY.example.com/v2/' },
    { registry: '[::1]:5000', key: '[::1]:5000' },
    { registry: '[2001:DB8::1]', key: 'https://[2001:db8::1]' },
  ])('$registry is found under $key', async ({ registry, key }) => {
    expect(await lookUp(registry, auths(key))).toEqual({ kind: 'basic', username: 'a', password: 'b' });
  });

  test.each([
    { registry: 'example.com', key: 'example.com:5000' },
    { registry: 'example.com:5000', key: 'example.com' },
    { registry: 'example.com', key: 'registry.example.com' },
    { registry: 'ghcr.io', key: 'https://index.docker.io/v1/' },
    { registry: 'docker.io', key: 'docker.io.example.com' },
  ])('$registry is not found under $key', async ({ registry, key }) => {
    expect(await lookUp(registry, auths(key))).toBeNull();
  });

  test('an entry with the exact name takes precedence over an alias', async () => {
    const entry = (user: string) => ({ auth: Buffer.from(`${user}:x`).toString('base64') });
    const config = { auths: { 'https://index.docker.io/v1/': entry('hub'), 'registry-1.docker.io': entry('own') } };
    expect(await lookUp('registry-1.docker.io', { config })).toMatchObject({ username: 'own' });
    expect(await lookUp('docker.io', { config })).toMatchObject({ username: 'hub' });
  });

  test('a config written with a byte order mark is read', async () => {
    expect(
      await lookUp('example.com', { text: `\ufeff${JSON.stringify(auths('example.com').config)}` }),
    ).not.toBeNull();
  });
});

describe('places', () => {
  test('DOCKER_CONFIG takes precedence over HOME unless it is empty', () => {
    expect(placesFrom({ HOME: '/home/a', DOCKER_CONFIG: '/etc/docker' }).folder).toBe('/etc/docker');
    expect(placesFrom({ HOME: '/home/a', DOCKER_CONFIG: '' }).folder).toBe('/home/a/.docker');
    expect(placesFrom({ DOCKER_AUTH_CONFIG: '' })).toMatchObject({ folder: null, inline: null });
  });

  test('without a config there is no credential', async () => {
    expect(await new Credentials(placesFrom({})).find('ghcr.io', 'acme/app', ['pull'])).toBeNull();
  });

  test.each([
    { registry: 'docker.io', key: 'https://index.docker.io/v1/' },
    { registry: 'ghcr.io', key: 'ghcr.io' },
    { registry: 'registry-1.docker.io', key: 'registry-1.docker.io' },
  ])('docker keeps $registry under $key', ({ registry, key }) => expect(serverKey(registry)).toBe(key));

  test('a config that is not JSON is reported with line and column, and not quoted', async () => {
    const text = '{\n  "auths": {\n    "ghcr.io": { "auth": "c2VjcmV0" oops }\n}}';
    const error = await rejectionOf(lookUp('ghcr.io', { text }));
    expect(error.message).toContain('config.json is not JSON at line 3, column 37');
    expect(error.message).not.toContain('c2Vj');
    const inline = await rejectionOf(lookUp('ghcr.io', { env: { DOCKER_AUTH_CONFIG: '{"auth":"c2VjcmV0"' } }));
    expect(inline.message).toContain('DOCKER_AUTH_CONFIG is not JSON at line 1, column 19');
    expect(inline.message).not.toContain('c2Vj');
  });

  test('a config that is not JSON is reported without a position if the parser gives none', async () => {
    const { code, message } = await rejectionOf(lookUp('ghcr.io', { text: '{"auth": c2VjcmV0 (line 9 column 9)}' }));
    expect(code).toBe('INPUT_INVALID');
    expect(message).toMatch(/config\.json is not JSON\. Fix it, or log in to the registry again\.$/);
  });
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the encodings of a credential', () => {
  // its base64 has +, / and padding
  const password = 'a b?>~"\\ü\n';
  const forms = encodingsOf({ kind: 'basic', username: 'ada', password });

  test.each([
    { name: 'as it is', form: password },
    { name: 'in a URL', form: encodeURIComponent(password) },
    { name: 'in a form', form: 'a+b%3F%3E%7E%22%5C%C3%BC%0A' },
    { name: 'in JSON', form: 'a b?>~\\"\\\\ü\\n' },
    { name: 'in base64', form: base64(password) },
    { name: 'in base64 without padding', form: base64(password).replace(/=+$/, '') },
    { name: 'in the base64 of URLs', form: Buffer.from(password).toString('base64url') },
    { name: 'in a Basic header', form: base64(`ada:${password}`) },
    { name: 'in a Basic header without padding', form: base64(`ada:${password}`).replace(/=+$/, '') },
    { name: 'in a Basic header in the base64 of URLs', form: Buffer.from(`ada:${password}`).toString('base64url') },
  ])('a password is masked $name', ({ form }) => expect(forms).toContain(form));

  test('the encodings of a credential are distinct and not empty', () => {
    expect(new Set(forms).size).toBe(forms.length);
    expect(forms).not.toContain('');
    expect(encodingsOf({ kind: 'basic', username: 'ada', password: '' })).toEqual([]);
  });

  test('the encodings of an identity token include its Basic header', () => {
    expect(encodingsOf({ kind: 'identity', token: 't' })).toContain(base64('<token>:t'));
  });

  test('a registry token has encodings', () => {
    expect(encodingsOf({ kind: 'bearer', token: 'a.b' })).toEqual(['a.b', base64('a.b')]);
  });

  test('a secret that is not valid Unicode has encodings', () => {
    expect(encodingsOf({ kind: 'identity', token: '\ud800' })).toContain('%EF%BF%BD');
  });
});
