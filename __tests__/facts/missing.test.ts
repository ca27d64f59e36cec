import { beforeEach, describe, expect, test } from '@jest/globals';
import { findMissing, isNestedIndex } from '../../src/facts/missing.ts';
import { type Manifest, MEDIA_TYPES, readManifest } from '../../src/image/manifest.ts';
import { APP, addImage, addIndex, manifestOf } from '../support/images/memory-images.ts';
import { MemoryRegistry } from '../support/registries/memory-registry.ts';

let registry: MemoryRegistry;

beforeEach(() => {
  registry = new MemoryRegistry();
});

/** An index of these manifests, in the registry. */
function indexOf(children: readonly Manifest[]): Manifest {
  const manifests = children.map(({ digest, mediaType, size }) => ({ digest, mediaType, size }));
  const index = manifestOf({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests } as { mediaType: string });
  registry.repository(APP).manifests.set(index.digest, index);
  return index;
}

const childrenOf = (index: Manifest): string[] => readManifest(index).entries.map(({ digest }) => digest);
const drop = (digest: string | undefined): unknown => registry.repository(APP).manifests.delete(digest ?? '');
const missingOf = async (image: Manifest): Promise<string[] | undefined> =>
  (await findMissing(registry, APP, image))?.missing.map(({ digest }) => digest);

describe('the manifests that an index lists', () => {
  test('are looked up by one request each', async () => {
    const index = addIndex(registry, APP, { seed: 'a' });
    expect(await findMissing(registry, APP, index)).toEqual({ missing: [], checked: 2, unchecked: 0 });
    expect(registry.requests.map(({ method, reference }) => [method, reference])).toEqual(
      childrenOf(index).map((digest) => ['head', digest]),
    );
  });

  test('are not looked up for an image without an index', async () => {
    expect(await findMissing(registry, APP, addImage(registry, APP, { seed: 'a' }))).toBeNull();
    expect(registry.requests).toEqual([]);
  });

  test('are missing where the registry has them no longer, with their platform', async () => {
    const index = addIndex(registry, APP, { seed: 'a' });
    drop(childrenOf(index)[1]);
    const found = await findMissing(registry, APP, index);
    expect(found?.missing).toMatchObject([{ digest: childrenOf(index)[1], platform: 'linux/arm64' }]);
  });

  test('are not missing where HEAD answers 404 and GET answers 200', async () => {
    registry.head = async () => null;
    expect(await missingOf(addIndex(registry, APP, { seed: 'a' }))).toEqual([]);
  });

  test('are looked up in nested indexes, too, each once', async () => {
    const inner = addIndex(registry, APP, { seed: 'a' });
    const [first, second] = childrenOf(inner);
    const outer = indexOf([inner, registry.look(APP, first ?? '') as Manifest]);
    drop(second);
    expect([isNestedIndex(inner), isNestedIndex(outer)]).toEqual([false, true]);
    expect(await missingOf(outer)).toEqual([second]);
    expect(registry.count('head')).toBe(2);
    drop(inner.digest);
    expect(await missingOf(outer)).toEqual([inner.digest]);
  });

  test('are not followed in a circle', async () => {
    const inner = addIndex(registry, APP, { seed: 'a' });
    const outer = indexOf([inner]);
    registry.repository(APP).manifests.set(inner.digest, { ...outer, digest: inner.digest });
    expect(await missingOf(outer)).toEqual([]);
  });

  test('are counted, not looked up, beyond the first thousand', async () => {
    const { mediaType } = addImage(registry, APP, { seed: 'a' });
    const many = Array.from({ length: 1002 }, (_, at) => ({
      ...{ digest: `sha256:${String(at).padStart(64, '0')}`, mediaType, size: 1, bytes: Buffer.alloc(0) },
    }));
    for (const each of many) registry.repository(APP).manifests.set(each.digest, each);
    expect(await findMissing(registry, APP, indexOf(many))).toEqual({ missing: [], checked: 1000, unchecked: 2 });
  });
});
