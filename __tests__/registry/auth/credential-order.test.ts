import { afterEach, describe, expect, test } from '@jest/globals';
import { unknownToDocker } from '../../../src/docker-tools.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { Credentials, placesFrom } from '../../../src/registry/auth/credentials.ts';
import type { Credential } from '../../../src/registry/auth/docker-config.ts';
import { credentialFor } from '../../../src/world.ts';
import { home, removeHomes, type Setting } from '../../support/registries/credential-home.ts';
import { promoteRequest } from '../../support/requests/requests.ts';

afterEach(removeHomes);

const entry = (user: string) => ({ auth: Buffer.from(`${user}:x`).toString('base64') });
const auths = (...hosts: string[]) => ({ auths: Object.fromEntries(hosts.map((host) => [host, entry('docker')])) });
const podman = (...keys: string[]): Setting => ({
  files: { 'auth.json': { auths: Object.fromEntries(keys.map((key) => [key, entry(`podman ${key}`)])) } },
  env: { REGISTRY_AUTH_FILE: '~/auth.json' },
});
const scoped: Setting = {
  files: { '.docker/buildx/config/quay.io/a/b/config.json': { auths: { 'quay.io': entry('scoped') } } },
};
const input = { username: 'input', password: 'x' };

/** The user of each registry. */
function usersOf(credentials: ReadonlyMap<string, Credential>): Record<string, string> {
  const named = [...credentials].map(([registry, found]) => [
    registry,
    found.kind === 'basic' ? found.username : found.kind,
  ]);
  return Object.fromEntries(named);
}

interface Given {
  images: string[];
  to?: string[];
  inputs?: typeof input;
  token?: string;
}
const requestOf = ({ images, to = [], inputs, token }: Given) =>
  promoteRequest({
    images: images.map(parseImage),
    destinations: to.map(parseImage),
    credential: inputs ? { ...inputs, registry: parseImage(images[0] ?? '').registry } : null,
    githubToken: token ?? null,
  });

describe('the credential of an image', () => {
  test.each<{ name: string; of: string; given: Given; setting: Setting; is: string | null }>([
    {
      name: 'from the inputs before all logins',
      of: 'ghcr.io/acme/app',
      given: { images: ['ghcr.io/acme/app'], inputs: input, token: 't' },
      setting: { config: auths('ghcr.io') },
      is: 'input',
    },
    {
      name: 'from the inputs for every repository of the first image’s registry',
      of: 'ghcr.io/acme/web',
      given: { images: ['ghcr.io/acme/app', 'quay.io/acme/app'], inputs: input },
      setting: {},
      is: 'input',
    },
    {
      name: 'from the inputs if the host is in upper case',
      of: 'ghcr.io/acme/web',
      given: { images: ['GHCR.io/acme/app'], inputs: input },
      setting: {},
      is: 'input',
    },
    {
      name: 'from the inputs if the port is 443',
      of: 'reg.test:443/acme/web',
      given: { images: ['reg.test/acme/app'], inputs: input },
      setting: {},
      is: 'input',
    },
    {
      name: 'never from the inputs for another port',
      of: 'reg.test:8443/acme/web',
      given: { images: ['reg.test/acme/app'], inputs: input },
      setting: {},
      is: null,
    },
    {
      name: 'never from the inputs for another registry',
      of: 'quay.io/acme/app',
      given: { images: ['ghcr.io/acme/app', 'quay.io/acme/app'], inputs: input, token: 't' },
      setting: {},
      is: null,
    },
    {
      name: 'from docker before podman',
      of: 'quay.io/acme/app',
      given: { images: ['quay.io/acme/app'] },
      setting: { config: auths('quay.io'), ...podman('quay.io/acme') },
      is: 'docker',
    },
    {
      name: 'from podman for the path',
      of: 'quay.io/acme/app',
      given: { images: ['quay.io/acme/app'] },
      setting: podman('quay.io/acme', 'quay.io'),
      is: 'podman quay.io/acme',
    },
    {
      name: 'from podman before the token',
      of: 'ghcr.io/acme/app',
      given: { images: ['ghcr.io/acme/app'], token: 't' },
      setting: podman('ghcr.io/acme'),
      is: 'podman ghcr.io/acme',
    },
    {
      name: 'the token if no login applies to the path',
      of: 'ghcr.io/team/app',
      given: { images: ['ghcr.io/team/app'], token: 't' },
      setting: podman('ghcr.io/acme'),
      is: 'ana',
    },
    {
      name: 'the token on GHCR.IO',
      of: 'GHCR.IO/team/app',
      given: { images: ['GHCR.IO/team/app'], token: 't' },
      setting: {},
      is: 'ana',
    },
    {
      name: 'the token if the port of GHCR is given',
      of: 'ghcr.io:443/team/app',
      given: { images: ['ghcr.io:443/team/app'], token: 't' },
      setting: {},
      is: 'ana',
    },
    {
      name: 'not the token for another registry',
      of: 'ghcr.io.example.com/team/app',
      given: { images: ['ghcr.io.example.com/team/app'], token: 't' },
      setting: {},
      is: null,
    },
  ])('the credential is $name', async ({ of, given, setting, is }) => {
    const logins = new Credentials(placesFrom(home(setting)));
    const found = await credentialFor(parseImage(of), requestOf(given), logins);
    expect(found?.kind === 'basic' ? found.username : null).toBe(is);
  });
});

