import { describe, expect, test } from '@jest/globals';
import { dockerTagger, dockerTagProblem } from '../../src/docker/tag.ts';
import { digestOf } from '../../src/image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { fakeDocker } from '../support/runner/fake-docker.ts';

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
