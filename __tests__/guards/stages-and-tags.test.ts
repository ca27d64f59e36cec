import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import type { Check } from '../../src/guards/guard.ts';
import { moved } from '../../src/guards/moved.ts';
import { overwrite } from '../../src/guards/overwrite.ts';
import { rebuild } from '../../src/guards/rebuild.ts';
import { skip } from '../../src/guards/skip.ts';
import { event, events } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';
import { IMAGE, identityOf, staging, subject } from './facts.ts';

describe('guard skip passes a promotion where', () => {
  test.each<[string, EnvironmentFacts, RegExp]>([
    ['the image is live in the previous stage', staging('M', events('promote M')), /live in staging/],
    [
      'the image was live in the previous stage before a later promotion',
      staging('B', events('promote M', 'promote B')),
      /was live/,
    ],
    [
      'the previous stage was rolled back to the image, then promoted to another',
      staging('C', events('promote M', 'promote B', 'rollback M', 'promote C')),
      /was live/,
    ],
    [
      'the image was live in the previous stage before its tag was deleted',
      staging(null, events('promote A', 'promote M')),
      /was live/,
    ],
  ])('%s', (_name, previous, text) => {
    expect(skip.check(subject(), previous, null)).toEqual({
      guard: 'skip',
      image: IMAGE,
      verdict: 'passed',
      text: expect.stringMatching(text),
    });
  });
});

describe('guard skip passes with a warning where', () => {
  test.each<[string, EnvironmentFacts]>([
    ['the image is live in a previous stage that has no history', staging('M', null)],
    ['the image is live in a previous stage whose history is empty', staging('M', [])],
    [
      'the image was live in the previous stage before its history began',
      staging('B', events('observed M', 'promote B')),
    ],
  ])('%s', (_name, previous) => {
    expect(skip.check(subject(), previous, null)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('does not prove it'),
    });
  });
});

describe('guard skip refuses a promotion where', () => {
  test.each<[string, EnvironmentFacts, RegExp]>([
    [
      'the previous stage was rolled back from the image, then set to it outside this action',
      staging('M', events('promote A', 'promote M', 'rollback A')),
      /was rolled back in staging/,
    ],
    [
      'the previous stage was set to the image outside this action',
      staging('M', events('promote A', 'promote B')),
      /has not been in staging; staging was changed outside this action/,
    ],
    [
      'a run has recorded that the previous stage was set to the image outside this action',
      staging('B', events('promote A', 'observed M', 'promote B')),
      /has not been in staging/,
    ],
    [
      'the promotion of the image to the previous stage may have died before its tag moved',
      staging('C', events('promote A', 'promote M', 'observed C')),
      /has not been in staging/,
    ],
    [
      'the previous stage was rolled back from the image',
      staging('A', events('promote A', 'promote M', 'rollback A')),
      /was rolled back in staging; .* is live there/,
    ],
    [
      'the image was never live in the previous stage',
      staging('A', events('promote A'), identityOf('1.0.0')),
      /has not been in staging; 1\.0\.0 is live there/,
    ],
    [
      'the previous stage has no image and no history',
      staging(null, null),
      /has not been in staging; nothing is live there/,
    ],
    [
      'the promotion of the image to the previous stage is unfinished',
      staging('A', events('promote A', 'promote M')),
      /has not been in staging/,
    ],
    [
      'the promotion of the image to the previous stage was superseded',
      staging('B', events('promote B', 'superseded M')),
      /has not been in staging/,
    ],
  ])('%s', (_name, previous, text) => {
    expect(skip.check(subject(), previous, null)).toEqual({
      guard: 'skip',
      image: IMAGE,
      verdict: 'refused',
      text: expect.stringMatching(text),
      finding: { one: expect.stringMatching(/^2\.0\.0 /), many: expect.stringMatching(/in staging$/) },
    });
  });

  test('the only event of the image in the previous stage is superseded', () => {
    const list = [...events('promote A'), event('superseded', 'M')];
    expect(skip.check(subject(), staging('A', list), null).verdict).toBe('refused');
  });
});

describe('guard skip names the repository of a previous stage in another repository', () => {
  const source = 'reg.test/dev/app';
  test.each<[string, EnvironmentFacts, RegExp]>([
    ['when it passes', staging('M', events('promote M')), /^it is live in staging of reg\.test\/dev\/app$/],
    ['when it refuses', staging(null, null), /has not been in staging of reg\.test\/dev\/app; nothing/],
  ])('%s', (_name, previous, text) => {
    expect(skip.check(subject(), previous, source).text).toMatch(text);
  });
});

