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

/** Plans one tag of the image M, version 1.2.3 by default. */
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
    ...{ branchTags: [], warnings: [], isRollback: false, isPrerelease: false },
    ...rest,
  });
}

/** The plan for one tag in short: the verdicts of its guards, and whether it is written, unchanged or not moved. */
function resultOf(tag: string, given: Given = {}): string {
  const { writes, unchangedTags, checks, problems, notices } = plan(tag, given);
  if (problems.length > 0) return problems.map(({ code }) => code).join();
  const verdicts = checks.map(({ guard, verdict }) => `${guard} ${verdict}`);
  const done =
    writes.length > 0
      ? 'written'
      : unchangedTags.length > 0
        ? 'unchanged'
        : notices.length > 0
          ? 'not moved'
          : 'nothing';
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

  test.each(fixed)('%s is written where it does not exist', (tag) => {
    expect(plan(tag).writes).toEqual([{ tag, was: null }]);
  });
  test.each(fixed)('%s that names the image is unchanged', (tag) => {
    expect(resultOf(tag, { there: { [tag]: 'M' } })).toBe('unchanged');
  });
  test.each(fixed)('%s that names another image is refused', (tag) => {
    expect(resultOf(tag, { there: { [tag]: 'X' } })).toBe('overwrite refused, nothing');
  });
  test.each(fixed)('%s that names another image moves with allow: overwrite', (tag) => {
    expect(resultOf(tag, { there: { [tag]: 'X' }, allow: ['overwrite'] })).toBe('overwrite overridden, written');
  });
  test.each(fixed)('%s that names another image is refused with allow: rebuild', (tag) => {
    expect(resultOf(tag, { there: { [tag]: 'X' }, allow: ['rebuild'] })).toBe('overwrite refused, nothing');
  });
  test.each(fixed)('%s is never written by a rollback', (tag) => {
    expect(resultOf(tag, { there: { [tag]: 'X' }, isRollback: true })).toBe('not moved');
    expect(resultOf(tag, { isRollback: true })).toBe('nothing');
    expect(resultOf(tag, { there: { [tag]: 'M' }, isRollback: true })).toBe('unchanged');
  });

  test('that is refused is reported with its name and both images', () => {
    const [check] = plan('1.2.3', { there: { '1.2.3': 'X' } }).checks;
    expect(check?.image).toBe(IMAGE);
    expect(check?.text).toBe(
      `the tag 1.2.3 exists and names ${digest('X').slice(0, 19)}, not ${digest('M').slice(0, 19)}.`,
    );
  });
  test('that is refused is reported with the repository that the image is copied from', () => {
    const [check] = plan('1.2.3', { there: { '1.2.3': 'X' }, source: 'reg.test/dev/app' }).checks;
    expect(check?.text).toMatch(/, not sha256:\w+ of reg\.test\/dev\/app\.$/);
  });
  test('that names another image is refused before the build', () => {
    const { checks } = plan('1.2.3', { there: { '1.2.3': 'X' }, digest: null });
    expect(checks).toMatchObject([{ verdict: 'refused', text: expect.stringContaining('would be built') }]);
  });
  test.each(['staging_eu', '007', 'eu.west'])('of a version and the environment %s is fixed', (environment) => {
    const tag = `1.2.3_b-${environment}`;
    expect(resultOf(tag, { there: { [tag]: 'X' }, environments: [environment] })).toBe('overwrite refused, nothing');
  });
});

describe('a tag of a version and a short commit', () => {
  test.each([
    ['1.2.3-c0ffee1', ['rebuild'], 'overwrite overridden, written'],
    ['v1.2.3-c0ffee1', ['rebuild'], 'overwrite overridden, written'],
    [`1.2.3-${COMMIT}`, ['rebuild'], 'overwrite overridden, written'],
    ['1.2.3-c0ffee1', ['overwrite'], 'overwrite overridden, written'],
    ['1.2.3-c0ffee1', [], 'overwrite refused, nothing'],
    ['1.2.3-c0ffee1', ['downgrade'], 'overwrite refused, nothing'],
    ['1.2.3-badc0de', ['rebuild'], 'overwrite refused, nothing'],
  ] as const)('%s that names another image, with allow: %j: %s', (tag, allow, expected) => {
    expect(resultOf(tag, { there: { [tag]: 'X' }, allow })).toBe(expected);
  });
});

