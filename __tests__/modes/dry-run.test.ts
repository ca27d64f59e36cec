import { beforeEach, describe, expect, test } from '@jest/globals';
import { isReady } from '../../src/plan/plan.ts';
import type { BuildRequest, PromoteRequest, RollbackRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { buildRequest, promoteRequest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

type Planning = BuildRequest | PromoteRequest | RollbackRequest;

const COMMIT = commitOf('c0ffee1');
let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) stage.release(version);
  await stage.promote('dev', '1.0.0');
  await stage.promote('prod', '1.0.0', '1.1.0');
});

const built = () => addIndex(stage.registry, APP, { revision: COMMIT, build: '{}', seed: 'built' }).digest;

function play(request: Planning): Promise<Played> {
  return stage.play(request, { deps: { build: async () => built() } });
}

const WORKS: Record<string, Planning> = {
  'a promotion': promoting('2.0.0', { environmentTags: ['{{environment}}', '{{version}}-{{environment}}'] }),
  'a promotion from another environment': promoteRequest({
    environment: 'qa',
    source: { kind: 'environment', name: 'dev' },
  }),
  'a promotion of the live image': promoting('1.1.0'),
  'a promotion with a guard overridden': promoting('2.0.0', { stages: ['dev', 'prod'], allow: ['skip'] }),
  'a rollback': rollbackRequest(),
  'a rollback to a version': rollbackRequest({ version: '2.0.0', allow: ['never-live'] }),
  'a build with a digest': buildRequest({
    commit: COMMIT,
    digest: built0(),
    version: '3.0.0',
    tags: ['3.0.0', 'latest'],
  }),
};

/** The digest of the built image, the same in every test. */
function built0(): string {
  return addIndex(new Stage().registry, APP, { revision: COMMIT, build: '{}', seed: 'built' }).digest;
}

const FAILS: Record<string, Planning> = {
  'a downgrade': promoting('1.0.0'),
  'a skipped stage': promoting('2.0.0', { stages: ['dev', 'prod'] }),
  'a rollback without a previous image': rollbackRequest({ environment: 'dev' }),
  'a promotion of an image that does not exist': promoting('9.9.9'),
  'a version that names another image': buildRequest({ commit: COMMIT, version: '1.0.0', tags: ['1.0.0'] }),
};

/** The writes of a plan, without times and runs. */
function planned({ result }: Played): unknown {
  return result?.plan.images
    .filter(isReady)
    .map(({ target, tags, commitTag: first, unchangedTags: already, move }) => ({
      ...{ target: target.digest, tags, first, already, to: move?.environment ?? null },
      events: move?.next?.events.map(({ action, digest, previous }) => [action, digest, previous]) ?? null,
    }));
}

describe('a dry run', () => {
  test.each(Object.entries(WORKS))(
    'of %s writes nothing and plans what the real run writes',
    async (_name, request) => {
      built();
      const before = stage.snapshot();
      const dry = must(await play({ ...request, dryRun: true }));
      expect(stage.snapshot()).toEqual(before);
      expect(dry.writes).toEqual([]);
      const real = must(await play(request));
      expect(planned(dry)).toEqual(planned(real));
      const { changed, 'history-digest': _dry, result: _result, ...outputs } = dry.outputs;
      expect(changed).toBe('false');
      expect(real.outputs).toMatchObject(outputs);
      expect(dry.entries.map((entry) => ({ ...entry, changed: null }))).toEqual(
        real.entries.map((entry) => ({ ...entry, changed: null })),
      );
    },
  );

  test.each(Object.entries(FAILS))('of %s fails like the real run', async (_name, request) => {
    const dry = await play({ ...request, dryRun: true });
    const real = await play(request);
    expect(dry.code).not.toBeNull();
    expect({ code: dry.code, message: dry.message }).toEqual({ code: real.code, message: real.message });
    expect([...dry.writes, ...real.writes]).toEqual([]);
  });

  test('of a build does not build, and outputs what it would build', async () => {
    const deps = { build: () => Promise.reject(new Error('it was built')) };
    const request = buildRequest({
      commit: COMMIT,
      version: '3.0.0',
      tags: ['3.0.0'],
      environment: 'dev',
      dryRun: true,
    });
    const { outputs, writes } = must(await stage.play(request, { deps }));
    expect(writes).toEqual([]);
    expect(outputs).toMatchObject({ built: 'true', changed: 'false', digest: '', version: '3.0.0', revision: COMMIT });
  });

  test('does not wait for a run in progress', async () => {
    stage.registry.point(APP, 'prod', stage.at('1.0.0') ?? '');
    const { sleeps } = stage.clock;
    must(await play(promoting('2.0.0', { dryRun: true })));
    expect(sleeps.filter((ms) => ms < 60_000 && ms >= 1000)).toEqual([]);
  });
});

describe('a run that finds another run in progress', () => {
  /** Another run has just written an event for 1.1.0, but the tag still names 1.0.0. */
  async function begun(): Promise<void> {
    await stage.rollBack('prod');
    must(await stage.play(promoting('1.1.0', { allow: ['rolled-back'] })));
    stage.registry.point(APP, 'prod', stage.at('1.0.0') ?? '');
    stage.clock.now = () =>
      Date.parse('2026-03-01T12:05:01Z') + stage.clock.sleeps.filter((ms) => ms < 60_000).reduce((a, b) => a + b, 0);
  }

  test('waits five seconds, then marks the event of the other run as superseded', async () => {
    await begun();
    const from = stage.clock.now();
    const { lines } = must(await play(promoting('2.0.0')));
    expect(stage.clock.now() - from).toBeGreaterThanOrEqual(5000);
    expect(lines.join('\n')).toContain('seems to be in the middle of a promote');
    expect((await stage.history('prod'))?.slice(-2)).toEqual(['superseded 1.1.0', 'promote 2.0.0']);
  });

  test('continues as soon as the other run has finished', async () => {
    await begun();
    let looks = 0;
    stage.registry.around = async (asked, act) => {
      if (asked.method === 'head' && asked.reference === 'prod' && ++looks === 3)
        stage.registry.point(APP, 'prod', stage.at('1.1.0') ?? '');
      return act();
    };
    must(await play(promoting('2.0.0')));
    expect((await stage.history('prod'))?.slice(-2)).toEqual(['promote 1.1.0', 'promote 2.0.0']);
  });
});
