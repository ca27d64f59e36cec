import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Copy } from '../../src/copy/schedule.ts';
import { ActionError } from '../../src/errors.ts';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import type { Repository } from '../../src/image/reference.ts';
import { CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { Waves } from '../support/requests/waves.ts';

const WEB: Repository = { registry: TO.registry, repository: 'shop/web' };
let scene: CopyScene;

beforeEach(() => {
  scene = new CopyScene();
  scene.twoPlatforms();
});

async function copyOf(name: string, tags: readonly string[] = [], to = TO): Promise<Copy> {
  const plan = await scene.gather(name, 'all', to);
  return { plan: { ...plan, tags: tags.map((tag) => ({ tag, was: null })) }, to };
}

const puts = (): string[] => scene.asked(TO, 'put').map((one) => one.replace('put ', ''));

/** From now on a put of a manifest fails. */
const refusePut = (name: string): void => {
  scene.store.around = async (asked, act) => {
    if (asked.method === 'put' && scene.called(asked.digest ?? '') === name) throw new ActionError('FORBIDDEN', 'no');
    return act();
  };
};

describe('manifests are put', () => {
  test('after all blobs, what is listed before what lists it, what hangs on it before the image gets its names', async () => {
    scene.referrer('sbom', 'index');
    scene.list('index', ['sbom']);
    scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig')] });
    const copy = await copyOf('index', ['1.0.0', 'git-c0ffee1']);
    await scene.bring([copy]);
    const before = scene.asked(TO, 'finish', 'put').map((one) => one.split(' ')[0]);
    expect(before.lastIndexOf('finish')).toBeLessThan(before.indexOf('put'));
    expect([...scene.store.repository(TO).tags.keys()].map((tag) => scene.called(tag)).sort()).toEqual([
      '~index',
      '~index.sig',
    ]);
    await scene.name([copy]);
    expect(puts()).toEqual([
      ...['amd64', 'arm64', 'index', 'sbom', '~index.sig = signature', '~index = list of index'],
      ...['1.0.0 = index', 'git-c0ffee1 = index'],
    ]);
  });

  test('in parallel where none depends on another', async () => {
    scene.referrer('sbom', 'index');
    scene.list('index', ['sbom']);
    const copy = await copyOf('index', ['1.0.0', '1.0.0-c0ffee1']);
    const waves = new Waves();
    scene.store.around = waves.around;
    await scene.bring([copy]);
    await scene.name([copy]);
    const ofPuts = waves.all.map((wave) => wave.filter(({ method }) => method === 'put').length);
    expect(ofPuts.filter((count) => count > 0)).toEqual([2, 1, 1, 1, 2]);
  });

  test('from the leaves up, however deep', async () => {
    scene.index('outer', ['index', 'amd64']);
    await scene.bring([await copyOf('outer')]);
    expect(puts()).toEqual(['amd64', 'arm64', 'index']);
  });

  test('of several images in parallel', async () => {
    scene.index('web', ['amd64', 'arm64']);
    const copies = [await copyOf('index'), await copyOf('web', [], WEB)];
    const waves = new Waves();
    scene.store.around = waves.around;
    await scene.bring(copies);
    const ofPuts = waves.all.map((wave) => wave.filter(({ method }) => method === 'put').length);
    expect(ofPuts.filter((count) => count > 0)).toEqual([4]);
  });

  test('with what is listed in an index that hangs on the image', async () => {
    scene.image('statement', ['payload']);
    scene.index('attestations', ['statement'], { tags: [scene.tag('index', '.att')] });
    await scene.bring([await copyOf('index')]);
    expect(puts()).toEqual(['amd64', 'arm64', 'statement', 'index', '~index.att = attestations']);
  });

  test('once, also where an index lists one twice; and so it is counted', async () => {
    scene.index('twice', ['amd64', 'amd64']);
    const [outcome] = await scene.bring([await copyOf('twice')]);
    expect(puts()).toEqual(['amd64']);
    expect(outcome?.manifests).toBe(2);
  });

  test('but not those that are there', async () => {
    scene.arrive(['amd64', 'amd64-config', 'base']);
    const [outcome] = await scene.bring([await copyOf('index')]);
    expect(puts()).toEqual(['arm64']);
    expect(outcome).toMatchObject({ manifests: 2, referrers: 0 });
  });

  test.each<[name: string, there: string[], tags: string[], expected: string[]]>([
    ['under its digest where no tag goes along', [], [], ['index']],
    ['under its tags alone', [], ['1.0.0'], ['1.0.0 = index']],
    ['under its tags where it is there', ['index'], ['1.0.0'], ['1.0.0 = index']],
    ['not at all where it is there and no tag goes along', ['index'], [], []],
  ])('the image itself %s', async (_, there, tags, expected) => {
    scene.arrive(['amd64', 'arm64', ...there]);
    await scene.name([await copyOf('index', tags)]);
    expect(puts()).toEqual(expected);
    const said = expected.map((one) => `prod.test/shop/app${tags.length > 0 ? `:${tags[0]}` : `@${one}`} → `);
    expect(scene.lines).toEqual(said.map((start) => expect.stringContaining(start)));
  });
});

describe('the list of referrers', () => {
  const listed = () => JSON.parse(String(scene.store.look(TO, scene.tag('index'))?.bytes)) as { manifests: object[] };

  beforeEach(() => {
    const annotations = { 'org.example': 'x' };
    scene.referrer('sbom', 'index');
    const referrer = { ...scene.descriptor('sbom'), artifactType: 'a/sbom', annotations };
    scene.manifest('list', { mediaType: MEDIA_TYPES.ociIndex, manifests: [referrer] }, FROM, [scene.tag('index')]);
  });

  test('is written where there is none, with what the source says of each', async () => {
    await scene.bring([await copyOf('index')]);
    expect(listed()).toEqual({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.ociIndex,
      manifests: [{ ...scene.descriptor('sbom'), artifactType: 'a/sbom', annotations: { 'org.example': 'x' } }],
    });
  });

  test('keeps what was added meanwhile, byte for byte, and adds to it', async () => {
    const copy = await copyOf('index');
    const own = { ...scene.referrer('own', 'index', { at: TO }), bytes: undefined, platform: { os: 'linux' } };
    scene.manifest('meanwhile', { mediaType: MEDIA_TYPES.ociIndex, manifests: [own] }, TO, [scene.tag('index')]);
    await scene.bring([copy]);
    expect(listed().manifests).toEqual([
      { ...scene.descriptor('own'), platform: { os: 'linux' } },
      expect.objectContaining({ digest: scene.digest('sbom') }),
    ]);
  });

  test('is not written where another run has written it meanwhile', async () => {
    const copy = await copyOf('index');
    scene.list('index', ['sbom'], TO);
    await scene.bring([copy]);
    expect(puts()).toEqual(['amd64', 'arm64', 'index', 'sbom']);
  });

  test.each<[name: string, bytes: string, mediaType: string, says: string]>([
    ['an image', '{"schemaVersion":2}', MEDIA_TYPES.ociManifest, 'expected an image index'],
    ['what is no JSON', 'x', MEDIA_TYPES.ociIndex, 'a list of referrers that is not valid'],
    ['no list', '{"manifests":7}', MEDIA_TYPES.ociIndex, 'a list of referrers that is not valid'],
    ['nothing', 'null', MEDIA_TYPES.ociIndex, 'a list of referrers that is not valid'],
  ])('is refused where %s was put there meanwhile, and that stays', async (_, bytes, mediaType, says) => {
    const copy = await copyOf('index');
    const other = { ...scene.manifest('other', { mediaType }, TO, [scene.tag('index')]), bytes: Buffer.from(bytes) };
    scene.store.repository(TO).manifests.set(other.digest, other);
    const { code, message } = await rejectionOf(scene.bring([copy]));
    expect([code, message]).toEqual(['REGISTRY_REFUSED', expect.stringContaining(says)]);
    expect(scene.store.look(TO, scene.tag('index'))?.digest).toBe(other.digest);
  });
});

describe('after a failure', () => {
  beforeEach(() => {
    scene.referrer('sbom', 'index');
    scene.list('index', ['sbom']);
    scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig')] });
  });

  test.each<[name: string, put: string[]]>([
    ['amd64', ['amd64', 'arm64']],
    ['index', ['amd64', 'arm64', 'index']],
    ['sbom', ['amd64', 'arm64', 'index', 'sbom', '~index.sig = signature']],
    ['signature', ['amd64', 'arm64', 'index', 'sbom', '~index.sig = signature', '~index = list of index']],
  ])('to put %s, what waits for it is not put', async (name, put) => {
    const copy = await copyOf('index');
    refusePut(name);
    expect((await rejectionOf(scene.bring([copy]))).code).toBe('FORBIDDEN');
    expect(puts()).toEqual(put);
    expect(scene.lines).toEqual([]);
  });

  test('deep in an index, uploads in progress have ended when the error is reported', async () => {
    scene.index('outer', ['index']);
    const copy = await copyOf('outer');
    const waves = new Waves();
    let open = 0;
    scene.store.around = async (asked, act) => {
      open++;
      await waves.around(asked, () => {});
      if (scene.called(asked.reference) === 'arm64') await waves.around(asked, () => {});
      open--;
      if (scene.called(asked.reference) === 'amd64') throw new ActionError('FORBIDDEN', 'no');
      return act();
    };
    await rejectionOf(scene.bring([copy]));
    expect(open).toBe(0);
    expect(puts()).toEqual(['amd64', 'arm64']);
  });

  test('of one image the other stays as far as it came: nothing names it yet', async () => {
    scene.image('web', ['page']);
    const copies = [await copyOf('index', ['1.0.0']), await copyOf('web', ['1.0.0'], WEB)];
    refusePut('amd64');
    await rejectionOf(scene.bring(copies));
    expect(scene.store.repository(WEB).blobs.size).toBe(2);
    expect([...scene.store.repository(WEB).tags, ...scene.store.repository(TO).tags]).toEqual([]);
  });

  test.each([
    ['manifest', 0, []],
    ['referrer', 3, ['amd64', 'arm64', 'index']],
    ['list', 5, ['amd64', 'arm64', 'index', 'sbom', '~index.sig = signature']],
  ] as const)('a cancelled run writes no %s more', async (_, after, put) => {
    const copy = await copyOf('index');
    scene.checkCancelled = () => {
      if (puts().length >= after && scene.store.count('finish') >= copy.plan.blobs.length)
        throw new ActionError('CANCELLED', 'cancelled');
    };
    expect((await rejectionOf(scene.bring([copy]))).code).toBe('CANCELLED');
    expect(puts()).toEqual(put);
    await rejectionOf(scene.name([copy]));
    expect(puts()).toEqual(put);
  });
});
