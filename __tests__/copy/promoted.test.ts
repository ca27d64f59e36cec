import { beforeEach, describe, expect, test } from '@jest/globals';
import { copyContents, pushManifests } from '../../src/copy/copier.ts';
import type { CopyDeps } from '../../src/copy/deps.ts';
import { gatherCopy } from '../../src/copy/gather.ts';
import type { Repository } from '../../src/image/reference.ts';
import { RetryBudget } from '../../src/registry/http/retry-budget.ts';
import type { PromoteRequest } from '../../src/request/request.ts';
import { APP, addImage, addIndex, commitOf, manifestOf } from '../support/images/memory-images.ts';
import { MemoryStore } from '../support/registries/memory-store.ts';
import { promoting } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const SHOP: Repository = { registry: 'other.test', repository: 'shop/app' };
const REVISION = commitOf('c0ffee1');
const TAGS = ['1.0.0', '1.0.0-c0ffee1', 'git-c0ffee1'];
let store: MemoryStore;
let stage: Stage;

beforeEach(() => {
  store = new MemoryStore();
  stage = new Stage(store);
  stage.release('1.0.0', { revision: REVISION });
});

/** Promotes to the other registry by a copy within the stage's memory. */
function promote(given: Partial<PromoteRequest> = {}): Promise<Played> {
  const deps: CopyDeps = {
    store,
    clock: stage.clock,
    log: () => {},
    checkCancelled: () => {},
    retryBudget: new RetryBudget(),
  };
  const copying = {
    survey: (...[from, to, target]: [Repository, Repository, Parameters<typeof gatherCopy>[3]]) =>
      gatherCopy(store, from, to, target, 'all'),
    copy: (copies: Parameters<typeof copyContents>[0]) => copyContents(copies, deps),
    push: (copies: Parameters<typeof copyContents>[0]) => pushManifests(copies, deps),
  };
  return stage.play(promoting('1.0.0', { destinations: [SHOP], ...given }), { deps: { copier: copying } });
}

/** The writes of a run at the destination: tags by name, the rest by a word. */
const written = ({ writes }: Played): string[] =>
  writes.map((name) =>
    name
      .replace('other.test/shop/app', '')
      .replace(/^@.*/, 'a manifest')
      .replace(/^:sha256-.*(\..*)$/, '*$1'),
  );

describe('a promotion to another repository', () => {
  test('pushes the contents, then referrers and signatures, the copied tags, the history, and the environment last', async () => {
    const index = stage.at('1.0.0') as string;
    addImage(store, APP, { seed: 'signature' }, [`${index.replace(':', '-')}.sig`]);
    const played = must(await promote());
    expect(written(played).slice(0, 3)).toEqual(['a manifest', 'a manifest', 'a manifest']);
    expect(written(played)[3]).toBe('*.sig');
    expect(written(played).slice(4, 7).sort()).toEqual(TAGS.map((tag) => `:${tag}`));
    expect(written(played).slice(7)).toEqual([':prod-history', ':prod']);
    for (const tag of [...TAGS, 'prod']) expect(stage.at(tag, SHOP)).toBe(index);
  });

  test('writes nothing at the source', async () => {
    const before = stage.snapshot();
    must(await promote());
    const after = Object.entries(stage.snapshot()).filter(([name]) => name.startsWith('reg.test'));
    expect(Object.fromEntries(after)).toEqual(before);
  });

  test('that was completed before writes nothing', async () => {
    must(await promote());
    const { writes, result } = must(await promote());
    expect([writes, result?.copied]).toEqual([[], []]);
  });

  test('pushes environment tags with the environment, not with the image', async () => {
    const order = written(must(await promote({ environmentTags: ['{{environment}}', '{{version}}-{{environment}}'] })));
    expect(order.slice(2, 5).sort()).toEqual(TAGS.map((tag) => `:${tag}`));
    expect(order.slice(5).sort()).toEqual([':1.0.0-prod', ':prod', ':prod-history']);
    expect(order[5]).toBe(':prod-history');
  });

  test('writes nothing in a dry run', async () => {
    expect(must(await promote({ dryRun: true })).writes).toEqual([]);
    expect(store.count('begin', 'mount', 'finish', 'ensureBlob')).toBe(0);
  });
});

