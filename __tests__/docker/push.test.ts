import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dockerConfigWith } from '../../src/docker/config.ts';
import { dockerTagger, dockerTagProblem } from '../../src/docker/tag.ts';
import { digestOf } from '../../src/image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { Credentials, placesFrom } from '../../src/registry/auth/credentials.ts';
import type { Credential } from '../../src/registry/auth/docker-config.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { fakeDocker } from '../support/runner/fake-docker.ts';

const CREDENTIAL = { kind: 'basic', username: 'ada', password: 'p:w' } as const;
const has = (registry: string, credential: Credential = CREDENTIAL) => new Map([[registry, credential]]);
const readBack = (env: NodeJS.ProcessEnv, registry: string) => new Credentials(placesFrom(env)).docker(registry);
const AUTH = Buffer.from('ada:p:w').toString('base64');

describe("a copy of docker's config with one credential more", () => {
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

  test('is resolved by docker to the credential that was added, with any credential store', async () => {
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

  test('can be read only by this user', async () => {
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

const IMAGE = { registry: 'ghcr.io', repository: 'acme/app' };
const DIGEST = (letter: string): string => `sha256:${letter.repeat(64)}`;

function manifest(content: object, mediaType: string, spaces = 3): Manifest {
  const bytes = Buffer.from(JSON.stringify(content, null, spaces));
  return { bytes, mediaType, digest: digestOf(bytes), size: bytes.length };
}

const descriptor = (mediaType: string, letter: string) => ({ mediaType, size: 7, digest: DIGEST(letter) });
const docker = {
  schemaVersion: 2,
  mediaType: MEDIA_TYPES.dockerManifest,
  config: descriptor('application/vnd.docker.container.image.v1+json', 'c'),
  layers: [descriptor('application/vnd.docker.image.rootfs.diff.tar.gzip', 'd')],
};
const OWN = manifest(docker, MEDIA_TYPES.dockerManifest);
const oci = { ...docker, mediaType: MEDIA_TYPES.ociManifest };
const child = (architecture: string) => ({
  ...descriptor(MEDIA_TYPES.ociManifest, 'e'),
  platform: { os: 'linux', architecture },
});
const index = {
  schemaVersion: 2,
  mediaType: MEDIA_TYPES.ociIndex,
  manifests: [child('amd64'), child('arm64'), child('unknown')],
};

const problemOf = (target: Manifest) => dockerTagProblem(IMAGE, target);

describe('docker tag keeps the digest', () => {
  test('of what docker push itself has written', () => expect(problemOf(OWN)).toBeNull());

  test.each([
    {
      name: 'an index',
      target: manifest(index, MEDIA_TYPES.ociIndex),
      why: 'an index of 2 platforms (linux/amd64, linux/arm64)',
    },
    { name: 'an OCI manifest', target: manifest(oci, MEDIA_TYPES.ociManifest), why: 'docker push rewrites it' },
    {
      name: 'one written with other spaces',
      target: manifest(docker, MEDIA_TYPES.dockerManifest, 2),
      why: 'docker push rewrites it',
    },
    {
      name: 'one with annotations',
      target: manifest({ ...docker, annotations: {} }, MEDIA_TYPES.dockerManifest),
      why: 'docker push rewrites it',
    },
    {
      name: 'one without layers',
      target: manifest({ schemaVersion: 2 }, MEDIA_TYPES.dockerManifest),
      why: 'docker push rewrites it',
    },
  ])('but not of $name', ({ target, why }) => {
    const found = problemOf(target);
    expect(found?.problem.code).toBe('DIGEST_MISMATCH');
    expect(found?.problem.message).toContain(why);
    expect(found?.problem.message).toContain('Use transport: registry');
    expect(found?.warning).toContain(`ghcr.io/acme/app@${target.digest}`);
  });
});

describe('tagging by docker', () => {
  /** A registry in which a tag has this manifest, and that records every PUT. */
  function registry(before: Manifest | null) {
    const put: string[] = [];
    return {
      put,
      get: async () => before,
      putTo: async (_: unknown, tag: string, to: Manifest) => void put.push(`${tag} ${to.digest}`),
    };
  }
  const tagger = (fake: ReturnType<typeof fakeDocker>, { get, putTo }: ReturnType<typeof registry>) =>
    dockerTagger(fake.docker, { get, put: putTo });
  const pushes = (digest: string) => ({ when: 'push', stdout: `prod: digest: ${digest} size: 7\n` });

  test('pulls once by digest, tags and pushes', async () => {
    const fake = fakeDocker({ when: 'pull' }, { when: 'tag' }, pushes(OWN.digest));
    const there = registry(null);
    const put = tagger(fake, there);
    await put(IMAGE, 'prod', OWN);
    await put(IMAGE, 'live', OWN);
    const source = `ghcr.io/acme/app@${OWN.digest}`;
    expect(fake.calls.map(({ args }) => args.join(' '))).toEqual([
      `pull ${source}`,
      `tag ${source} ghcr.io/acme/app:prod`,
      'push ghcr.io/acme/app:prod',
      `tag ${source} ghcr.io/acme/app:live`,
      'push ghcr.io/acme/app:live',
    ]);
    expect(there.put).toEqual([]);
  });

  test.each([
    { name: 'restores the tag', before: OWN, put: [`prod ${OWN.digest}`], says: 'The tag was restored' },
    {
      name: 'says to delete the tag, where there was none',
      before: null,
      put: [],
      says: 'delete it by hand',
    },
  ])('that made another digest fails, and $name', async ({ before, put, says }) => {
    const fake = fakeDocker({ when: 'pull' }, { when: 'tag' }, pushes(DIGEST('f')));
    const there = registry(before);
    const error = await rejectionOf(tagger(fake, there)(IMAGE, 'prod', OWN));
    expect(error.code).toBe('DIGEST_MISMATCH');
    expect(error.message).toContain(`expected ${OWN.digest}, got ${DIGEST('f')}`);
    expect(error.message).toContain(says);
    expect(there.put).toEqual(put);
  });

  test('that docker refuses says what docker said', async () => {
    const fake = fakeDocker({ when: 'pull' }, { when: 'tag' }, { when: 'push', code: 1, stdout: 'denied: no\n' });
    const error = await rejectionOf(tagger(fake, registry(null))(IMAGE, 'prod', OWN));
    expect(error.message).toMatch(/push ghcr\.io\/acme\/app:prod \(exit code 1\): denied: no/);
  });
});
