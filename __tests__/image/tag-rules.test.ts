import { describe, expect, test } from '@jest/globals';
import { floatingTagProblem } from '../../src/image/order.ts';
import {
  commitTag,
  environmentProblem,
  reservedTagProblem,
  ruleOf,
  versionAndEnvironment,
  versionAndSha,
  versionsIn,
} from '../../src/image/tags.ts';

const COMMIT = 'abcdef0123456789abcdef0123456789abcdef01';
const DIGITS = '0123456789012345678901234567890123456789';

describe('which rule applies depends on the rendered tag', () => {
  test.each([
    { tag: '1.2.3', rule: 'fixed' },
    { tag: 'v1.2.3', rule: 'fixed' },
    { tag: '1.2.3-rc.1', rule: 'fixed' },
    { tag: '1.2.3_build.5', rule: 'fixed' },
    { tag: '1.2.3-prod', rule: 'fixed' },
    { tag: commitTag(COMMIT, 7), rule: 'fixed' },
    { tag: commitTag(COMMIT, 40), rule: 'fixed' },
    { tag: '1.2.3-abcdef0', rule: 'build' },
    { tag: `1.2.3-${COMMIT}`, rule: 'build' },
    { tag: 'v1.2.3-rc.1-abcdef0', rule: 'build' },
    { tag: '1.2.3-abcdef1', rule: 'fixed' },
    { tag: 'latest', rule: 'floating' },
    { tag: '1', rule: 'floating' },
    { tag: '1.2', rule: 'floating' },
    { tag: 'v1', rule: 'floating' },
    { tag: 'main', rule: 'free' },
    { tag: 'latest-dev', rule: 'free' },
    { tag: '1.2-dev', rule: 'free' },
    { tag: 'abcdef0', rule: 'free' },
    { tag: '1234567', rule: 'floating' },
  ])('$tag is $rule', ({ tag, rule }) => expect(ruleOf(tag, COMMIT)).toBe(rule));

  test('a version with a commit of digits only is a build tag', () => {
    expect(ruleOf('1.2.3-0123456', DIGITS)).toBe('build');
    expect(ruleOf('1.2.3-0123456', null)).toBe('free');
  });

  test.each([7, 8, 40])('the first %s characters of a commit of digits are not the start of a version', (length) => {
    const commit = '1234567890'.repeat(4);
    expect(ruleOf(commit.slice(0, length), commit)).toBe('free');
    expect(ruleOf(commit.slice(0, length), null)).toBe('floating');
  });

  test.each(['1.2.3-eu_west_1', '1.2.3_b-eu_west_1', 'v1.2.3-eu_west_1'])(
    '%s is fixed for an environment eu_west_1, which no version could end with',
    (tag) => {
      expect(ruleOf(tag, COMMIT)).toBe('free');
      expect(ruleOf(tag, COMMIT, ['dev', 'eu_west_1'])).toBe('fixed');
    },
  );

  test('a commit tag is fixed even if the commit is unknown', () => {
    expect(ruleOf('git-abcdef0', null)).toBe('fixed');
  });
});

describe('tags that contain a version and a suffix', () => {
  test.each([
    { tag: '1.2.3-abcdef0', version: '1.2.3' },
    { tag: '1.2.3-rc.1_b-abcdef01', version: '1.2.3-rc.1+b' },
    { tag: '1.2.3-abcdef', version: null },
    { tag: '1.2.3-abcdef1', version: null },
    { tag: '1.2-abcdef0', version: null },
  ])('$tag is of the commit and $version', ({ tag, version }) => expect(versionAndSha(tag, COMMIT)).toBe(version));

  test.each([
    { tag: '1.2.3-prod', version: '1.2.3' },
    { tag: '1.2.3-rc.1-prod', version: '1.2.3-rc.1' },
    { tag: '1.2.3-eu-prod', version: '1.2.3' },
    { tag: '1.2.3-dev', version: null },
    { tag: 'latest-prod', version: null },
    { tag: '1.2.3', version: null },
  ])('$tag is of an environment and $version', ({ tag, version }) => {
    expect(versionAndEnvironment(tag, ['prod', 'eu-prod'])).toBe(version);
    expect(versionAndEnvironment(tag, ['eu-prod', 'prod'])).toBe(version);
  });
});

