import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import type { Asked } from '../support/registries/memory-registry.ts';
import { CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

let scene: CopyScene;

/** An index with one platform, at the source only. */
beforeEach(() => {
  scene = new CopyScene();
  scene.image('amd64', ['base']);
  scene.index('index', ['amd64']);
});

const serve = (...where: (typeof FROM)[]): void => {
  for (const { registry } of where) scene.store.served.add(registry);
};

describe('requests for referrers', () => {
  test('a source without the API is asked once, not for every subject', async () => {
    scene.image('arm64');
    scene.index('both', ['amd64', 'arm64']);
    await scene.gather('both');
    expect(scene.asked(FROM, 'referrers', 'tags')).toEqual(['tags', 'referrers both']);
  });

  test('no request for a subject without referrers is sent to the destination', async () => {
    serve(FROM, TO);
    scene.referrer('proof', 'amd64');
    await scene.gather('index');
    expect(scene.asked(TO, 'referrers')).toEqual(['referrers amd64']);
  });

  test('attestations are not searched for referrers: they are not signed', async () => {
    serve(FROM);
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
    const attestation = { ...scene.image('attestation'), annotations, bytes: undefined };
    const manifests = [scene.descriptor('amd64'), attestation];
    scene.manifest('built', { mediaType: MEDIA_TYPES.ociIndex, manifests });
    await scene.gather('built');
    expect(scene.asked(FROM, 'referrers').sort()).toEqual(['referrers amd64', 'referrers built']);
  });

  test('none is sent with `with: image`', async () => {
    serve(FROM);
    await scene.gather('index', 'image');
    expect(scene.asked(FROM, 'tags', 'referrers')).toEqual([]);
  });

  test('four levels of referrers are followed, and not a fifth', async () => {
    serve(FROM, TO);
    ['index', 'one', 'two', 'three', 'four'].forEach((subject, at, all) => {
      scene.referrer(all[at + 1] ?? 'five', subject);
    });
    const { referrers } = await scene.gather('index');
    expect(referrers.map(({ digest }) => scene.called(digest))).toEqual(['one', 'two', 'three', 'four']);
  });

  test('circular referrers are requested once', async () => {
    serve(FROM, TO);
    scene.referrer('sbom', 'index');
    scene.referrer('signature', 'sbom');
    scene.store.claims.set(scene.digest('signature'), [
      { ...scene.descriptor('sbom'), artifactType: null, annotations: {} },
    ]);
    await scene.gather('index');
    expect(scene.asked(FROM, 'referrers').sort()).toEqual([
      'referrers amd64',
      'referrers index',
      'referrers sbom',
      'referrers signature',
    ]);
  });
});

describe('a registry that denies access', () => {
  const denying = (method: Asked['method'], code: ActionError['code'], image = FROM) => {
    scene.store.around = async (asked, act) => {
      if (asked.method === method && asked.image.startsWith(image.registry)) throw new ActionError(code, 'no');
      return act();
    };
  };

  test.each(['FORBIDDEN', 'UNAUTHORIZED'] as const)('%s may keep a list under the tag', async (code) => {
    denying('referrers', code);
    scene.referrer('sbom', 'index');
    scene.list('index', ['sbom']);
    const { referrers, warnings } = await scene.gather('index');
    expect(referrers.map(({ digest }) => scene.called(digest))).toEqual(['sbom']);
    expect(warnings.map((text) => scene.called(text))).toEqual([
      `dev.test/team/app: the registry denied access to the referrers of index (${code}); its referrers tag was used instead.`,
    ]);
  });

  test('cosign tags are guessed if the list of tags is denied', async () => {
    denying('tags', 'FORBIDDEN');
    scene.referrer('sbom', 'index');
    scene.list('index', ['sbom']);
    scene.image('signature', ['payload'], { tags: [scene.tag('amd64', '.sig')] });
    const { referrers, cosignTags: attached } = await scene.gather('index');
    expect(referrers.map(({ digest }) => scene.called(digest))).toEqual(['sbom']);
    expect(attached.map(({ tag }) => scene.called(tag))).toEqual(['~amd64.sig']);
  });

  test.each(['referrers', 'tags'] as const)('without a response about %s ends the run', async (method) => {
    denying(method, 'REGISTRY_UNAVAILABLE');
    expect((await rejectionOf(scene.gather('index'))).code).toBe('REGISTRY_UNAVAILABLE');
  });
});

test.each<[name: string, what: string, make: (name: string) => void]>([
  ['an image under the tag', 'no list', (name) => scene.image(name, [], { at: TO, tags: [scene.tag('index')] })],
  [
    "docker's list under the tag",
    'no list',
    (name) => scene.manifest(name, { mediaType: MEDIA_TYPES.dockerList, manifests: [] }, TO, [scene.tag('index')]),
  ],
])('%s where a list is to be added to is refused before anything is written', async (_, name, make) => {
  scene.referrer('sbom', 'index');
  scene.list('index', ['sbom']);
  make(name);
  const { code, message } = await rejectionOf(scene.gather('index'));
  expect(code).toBe('REGISTRY_REFUSED');
  expect(scene.called(message)).toContain(
    'list of referrers prod.test/shop/app:~index: expected an image index, got no list of another type',
  );
  expect(scene.store.writes()).toEqual([]);
});
