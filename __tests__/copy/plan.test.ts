import { describe, expect, test } from '@jest/globals';
import { type CopyPlan, countAll, countOf, hasCopying, type Node, nodesOf, piecesOf } from '../../src/copy/plan.ts';
import { digest } from '../support/requests/requests.ts';

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
