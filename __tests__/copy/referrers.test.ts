import { beforeEach, describe, expect, test } from '@jest/globals';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import { CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';

let scene: CopyScene;

/** An index with one platform, at the source only. */
beforeEach(() => {
  scene = new CopyScene();
  scene.image('amd64', ['base']);
  scene.index('index', ['amd64']);
});

/** The copied referrers of the index, by name; a list by its subject, with the entries to add. */
async function hanging() {
  const { referrers, lists, warnings } = await scene.gather('index');
  return {
    referrers: referrers.map(({ digest }) => scene.called(digest)),
    lists: lists.map(({ tag, referrers: each }) =>
      [`${scene.called(tag)}:`, ...each.map(({ digest }) => scene.called(digest))].join(' '),
    ),
    warnings: warnings.map((text) => scene.called(text)),
  };
}

const serve = (...where: (typeof FROM)[]): void => {
  for (const { registry } of where) scene.store.served.add(registry);
};

describe('referrers are found', () => {
  test.each<{ name: string; make: () => void; referrers: string[]; lists?: string[] }>([
    { name: 'nowhere, where there are none', make: () => serve(FROM, TO), referrers: [] },
    {
      name: 'by the API on both sides',
      make: () => {
        serve(FROM, TO);
        scene.referrer('sbom', 'index');
        scene.referrer('proof', 'amd64');
      },
      referrers: ['sbom', 'proof'],
    },
    {
      name: 'by the API; the destination has none, so that it gets a list for each subject',
      make: () => {
        serve(FROM);
        scene.referrer('sbom', 'index');
        scene.referrer('proof', 'amd64');
      },
      referrers: ['sbom', 'proof'],
      lists: ['~index: sbom', '~amd64: proof'],
    },
    {
      name: 'by the tag; the destination has the API, and makes its own list',
      make: () => {
        serve(TO);
        scene.referrer('sbom', 'index');
        scene.list('index', ['sbom']);
      },
      referrers: ['sbom'],
    },
    {
      name: 'by the tag too, where the source has the API: an older client may have used it; what both name counts once',
      make: () => {
        serve(FROM);
        scene.store.unknown.add(scene.referrer('old', 'index').digest);
        scene.referrer('both', 'index');
        scene.list('index', ['old', 'both']);
        scene.referrer('new', 'index');
      },
      referrers: ['old', 'both', 'new'],
      lists: ['~index: old both new'],
    },
    {
      name: 'by the tag, where the list of tags is too long to look there',
      make: () => {
        scene.store.page = 0;
        scene.referrer('sbom', 'index');
        scene.list('index', ['sbom']);
      },
      referrers: ['sbom'],
      lists: ['~index: sbom'],
    },
    {
      name: 'of referrers, of those that are there already too',
      make: () => {
        serve(FROM, TO);
        scene.referrer('sbom', 'index');
        scene.referrer('signature', 'sbom');
        scene.referrer('countersignature', 'signature');
        scene.arrive(['sbom']);
      },
      referrers: ['signature', 'countersignature'],
    },
    {
      name: 'but those that the destination lists, by its API',
      make: () => {
        serve(FROM, TO);
        scene.referrer('sbom', 'index');
        scene.referrer('proof', 'index');
        scene.arrive(['sbom']);
      },
      referrers: ['proof'],
    },
    {
      name: 'but those that the destination lists, by its tag',
      make: () => {
        scene.referrer('sbom', 'index');
        scene.referrer('proof', 'index');
        scene.list('index', ['sbom'], TO);
        scene.list('index', ['sbom', 'proof']);
      },
      referrers: ['proof'],
      lists: ['~index: proof'],
    },
    {
      name: 'all of them at the destination: nothing is copied, and no list is written',
      make: () => {
        scene.referrer('sbom', 'index');
        scene.list('index', ['sbom']);
        scene.list('index', ['sbom'], TO);
      },
      referrers: [],
    },
    {
      name: 'not under a tag that names something else than a list',
      make: () => {
        const { mediaType, digest, size } = scene.image('other');
        const json = { mediaType: MEDIA_TYPES.dockerList, manifests: [{ mediaType, digest, size }] };
        scene.manifest('no list', json, FROM, [scene.tag('index')]);
      },
      referrers: [],
    },
  ])('$name', async ({ make, referrers, lists = [] }) => {
    make();
    expect(await hanging()).toEqual({ referrers, lists, warnings: [] });
    expect(scene.store.writes()).toEqual([]);
  });
});

test('a referrer that the destination has, but does not list, is pushed again, so that it gets listed', async () => {
  serve(FROM);
  scene.referrer('sbom', 'index');
  scene.arrive(['sbom', 'sbom-config', 'sbom-layer']);
  const { referrers, blobs } = await scene.gather('index');
  expect(referrers.map(({ digest, isThere }) => [scene.called(digest), isThere])).toEqual([['sbom', false]]);
  expect(blobs.map(({ digest }) => scene.called(digest))).not.toContain('sbom-layer');
});

describe('a listed referrer is skipped with a warning', () => {
  test.each<[name: string, make: () => void, warning: string]>([
    [
      'if it does not exist',
      () => scene.store.repository(FROM).manifests.delete(scene.digest('sbom')),
      'dev.test/team/app@sbom is listed as a referrer of index, but does not exist; it was not copied.',
    ],
    [
      'where it is about something else',
      () => scene.referrer('sbom', 'amd64'),
      'dev.test/team/app@sbom is listed as a referrer of index, but has another subject; it was not copied.',
    ],
    [
      'where it is about nothing',
      () => scene.image('sbom'),
      'dev.test/team/app@sbom is listed as a referrer of index, but has another subject; it was not copied.',
    ],
  ])('%s', async (_, make, warning) => {
    scene.referrer('sbom', 'index');
    scene.referrer('good', 'index');
    make();
    scene.list('index', ['sbom', 'good']);
    expect(await hanging()).toEqual({ referrers: ['good'], lists: ['~index: good'], warnings: [warning] });
  });

  test('if the API lists the image as its own referrer: it is requested once', async () => {
    serve(FROM);
    scene.store.claims.set(scene.digest('index'), [
      { ...scene.descriptor('index'), artifactType: null, annotations: {} },
    ]);
    const { referrers, warnings } = await hanging();
    expect(referrers).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining('@index is listed as a referrer of index, but has another subject'),
    ]);
    expect(scene.asked(FROM, 'referrers').sort()).toEqual(['referrers amd64', 'referrers index']);
  });
});
