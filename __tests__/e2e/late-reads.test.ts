import { afterEach, describe, expect, test } from '@jest/globals';
import { readHistory } from '../support/images/images.ts';
import { addIndex, commitOf } from '../support/images/memory-images.ts';
import { lateBy } from '../support/registries/late-reads.ts';
import { type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { runAction } from '../support/runner/runner.ts';

const PROD = { environment: 'prod' };
const HOUR = 3_600_000;
const isAny = (): boolean => true;
const isProd = (tag: string): boolean => tag === 'prod';

const registries: LyingRegistry[] = [];
afterEach(async () => {
  for (const { server } of registries.splice(0)) await server.stop();
});

/** A registry with the images 1.0.0 to 1.2.0, of which the first two were promoted to prod. */
async function promoted() {
  const digests: string[] = [];
  const registry = await lyingRegistry((store, image) => {
    for (const minor of [0, 1, 2]) {
      const says = { version: `1.${minor}.0`, revision: commitOf(`aaaaaa${minor}`), build: '{}' };
      digests.push(addIndex(store, image, says, [`1.${minor}.0`, `git-aaaaaa${minor}`]).digest);
    }
  });
  registries.push(registry);
  const run = (inputs: Record<string, string>, id: number) =>
    runAction({ image: `${registry.image.registry}/acme/app`, ...inputs }, { env: { GITHUB_RUN_ID: String(id) } });
  for (const [index, version] of ['1.0.0', '1.1.0'].entries())
    expect((await run({ mode: 'promote', ...PROD, version }, index + 1)).exitCode).toBe(0);
  const written = registry.writes().length;
  const manifests = (): string[] =>
    registry
      .writes()
      .slice(written)
      .filter((write) => write.includes('manifests/'));
  const live = (): string | undefined => registry.store.look(registry.image, 'prod')?.digest;
  const actions = async (): Promise<string[]> => {
    registry.lie = null;
    const history = await readHistory({ host: registry.server.host }, 'acme/app', 'prod');
    return history?.events.map(({ action, digest }) => `${action} 1.${digests.indexOf(digest)}.0`) ?? [];
  };
  return { registry, digests, run, manifests, live, actions };
}

describe('a run whose reads are three seconds late', () => {
  test.each([
    ['a promotion', 'the environment', { mode: 'promote', version: '1.2.0' }, 2, isProd],
    ['a promotion', 'all tags', { mode: 'promote', version: '1.2.0' }, 2, isAny],
    [
      'a promotion without history',
      'the environment',
      { mode: 'promote', version: '1.2.0', history: 'false' },
      2,
      isProd,
    ],
    ['a rollback', 'all tags', { mode: 'rollback' }, 0, isAny],
  ])('succeeds, and writes everything once: %s, %s', async (_name, _what, inputs, to, isLate) => {
    const { registry, digests, run, manifests, live, actions } = await promoted();
    registry.lie = lateBy(registry, 3000, isLate);
    const { exitCode, outputs } = await run({ ...PROD, ...inputs }, 3);
    expect({ exitCode, digest: outputs.digest, changed: outputs.changed, live: live() }).toEqual({
      ...{ exitCode: 0, digest: digests[to], changed: 'true', live: digests[to] },
    });
    const history = 'history' in inputs ? [] : ['PUT manifests/prod-history'];
    expect(manifests()).toEqual([...history, 'PUT manifests/prod']);
    const told = 'history' in inputs ? [] : [`${inputs.mode} 1.${to}.0`];
    expect(await actions()).toEqual(['promote 1.0.0', 'promote 1.1.0', ...told]);
  });

  test('is a build, too', async () => {
    const { registry, run, actions } = await promoted();
    const revision = commitOf('bbbbbbb');
    const built = addIndex(registry.store, registry.image, { revision, build: '{}' }).digest;
    registry.lie = lateBy(registry, 3000, isAny);
    const inputs = { mode: 'build', digest: built, sha: revision, version: '1.3.0', ...PROD };
    const { exitCode, outputs } = await run(inputs, 3);
    expect({ exitCode, digest: outputs.digest, changed: outputs.changed }).toEqual({
      ...{ exitCode: 0, digest: built, changed: 'true' },
    });
    const names = ['git-bbbbbbb', '1.3.0', '1.3.0-bbbbbbb', '1.3', 'prod'];
    expect(names.map((tag) => registry.store.look(registry.image, tag)?.digest)).toEqual(names.map(() => built));
    expect((await actions()).slice(0, 2)).toEqual(['promote 1.0.0', 'promote 1.1.0']);
  });
});

describe('a run behind a cache that is an hour late', () => {
  test('writes everything once, waits, and says that reads are late', async () => {
    const { registry, digests, run, manifests, live, actions } = await promoted();
    registry.lie = lateBy(registry, HOUR, isAny);
    // the cache has the tags as they are now
    const { exitCode, annotations } = await run({ mode: 'promote', ...PROD, version: '1.2.0' }, 3);
    expect(exitCode).toBe(1);
    const [error, ...others] = annotations.filter(({ level }) => level === 'error');
    expect(others).toEqual([]);
    expect(error?.message).toMatch(/^REGISTRY_UNAVAILABLE: .*reads are late/s);
    expect(error?.message).toContain('acme/app');
    expect(error?.message).not.toContain('nother run');
    expect(manifests()).toEqual(['PUT manifests/prod-history', 'PUT manifests/prod']);
    expect(live()).toBe(digests[2]);
    expect(await actions()).toEqual(['promote 1.0.0', 'promote 1.1.0', 'promote 1.2.0']);
  });
});
