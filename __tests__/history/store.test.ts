import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { settle } from '../../src/execute/settle.ts';
import { CONFIG, EMPTY_LAYER, encodeHistory } from '../../src/history/codec.ts';
import { historyTag, loadHistory, prepareHistory, saveHistory } from '../../src/history/store.ts';
import { successor } from '../../src/history/successor.ts';
import { digestOf } from '../../src/image/digest.ts';
import { UNKNOWN } from '../../src/image/identity.ts';
import { event, historyOf, linesOf, second } from '../support/images/histories.ts';
import { APP, addIndex } from '../support/images/memory-images.ts';
import { MemoryRegistry } from '../support/registries/memory-registry.ts';
import { TestClock } from '../support/requests/requests.ts';

let registry: MemoryRegistry;

beforeEach(() => {
  registry = new MemoryRegistry();
});

const refuse = (code: 'UNAUTHORIZED' | 'REGISTRY_UNAVAILABLE' | 'REGISTRY_REFUSED') => async () => {
  throw new ActionError(code, 'no');
};

describe('a stored history', () => {
  test('loading returns null only if the registry answers 404', async () => {
    expect(await loadHistory(registry, APP, 'prod')).toBeNull();
  });

  test.each(['UNAUTHORIZED', 'REGISTRY_UNAVAILABLE', 'REGISTRY_REFUSED'] as const)(
    '%s is not read as an empty history',
    async (code) => {
      registry.around = refuse(code);
      await expect(loadHistory(registry, APP, 'prod')).rejects.toMatchObject({ code });
    },
  );

  test('loading fails with HISTORY_INVALID and the tag if the tag names an image', async () => {
    addIndex(registry, APP, {}, ['prod-history']);
    await expect(loadHistory(registry, APP, 'prod')).rejects.toMatchObject({
      code: 'HISTORY_INVALID',
      message: expect.stringContaining('reg.test/team/app:prod-history'),
    });
  });

  test('is loaded with one request', async () => {
    await loadHistory(registry, APP, 'prod');
    expect(registry.requests).toEqual([
      { method: 'get', image: 'reg.test/team/app', reference: historyTag('prod'), digest: null },
    ]);
  });
});

describe('saving a history', () => {
  test('takes one PUT if the repository has its blobs, and loads unchanged', async () => {
    await prepareHistory(registry, APP);
    const before = registry.requests.length;
    const saved = await saveHistory(registry, APP, 'prod', successor(null, [event('promote', 'A')]));
    expect(registry.requests.slice(before).map(({ method }) => method)).toEqual(['put']);
    expect(await loadHistory(registry, APP, 'prod')).toEqual(saved);
    const next = await saveHistory(registry, APP, 'prod', successor(saved, [...saved.events, event('promote', 'B')]));
    expect(next.parent).toBe(saved.digest);
  });

  test('uploads missing blobs', async () => {
    await saveHistory(registry, APP, 'prod', successor(null, [event('promote', 'A')]));
    const { blobs } = registry.repository(APP);
    expect([...blobs.keys()].sort()).toEqual([CONFIG, EMPTY_LAYER].map(digestOf).sort());
    blobs.clear();
    const read = await loadHistory(registry, APP, 'prod');
    await saveHistory(registry, APP, 'prod', successor(read, [event('promote', 'A'), event('promote', 'B')]));
    expect(blobs.size).toBe(2);
  });

  test.each(['UNAUTHORIZED', 'REGISTRY_UNAVAILABLE'] as const)('does not upload blobs after %s', async (code) => {
    registry.around = refuse(code);
    const saving = saveHistory(registry, APP, 'prod', successor(null, []));
    await expect(saving).rejects.toMatchObject({ code });
    expect(registry.count('ensureBlob')).toBe(0);
  });
});

