import { beforeEach, describe, expect, test } from '@jest/globals';
import { CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

let scene: CopyScene;

beforeEach(() => {
  scene = new CopyScene();
  scene.image('amd64', ['base']);
  scene.index('index', ['amd64']);
});

/** A cosign signature: the payload is a layer, the signature an annotation of it. */
function signature(payload: string, by: string, isTurned = false): object {
  const annotations = Object.entries({ 'dev.cosignproject.cosign/signature': by, bundle: '{}' });
  return { ...scene.blob(payload), annotations: Object.fromEntries(isTurned ? annotations.reverse() : annotations) };
}

async function attached() {
  const { cosignTags: found, warnings } = await scene.gather('index');
  return { tags: found.map(({ tag }) => scene.called(tag)).sort(), warnings: warnings.map((one) => scene.called(one)) };
}

describe('cosign tags', () => {
  test.each<[name: string, make: () => void, tags: string[]]>([
    [
      'go along with it, whatever they end in, of the index and of its platforms',
      () => {
        scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig'), scene.tag('amd64', '.sig')] });
        scene.image('attestation', ['statement'], { tags: [scene.tag('index', '.att')] });
        scene.image('bill', ['parts'], { tags: [scene.tag('index', '.sbom'), scene.tag('index', '.cyclonedx')] });
      },
      ['~amd64.sig', '~index.att', '~index.cyclonedx', '~index.sbom', '~index.sig'],
    ],
    [
      'of other images stay',
      () => {
        scene.image('other');
        scene.image('signature', ['payload'], { tags: [scene.tag('other', '.sig'), '1.0.0.sig', 'sha256-ab.sig'] });
      },
      [],
    ],
    [
      'are guessed where the list of tags is too long, beside those that are seen',
      () => {
        scene.store.page = 1;
        scene.image('a', [], { tags: [scene.tag('amd64', '.seen'), '1.1.0'] });
        scene.image('signature', ['payload'], {
          tags: ['.sig', '.att', '.sbom', '.odd'].map((end) => scene.tag('index', end)),
        });
      },
      ['~amd64.seen', '~index.att', '~index.sbom', '~index.sig'],
    ],
    [
      'that the destination has are not copied again',
      () => {
        scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig')] });
        scene.image('signature', ['payload'], { at: TO, tags: [scene.tag('index', '.sig')] });
      },
      [],
    ],
  ])('%s', async (_, make, tags) => {
    make();
    expect(await attached()).toEqual({ tags, warnings: [] });
    expect(scene.store.writes()).toEqual([]);
  });

  test('are not requested one by one if the list of tags is complete', async () => {
    scene.image('signature', ['payload'], { tags: [scene.tag('amd64', '.sig')] });
    await scene.gather('index');
    expect(scene.asked(FROM, 'get')).toEqual(expect.arrayContaining(['get ~amd64.sig']));
    expect(scene.asked(FROM, 'get').filter((one) => one.includes('.'))).toEqual(['get ~amd64.sig']);
  });

  test('whose manifest exists without a tag copy only the tag', async () => {
    scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig')] });
    scene.arrive(['signature', 'signature-config', 'payload']);
    const plan = await scene.gather('index');
    expect(plan.cosignTags).toMatchObject([{ node: { isThere: true } }]);
    expect(plan.blobs.map(({ digest }) => scene.called(digest))).not.toContain('payload');
  });
});

describe("a destination's own signatures", () => {
  const LEFT =
    'prod.test/shop/app:~index.sig has content that dev.test/team/app:~index.sig lacks; it was not overwritten.';
  const at = () => ({ at: TO, tags: [scene.tag('index', '.sig')] });

  /** Signatures as `payload/key`; the destination's has annotations in another order, which says nothing. */
  const layers = (signatures: string, isTurned = false): object[] =>
    signatures.split(' ').map((each) => signature(...(each.split('/') as [string, string]), isTurned));

  test.each<[name: string, source: string, there: string, isLeft: boolean]>([
    ['stay where the source has others', 'payload/dev', 'own/prod', true],
    ['stay where the source has only some of them', 'payload/dev', 'payload/dev own/prod', true],
    ['that the source has too, with more, are replaced by all of them', 'payload/dev more/qa', 'payload/dev', false],
    [
      'of the same payload by another key stay: the payload does not tell them apart',
      'payload/dev',
      'payload/dev payload/prod',
      true,
    ],
  ])('%s', async (_, source, there, isLeft) => {
    scene.image('own signatures', layers(there, true), at());
    scene.image('signatures', layers(source), { tags: [scene.tag('index', '.sig')] });
    expect(await attached()).toEqual(isLeft ? { tags: [], warnings: [LEFT] } : { tags: ['~index.sig'], warnings: [] });
  });

  test('in an index are kept if the source lacks some of them', async () => {
    scene.image('own', [signature('payload', 'prod')], { at: TO });
    scene.index('own signatures', ['own'], at());
    scene.image('signatures', [signature('payload', 'dev')], { tags: [scene.tag('index', '.sig')] });
    expect(await attached()).toEqual({ tags: [], warnings: [LEFT] });
  });
});

describe('the limit of 1000 referrers and signatures', () => {
  const tags = (count: number): string[] => Array.from({ length: count }, (_, at) => scene.tag('index', `.t${at}`));
  const referrers = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => {
      scene.referrer(`r${at}`, 'index');
      return `r${at}`;
    });

  // as from a registry that gives all of them in one page
  beforeEach(() => {
    scene.store.page = 2000;
  });

  test.each<[name: string, make: () => void]>([
    ['tags', () => scene.image('signature', [], { tags: tags(1001) })],
    ['referrers', () => scene.list('index', referrers(1001))],
    [
      'tags and referrers together',
      () => {
        scene.image('signature', [], { tags: tags(600) });
        scene.list('index', referrers(401));
      },
    ],
  ])('%s: it is refused before any of them is read', async (_, make) => {
    make();
    const { code, message } = await rejectionOf(scene.gather('index'));
    expect([code, message]).toEqual([
      'REGISTRY_REFUSED',
      expect.stringContaining('more than 1000 referrers and signatures'),
    ]);
    expect(scene.asked(FROM, 'get').filter((one) => /get r\d/.test(one))).toEqual([]);
    expect(scene.store.writes()).toEqual([]);
  });

  test('1000 are copied', async () => {
    scene.image('signature', [], { tags: tags(1000) });
    expect((await attached()).tags).toHaveLength(1000);
  });
});
