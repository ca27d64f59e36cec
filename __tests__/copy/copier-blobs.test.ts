import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { type Repository, repositoryName } from '../../src/image/reference.ts';
import { NetworkError } from '../../src/registry/http/types.ts';
import type { Asked } from '../support/registries/memory-registry.ts';
import { BESIDE, CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { Waves } from '../support/requests/waves.ts';

const WEB: Repository = { registry: TO.registry, repository: 'shop/web' };
const ABROAD: Repository = { registry: 'eu.test', repository: 'shop/app' };
const FROM_WEB: Repository = { registry: FROM.registry, repository: 'team/web' };
let scene: CopyScene;

beforeEach(() => {
  scene = new CopyScene();
});

/** Copies of images from the source, one after the other, each to its own repository. */
async function copies(...wanted: [name: string, to: Repository, from?: Repository][]) {
  const plans = [];
  for (const [name, to, from = FROM] of wanted)
    plans.push({ plan: await scene.gather(name, 'image', to, from), to, name });
  return plans;
}

/** Layers that are not small. */
const large = (...names: string[]) => names.map((name) => scene.blob(name, 300_000));

/** The blobs that were opened at the source. */
const opened = (asked: readonly Asked[]): string[] =>
  asked.filter(({ method }) => method === 'open').map(({ reference }) => scene.called(reference));

/** How blobs went to a repository, in order. */
const moves = (to: Repository): string[] => scene.asked(to, 'mount', 'finish');

const fail = (method: Asked['method'], name: string, error: () => Error) => {
  scene.store.around = async (asked, act) => {
    if (asked.method === method && scene.called(asked.reference) === name) throw error();
    return act();
  };
};

describe('blobs are sent', () => {
  test('largest first', async () => {
    scene.image('app', [scene.blob('small', 60), scene.blob('large', 9000), scene.blob('middle', 700)]);
    const [outcome] = await scene.bring(await copies(['app', TO]));
    expect(moves(TO)).toEqual(['finish large', 'finish middle', 'finish small', 'finish app-config']);
    expect(outcome).toMatchObject({ sent: { blobs: 4, bytes: 9810 }, mounted: { blobs: 0, bytes: 0 } });
  });

  test('six in parallel over all images, the next one after the last byte of another', async () => {
    scene.image('app', large(...'abcdefgh'));
    scene.image('web', large(...'ijklmnop'));
    const plans = await copies(['app', TO], ['web', WEB]);
    const waves = new Waves();
    scene.store.around = waves.around;
    await scene.bring(plans);
    expect(waves.all.map((wave) => opened(wave).filter((name) => name.length === 1).length)).toEqual([6, 6, 4, 0]);
    // the second six start while the first six wait for responses
    expect(waves.all[1]?.filter(({ method }) => method === 'finish')).toHaveLength(6 + 2);
  });

  test('forty-eight small ones in parallel, beside the large ones', async () => {
    const small = Array.from({ length: 60 }, (_, index) => `small-${index}`);
    scene.image('app', [...small, ...large(...'abcdefgh')]);
    const plans = await copies(['app', TO]);
    const waves = new Waves();
    scene.store.around = waves.around;
    await scene.bring(plans);
    const counts = waves.all
      .map((wave) => opened(wave))
      .map((names) => [names.filter((name) => name.length > 1).length, names.length]);
    expect(counts.slice(0, 2)).toEqual([
      [48, 48 + 6],
      [0, 2],
    ]);
  });

  test('forty-eight in parallel if they are mounted from the first destination', async () => {
    const layers = large(...Array.from({ length: 50 }, (_, index) => `large-${index}`));
    scene.image('app', layers);
    scene.image('web', layers);
    const plans = await copies(['app', TO], ['web', WEB]);
    const waves = new Waves();
    scene.store.around = waves.around;
    await scene.bring(plans);
    const mounts = waves.all.map((wave) => wave.filter(({ method }) => method === 'mount').length);
    expect(mounts.filter((count) => count > 0)).toEqual([48, 2]);
  });

  test('with upload and source opened in parallel', async () => {
    scene.image('app');
    const plans = await copies(['app', TO]);
    const waves = new Waves();
    scene.store.around = waves.around;
    await scene.bring(plans);
    expect(waves.all.map((wave) => wave.map((asked) => scene.said(asked)))).toEqual([
      ['begin', 'open app-config'],
      ['finish app-config'],
    ]);
  });

  test('only if the destination lacks them', async () => {
    scene.image('app', ['a']);
    scene.arrive(['app-config', 'a']);
    const plans = await copies(['app', TO]);
    const before = scene.store.requests.length;
    const [outcome] = await scene.bring(plans);
    expect(scene.store.requests).toHaveLength(before);
    expect(outcome).toMatchObject({ sent: { blobs: 0 }, there: { blobs: 2, bytes: 150 }, manifests: 1 });
  });
});

describe('a blob of several images', () => {
  beforeEach(() => {
    scene.image('app', ['base']);
    scene.image('web', ['base']);
  });

  test('is sent to a registry once, then mounted into its other repository', async () => {
    const [app, web] = await scene.bring(await copies(['app', TO], ['web', WEB]));
    expect(moves(TO)).toEqual(['finish base', 'finish app-config']);
    expect(moves(WEB)).toEqual(['finish web-config', 'mount base']);
    expect(scene.asked(FROM, 'open').filter((one) => one === 'open base')).toHaveLength(1);
    expect([app?.sent.blobs, app?.mounted.blobs, web?.sent.blobs, web?.mounted.blobs]).toEqual([2, 0, 1, 1]);
    expect(web?.mounted.bytes).toBe(100);
  });

  test('is sent once even if the name of the registry is spelled differently', async () => {
    await scene.bring(await copies(['app', TO], ['web', { ...WEB, registry: `${WEB.registry.toUpperCase()}:443` }]));
    expect(scene.store.count('mount')).toBe(1);
    expect(scene.asked(FROM, 'open').filter((one) => one === 'open base')).toHaveLength(1);
  });

  test('is sent to each registry', async () => {
    await scene.bring(await copies(['app', TO], ['web', ABROAD]));
    expect(moves(ABROAD)).toContain('finish base');
    expect(scene.store.count('mount')).toBe(0);
  });

  test.each(['opens', 'refuses'] as const)('is sent again if the registry %s a mount', async (mounting) => {
    scene.store.mounting.set(TO.registry, mounting);
    const [, web] = await scene.bring(await copies(['app', TO], ['web', WEB]));
    expect(moves(WEB)).toEqual(['finish web-config', 'mount base', 'finish base']);
    expect(web).toMatchObject({ sent: { blobs: 2, bytes: 150 }, mounted: { blobs: 0, bytes: 0 } });
  });

  test('is mounted from its own source inside one registry, without waiting', async () => {
    scene.image('site', ['base'], { at: FROM_WEB });
    const plans = await copies(['app', BESIDE], ['site', { ...BESIDE, repository: 'shop/web' }, FROM_WEB]);
    const waves = new Waves();
    scene.store.around = waves.around;
    const outcomes = await scene.bring(plans);
    expect(waves.all.map((wave) => wave.map(({ method }) => method))).toEqual([['mount', 'mount', 'mount', 'mount']]);
    expect(outcomes.map(({ mounted }) => mounted.blobs)).toEqual([2, 2]);
  });

  test('that was mounted for one image is mounted from there for an image of another registry', async () => {
    scene.image('abroad', ['base'], { at: ABROAD });
    const to = { ...BESIDE, repository: 'shop/web' };
    await scene.bring(await copies(['app', BESIDE], ['abroad', to, ABROAD]));
    expect(moves(to)).toEqual(['finish abroad-config', 'mount base']);
  });

  test.each(['opens', 'refuses'] as const)('inside one registry that %s a mount is sent', async (mounting) => {
    scene.store.mounting.set(FROM.registry, mounting);
    const [outcome] = await scene.bring(await copies(['app', BESIDE]));
    expect(outcome).toMatchObject({ sent: { blobs: 2, bytes: 150 }, mounted: { blobs: 0, bytes: 0 } });
  });
});

describe('after a failure', () => {
  const refused = (): Error => new ActionError('FORBIDDEN', 'no');

  test('no further blob is started, no manifest is pushed, and running transfers complete', async () => {
    scene.image('app', large(...'abcdefghijklmnop'));
    const plans = await copies(['app', TO]);
    fail('finish', 'a', refused);
    expect((await rejectionOf(scene.bring(plans))).code).toBe('FORBIDDEN');
    const begun = opened(scene.store.requests);
    expect(begun.length).toBeLessThanOrEqual(12 + 1);
    const arrived = [...scene.store.repository(TO).blobs.keys()].map((digest) => scene.called(digest));
    expect(arrived.toSorted()).toEqual(begun.filter((name) => name !== 'a').toSorted());
    expect(scene.store.writes()).toEqual([]);
    expect(scene.lines).toEqual([]);
  });

  test('no blob is mounted for others', async () => {
    scene.image('app', ['base']);
    scene.image('web', ['base']);
    const plans = await copies(['app', TO], ['web', WEB]);
    fail('finish', 'web-config', refused);
    await rejectionOf(scene.bring(plans));
    expect(scene.store.count('mount')).toBe(0);
  });

  test('the next run sends only what is missing', async () => {
    scene.image('app', ['a', 'b']);
    const plans = await copies(['app', TO]);
    fail('finish', 'b', refused);
    await rejectionOf(scene.bring(plans));
    scene.store.around = async (_, act) => act();
    const [outcome] = await scene.bring(await copies(['app', TO]));
    expect(outcome).toMatchObject({ sent: { blobs: 1, bytes: 100 }, there: { blobs: 2, bytes: 150 } });
  });

  test('of the network the error names the blob and says that copied blobs are kept', async () => {
    scene.image('app', ['a']);
    const plans = await copies(['app', TO]);
    fail('finish', 'a', () => new NetworkError('connection reset', 'ECONNRESET'));
    const { code, message } = await rejectionOf(scene.bring(plans));
    expect([code, scene.called(message)]).toEqual([
      'REGISTRY_UNAVAILABLE',
      `Could not copy the blob a to ${repositoryName(TO)}: connection reset. Re-run the job: blobs that were copied are not sent again.`,
    ]);
  });

  test('of the source to send the right bytes, no blob is stored', async () => {
    scene.image('app', ['a']);
    scene.store.repository(FROM).blobs.set(scene.digest('a'), Buffer.from('something else'));
    const { code } = await rejectionOf(scene.bring(await copies(['app', TO])));
    expect(code).toBe('DIGEST_MISMATCH');
    expect(scene.store.repository(TO).blobs.has(scene.digest('a'))).toBe(false);
    expect(scene.store.writes()).toEqual([]);
  });
});

test('a cancelled run starts no further blob', async () => {
  scene.image('app', large(...'abcdefghij'));
  const plans = await copies(['app', TO]);
  scene.checkCancelled = () => {
    if (scene.store.count('finish') > 0) throw new ActionError('CANCELLED', 'cancelled');
  };
  const waves = new Waves();
  scene.store.around = waves.around;
  expect((await rejectionOf(scene.bring(plans))).code).toBe('CANCELLED');
  expect(opened(scene.store.requests).toSorted()).toEqual(['a', 'app-config', 'b', 'c', 'd', 'e', 'f']);
  expect(scene.store.writes()).toEqual([]);
});
