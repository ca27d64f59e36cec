import { beforeEach, describe, expect, test } from '@jest/globals';
import { tagsAlong, withoutOthers } from '../../src/copy/tags.ts';
import type { Identity } from '../../src/image/identity.ts';
import { commitTag } from '../../src/image/tags.ts';
import { APP, addImage, commitOf } from '../support/images/memory-images.ts';
import { MemoryRegistry } from '../support/registries/memory-registry.ts';
import { digest } from '../support/requests/requests.ts';

const COMMIT = commitOf('c0ffee1');
const FULL = `git-${COMMIT}`;
let registry: MemoryRegistry;
let image: string;
let other: string;

beforeEach(() => {
  registry = new MemoryRegistry();
  image = addImage(registry, APP, { seed: 'this' }).digest;
  other = addImage(registry, APP, { seed: 'other' }).digest;
});

interface Given {
  /** tags of this image */
  readonly mine?: readonly string[];
  /** tags of another */
  readonly others?: readonly string[];
  readonly version?: string | null;
  readonly revision?: string | null;
  readonly shaLength?: number;
  readonly found?: string | null;
}

function along({ mine = [], others = [], shaLength = 7, found = null, ...known }: Given): Promise<string[]> {
  for (const tag of mine) registry.point(APP, tag, image);
  for (const tag of others) registry.point(APP, tag, other);
  const identity: Identity = { version: '1.2.3', revision: COMMIT, created: null, ...known };
  return tagsAlong(registry, { from: APP, digest: image, identity, shaLength, found });
}

const ALL = ['1.2.3', '1.2.3-c0ffee1', 'git-c0ffee1'];

describe('the copied tags', () => {
  test.each<[name: string, given: Given, expected: string[]]>([
    ['are those of the version and of the commit', { mine: [...ALL, 'latest', '1.2', 'prod', 'v1.2.3'] }, ALL],
    [
      'are none that are of another image',
      { mine: ['git-c0ffee1'], others: ['1.2.3', '1.2.3-c0ffee1'] },
      ['git-c0ffee1'],
    ],
    ['are none that are not there', {}, []],
    ['need no version', { mine: ALL, version: null }, ['git-c0ffee1']],
    ['need no commit', { mine: ALL, revision: null }, ['1.2.3']],
    ['need neither', { mine: ALL, version: null, revision: null }, []],
    [
      'write the build of a version as tags do',
      { mine: ['1.2.3_b.1', '1.2.3_b.1-c0ffee1', '1.2.3+b.1'], version: '1.2.3+b.1' },
      ['1.2.3_b.1', '1.2.3_b.1-c0ffee1'],
    ],
    [
      'have as many characters of the commit as asked',
      { mine: ['git-c0ffee10', ...ALL], shaLength: 8 },
      ['1.2.3', 'git-c0ffee10'],
    ],
    ['have all characters, where another commit has the short tag', { mine: [FULL], others: ['git-c0ffee1'] }, [FULL]],
    ['have all characters if there is no short tag', { mine: [FULL] }, [FULL]],
    ['have one commit tag, the short one', { mine: [FULL, 'git-c0ffee1'] }, ['git-c0ffee1']],
    ['have all characters where that is asked', { mine: [FULL], shaLength: 40 }, [FULL]],
    [
      'are of the tag too that it was found by, where that is a version',
      { mine: ['v1.2.3', '1.2.3'], found: 'v1.2.3' },
      ['1.2.3', 'v1.2.3'],
    ],
    ['are of a version that it does not say itself', { mine: ['2.0.0'], version: null, found: '2.0.0' }, ['2.0.0']],
    ['leave out the environment that it was found by', { mine: ['staging'], version: null, found: 'staging' }, []],
    ['leave out a floating tag that it was found by', { mine: ['latest', '1.2'], version: null, found: '1.2' }, []],
    ['name each once', { mine: ALL, found: '1.2.3' }, ALL],
  ])('%s', async (_, given, expected) => {
    expect(await along(given)).toEqual(expected);
  });

  test('are requested only if their digest is not known yet', async () => {
    await along({ mine: ALL, found: '1.2.3' });
    expect(registry.requests.map(({ reference }) => reference).sort()).toEqual(['1.2.3-c0ffee1', 'git-c0ffee1']);
  });

  test('of the commit by which the image was found need no request', async () => {
    await along({ mine: ['git-c0ffee1'], version: null, found: 'git-c0ffee1' });
    expect(registry.requests).toEqual([]);
  });

  test('are not requested for an unknown commit', async () => {
    await along({ revision: null });
    expect(registry.requests.map(({ reference }) => reference)).toEqual(['1.2.3']);
  });

  test('are not requested twice if the short commit tag is the full one', async () => {
    await along({ version: null, shaLength: 40 });
    expect(registry.requests.map(({ reference }) => reference)).toEqual([FULL]);
  });
});

describe('at the destination, the commit tag', () => {
  test.each<{
    name: string;
    now: Record<string, string | null>;
    isOthers: boolean;
    isFull: boolean;
    asked: number;
    revision?: null;
  }>([
    { name: 'stays short where it is free', now: {}, isOthers: true, isFull: false, asked: 0 },
    {
      name: 'stays short where it was looked for and is free',
      now: { 'git-c0ffee1': null },
      isOthers: true,
      isFull: false,
      asked: 0,
    },
    {
      name: 'stays short where it is of this image',
      now: { 'git-c0ffee1': digest('M') },
      isOthers: true,
      isFull: false,
      asked: 0,
    },
    {
      name: 'stays short where it is of another build of the commit',
      now: { 'git-c0ffee1': digest('X') },
      isOthers: false,
      isFull: false,
      asked: 1,
    },
    {
      name: 'is the long one where it is of another commit',
      now: { 'git-c0ffee1': digest('X') },
      isOthers: true,
      isFull: true,
      asked: 1,
    },
    { name: 'stays where a version is taken', now: { '1.2.3': digest('X') }, isOthers: true, isFull: false, asked: 0 },
    {
      name: 'is kept if the commit is unknown',
      now: { 'git-c0ffee1': digest('X') },
      isOthers: true,
      isFull: false,
      asked: 0,
      revision: null,
    },
  ])('$name', async ({ now, isOthers, isFull, asked, revision = COMMIT }) => {
    const identity: Identity = { version: '1.2.3', revision, created: null };
    const questions: string[] = [];
    const names = await withoutOthers(
      ALL,
      new Map(Object.entries(now)),
      { digest: digest('M'), identity },
      async (tag) => {
        questions.push(tag);
        return isOthers;
      },
    );
    expect(names).toEqual(isFull ? ['1.2.3', '1.2.3-c0ffee1', commitTag(COMMIT, 40)] : ALL);
    expect(questions).toEqual(Array.from({ length: asked }, () => 'git-c0ffee1'));
  });
});
