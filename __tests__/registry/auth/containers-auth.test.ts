import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Credentials, placesFrom } from '../../../src/registry/auth/credentials.ts';
import { home, removeHomes, type Setting } from '../../support/registries/credential-home.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';

afterEach(removeHomes);

const entry = (user: string) => ({ auth: Buffer.from(`${user.replaceAll(':', ';')}:x`).toString('base64') });
const auths = (...keys: string[]) => ({ auths: Object.fromEntries(keys.map((key) => [key, entry(`of ${key}`)])) });
const FILE = 'auth.json';
const withFile = (content: unknown, more: Setting = {}): Setting => ({
  ...more,
  files: { [FILE]: content },
  env: { REGISTRY_AUTH_FILE: `~/${FILE}`, ...more.env },
});

async function userOf(image: string, setting: Setting): Promise<string | null> {
  const slash = image.indexOf('/');
  const found = await new Credentials(placesFrom(home(setting))).find(image.slice(0, slash), image.slice(slash + 1), [
    'pull',
  ]);
  return found?.kind === 'basic' ? found.username : null;
}

describe('the most specific key of auth.json (containers-auth.json(5))', () => {
  const keys = [
    'quay.io/team/app/web',
    'quay.io/team/app',
    'quay.io/team',
    'quay.io',
    'docker.io/library',
    'docker.io',
  ];
  test.each([
    { image: 'quay.io/team/app/web', key: 'quay.io/team/app/web' },
    { image: 'quay.io/team/app/api', key: 'quay.io/team/app' },
    { image: 'quay.io/team/app', key: 'quay.io/team/app' },
    { image: 'quay.io/team/application', key: 'quay.io/team' },
    { image: 'quay.io/teams/app', key: 'quay.io' },
    { image: 'quay.io/other', key: 'quay.io' },
    { image: 'docker.io/library/busybox', key: 'docker.io/library' },
    { image: 'docker.io/vendor/app', key: 'docker.io' },
  ])('$image uses the credential of $key', async ({ image, key }) => {
    expect(await userOf(image, withFile(auths(...keys)))).toBe(`of ${key}`);
    expect(await userOf(image, withFile(auths(...keys.toReversed())))).toBe(`of ${key}`);
  });

  test.each([
    { name: 'another repository’s key', image: 'quay.io/team/app', keys: ['quay.io/team/web', 'quay.io/team/app/web'] },
    { name: 'another host’s key', image: 'quay.io/team/app', keys: ['quay.io:443/team/app', 'team/app', 'ghcr.io'] },
    { name: 'a key with a tag', image: 'quay.io/team/app', keys: ['quay.io/team/app:1.0'] },
    { name: 'a path written as a URL', image: 'quay.io/team/app', keys: ['https://quay.io/team/app'] },
  ])('$name is not used for $image', async ({ image, keys }) => {
    expect(await userOf(image, withFile(auths(...keys)))).toBeNull();
  });

  test.each([
    { name: 'a URL', image: 'quay.io/team/app', key: 'https://quay.io/v2/' },
    { name: 'Docker Hub’s v1 key', image: 'docker.io/vendor/app', key: 'https://index.docker.io/v1/' },
    { name: 'upper case', image: 'Quay.IO/team/app', key: 'quay.io' },
  ])('a registry’s key may be $name', async ({ image, key }) => {
    expect(await userOf(image, withFile(auths(key)))).toBe(`of ${key.replaceAll(':', ';')}`);
  });

  test('an empty entry hides less specific ones, as in containers/image', async () => {
    const content = { auths: { ...auths('quay.io').auths, 'quay.io/team': {} } };
    expect(await userOf('quay.io/team/app', withFile(content))).toBeNull();
    expect(await userOf('quay.io/other/app', withFile(content))).toBe('of quay.io');
  });

  test('docker’s config does not support paths', async () => {
    expect(await userOf('quay.io/team/app', { config: auths('quay.io/team/app') })).toBeNull();
  });

  test('a registry’s helper takes precedence over its entries', async () => {
    const content = { ...auths('quay.io/team/app'), credHelpers: { 'quay.io': 'test' } };
    const helpers = { test: { 'quay.io': '{"Username":"helper","Secret":"s"}' } };
    expect(await userOf('quay.io/team/app', withFile(content, { helpers }))).toBe('helper');
  });
});

