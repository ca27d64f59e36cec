import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dockerConfigWith } from '../../src/docker/config.ts';
import { Credentials, placesFrom } from '../../src/registry/auth/credentials.ts';
import type { Credential } from '../../src/registry/auth/docker-config.ts';

const CREDENTIAL = { kind: 'basic', username: 'ada', password: 'p:w' } as const;
const has = (registry: string, credential: Credential = CREDENTIAL) => new Map([[registry, credential]]);
const readBack = (env: NodeJS.ProcessEnv, registry: string) => new Credentials(placesFrom(env)).docker(registry);
const AUTH = Buffer.from('ada:p:w').toString('base64');
let folder: string;
let own: string;
let copy: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  own = join(folder, 'own');
  mkdirSync(own);
  copy = join(folder, 'copy');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function merged(text: string | null, registry = 'ghcr.io') {
  if (text !== null) writeFileSync(join(own, 'config.json'), text);
  const env = await dockerConfigWith(own, copy, has(registry));
  const file = join(env.DOCKER_CONFIG ?? '', 'config.json');
  return { env, file, config: JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> };
}

describe("a copy of docker's config with one credential more", () => {
  test('keeps what is there, and leaves the original as it is', async () => {
    const before = {
      auths: { 'quay.io': { auth: 'eDp5' } },
      credsStore: 'store',
      currentContext: 'mine',
      credHelpers: { a: 'b' },
    };
    const text = JSON.stringify(before);
    const { config } = await merged(text);
    expect(config).toEqual({
      ...before,
      auths: { 'quay.io': { auth: 'eDp5' }, 'ghcr.io': { auth: AUTH } },
      credHelpers: { a: 'b', 'ghcr.io': '' },
    });
    expect(readFileSync(join(own, 'config.json'), 'utf8')).toBe(text);
  });

  test.each([
    { registry: 'docker.io', key: 'https://index.docker.io/v1/' },
    { registry: '127.0.0.1:5000', key: '127.0.0.1:5000' },
  ])('has that of $registry under $key', async ({ registry, key }) => {
    expect((await merged('{}', registry)).config).toEqual({
      auths: { [key]: { auth: AUTH } },
      credHelpers: { [key]: '' },
    });
  });

  test('is read by its own rules to the credential that was put in, whatever store there is', async () => {
    const { env } = await merged('{"credsStore":"none-such","auths":{"ghcr.io":{"auth":"b2xkOm9sZA=="}}}');
    expect(await readBack(env, 'ghcr.io')).toEqual(CREDENTIAL);
  });

  test.each([null, '', '{', 'null', '[]', '{"auths":null,"credHelpers":null}'])(
    'of %j has that credential alone',
    async (text) => {
      const { config } = await merged(text);
      expect(config).toEqual({ auths: { 'ghcr.io': { auth: AUTH } }, credHelpers: { 'ghcr.io': '' } });
    },
  );

  test('counts before an inline config too, of which the rest stays', async () => {
    const inline = JSON.stringify({ auths: { 'quay.io': { auth: 'eDp5' }, 'ghcr.io': { auth: 'b2xkOm9sZA==' } } });
    const env = await dockerConfigWith(own, copy, has('ghcr.io'), inline);
    expect(JSON.parse(env.DOCKER_AUTH_CONFIG ?? '')).toEqual({
      auths: { 'quay.io': { auth: 'eDp5' }, 'ghcr.io': { auth: AUTH } },
    });
    expect(await readBack(env, 'ghcr.io')).toEqual(CREDENTIAL);
  });

  test('has those of several registries', async () => {
    const more = new Map(has('ghcr.io')).set('docker.io', { kind: 'basic', username: 'b', password: 'c' });
    const env = await dockerConfigWith(own, copy, more);
    for (const [registry, credential] of more) expect(await readBack(env, registry)).toEqual(credential);
    expect(await readBack(env, 'quay.io')).toBeNull();
  });

  test.each<Credential>([
    { kind: 'identity', token: 'long' },
    { kind: 'bearer', token: 'own' },
  ])('has a token of the kind $kind, and no inline entry that would make docker leave all of them', async (token) => {
    const inline = JSON.stringify({ auths: { 'quay.io': { auth: 'eDp5' }, 'ghcr.io': { auth: 'b2xkOm9sZA==' } } });
    const env = await dockerConfigWith(own, copy, has('ghcr.io', token), inline);
    expect(JSON.parse(env.DOCKER_AUTH_CONFIG ?? '')).toEqual({ auths: { 'quay.io': { auth: 'eDp5' } } });
    expect(await readBack(env, 'ghcr.io')).toEqual(token);
  });

  test('can be read by this user alone', async () => {
    const { env, file } = await merged('{}');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(env.DOCKER_CONFIG!).mode & 0o777).toBe(0o700);
  });

  test('finds builders and plugins where they are', async () => {
    mkdirSync(join(own, 'buildx'));
    mkdirSync(join(own, 'cli-plugins'));
    const { env } = await merged('{}');
    for (const name of ['buildx', 'cli-plugins'])
      expect(readlinkSync(join(env.DOCKER_CONFIG!, name))).toBe(join(own, name));
  });

  test('can be made again, and without an original', async () => {
    await merged('{"currentContext":"old"}');
    const env = await dockerConfigWith(null, copy, has('quay.io'));
    const config = JSON.parse(readFileSync(join(env.DOCKER_CONFIG!, 'config.json'), 'utf8'));
    expect(config).toEqual({ auths: { 'quay.io': { auth: AUTH } }, credHelpers: { 'quay.io': '' } });
    const none = await dockerConfigWith(join(folder, 'none'), copy, has('quay.io'));
    expect(JSON.parse(readFileSync(join(none.DOCKER_CONFIG!, 'config.json'), 'utf8'))).toEqual(config);
  });
});
