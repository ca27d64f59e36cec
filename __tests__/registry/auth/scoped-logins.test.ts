import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseImage } from '../../../src/image/reference.ts';
import { Credentials, placesFrom } from '../../../src/registry/auth/credentials.ts';
import { credentialFor } from '../../../src/world.ts';
import { home, removeHomes, type Setting } from '../../support/registries/credential-home.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';
import { promoteRequest } from '../../support/requests/requests.ts';

afterEach(removeHomes);

const entry = (user: string) => ({ auth: Buffer.from(`${user}:x`).toString('base64') });
const HUB = 'https://index.docker.io/v1/';

/** Scoped logins by folder: the user is the folder, with `+` for the colon of a port. */
function logins(
  folders: readonly string[],
  { root = '.docker/buildx', key }: { root?: string; key?: string } = {},
): Setting {
  const files = folders.map((folder) => {
    const host = folder.split(/[/@]/)[0] ?? '';
    const auths = { [key ?? (host === 'registry-1.docker.io' ? HUB : host)]: entry(folder.replace(':', '+')) };
    return [`${root}/config/${folder}/config.json`, { auths }] as const;
  });
  return { files: Object.fromEntries(files) };
}

async function userOf(image: string, actions: string, setting: Setting): Promise<string | null> {
  const { registry, repository } = parseImage(image);
  const found = await new Credentials(placesFrom(home(setting))).find(registry, repository, actions.split(','));
  return found?.kind === 'basic' ? found.username : null;
}

