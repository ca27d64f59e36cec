import { beforeEach, describe, expect, test } from '@jest/globals';
import { findEvent, findImage } from '../../src/facts/find.ts';
import { identify, identifyFound, identityFromHistories } from '../../src/facts/identify.ts';
import { findMissing, isNestedIndex } from '../../src/facts/missing.ts';
import type { History, HistoryEvent } from '../../src/history/event.ts';
import type { Identity } from '../../src/image/identity.ts';
import { type Manifest, MEDIA_TYPES, readManifest } from '../../src/image/manifest.ts';
import { event, historyOf, second } from '../support/images/histories.ts';
import { APP, addImage, addIndex, commitOf, manifestOf, type Says } from '../support/images/memory-images.ts';
import { MemoryRegistry } from '../support/registries/memory-registry.ts';
import { digest } from '../support/requests/requests.ts';

const COMMIT = commitOf('abcdef1');
const CREATED = '2026-01-01T00:00:00Z';
let registry: MemoryRegistry;

beforeEach(() => {
  registry = new MemoryRegistry();
});

const about = (image: Manifest, given: Partial<HistoryEvent>): HistoryEvent => ({
  ...event('promote', 'A', given),
  digest: image.digest,
});

function identity(image: Manifest, asked: string | null = null, histories: (History | null)[] = []): Promise<Identity> {
  return identify(registry, APP, image, { requestedVersion: asked, histories, list: true });
}

describe('an image’s version comes from', () => {
  const annotated = (says: Says = {}) => addIndex(registry, APP, { version: '3.0.0', revision: COMMIT, ...says });

  test.each([
    { asked: '4.0.0', history: '2.0.0', version: '4.0.0', also: ['3.0.0', '2.0.0'] },
    { asked: '1.0.0', history: '5.0.0', version: '5.0.0', also: ['3.0.0', '1.0.0'] },
    { asked: '3.0.0-rc.2', history: '3.0.0-rc.1', version: '3.0.0', also: ['3.0.0-rc.2', '3.0.0-rc.1'] },
    { asked: null, history: '3.0.0', version: '3.0.0', also: undefined },
  ])('the requested $asked, the histories, $history, and its annotations: the highest', async (row) => {
    const image = annotated();
    const histories = [null, historyOf([about(image, { version: row.history })])];
    const { version, also } = await identity(image, row.asked, histories);
    expect({ version, also }).toEqual({ version: row.version, also: row.also });
  });
  test('its annotations, if the histories contain other images only', async () => {
    expect(
      (await identity(annotated(), null, [historyOf([event('promote', 'A', { version: '2.0.0' })])])).version,
    ).toBe('3.0.0');
  });
  test('its config’s labels, if it has no annotations', async () => {
    expect(await identity(addImage(registry, APP, { version: '4.0.0', revision: COMMIT, created: CREATED }))).toEqual({
      ...{ version: '4.0.0', revision: COMMIT, created: CREATED },
    });
  });
  test('the highest version in the list of tags whose V-sha has its digest', async () => {
    const image = addIndex(registry, APP, { revision: COMMIT, build: '{}' }, [
      '1.10.0-abcdef1',
      '1.2.0-abcdef1',
      '9.9.9',
    ]);
    const other = addIndex(registry, APP, { seed: 'other' }, ['2.0.0-abcdef1', '8.0.0-badc0de']);
    expect(other.digest).not.toBe(image.digest);
    expect((await identity(image)).version).toBe('1.10.0');
  });
  test.each(['latest', '1.2', '', 'v', '1.2.3.4'])(
    'none of these where its annotation is "%s", which is not a version',
    async (version) => {
      expect((await identity(annotated({ version }))).version).toBeNull();
    },
  );
  test('an annotation with a v, canonical', async () => {
    expect((await identity(annotated({ version: 'v3.1.0' }))).version).toBe('3.1.0');
  });
});