describe('the versions in a list of tags', () => {
  test.each([
    {
      name: 'whole versions, with and without v',
      tags: ['1.2.3', 'v1.3.0', '1', 'latest', 'main'],
      are: ['1.2.3', '1.3.0'],
    },
    { name: 'one written in two ways once', tags: ['1.2.3', 'v1.2.3'], are: ['1.2.3'] },
    { name: 'V-H where git-H is there', tags: ['1.2.3-abcdef0', 'git-abcdef0'], are: ['1.2.3'] },
    { name: 'V-H without git-H as the prerelease that it looks like', tags: ['1.2.3-abcdef0'], are: ['1.2.3-abcdef0'] },
    { name: 'V-H of digits without git-H as nothing', tags: ['1.2.3-0123456'], are: [] },
    { name: 'V-E where E-history is there as nothing', tags: ['1.2.3-prod', 'prod-history'], are: [] },
    { name: 'a version with a platform after it as nothing', tags: ['1.2.3_linux-amd64', '1.2.3-arm64'], are: [] },
    { name: 'V-E without a history as a prerelease', tags: ['1.2.3-prod', 'prod'], are: ['1.2.3-prod'] },
    { name: 'a build', tags: ['1.2.3_5-abcdef0', 'git-abcdef0'], are: ['1.2.3+5'] },
    {
      name: 'none of the tags of the tool itself',
      tags: ['prod', 'prod-history', 'git-abcdef0', 'sha256-abc'],
      are: [],
    },
  ])('$name', ({ tags, are }) => {
    expect([...versionsIn(tags)].sort()).toEqual(are);
    expect([...versionsIn(tags.toReversed())].sort()).toEqual(are);
  });
});

test('the versions among many tags of many environments are found in linear time', () => {
  const environments = Array.from({ length: 3000 }, (_, index) => `pr-${index}`);
  const tags = environments.flatMap((name, index) => [
    ...[name, `${name}-history`, `1.0.${index}`, `1.0.${index}-${name}`],
    ...Array.from({ length: 5 }, (_, more) => `1.${more + 1}.${index}_linux-arm64`),
  ]);
  // sorting the environments for each of the tags took ten seconds
  expect(versionsIn(tags).size).toBe(3000);
});

describe('a floating tag moves to the highest stable version of its major or minor version', () => {
  test.each([
    { tag: 'latest', version: '1.3.0', present: ['1.2.0', '1.2.1'], problem: null },
    { tag: '1', version: '1.3.0', present: ['1.2.0', '2.0.0'], problem: null },
    { tag: 'latest', version: '1.3.0', present: ['1.2.0', '2.0.0'], problem: '2.0.0 is higher' },
    { tag: '1.2', version: '1.2.9', present: ['1.3.0', '1.2.8'], problem: null },
    { tag: '1', version: '1.2.9', present: ['1.3.0', '1.2.8'], problem: '1.3.0 is higher' },
    { tag: 'latest', version: '1.2.9', present: ['1.3.0', '1.2.8'], problem: '1.3.0 is higher' },
    { tag: 'v1.2', version: '1.2.9', present: ['1.2.10'], problem: '1.2.10 is higher' },
    { tag: '1', version: '1.3.0', present: ['1.4.0-rc.1', '1.3.0'], problem: null },
    { tag: 'latest', version: '2.0.0-rc.1', present: [], problem: '2.0.0-rc.1 is a prerelease' },
    { tag: '1', version: '1.3.0-0', present: [], problem: '1.3.0-0 is a prerelease' },
    { tag: '1.2', version: '1.3.0', present: [], problem: '1.3.0 is not a 1.2 version' },
    { tag: '1', version: '1.0.0+2', present: ['1.0.0+1', '1.0.0'], problem: null },
    { tag: '1', version: '1.0.0+1', present: ['1.0.0+2'], problem: '1.0.0+2 is higher' },
    { tag: '0', version: '0.1.0', present: ['1.0.0'], problem: null },
    { tag: 'latest', version: '1.0.0', present: [], problem: null },
  ])('$tag to $version with $present in the repository: $problem', ({ tag, version, present, problem }) => {
    expect(floatingTagProblem(tag, version, present)).toBe(problem);
    expect(floatingTagProblem(tag, version, present.toReversed())).toBe(problem);
  });
});

describe('the name of an environment', () => {
  test.each(['dev', 'prod', 'eu-prod_1', 'Production', 'v', 'gitlab', 'history', 'x'.repeat(120)])(
    '%s will do',
    (name) => {
      expect(environmentProblem(name)).toBeNull();
    },
  );

  test.each([
    { name: 'latest', why: 'floating' },
    { name: '1', why: 'version' },
    { name: 'v1.2', why: 'version' },
    { name: '1.2.3', why: 'version' },
    { name: '1.2.3-rc.1', why: 'version' },
    { name: 'git-dev', why: 'commit tag' },
    { name: 'sha256-dev', why: 'referrers' },
    { name: 'prod-history', why: 'history' },
    { name: 'pro d', why: 'letters, digits' },
    { name: '-prod', why: 'letters, digits' },
    { name: 'prod/eu', why: 'letters, digits' },
    { name: 'x'.repeat(121), why: 'at most 120' },
    { name: '', why: 'letters, digits' },
  ])('$name will not: $why', ({ name, why }) => expect(environmentProblem(name)).toContain(why));

  test.each([
    { tag: 'prod-history', why: 'history' },
    { tag: `sha256-${'a'.repeat(64)}`, why: 'referrers' },
    { tag: 'prod', why: 'moves by promotion' },
    { tag: 'main', why: null },
  ])('the template of a build that gives $tag: $why', ({ tag, why }) => {
    const problem = reservedTagProblem(tag, ['dev', 'prod']);
    if (why === null) expect(problem).toBeNull();
    else expect(problem).toContain(why);
  });
});