const NONE = null;
describe('a scoped login of docker/login-action', () => {
  test.each<[is: string | null, image: string, actions: string, folders: string[]]>([
    // for a registry, for a repository, with actions
    ['ghcr.io', 'ghcr.io/acme/app', 'pull', ['ghcr.io']],
    ['ghcr.io/acme/app', 'ghcr.io/acme/app', 'pull', ['ghcr.io/acme/app']],
    ['ghcr.io/acme/app@pull', 'ghcr.io/acme/app', 'pull', ['ghcr.io/acme/app@pull']],
    ['ghcr.io/acme/app@push', 'ghcr.io/acme/app', 'pull,push', ['ghcr.io/acme/app@push']],
    ['ghcr.io@pull,push', 'ghcr.io/acme/app', 'pull,push', ['ghcr.io@pull,push']],
    ['ghcr.io/app', 'ghcr.io/app', 'pull', ['ghcr.io/app']],
    ['ghcr.io/a/b/c/d', 'ghcr.io/a/b/c/d', 'pull', ['ghcr.io/a/b/c/d']],
    // each action of the folder has to be in the token's scope
    [NONE, 'ghcr.io/acme/app', 'pull', ['ghcr.io/acme/app@push']],
    [NONE, 'ghcr.io/acme/app', 'pull', ['ghcr.io/acme/app@pull,push']],
    [NONE, 'ghcr.io/acme/app', 'pull,push', ['ghcr.io@pull,push,delete']],
    // the repository has to be equal
    [NONE, 'ghcr.io/acme/app', 'pull', ['ghcr.io/acme']],
    [NONE, 'ghcr.io/acme/app', 'pull', ['ghcr.io/acme/app/api', 'ghcr.io/acme/ap', 'ghcr.io/acme/app-2']],
    [NONE, 'ghcr.io/acme/app', 'pull', ['ghcr.io/team/app', 'quay.io/acme/app']],
    // the more specific one first
    ['ghcr.io/acme/app', 'ghcr.io/acme/app', 'pull,push', ['ghcr.io', 'ghcr.io@pull,push', 'ghcr.io/acme/app']],
    ['ghcr.io@pull,push', 'ghcr.io/acme/app', 'pull,push', ['ghcr.io', 'ghcr.io@pull', 'ghcr.io@pull,push']],
    [
      'ghcr.io/acme/app@pull,push',
      'ghcr.io/acme/app',
      'pull,push',
      ['ghcr.io/acme/app', 'ghcr.io/acme/app@pull', 'ghcr.io/acme/app@pull,push'],
    ],
    ['ghcr.io', 'ghcr.io/acme/app', 'pull', ['ghcr.io', 'ghcr.io/acme/app@push']],
    // Docker Hub
    ['registry-1.docker.io', 'acme/app', 'pull', ['registry-1.docker.io']],
    ['registry-1.docker.io/acme/app', 'docker.io/acme/app', 'pull', ['registry-1.docker.io/acme/app']],
    ['registry-1.docker.io/library/nginx', 'nginx', 'pull', ['registry-1.docker.io/library/nginx']],
    ['registry-1.docker.io/acme/app@push', 'acme/app', 'pull,push', ['registry-1.docker.io/acme/app@push']],
    [NONE, 'acme/app', 'pull', ['index.docker.io', 'ghcr.io']],
    // ports
    ['reg.test+5000/acme/app', 'reg.test:5000/acme/app', 'pull', ['reg.test:5000/acme/app', 'reg.test/acme/app']],
    ['reg.test', 'REG.test/acme/app', 'pull', ['reg.test']],
    [NONE, 'reg.test/acme/app', 'pull', ['reg.test:5000', 'not a host']],
  ])('%s is found for %s with %s in %j', async (is, image, actions, folders) => {
    expect(await userOf(image, actions, logins(folders))).toBe(is);
  });

  test.each([
    { name: 'BUILDX_CONFIG', root: 'b', env: { BUILDX_CONFIG: '~/b', DOCKER_CONFIG: '~/d' } },
    { name: 'DOCKER_CONFIG', root: 'd/buildx', env: { DOCKER_CONFIG: '~/d', BUILDX_CONFIG: '' } },
    { name: 'HOME', root: '.docker/buildx', env: {} },
  ])('is looked for in the folder of $name', async ({ root, env }) => {
    const roots = ['b', 'd/buildx', '.docker/buildx'];
    const files = roots.map((each) => logins(['ghcr.io/acme/app'], { root: each }).files);
    const own = { [`${root}/config/ghcr.io/acme/app/config.json`]: { auths: { 'ghcr.io': entry('own') } } };
    const setting = { files: Object.assign({}, ...files, own), env };
    expect(await userOf('ghcr.io/acme/app', 'pull', setting)).toBe('own');
  });

  test('counts before docker’s own login, and after DOCKER_AUTH_CONFIG', async () => {
    const setting = { ...logins(['ghcr.io/acme/app']), config: { auths: { 'ghcr.io': entry('docker') } } };
    expect(await userOf('ghcr.io/acme/app', 'pull', setting)).toBe('ghcr.io/acme/app');
    expect(await userOf('ghcr.io/acme/web', 'pull', setting)).toBe('docker');
    const inline = JSON.stringify({ auths: { 'ghcr.io': entry('inline') } });
    const env = { DOCKER_AUTH_CONFIG: inline };
    expect(await userOf('ghcr.io/acme/app', 'pull', { ...setting, env })).toBe('inline');
  });

  test('that was logged out leaves the next one', async () => {
    const setting = logins(['ghcr.io', 'ghcr.io/acme/app@pull']);
    const files = { ...setting.files, '.docker/buildx/config/ghcr.io/acme/app@pull/config.json': { auths: {} } };
    expect(await userOf('ghcr.io/acme/app', 'pull', { files })).toBe('ghcr.io');
  });

  test('may be in a credential helper', async () => {
    const answer = JSON.stringify({ ServerURL: 'ghcr.io', Username: 'helped', Secret: 'x' });
    const files = { '.docker/buildx/config/ghcr.io/acme/app/config.json': { credsStore: 'tests' } };
    expect(await userOf('ghcr.io/acme/app', 'pull', { files, helpers: { tests: { 'ghcr.io': answer } } })).toBe(
      'helped',
    );
  });

  test('that is not JSON is an error that names the file; one for another repository is not read', async () => {
    const files = { '.docker/buildx/config/ghcr.io/acme/app/config.json': '{' };
    const error = await rejectionOf(userOf('ghcr.io/acme/app', 'pull', { files }));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('buildx/config/ghcr.io/acme/app/config.json is not JSON');
    expect(await userOf('ghcr.io/acme/web', 'pull', { files })).toBeNull();
  });

  test('in a folder that cannot be read is an error that names the folder', async () => {
    const env = home({ files: {} });
    const folder = join(env.HOME ?? '', '.docker/buildx/config');
    mkdirSync(dirname(folder), { recursive: true });
    // a link to itself cannot be read, not even by root
    symlinkSync(folder, folder);
    const error = await rejectionOf(new Credentials(placesFrom(env)).find('ghcr.io', 'acme/app', ['pull']));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(`${folder} cannot be read (ELOOP)`);
  });

  test.each([
    { name: 'a run that writes there', dryRun: false, of: 'ghcr.io/acme/app', is: 'ghcr.io/acme/app@pull,push' },
    { name: 'its dry run', dryRun: true, of: 'ghcr.io/acme/app', is: 'ghcr.io/acme/app@pull,push' },
    { name: 'a copy, of the source only to pull', dryRun: false, of: 'ghcr.io/acme/dev', is: 'ghcr.io/acme/dev@pull' },
  ])('has the actions of $name', async ({ dryRun, of, is }) => {
    const folders = ['app', 'dev'].flatMap((name) =>
      ['pull', 'pull,push'].map((each) => `ghcr.io/acme/${name}@${each}`),
    );
    const request = promoteRequest({
      ...{ images: [parseImage('ghcr.io/acme/dev')], destinations: [parseImage('ghcr.io/acme/app')], dryRun },
    });
    const found = await credentialFor(parseImage(of), request, new Credentials(placesFrom(home(logins(folders)))));
    expect(found).toMatchObject({ username: is });
    expect(found?.source).toMatch(/^the scoped login .*config\.json$/);
  });
});