describe('settling', () => {
  const UNTOUCHED = { before: [], replaced: [], written: null, from: undefined };
  const mine = event('promote', 'M', { at: second(10) });
  const theirs = event('promote', 'X', { at: second(11) });

  /** Settles this run's event over an existing history, after another client has moved the tag. */
  async function settled(list: Parameters<typeof successor>[1]) {
    await saveHistory(registry, APP, 'prod', successor(null, list));
    addIndex(registry, APP, { seed: 'by hand' }, ['prod']);
    const clock = new TestClock();
    const identify = async () => ({ ...UNKNOWN, version: '9.0.0' });
    const outcome = await settle(
      { image: APP, environment: 'prod', mine, ...UNTOUCHED },
      { registry, clock, identify },
    );
    return { outcome, waited: clock.sleeps.reduce((sum, ms) => sum + ms, 0) };
  }

  test('reads back once without writing or waiting if history and tag agree', async () => {
    const image = addIndex(registry, APP, { seed: 'M' });
    const own = { ...mine, digest: image.digest };
    await saveHistory(registry, APP, 'prod', successor(null, [own]));
    registry.point(APP, 'prod', image.digest);
    const before = registry.requests.length;
    const clock = new TestClock();
    const identify = async () => UNKNOWN;
    const what = { image: APP, environment: 'prod', mine: own, ...UNTOUCHED };
    expect(await settle(what, { registry, clock, identify })).toMatchObject({
      won: true,
      live: { digest: image.digest },
    });
    expect(
      registry.requests
        .slice(before)
        .map(({ method }) => method)
        .sort(),
    ).toEqual(['get', 'head']);
    expect(clock.sleeps).toEqual([]);
  });

  test('records an unexplained live image after waiting', async () => {
    const { outcome, waited } = await settled([mine]);
    expect(outcome.won).toBe(false);
    expect(linesOf(outcome.history?.events ?? []).map((line) => line.split(' ')[0])).toEqual([
      'superseded',
      'observed',
    ]);
    expect(outcome.history?.events.at(-1)?.version).toBe('9.0.0');
    expect(waited).toBeGreaterThanOrEqual(2000);
  });

  test('fails with TAG_MOVED if other runs never stop writing', async () => {
    let count = 20;
    registry.around = async (asked, act) => {
      const done = act();
      if (asked.method !== 'put' || asked.reference !== 'prod-history') return done;
      const other = encodeHistory(historyOf([{ ...theirs, at: second(count++) }]));
      registry.repository(APP).manifests.set(other.digest, other);
      registry.point(APP, 'prod-history', other.digest);
      return done;
    };
    await expect(settled([theirs])).rejects.toMatchObject({
      code: 'TAG_MOVED',
      message: expect.stringContaining('concurrency group'),
    });
  });

  test.each<[string, string | null | undefined, boolean]>([
    ['the history is not read as it was written', undefined, true],
    ['the tag is read as it was before', 'X', false],
    ['the tag is read as missing, as it was before', null, false],
  ])('writes nothing and says that reads are late where %s', async (_name, from, isHistoryLate) => {
    const image = addIndex(registry, APP, { seed: 'M' });
    const own = { ...mine, digest: image.digest };
    const saved = await saveHistory(registry, APP, 'prod', successor(null, isHistoryLate ? [theirs] : [own]));
    const old = from === 'X' ? addIndex(registry, APP, { seed: 'X' }, ['prod']).digest : from;
    if (from === undefined) registry.point(APP, 'prod', image.digest);
    const writes = registry.writes().length;
    const clock = new TestClock();
    const replaced = isHistoryLate ? [saved.digest] : [];
    const what = { image: APP, environment: 'prod', mine: own, ...UNTOUCHED, replaced, from: old };
    await expect(settle(what, { registry, clock, identify: async () => UNKNOWN })).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      message: expect.stringContaining('reads are late'),
    });
    expect(registry.writes()).toHaveLength(writes);
    expect(clock.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(30_000);
  });
});
