import { describe, expect, test } from '@jest/globals';
import { downgrade } from '../../src/guards/downgrade.ts';
import type { Check } from '../../src/guards/guard.ts';
import { type Identity, UNKNOWN } from '../../src/image/identity.ts';
import { IMAGE, identityOf, staging, subject } from './facts.ts';

const EARLIER = '2026-01-01T00:00:00Z';
const NOW = '2026-02-01T00:00:00Z';
const LATER = '2026-01-01T00:00:00.5+00:00';

describe('guard downgrade', () => {
  test.each<[string, Identity, Identity, Check['verdict'], RegExp]>([
    ['passes a higher version', identityOf('2.0.0'), identityOf('1.9.9'), 'passed', /not older than 1\.9\.9/],
    ['cannot compare the same version', identityOf('2.0.0'), identityOf('2.0.0'), 'unknown', /cannot determine/],
    [
      'refuses the same version that was created earlier',
      identityOf('2.0.0', EARLIER),
      identityOf('2.0.0', LATER),
      'refused',
      /is older/,
    ],
    [
      'passes the same version that was created later',
      identityOf('2.0.0', LATER),
      identityOf('2.0.0', EARLIER),
      'passed',
      /not older/,
    ],
    [
      'cannot compare with a time that is more than a day ahead',
      identityOf('2.0.0', LATER),
      identityOf('2.0.0', '2036-01-01T00:00:00Z'),
      'unknown',
      /cannot determine/,
    ],
    [
      'compares with a time that is less than a day ahead',
      identityOf('2.0.0', LATER),
      identityOf('2.0.0', '2026-02-01T23:00:00Z'),
      'refused',
      /is older/,
    ],
    [
      'refuses a lower version',
      identityOf('1.9.9'),
      identityOf('1.10.0'),
      'refused',
      /1\.9\.9 is older than 1\.10\.0, which is live in staging/,
    ],
    ['refuses a prerelease of the live version', identityOf('2.0.0-rc.1'), identityOf('2.0.0'), 'refused', /is older/],
    [
      'refuses an earlier build number of the live version',
      identityOf('2.0.0+build.9'),
      identityOf('2.0.0+build.10'),
      'refused',
      /is older/,
    ],
    [
      'passes a higher version that was created earlier',
      identityOf('2.0.0', EARLIER),
      identityOf('1.0.0', LATER),
      'passed',
      /not older/,
    ],
    [
      'refuses an image without a version that was created earlier than the live one',
      identityOf(null, EARLIER),
      identityOf('1.0.0', LATER),
      'refused',
      /is older/,
    ],
    [
      'passes an image without a version that was created later than the live one',
      identityOf(null, LATER),
      identityOf('1.0.0', EARLIER),
      'passed',
      /not older/,
    ],
    [
      'cannot compare an image created at the same time, written in another time zone',
      identityOf(null, '2026-01-01T01:00:00+01:00'),
      identityOf(null, EARLIER),
      'unknown',
      /cannot determine/,
    ],
    [
      'cannot compare a version with a live image that has no version and no time',
      identityOf('1.0.0', EARLIER),
      UNKNOWN,
      'unknown',
      /cannot determine which image is older/,
    ],
    [
      'cannot compare two images without a version and a time',
      UNKNOWN,
      UNKNOWN,
      'unknown',
      /cannot determine which image is older/,
    ],
  ])('%s', (_name, identity, known, verdict, text) => {
    const check = downgrade.check(subject({ identity }), staging('A', null, known), NOW);
    expect(check).toMatchObject({ guard: 'downgrade', image: IMAGE, verdict, text: expect.stringMatching(text) });
  });

  test('passes every image where nothing is live', () => {
    expect(downgrade.check(subject(), staging(null, null), NOW)).toMatchObject({
      verdict: 'passed',
      text: 'nothing is live in staging',
    });
  });
});
