import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import type { Check } from '../../src/guards/guard.ts';
import { skip } from '../../src/guards/skip.ts';
import { event, events } from '../support/images/histories.ts';
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
      text: expect.stringContaining('not by its history'),
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