describe('an image’s commit and time', () => {
  test.each<[string, Says, Identity]>([
    [
      'are null where they have another form',
      { revision: 'main', created: 'yesterday' },
      { version: null, revision: null, created: null },
    ],
    ['are null where the commit is short', { revision: 'abcdef1' }, { version: null, revision: null, created: null }],
    ['are as it says', { revision: COMMIT, created: CREATED }, { version: null, revision: COMMIT, created: CREATED }],
  ])('%s', async (_name, says, expected) => {
    expect(await identity(addIndex(registry, APP, says))).toEqual(expected);
    expect(await identity(addImage(registry, APP, says))).toEqual(expected);
  });

  test('each come from the first source that has them', async () => {
    const image = addIndex(registry, APP, { version: '3.0.0', created: CREATED });
    expect(await identity(image, null, [historyOf([about(image, { revision: COMMIT })])])).toEqual({
      ...{ version: '3.0.0', revision: COMMIT, created: CREATED },
    });
  });
});

test('each part of an identity comes from the newest event that has it, over all histories', () => {
  const image = { digest: digest('A') } as Manifest;
  const old = about(image, { at: second(1), version: '1.0.0', revision: COMMIT });
  const young = about(image, { at: second(9), version: '1.0.1', revision: 'no commit' });
  const youngest = about(image, { at: second(10) });
  expect(identityFromHistories(image.digest, [historyOf([old, youngest]), null, historyOf([young])])).toMatchObject({
    version: '1.0.1',
  });
});

describe('the version in a tag', () => {
  test.each<[string, string[], string | null]>([
    ['1.2.3', [], '1.2.3'],
    ['v1.2.3', [], '1.2.3'],
    ['1.2.3_build.5', [], '1.2.3+build.5'],
    ['1.2.3-abcdef1', [], '1.2.3'],
    [`1.2.3-${COMMIT}`, [], '1.2.3'],
    ['1.2.3-rc.1-abcdef1', [], '1.2.3-rc.1'],
    ['1.2.3-badc0de', [], '1.2.3-badc0de'],
    ['1.2.3-prod', ['prod'], '1.2.3'],
    ['1.2.3-prod', [], '1.2.3-prod'],
    ['1.2.3-eu-prod', ['prod', 'eu-prod'], '1.2.3'],
    ['main', [], null],
    ['1.2', [], null],
    ['feature-abcdef1', [], null],
  ])('%s with environments %j is %s', async (tag, environments, version) => {
    addIndex(registry, APP, { revision: COMMIT, build: '{}' }, [tag]);
    const found = await findImage(registry, APP, tag, 7);
    expect((await identifyFound(registry, APP, found, [], environments)).version).toBe(version);
  });

  test('takes precedence over a higher one of the same image, even if the commit begins with 0', async () => {
    const revision = commitOf('0123456');
    addIndex(registry, APP, { revision, build: '{}' }, ['1.2.3-0123456', '1.3.0-0123456']);
    const found = await findImage(registry, APP, '1.2.3-0123456', 7);
    expect((await identifyFound(registry, APP, found, [], [])).version).toBe('1.2.3');
  });

  test('comes from the list of tags if the tag has a branch and a commit', async () => {
    addIndex(registry, APP, { revision: COMMIT, build: '{}' }, ['feature-abcdef1', '1.2.3-abcdef1']);
    const found = await findImage(registry, APP, 'feature-abcdef1', 7);
    expect((await identifyFound(registry, APP, found, [], [])).version).toBe('1.2.3');
  });
});

describe('an event found by digest, version or commit', () => {
  const list = [
    event('promote', 'A', { version: '1.0.0', revision: COMMIT }),
    event('promote', 'B', { version: '1.1.0+b', revision: commitOf('abcdef2') }),
    event('promote', 'C', { version: '1.0.0' }),
    event('superseded', 'D', { version: '2.0.0' }),
  ];
  test.each<[string, number | null]>([
    ['1.0.0', 2],
    ['v1.1.0+b', 1],
    [digest('A'), 0],
    ['abcdef1', 0],
    ['ABCDEF2', 1],
    [COMMIT, 0],
    ['abcdef', null],
    ['2.0.0', null],
    [digest('D'), null],
    ['latest', null],
  ])('%s is the newest: %s', (text, index) => {
    expect(findEvent(list, text)).toBe(index === null ? null : list[index]);
  });
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
