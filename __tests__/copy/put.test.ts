import { beforeEach, describe, expect, test } from '@jest/globals';
import { isImageFirst } from '../../src/copy/plan.ts';
import { BESIDE, CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

let scene: CopyScene;
beforeEach(() => {
  scene = new CopyScene();
  scene.image('amd64', ['base', 'own']);
  scene.image('arm64', ['base']);
  scene.index('index', ['amd64', 'arm64']);
});

/** From now on a repository says that it has all blobs, or mounts them, without having them. */
const pretend = (): void => {
  scene.store.around = async (asked, act) => {
    if (asked.method === 'has') return true as never;
    return asked.method === 'mount' ? (null as never) : act();
  };
};

describe('content that the registry said it has, but lacks', () => {
  test.each([
    ['another registry', TO],
    ['the same registry, after mounts that did nothing', BESIDE],
  ])('is sent, each blob once: in %s', async (_, to) => {
    pretend();
    const plan = await scene.gather('index', 'image', to);
    await scene.bring([{ plan, to }]);
    await scene.name([{ plan, to }]);
    expect(scene.store.look(to, scene.digest('index'))).not.toBeNull();
    expect(scene.asked(to, 'finish').sort()).toEqual([
      'finish amd64-config',
      'finish arm64-config',
      'finish base',
      'finish own',
    ]);
  });

  test('includes manifests that an index lists', async () => {
    const plan = await scene.gather('index', 'image');
    await scene.bring([{ plan, to: TO }]);
    scene.store.repository(TO).manifests.delete(scene.digest('arm64'));
    await scene.name([{ plan, to: TO }]);
    expect(scene.store.look(TO, scene.digest('arm64'))).not.toBeNull();
  });

  test('and that the source lacks, too, ends with the error of the destination', async () => {
    const plan = await scene.gather('index', 'image');
    await scene.bring([{ plan, to: TO }]);
    for (const at of [FROM, TO]) scene.store.repository(at).manifests.delete(scene.digest('arm64'));
    const { code, message } = await rejectionOf(scene.name([{ plan, to: TO }]));
    expect([code, scene.called(message)]).toEqual(['REGISTRY_REFUSED', expect.stringContaining('arm64')]);
  });
});

const addReferrer = (): void => {
  scene.referrer('sbom', 'index');
  scene.list('index', ['sbom']);
};

describe('an image is pushed by digest before its tags', () => {
  test.each<[string, boolean, () => unknown]>([
    ['never without referrers', false, () => {}],
    ['if a referrer is about it', true, () => addReferrer()],
    ['if it is signed by a tag', true, () => scene.image('signature', [], { tags: [scene.tag('index', '.sig')] })],
    ['not if only a platform is signed', false, () => scene.image('s', [], { tags: [scene.tag('amd64', '.sig')] })],
  ])('%s', async (_, expected, make) => {
    make();
    expect(isImageFirst(await scene.gather('index'))).toBe(expected);
  });
});