describe('tags that exist at the destination', () => {
  test('on the same image are not pushed again', async () => {
    must(await promote({ environment: 'staging' }));
    expect(written(must(await promote()))).toEqual([':prod-history', ':prod']);
  });

  test('on another image are refused before anything is written', async () => {
    const others = addIndex(store, SHOP, { version: '1.0.0', revision: REVISION, seed: 'others' }, ['1.0.0']);
    const { code, message, writes } = await promote();
    expect([code, message]).toEqual(['VERSION_EXISTS', expect.stringContaining('tag 1.0.0 exists and names')]);
    expect(writes).toEqual([]);
    expect(store.count('begin', 'mount', 'finish')).toBe(0);
    expect(stage.at('1.0.0', SHOP)).toBe(others.digest);
  });

  test('on another image move after the history, with the environment, if overridden', async () => {
    addIndex(store, SHOP, { version: '1.0.0', revision: REVISION, seed: 'others' }, ['1.0.0']);
    const order = written(must(await promote({ allow: ['overwrite'] })));
    expect(order.slice(2, 4).sort()).toEqual([':1.0.0-c0ffee1', ':git-c0ffee1']);
    expect(order.indexOf(':1.0.0')).toBeGreaterThan(order.indexOf(':prod-history'));
    expect(stage.at('1.0.0', SHOP)).toBe(stage.at('1.0.0'));
  });

  test('on another build of the commit are refused: the commit tag never moves', async () => {
    addIndex(store, SHOP, { revision: REVISION, seed: 'others' }, ['git-c0ffee1']);
    const { code, message, writes } = await promote();
    expect([code, message]).toEqual(['VERSION_EXISTS', expect.stringContaining('git-c0ffee1')]);
    expect(writes).toEqual([]);
  });

  test('on another commit with the same abbreviation are replaced by the full commit tag', async () => {
    const others = addIndex(store, SHOP, { revision: `${REVISION.slice(0, 39)}1`, seed: 'others' }, ['git-c0ffee1']);
    must(await promote());
    expect(stage.at('git-c0ffee1', SHOP)).toBe(others.digest);
    expect(stage.at(`git-${REVISION}`, SHOP)).toBe(stage.at('1.0.0'));
  });
});

test('a copy that fails moves nothing', async () => {
  const index = stage.at('1.0.0') as string;
  const [child] = (JSON.parse(String(store.look(APP, index)?.bytes)) as { manifests: { digest: string }[] }).manifests;
  store.repository(APP).manifests.delete(child?.digest ?? '');
  const { code, writes } = await promote();
  expect([code, writes]).toEqual(['INCOMPLETE', []]);
});

test('a referrers tag at the destination that is not a list is refused before anything is sent', async () => {
  const index = stage.at('1.0.0') as string;
  const tag = index.replace(':', '-');
  const subject = { digest: index, mediaType: 'application/vnd.oci.image.index.v1+json', size: 700 };
  const { mediaType, ...plain } = store.look(APP, index)!;
  const referrer = manifestOf({ ...JSON.parse(String(plain.bytes)), mediaType, subject });
  store.repository(APP).manifests.set(referrer.digest, referrer);
  const { digest, size } = referrer;
  const list = manifestOf({ schemaVersion: 2, mediaType, manifests: [{ digest, mediaType, size }] } as {
    mediaType: string;
  });
  store.repository(APP).manifests.set(list.digest, list);
  store.point(APP, tag, list.digest);
  addImage(store, SHOP, { seed: 'in its place' }, [tag]);
  const { code, writes } = await promote();
  expect([code, writes]).toEqual(['REGISTRY_REFUSED', []]);
  expect(store.count('begin', 'finish')).toBe(0);
});