describe('guard skip for a build that sets an environment', () => {
  const stages = ['dev', 'staging'];
  test.each<[string, string, readonly string[], readonly string[], Check['verdict'] | null]>([
    ['has nothing to check where there are no stages', 'staging', [], [], null],
    ['has nothing to check at the first stage', 'dev', stages, [], null],
    ['refuses a later stage', 'staging', stages, [], 'refused'],
    ['refuses an environment that is no stage', 'prod', stages, [], 'refused'],
    ['is overridden by allow: skip', 'staging', stages, ['skip'], 'overridden'],
  ])('%s', (_name, environment, list, allow, verdict) => {
    const check = skip.checkBuild(subject({ allow }), environment, list);
    expect(check?.verdict ?? null).toBe(verdict);
    if (check) expect(check.remedy).toMatch(/^Build to dev, and promote/);
    if (check) expect(check.text).toBe(`a build may set only the first stage, dev, not ${environment}.`);
  });
});

describe('guard moved, for a promotion from the file of an earlier run,', () => {
  test.each<[string, string | null, string | null, Check['verdict']]>([
    ['passes where the file names the live image', 'A', 'A', 'passed'],
    ['passes where nothing is live and the file names no image', null, null, 'passed'],
    ['refuses where another image is live', 'B', 'A', 'refused'],
    ['refuses where the tag of the environment was deleted', null, 'A', 'refused'],
    ['refuses where an image is live and the file names none', 'A', null, 'refused'],
  ])('%s', (_name, live, expected, verdict) => {
    const check = moved.check(subject(), staging(live, null), expected && digest(expected));
    expect(check).toMatchObject({ guard: 'moved', image: IMAGE, verdict });
    const images = [live, expected].map((name) => (name === null ? 'no image' : digest(name)));
    for (const image of verdict === 'refused' ? images : []) expect(check.text).toContain(image);
  });
});

describe('guard overwrite', () => {
  const other = digest('X');
  test('has nothing to check for a tag that does not exist', () => {
    expect(overwrite.check(subject(), '1.2.3', null, null)).toBeNull();
  });

  test.each<[string, readonly string[], Check['verdict']]>([
    ['refuses a fixed tag that names another image', [], 'refused'],
    ['refuses a fixed tag that names another image where only another guard is overridden', ['rebuild'], 'refused'],
    ['is overridden by allow: overwrite', ['overwrite'], 'overridden'],
  ])('%s', (_name, allow, verdict) => {
    const check = overwrite.check(subject({ allow }), '1.2.3', other, null);
    expect(check).toMatchObject({ guard: 'overwrite', image: IMAGE, verdict });
  });

  test.each<[string, string | null, string | null, RegExp]>([
    ['both images', digest('M'), null, /^the tag 1\.2\.3 exists and names sha256:58\w+, not sha256:4d\w+\.$/],
    [
      'the source repository of a copied image',
      digest('M'),
      'reg.test/dev/app',
      /not sha256:\w+ of reg\.test\/dev\/app\.$/,
    ],
    ['the image that would be built, before the build', null, null, /not the image that would be built\.$/],
  ])('names in a refusal %s', (_name, subjectDigest, source, text) => {
    expect(overwrite.check(subject({ digest: subjectDigest }), '1.2.3', other, source)?.text).toMatch(text);
  });

  test.each<[string, readonly string[], Check['verdict']]>([
    ['refuses a commit tag that names an image of another commit', [], 'refused'],
    ['lets allow: overwrite replace a commit tag that names an image of another commit', ['overwrite'], 'overridden'],
  ])('%s', (_name, allow, verdict) => {
    expect(overwrite.checkCommitTag(IMAGE, 'git-c0ffee1', 'an image of commit badc0de', allow)).toEqual({
      guard: 'overwrite',
      image: IMAGE,
      verdict,
      text: 'the tag git-c0ffee1 exists, but names an image of commit badc0de.',
    });
  });
});

describe('guard rebuild, for a commit that was built already,', () => {
  test.each<[string, readonly string[], Check['verdict']]>([
    ['skips the second build and does not refuse', [], 'skipped'],
    ['skips the second build where only another guard is overridden', ['overwrite'], 'skipped'],
    ['is overridden by allow: rebuild', ['rebuild'], 'overridden'],
  ])('%s', (_name, allow, verdict) => {
    expect(rebuild.check(IMAGE, 'c0ffee1', digest('A'), allow)).toEqual({
      guard: 'rebuild',
      image: IMAGE,
      verdict,
      text: expect.stringMatching(/^commit c0ffee1 was built already, as sha256:41\w+\.$/),
    });
  });
});
