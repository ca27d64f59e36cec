import { expect, test } from '@jest/globals';
import { type CopyPlan, hasCopying, type Node, nodesOf, piecesOf } from '../../src/copy/plan.ts';

const node = (digest: string, children: readonly Node[] = [], isThere = false): Node => ({
  ...{ digest, children, isThere, manifest: null },
});

function planOf(image: Node, referrers: readonly Node[] = []): CopyPlan {
  const source = { registry: 'reg.test', repository: 'app' };
  const none = { blobs: [], there: { blobs: 0, bytes: 0 }, canMount: false, lists: [], attached: [], warnings: [] };
  return { ...none, source, image, referrers, tags: [] };
}

test('a manifest that is listed several times counts once, and comes before what lists it', () => {
  const shared = node('shared');
  const plan = planOf(node('index', [shared, node('own', [shared]), shared]), [node('referrer', [shared])]);
  expect(nodesOf(plan).map(({ digest }) => digest)).toEqual(['shared', 'own', 'index', 'referrer']);
  expect(piecesOf(plan)).toEqual({ manifests: 4, attached: 1 });
});

test('indexes in indexes that list the same nine hundred times are walked in no time', () => {
  let index = node('image');
  for (let level = 0; level < 4; level++) index = node(`level ${level}`, Array(900).fill(index));
  expect(nodesOf(planOf(index))).toHaveLength(5);
  expect(piecesOf(planOf(index)).manifests).toBe(5);
});

test.each([
  { name: 'all is there', image: node('index', [node('a', [], true)], true), has: false },
  { name: 'a platform is missing', image: node('index', [node('a', [], true), node('b')], true), has: true },
])('whether there is anything to write: $name', ({ image, has }) => {
  expect(hasCopying(planOf(image))).toBe(has);
});