describe('the order of places', () => {
  const docker = { config: auths('ghcr.io') };
  const inline = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { 'ghcr.io': entry('inline') } }) };
  const runtime = { 'run/containers/auth.json': { auths: { 'ghcr.io': entry('runtime') } } };
  const user = { '.config/containers/auth.json': { auths: { 'ghcr.io': entry('user') } } };
  const named = { 'named.json': { auths: { 'ghcr.io': entry('named') } } };
  const XDG_RUNTIME_DIR = '~/run';
  test.each<{ name: string; setting: Setting; is: string | null }>([
    {
      name: 'docker’s inline config',
      setting: { ...docker, files: { ...runtime, ...named }, env: { ...inline, REGISTRY_AUTH_FILE: '~/named.json' } },
      is: 'inline',
    },
    {
      name: 'docker’s file',
      setting: { ...docker, files: { ...runtime, ...named }, env: { REGISTRY_AUTH_FILE: '~/named.json' } },
      is: 'of ghcr.io',
    },
    {
      name: 'REGISTRY_AUTH_FILE',
      setting: { files: { ...runtime, ...named }, env: { XDG_RUNTIME_DIR, REGISTRY_AUTH_FILE: '~/named.json' } },
      is: 'named',
    },
    {
      name: 'only REGISTRY_AUTH_FILE, even if it has no entry',
      setting: {
        files: { ...runtime, ...user, 'named.json': {} },
        env: { XDG_RUNTIME_DIR, REGISTRY_AUTH_FILE: '~/named.json' },
      },
      is: null,
    },
    {
      name: 'XDG_RUNTIME_DIR if REGISTRY_AUTH_FILE is empty',
      setting: { files: { ...runtime, ...user }, env: { XDG_RUNTIME_DIR, REGISTRY_AUTH_FILE: '' } },
      is: 'runtime',
    },
    { name: '~/.config', setting: { files: { ...runtime, ...user } }, is: 'user' },
    {
      name: '~/.config if the login session’s file has no entry for the registry',
      setting: { files: { 'run/containers/auth.json': auths('quay.io'), ...user }, env: { XDG_RUNTIME_DIR } },
      is: 'user',
    },
    {
      name: 'XDG_CONFIG_HOME',
      setting: { files: { 'cfg/containers/auth.json': auths('ghcr.io'), ...user }, env: { XDG_CONFIG_HOME: '~/cfg' } },
      is: 'of ghcr.io',
    },
    {
      name: 'containers’ file if docker’s helper has no credential',
      setting: { config: { credsStore: 'test' }, helpers: { test: {} }, files: user },
      is: 'user',
    },
    {
      name: 'no file if REGISTRY_AUTH_FILE does not exist',
      setting: { env: { REGISTRY_AUTH_FILE: '~/none.json' } },
      is: null,
    },
  ])('a credential comes from $name', async ({ setting, is }) =>
    expect(await userOf('ghcr.io/acme/app', setting)).toBe(is),
  );

  test.each([
    { platform: 'linux' as const, env: { XDG_RUNTIME_DIR: '/run/user/7' }, first: '/run/user/7/containers/auth.json' },
    { platform: 'linux' as const, env: {}, first: '/run/containers/7/auth.json' },
    { platform: 'darwin' as const, env: {}, first: '/home/a/.config/containers/auth.json' },
  ])('the first auth file on $platform is $first', ({ platform, env, first }) => {
    expect(placesFrom({ HOME: '/home/a', ...env }, platform, 7).containers[0]).toBe(first);
  });
});

describe('a broken auth.json', () => {
  test('an invalid auth.json is named, and not quoted', async () => {
    const error = await rejectionOf(userOf('quay.io/team/app', withFile('{"auths":{"quay.io":{"auth":"c2VjcmV0",}}}')));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toMatch(/\/auth\.json is not JSON at line 1, column 40\./);
    expect(error.message).not.toContain('c2V');
  });

  test('auth.json is not read if docker has the credential', async () => {
    expect(await userOf('ghcr.io/acme/app', withFile('{', { config: auths('ghcr.io') }))).toBe('of ghcr.io');
  });

  test('an invalid entry of auth.json affects only its path', async () => {
    const content = { auths: { ...auths('quay.io').auths, 'quay.io/team': { auth: 'aHVudGVyMg==' } } };
    const error = await rejectionOf(userOf('quay.io/team/app', withFile(content)));
    expect(error.message).toContain('has an invalid "auth" for quay.io/team');
    expect(error.message).not.toMatch(/hunter2|aHVu/);
    expect(await userOf('quay.io/other/app', withFile(content))).toBe('of quay.io');
  });
});

test('each auth file is read once for any number of images', async () => {
  const env = home(withFile(auths('quay.io/team', 'quay.io'), { config: auths('ghcr.io') }));
  const credentials = new Credentials(placesFrom(env));
  await credentials.find('quay.io', 'team/app', ['pull']);
  rmSync(join(env.HOME!, FILE));
  rmSync(join(env.HOME!, '.docker/config.json'));
  expect(await credentials.find('quay.io', 'team/web', ['pull'])).toMatchObject({ username: 'of quay.io/team' });
  expect(await credentials.find('quay.io', 'other', ['pull'])).toMatchObject({ username: 'of quay.io' });
  expect(await credentials.find('ghcr.io', 'acme/app', ['pull'])).toMatchObject({ username: 'of ghcr.io' });
});
