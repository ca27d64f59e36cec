import { describe, expect, test } from '@jest/globals';
import { planTags, type TaggingInput } from '../../src/plan/tagging.ts';
import { commitOf } from '../support/images/memory-images.ts';
import { digest } from '../support/requests/requests.ts';

const IMAGE = 'reg.test/team/app';
const COMMIT = commitOf('c0ffee1');

interface Given extends Partial<Omit<TaggingInput, 'tags' | 'facts' | 'subject'>> {
  readonly allow?: readonly string[];
  readonly digest?: string | null;
  readonly version?: string | null;
  /** tags of the repository, with the image that each names */
  readonly there?: Record<string, string>;
  readonly histories?: readonly string[];
}

/** What is planned for one tag of the image M, version 1.2.3 unless said otherwise. */
function plan(tag: string, given: Given = {}) {
  const { version = '1.2.3', there = {}, histories = [], allow = [], digest: target = digest('M'), ...rest } = given;
  const names = Object.entries(there).map(([name, image]) => [name, digest(image)] as const);
  return planTags({
    subject: { image: IMAGE, digest: target, identity: { version, revision: COMMIT, created: null }, allow },
    tags: [tag],
    facts: {
      now: new Map(names),
      list: [...Object.keys(there), ...histories.map((name) => `${name}-history`)],
      environments: new Set(histories),
    },
    environments: [],
    isRollback: false,
    ...rest,
  });
}

/** The plan for one tag in a word. */
function word(tag: string, given: Given = {}): string {
  const { writes, unchangedTags: already, checks, problems, notices } = plan(tag, given);
  if (problems.length > 0) return problems.map(({ code }) => code).join();
  const verdicts = checks.map(({ guard, verdict }) => `${guard} ${verdict}`);
  const done = writes.length > 0 ? 'put' : already.length > 0 ? 'already' : notices.length > 0 ? 'left' : 'nothing';
  return [...verdicts, done].join(', ');
}

describe('a fixed tag', () => {
  const fixed = [
    '1.2.3',
    'v1.2.3',
    '1.2.3-rc.1',
    '1.2.3_build.5',
    `git-${COMMIT.slice(0, 7)}`,
    `git-${COMMIT}`,
    '1.2.3-prod',
  ];

  test.each(fixed)('%s is put where there is none', (tag) => {
    expect(plan(tag).writes).toEqual([{ tag, was: null }]);
  });
  test.each(fixed)('%s on the image is there already', (tag) => {
    expect(word(tag, { there: { [tag]: 'M' } })).toBe('already');
  });
  test.each(fixed)('%s on another image is refused', (tag) => {
    expect(word(tag, { there: { [tag]: 'X' } })).toBe('overwrite refused, nothing');
  });
  test.each(fixed)('%s on another image moves where overwrite is lifted', (tag) => {
    expect(word(tag, { there: { [tag]: 'X' }, allow: ['overwrite'] })).toBe('overwrite overridden, put');
  });
  test.each(fixed)('%s on another image does not move where rebuild is lifted', (tag) => {
    expect(word(tag, { there: { [tag]: 'X' }, allow: ['rebuild'] })).toBe('overwrite refused, nothing');
  });
  test.each(fixed)('%s is left where it is by a rollback', (tag) => {
    expect(word(tag, { there: { [tag]: 'X' }, isRollback: true })).toBe('left');
    expect(word(tag, { isRollback: true })).toBe('nothing');
    expect(word(tag, { there: { [tag]: 'M' }, isRollback: true })).toBe('already');
  });

  test('the refusal names the tag, both images, and what to do', () => {
    const [check] = plan('1.2.3', { there: { '1.2.3': 'X' } }).checks;
    expect(check?.image).toBe(IMAGE);
    expect(check?.text).toBe(
      `the tag 1.2.3 exists and names ${digest('X').slice(0, 19)}, not ${digest('M').slice(0, 19)}.`,
    );
  });
  test('the refusal names where an image is copied from: it may be another’s destination', () => {
    const [check] = plan('1.2.3', { there: { '1.2.3': 'X' }, source: 'reg.test/dev/app' }).checks;
    expect(check?.text).toMatch(/, not sha256:\w+ of reg\.test\/dev\/app\.$/);
  });
  test('is refused before the image is built', () => {
    const { checks } = plan('1.2.3', { there: { '1.2.3': 'X' }, digest: null });
    expect(checks).toMatchObject([{ verdict: 'refused', text: expect.stringContaining('would be built') }]);
  });
  test.each(['staging_eu', '007', 'eu.west'])('V-%s is fixed too, though it looks like no version', (environment) => {
    const tag = `1.2.3_b-${environment}`;
    expect(word(tag, { there: { [tag]: 'X' }, environments: [environment] })).toBe('overwrite refused, nothing');
  });
});

describe('the tag of a version and its build', () => {
  test.each([
    ['1.2.3-c0ffee1', ['rebuild'], 'overwrite overridden, put'],
    ['v1.2.3-c0ffee1', ['rebuild'], 'overwrite overridden, put'],
    [`1.2.3-${COMMIT}`, ['rebuild'], 'overwrite overridden, put'],
    ['1.2.3-c0ffee1', ['overwrite'], 'overwrite overridden, put'],
    ['1.2.3-c0ffee1', [], 'overwrite refused, nothing'],
    ['1.2.3-c0ffee1', ['downgrade'], 'overwrite refused, nothing'],
    ['1.2.3-badc0de', ['rebuild'], 'overwrite refused, nothing'],
  ] as const)('%s of another image, with %j lifted: %s', (tag, allow, expected) => {
    expect(word(tag, { there: { [tag]: 'X' }, allow })).toBe(expected);
  });
});

