import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  type CopyPlan,
  countAll,
  countOf,
  hasCopying,
  isImageFirst,
  type Node,
  nodesOf,
  piecesOf,
} from '../../src/copy/plan.ts';
import { BESIDE, CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { digest } from '../support/requests/requests.ts';
import { Waves } from '../support/requests/waves.ts';

const SOURCE = { registry: 'dev.test', repository: 'team/app' };

/** A manifest that is missing at the destination; a name in capitals is there. */
const node = (name: string, children: Node[] = []): Node => ({
  ...{ digest: digest(name), manifest: null, children },
  isThere: name === name.toUpperCase(),
  subject: null,
});

function planOf(image: Node, given: Partial<CopyPlan> = {}): CopyPlan {
  return {
    ...{ source: SOURCE, image, missing: [], blobs: [], there: { blobs: 0, bytes: 0 }, canMount: false },
    ...{ referrers: [], lists: [], cosignTags: [], warnings: [], tags: [] },
    ...given,
  };
}

const attached = (of: Node) => [{ tag: 'sha256-00.sig', subject: digest('00'), was: null, node: of }];
const lists = [{ tag: 'sha256-00', subject: digest('00'), referrers: [] }];
const tags = [{ tag: '1.0.0', was: null }];
const blobs = [{ digest: digest('b'), size: 7, mediaType: '', isNonDistributable: false }];

test.each<[name: string, plan: CopyPlan | null, isCopying: boolean, manifests: number, hanging: number]>([
  ['no plan', null, false, 0, 0],
  ['an image that is there', planOf(node('I')), false, 0, 0],
  ['an image that is there with its platforms', planOf(node('I', [node('A'), node('B')])), false, 0, 0],
  ['an image that is missing', planOf(node('i')), true, 1, 0],
  ['an index whose platforms are there', planOf(node('i', [node('A'), node('B')])), true, 1, 0],
  ['an index that is there without a platform', planOf(node('I', [node('A'), node('b')])), true, 1, 0],
  ['an index that lists one platform twice', planOf(node('i', [node('a'), node('a')])), true, 2, 0],
  ['a platform of an index in an index', planOf(node('I', [node('J', [node('a')])])), true, 1, 0],
  ['a copied tag', planOf(node('I'), { tags }), true, 0, 0],
  ['a list of referrers', planOf(node('I'), { lists }), true, 0, 0],
  ['a signature', planOf(node('I'), { cosignTags: attached(node('s')) }), true, 1, 1],
  ['a signature that is there under no tag', planOf(node('I'), { cosignTags: attached(node('S')) }), true, 0, 1],
  ['a referrer', planOf(node('I'), { referrers: [node('r')] }), true, 1, 1],
  ['both', planOf(node('i'), { referrers: [node('r'), node('q')], cosignTags: attached(node('s')) }), true, 4, 3],
  ['blobs alone: nothing names them', planOf(node('I'), { blobs }), false, 0, 0],
])('%s', (_, plan, isCopying, manifests, hanging) => {
  expect(hasCopying(plan)).toBe(isCopying);
  if (plan) expect(piecesOf(plan)).toEqual({ manifests, referrers: hanging });
});

test('children come before their index, and referrers after the image', () => {
  const image = node('index', [node('inner', [node('leaf')]), node('flat')]);
  const plan = planOf(image, { referrers: [node('sbom')], cosignTags: attached(node('list', [node('proof')])) });
  const names = nodesOf(plan).map((one) => Buffer.from(one.digest.slice(7), 'hex').toString().replace(/\0/g, ''));
  expect(names).toEqual(['leaf', 'inner', 'flat', 'index', 'sbom', 'proof', 'list']);
});

test('nested indexes that repeat a child nine hundred times are visited quickly', () => {
  let index = node('image');
  for (let level = 0; level < 4; level++) index = node(`level ${level}`, Array(900).fill(index));
  expect(nodesOf(planOf(index))).toHaveLength(5);
  expect(piecesOf(planOf(index)).manifests).toBe(5);
});

describe('counts', () => {
  test.each([
    ['nothing', [], { blobs: 0, bytes: 0 }],
    ['one', blobs, { blobs: 1, bytes: 7 }],
    ['two', [...blobs, ...blobs], { blobs: 2, bytes: 14 }],
  ])('of %s', (_, given, expected) => {
    expect(countOf(given)).toEqual(expected);
    expect(countAll(given.map((one) => countOf([one])))).toEqual(expected);
  });
});

let scene: CopyScene;

/** What is asked in each wave; a wave waits for the answers of the one before. */
async function waves(takes: 'all' | 'image'): Promise<string[][]> {
  const seen = new Waves();
  scene.store.around = seen.around;
  await scene.gather('index', takes);
  const side = (image: string): string => (image.startsWith(FROM.registry) ? 'from' : 'to');
  return seen.all.map((wave) => wave.map((asked) => `${side(asked.image)} ${scene.said(asked)}`).sort());
}

describe('independent requests are sent in parallel:', () => {
  beforeEach(() => {
    scene = new CopyScene();
    scene.twoPlatforms();
  });

  test('for only the image', async () => {
    expect(await waves('image')).toEqual([
      ['to head amd64', 'to head arm64', 'to head index'],
      ['from get amd64', 'from get arm64'],
      ['to has amd64-config', 'to has arm64-config', 'to has base'],
    ]);
  });

  test('for an image that the destination has', async () => {
    scene.arrive(['amd64', 'arm64', 'index']);
    expect(await waves('image')).toEqual([['to head amd64', 'to head arm64', 'to head index']]);
  });

  test('looking for referrers takes no extra round trip if there are none', async () => {
    scene.store.served.add(FROM.registry);
    expect(await waves('all')).toEqual([
      ['from referrers index', 'from tags', 'to head amd64', 'to head arm64', 'to head index'],
      ['from get amd64', 'from get arm64', 'from referrers amd64', 'from referrers arm64'],
      ['to has amd64-config', 'to has arm64-config', 'to has base'],
    ]);
  });

  test('for referrers and signatures, beside the image', async () => {
    scene.store.served.add(FROM.registry);
    scene.store.served.add(TO.registry);
    scene.arrive(['amd64', 'arm64', 'index']);
    scene.referrer('sbom', 'index');
    scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig')] });
    const [first, second, third, fourth, ...more] = await waves('all');
    expect(first).toEqual(['from referrers index', 'from tags', 'to head amd64', 'to head arm64', 'to head index']);
    expect(second).toEqual([
      ...['from get ~index.sig', 'from referrers amd64', 'from referrers arm64'],
      ...['to head ~index.sig', 'to referrers index'],
    ]);
    expect(third).toEqual(['from get sbom', 'to head signature']);
    expect(fourth).toEqual([
      ...[
        'from referrers sbom',
        'to has payload',
        'to has sbom-config',
        'to has sbom-layer',
        'to has signature-config',
      ],
    ]);
    expect(more).toEqual([]);
  });
});

/** From now on a repository says that it has all blobs, or mounts them, without having them. */
const pretend = (): void => {
  scene.store.around = async (asked, act) => {
    if (asked.method === 'has') return true as never;
    return asked.method === 'mount' ? (null as never) : act();
  };
};

const addReferrer = (): void => {
  scene.referrer('sbom', 'index');
  scene.list('index', ['sbom']);
};

describe('the order of writes:', () => {
  beforeEach(() => {
    scene = new CopyScene();
    scene.image('amd64', ['base', 'own']);
    scene.image('arm64', ['base']);
    scene.index('index', ['amd64', 'arm64']);
  });

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
});
