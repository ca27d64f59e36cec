import { beforeEach, describe, expect, test } from '@jest/globals';
import { gatherCopy } from '../../src/copy/gather.ts';
import { isSent, nodesOf } from '../../src/copy/plan.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { BESIDE, CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

let scene: CopyScene;

beforeEach(() => {
  scene = new CopyScene();
  scene.image('amd64', ['base', 'app']);
  scene.image('arm64', ['base', 'arm']);
  scene.index('index', ['amd64', 'arm64']);
});

const namesOf = (digests: readonly { digest: string }[]): string[] =>
  digests.map(({ digest }) => scene.called(digest)).sort();

const ALL = ['amd64', 'amd64-config', 'app', 'arm', 'arm64', 'arm64-config', 'base'];

describe('an image of two platforms', () => {
  test.each<{
    name: string;
    there: string[];
    asked: string[];
    read: string[];
    missing: string[];
    count: { blobs: number; bytes: number };
  }>([
    {
      name: 'of which nothing is there: what two platforms share is asked for once',
      there: [],
      asked: ['amd64', 'arm64', 'index', 'has amd64-config', 'has app', 'has arm', 'has arm64-config', 'has base'],
      read: ['amd64', 'arm64'],
      missing: ['amd64-config', 'app', 'arm', 'arm64-config', 'base'],
      count: { blobs: 0, bytes: 0 },
    },
    {
      name: 'of which some layers are there',
      there: ['base', 'app'],
      asked: ['amd64', 'arm64', 'index', 'has amd64-config', 'has app', 'has arm', 'has arm64-config', 'has base'],
      read: ['amd64', 'arm64'],
      missing: ['amd64-config', 'arm', 'arm64-config'],
      count: { blobs: 2, bytes: 200 },
    },
    {
      name: 'of which one platform is there: neither it nor its blobs are read or asked for',
      there: ['amd64', 'amd64-config', 'base', 'app'],
      asked: ['amd64', 'arm64', 'index', 'has arm', 'has arm64-config', 'has base'],
      read: ['arm64'],
      missing: ['arm', 'arm64-config'],
      count: { blobs: 1, bytes: 100 },
    },
    {
      name: 'of which all but the index is there',
      there: ALL,
      asked: ['amd64', 'arm64', 'index'],
      read: [],
      missing: [],
      count: { blobs: 0, bytes: 0 },
    },
    {
      name: 'that is there: a clean-up may have taken what it lists, so that is asked for',
      there: [...ALL, 'index'],
      asked: ['amd64', 'arm64', 'index'],
      read: [],
      missing: [],
      count: { blobs: 0, bytes: 0 },
    },
    {
      name: 'that is there, without one platform',
      there: ['index', 'amd64', 'base'],
      asked: ['amd64', 'arm64', 'index', 'has arm', 'has arm64-config', 'has base'],
      read: ['arm64'],
      missing: ['arm', 'arm64-config'],
      count: { blobs: 1, bytes: 100 },
    },
  ])('$name', async ({ there, asked, read, missing, count }) => {
    scene.arrive(there);
    const plan = await scene.gather('index', 'image');
    const heads = scene.asked(TO, 'head').map((one) => one.replace('head ', ''));
    expect([...heads.sort(), ...scene.asked(TO, 'has').sort()]).toEqual(asked);
    expect(scene.asked(FROM).sort()).toEqual(read.map((one) => `get ${one}`));
    expect(namesOf(plan.blobs)).toEqual(missing);
    expect(plan.there).toEqual(count);
    expect(namesOf(nodesOf(plan).filter(({ isThere }) => isThere))).toEqual(
      there.filter((one) => ['amd64', 'arm64', 'index'].includes(one)).sort(),
    );
    expect(scene.store.writes()).toEqual([]);
  });
});

test('inside one registry blobs are mounted without a HEAD request', async () => {
  const plan = await scene.gather('index', 'image', BESIDE);
  expect(scene.asked(BESIDE, 'has')).toEqual([]);
  expect(plan.canMount).toBe(true);
  expect(namesOf(plan.blobs)).toEqual(['amd64-config', 'app', 'arm', 'arm64-config', 'base']);
});

describe('a platform that the source has no longer', () => {
  const drop = () => scene.store.repository(FROM).manifests.delete(scene.digest('arm64'));

  test('is missing where the destination lacks it, too, and nothing is sent for it', async () => {
    drop();
    const plan = await scene.gather('index', 'image');
    expect(plan.missing).toMatchObject([{ digest: scene.digest('arm64'), attestation: false }]);
    expect(nodesOf(plan).filter(isSent)).toHaveLength(2);
    expect(namesOf(plan.blobs)).not.toContain('arm64-config');
  });

  test('is missing in a nested index, once, where two indexes list it', async () => {
    scene.index('outer', ['index', 'arm64']);
    drop();
    expect((await scene.gather('outer', 'image')).missing.map(({ digest }) => digest)).toEqual([scene.digest('arm64')]);
  });

  test('is not missing where the destination has it, also where only its GET says so', async () => {
    scene.arrive(['arm64']);
    drop();
    const { store } = scene;
    expect((await scene.gather('index', 'image')).missing).toEqual([]);
    const head = store.head.bind(store);
    store.head = async (image, reference) => (reference === scene.digest('arm64') ? null : head(image, reference));
    expect((await scene.gather('index', 'image')).missing).toEqual([]);
  });
});