describe('a floating tag', () => {
  /** The tags of a repository in which these versions were released, each by its own build. */
  const released = (...versions: string[]): Record<string, string> =>
    Object.fromEntries(versions.map((version) => [version, version]));

  test.each<[string, string, string[], Record<string, string>]>([
    ['the first release of all', '1.0.0', ['1.0', '1', 'v1', 'latest'], {}],
    ['a release on top', '1.3.0', ['1.3', '1', 'v1', 'latest'], released('1.2.0', '1.2.9')],
    ['a fix of an old minor', '1.2.9', ['1.2'], released('1.2.8', '1.3.0')],
    ['a fix of an old major', '1.9.1', ['1.9', '1', 'v1'], released('1.9.0', '2.0.0')],
    ['an older fix than the last of its minor', '1.2.7', [], released('1.2.8', '1.3.0')],
    [
      'a release over prereleases of a higher one',
      '1.2.3',
      ['1.2', '1', 'v1', 'latest'],
      released('2.0.0-rc.1', '1.3.0-beta'),
    ],
    ['a prerelease', '2.0.0-rc.1', [], released('1.0.0')],
    ['a later build of the same version', '1.2.3+build.10', ['1.2', '1', 'v1', 'latest'], released('1.2.3_build.9')],
    ['an earlier build of the same version', '1.2.3+build.9', [], released('1.2.3_build.10')],
    ['a version that has its own tag already', '1.2.3', ['1.2', '1', 'v1', 'latest'], released('1.2.3', '1.2.2')],
    [
      'a release where another has only its build’s tag',
      '1.2.9',
      ['1.2'],
      { '1.3.0-badc0de': 'X', 'git-badc0de': 'X' },
    ],
    [
      'a release where another names only what is no build',
      '1.2.9',
      ['1.2', '1', 'v1', 'latest'],
      { '1.3.0-badc0de': 'X' },
    ],
    [
      'a release over tags that are no versions',
      '1.2.3',
      ['1.2', '1', 'v1', 'latest'],
      { main: 'X', '9': 'X', 'v9.9': 'X', 'api-9.9.9': 'X' },
    ],
  ])('moves for %s', (_name, version, moving, there) => {
    const tags = ['1.0', '1.2', '1.3', '1.9', '1', 'v1', 'latest'];
    expect(tags.filter((tag) => word(tag, { version, there }) === 'put')).toEqual(moving);
  });

  test('counts a version that only an environment’s tag names', () => {
    const given = { version: '1.2.9', there: { '1.3.0-prod': 'X' } };
    expect(word('latest', { ...given, histories: ['prod'] })).toBe('left');
    expect(word('latest', given)).toBe('put');
  });
  test('moves from one image to the other without asking a guard', () => {
    expect(plan('latest', { there: { latest: 'X' } })).toMatchObject({
      writes: [{ tag: 'latest', was: digest('X') }],
      checks: [],
    });
  });
  test.each<[string | null, Record<string, string>, RegExp]>([
    [null, {}, /app:latest not moved: this image has no version/],
    ['1.0.0-rc.1', {}, /1\.0\.0-rc\.1 is a prerelease/],
    ['1.0.0', { '1.0.1': 'X' }, /1\.0\.1 is higher/],
  ])('is left for %s, and says why', (version, there, why) => {
    const { writes, notices } = plan('latest', { version, there });
    expect(writes).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(why)]);
  });
});

describe('any other tag', () => {
  test.each(['main', 'feature-x', 'stable', 'release-1.2', 'git-badc0de'])('%s moves freely', (tag) => {
    expect(word(tag, { there: { [tag]: 'X' } })).toBe('put');
    expect(word(tag, { there: { [tag]: 'X' }, isRollback: true })).toBe('put');
  });
  test.each<[string, Given]>([
    ['prod-history', {}],
    ['sha256-abc', {}],
    ['prod', { environments: ['dev', 'prod'] }],
    ['live', { histories: ['live'] }],
    ['live', { histories: ['live'], there: { live: 'M' } }],
    ['prod', { environments: ['prod'], there: { prod: 'M' } }],
  ])('%s with %j is no tag that a template may give', (tag, given) => {
    expect(word(tag, given)).toBe('INPUT_INVALID');
    const [problem] = plan(tag, given).problems;
    expect(problem?.message).toContain(`${IMAGE}: a template produces the tag "${tag}"`);
  });
});

test('each tag is decided once, though two templates give it', () => {
  const facts = { now: new Map(), list: [], environments: new Set<string>() };
  const identity = { version: null, revision: null, created: null };
  const subject = { image: IMAGE, digest: null, identity, allow: [] };
  const base = { subject, facts, environments: [], isRollback: false };
  expect(planTags({ ...base, tags: ['main', 'main'] }).writes).toEqual([{ tag: 'main', was: null }]);
});