describe('the credentials that docker needs', () => {
  test.each<{ name: string; given: Given; setting: Setting; is: Record<string, string> }>([
    {
      name: 'none that docker has',
      given: { images: ['ghcr.io/a/b'], token: 't' },
      setting: { config: auths('ghcr.io') },
      is: {},
    },
    {
      name: 'those of the inputs, even if docker has others',
      given: { images: ['ghcr.io/a/b'], inputs: input },
      setting: { config: auths('ghcr.io') },
      is: { 'ghcr.io': 'input' },
    },
    { name: 'the token', given: { images: ['ghcr.io/a/b'], token: 't' }, setting: {}, is: { 'ghcr.io': 'ana' } },
    {
      name: 'podman’s login, of the first image in each registry',
      given: { images: ['quay.io/a/b', 'quay.io/c/d', 'ghcr.io/a/b'], token: 't' },
      setting: podman('quay.io/a', 'quay.io/c'),
      is: { 'quay.io': 'podman quay.io/a', 'ghcr.io': 'ana' },
    },
    {
      name: 'of a copy, for the destination alone, where docker tags',
      given: { images: ['quay.io/a/b'], to: ['ghcr.io/a/b'], token: 't' },
      setting: podman('quay.io/a'),
      is: { 'ghcr.io': 'ana' },
    },
    { name: 'none if there are none', given: { images: ['quay.io/a/b'] }, setting: {}, is: {} },
    {
      name: 'none if docker’s helper fails, because docker reports it',
      given: { images: ['quay.io/a/b'] },
      setting: { config: { credsStore: 'none-such' } },
      is: {},
    },
  ])('the credentials for docker are $name', async ({ given, setting, is }) => {
    const { engine, build } = await unknownToDocker(requestOf(given), home(setting));
    expect(usersOf(engine)).toEqual(is);
    expect(usersOf(build)).toEqual(is);
  });

  test.each<{
    name: string;
    setting: Setting;
    more?: Given;
    engine: Record<string, string>;
    build: Record<string, string>;
  }>([
    { name: 'where docker has none', setting: scoped, engine: { 'quay.io': 'scoped' }, build: {} },
    {
      name: 'where docker has one for the registry',
      setting: { ...scoped, config: auths('quay.io') },
      engine: { 'quay.io': 'scoped' },
      build: {},
    },
    {
      name: 'not where docker’s own may be right for another image',
      setting: { ...scoped, config: auths('quay.io') },
      more: { images: ['quay.io/a/b', 'quay.io/c/d'] },
      engine: {},
      build: {},
    },
    {
      name: 'not where the inputs have one',
      setting: scoped,
      more: { images: ['quay.io/a/b'], inputs: input },
      engine: { 'quay.io': 'input' },
      build: { 'quay.io': 'input' },
    },
  ])(
    'a scoped login is for docker’s own commands, not for a build: $name',
    async ({ setting, more, engine, build }) => {
      const told = await unknownToDocker(requestOf(more ?? { images: ['quay.io/a/b'] }), home(setting));
      expect(usersOf(told.engine)).toEqual(engine);
      expect(usersOf(told.build)).toEqual(build);
    },
  );
});