test('an image of one platform has no children, only blobs', async () => {
  const plan = await scene.gather('amd64', 'image');
  expect(plan.image).toMatchObject({ children: [], isThere: false });
  expect(namesOf(plan.blobs)).toEqual(['amd64-config', 'app', 'base']);
  expect(scene.asked(FROM)).toEqual([]);
});

test('an image of one platform that exists at the destination is not read', async () => {
  scene.arrive(['amd64']);
  const plan = await scene.gather('amd64', 'image');
  expect([plan.image.isThere, plan.blobs, scene.asked(TO)]).toEqual([true, [], ['head amd64']]);
});

test('a nested index that exists at the destination is still read: its children may have been deleted', async () => {
  scene.index('outer', ['index']);
  scene.arrive(['index', 'amd64', 'base']);
  const plan = await scene.gather('outer', 'image');
  expect(scene.asked(TO, 'head')).toEqual(['head outer', 'head index', 'head amd64', 'head arm64']);
  expect(namesOf(plan.blobs)).toEqual(['arm', 'arm64-config']);
});

test('a manifest that is listed twice is requested once', async () => {
  scene.index('twice', ['amd64', 'amd64']);
  const plan = await scene.gather('twice', 'image');
  expect(scene.asked(TO, 'head')).toEqual(['head twice', 'head amd64']);
  expect(scene.asked(FROM)).toEqual(['get amd64']);
  expect(plan.image.children).toHaveLength(2);
  expect(plan.image.children[0]).toBe(plan.image.children[1]);
});

test('a foreign layer is neither requested nor copied; the same blob as a normal layer is', async () => {
  const foreign = {
    ...{ mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', urls: ['https://x.test/y'] },
    ...{ digest: scene.blob('windows').digest, size: 100 },
  };
  scene.image('win', [foreign, 'base']);
  expect(namesOf((await scene.gather('win', 'image')).blobs)).toEqual(['base', 'win-config']);
  scene.image('plain', ['windows']);
  scene.index('both', ['win', 'plain']);
  expect(namesOf((await scene.gather('both', 'image')).blobs)).toContain('windows');
});

describe('an unsupported image is refused, and nothing is written', () => {
  const layer = { digest: `sha256:${'a'.repeat(64)}`, size: 1, mediaType: 'a/b' };
  const nest = (depth: number): string => {
    scene.index('deep0', ['amd64']);
    for (let at = 1; at <= depth; at++) scene.index(`deep${at}`, [`deep${at - 1}`]);
    return `deep${depth}`;
  };
  const large = (count: number): string => {
    const json = { annotations: { pad: 'x'.repeat(4_000_000) } };
    const names = Array.from({ length: count }, (_, at) => `large${at}`);
    for (const name of names) scene.image(name, [], { json });
    scene.index('heavy', names);
    return 'heavy';
  };
  const many = (count: number): string => {
    const { mediaType, size } = scene.descriptor('amd64');
    const made = Array.from({ length: count }, (_, at) => ({ mediaType, size, digest: scene.image(`m${at}`).digest }));
    scene.manifest('many', { mediaType: MEDIA_TYPES.ociIndex, manifests: made });
    return 'many';
  };

  test.each<[name: string, make: () => string, code: string, says: string]>([
    ['more than 1000 manifests', () => many(1001), 'REGISTRY_REFUSED', 'it lists more than 1000 manifests'],
    ['indexes in indexes', () => nest(4), 'REGISTRY_REFUSED', 'nested more than 4 levels deep'],
    ['manifests of more than 32 MiB', () => large(9), 'REGISTRY_REFUSED', 'exceed 32 MiB in total'],
    [
      'a platform of an odd type',
      () => {
        scene.manifest('odd', { mediaType: 'application/x-tar', config: layer, layers: [] });
        scene.index('strange', ['odd']);
        return 'strange';
      },
      'REGISTRY_REFUSED',
      'unknown media type "application/x-tar"',
    ],
    [
      'a layer without a size',
      () => {
        scene.image('unsized', [{ ...layer, size: undefined }]);
        return 'unsized';
      },
      'REGISTRY_REFUSED',
      'is not a non-negative integer',
    ],
  ])('%s', async (_, make, code, says) => {
    const error = await rejectionOf(scene.gather(make(), 'image'));
    expect(error.code).toBe(code);
    expect(scene.called(error.message)).toContain(says);
    expect(scene.store.writes()).toEqual([]);
    expect(scene.store.count('begin', 'mount', 'finish')).toBe(0);
  });

  test('an index over the limit is refused without a request for its children', async () => {
    scene.store.served.add(FROM.registry);
    await rejectionOf(scene.gather(many(1500), 'all'));
    for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
    expect(scene.store.count('referrers')).toBeLessThan(10);
  });

  test.each<[name: string, make: () => string]>([
    ['1000 manifests', () => many(1000)],
    ['indexes four deep', () => nest(3)],
    ['manifests of less than 32 MiB', () => large(8)],
  ])('but not %s', async (_, make) => {
    expect((await scene.gather(make(), 'image')).image.isThere).toBe(false);
  });
});

test('a refusal does not wait for the response of the destination', async () => {
  const silent = { ...scene.store, head: () => new Promise<never>(() => {}) } as unknown as CopyScene['store'];
  const target: Manifest = { ...scene.image('a'), bytes: Buffer.from('{}') };
  const error = await rejectionOf(gatherCopy(silent, FROM, TO, target, 'image'));
  expect(error.message).toContain('expected a JSON manifest with schemaVersion 2');
});