describe('a floating tag', () => {
  /** The tags of a repository with these versions, each on an image of its own. */
  const released = (...versions: string[]): Record<string, string> =>
    Object.fromEntries(versions.map((version) => [version, version]));

  test.each<[string, string, string[], Record<string, string>]>([
    ['the first release', '1.0.0', ['1.0', '1', 'v1', 'latest'], {}],
    ['a release higher than all others', '1.3.0', ['1.3', '1', 'v1', 'latest'], released('1.2.0', '1.2.9')],
    ['a patch of an older minor version', '1.2.9', ['1.2'], released('1.2.8', '1.3.0')],
    ['a patch of an older major version', '1.9.1', ['1.9', '1', 'v1'], released('1.9.0', '2.0.0')],
    ['a patch lower than the last of its minor version', '1.2.7', [], released('1.2.8', '1.3.0')],
    [
      'a release lower than the prereleases of another version',
      '1.2.3',
      ['1.2', '1', 'v1', 'latest'],
      released('2.0.0-rc.1', '1.3.0-beta'),
    ],
    ['a prerelease', '2.0.0-rc.1', [], released('1.0.0')],
    ['a later build of the same version', '1.2.3+build.10', ['1.2', '1', 'v1', 'latest'], released('1.2.3_build.9')],
    ['an earlier build of the same version', '1.2.3+build.9', [], released('1.2.3_build.10')],
    ['a version whose tag exists already', '1.2.3', ['1.2', '1', 'v1', 'latest'], released('1.2.3', '1.2.2')],
    [
      'a release lower than one that has only a tag with its commit',
      '1.2.9',
      ['1.2'],
      { '1.3.0-badc0de': 'X', 'git-badc0de': 'X' },
    ],
    [
      'a release lower than a tag whose suffix is not the commit of a build',
      '1.2.9',
      ['1.2', '1', 'v1', 'latest'],
      { '1.3.0-badc0de': 'X' },
    ],
    [
      'a release in a repository with tags that are not versions',
      '1.2.3',
      ['1.2', '1', 'v1', 'latest'],
      { main: 'X', '9': 'X', 'v9.9': 'X', 'api-9.9.9': 'X' },
    ],
  ])('is written for the expected versions: %s', (_name, version, moving, there) => {
    const tags = ['1.0', '1.2', '1.3', '1.9', '1', 'v1', 'latest'];
    expect(tags.filter((tag) => resultOf(tag, { version, there }) === 'written')).toEqual(moving);
  });

  test.each(['1.3.0-prod', '1.3.0_linux-amd64', '1.3.0-arm64v8'])(
    'is not compared with %s, which is a tag of an environment or of a platform',
    (tag) => {
      const given = { version: '1.2.9', there: { [tag]: 'X' } };
      expect(resultOf('latest', { ...given, histories: ['prod'] })).toBe('written');
      expect(resultOf('latest', given)).toBe('written');
    },
  );
  test.each(['1', '1.2', 'v1', 'latest'])('%s does not move in a release that is marked as a pre-release', (tag) => {
    const { writes, notices } = plan(tag, { isPrerelease: true });
    expect({ writes, notices }).toEqual({ writes: [], notices: [expect.stringContaining('pre-release')] });
    expect(resultOf('1.2.3', { isPrerelease: true })).toBe('written');
  });
  test('is not moved without a version, which only the log says', () => {
    const { writes, notices, log } = plan('latest', { version: null });
    expect({ writes, notices, log }).toEqual({
      ...{ writes: [], notices: [] },
      log: ['reg.test/team/app:latest not moved: this image has no version.'],
    });
  });
  test('moves from another image without a check by a guard', () => {
    expect(plan('latest', { there: { latest: 'X' } })).toMatchObject({
      writes: [{ tag: 'latest', was: digest('X') }],
      checks: [],
    });
  });
  test.each<[string, Record<string, string>, RegExp]>([
    ['1.0.0-rc.1', {}, /1\.0\.0-rc\.1 is a prerelease/],
    ['1.0.0', { '1.0.1': 'X' }, /1\.0\.1 is higher/],
  ])('is not moved for version %s, and a notice gives the reason', (version, there, why) => {
    const { writes, notices } = plan('latest', { version, there });
    expect(writes).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(why)]);
  });
});

describe('any other tag', () => {
  test.each(['main', 'feature-x', 'stable', 'release-1.2', 'git-badc0de'])(
    '%s moves from another image without a check by a guard',
    (tag) => {
      expect(resultOf(tag, { there: { [tag]: 'X' } })).toBe('written');
      expect(resultOf(tag, { there: { [tag]: 'X' }, isRollback: true })).toBe('written');
    },
  );
  test.each<[string, Given]>([
    ['prod-history', {}],
    ['sha256-abc', {}],
    ['prod', { environments: ['dev', 'prod'] }],
    ['live', { histories: ['live'] }],
    ['live', { histories: ['live'], there: { live: 'M' } }],
    ['prod', { environments: ['prod'], there: { prod: 'M' } }],
  ])('%s, produced by a template with %j, is invalid', (tag, given) => {
    expect(resultOf(tag, given)).toBe('INPUT_INVALID');
    const [problem] = plan(tag, given).problems;
    expect(problem?.message).toContain(`${IMAGE}: a template produces the tag "${tag}"`);
    const { problems, warnings, writes, unchangedTags } = plan(tag, { ...given, branchTags: [tag] });
    expect({ problems, writes, unchangedTags }).toEqual({ problems: [], writes: [], unchangedTags: [] });
    expect(warnings).toEqual([expect.stringContaining(`"${tag}" is left out`)]);
  });
});

test('a tag that two templates produce is planned once', () => {
  const facts = { now: new Map(), list: [], environments: new Set<string>() };
  const identity = { version: null, revision: null, created: null };
  const subject = { image: IMAGE, digest: null, identity, allow: [] };
  const base = {
    subject,
    facts,
    environments: [],
    branchTags: [],
    warnings: [],
    isRollback: false,
    isPrerelease: false,
  };
  expect(planTags({ ...base, tags: ['main', 'main'] }).writes).toEqual([{ tag: 'main', was: null }]);
});
