import { describe, expect, test } from '@jest/globals';
import { mergeErrors } from '../../src/errors.ts';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import { downgrade } from '../../src/guards/downgrade.ts';
import type { Check } from '../../src/guards/guard.ts';
import { incomplete } from '../../src/guards/incomplete.ts';
import { neverLive } from '../../src/guards/never-live.ts';
import { rolledBack } from '../../src/guards/rolled-back.ts';
import { refusals } from '../../src/guards/table.ts';
import { type Identity, UNKNOWN } from '../../src/image/identity.ts';
import { type IndexEntry, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { events } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';
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

const entry = (platform: string | null, given: Partial<IndexEntry> = {}): IndexEntry => ({
  ...{ digest: digest(platform ?? 'x'), mediaType: MEDIA_TYPES.ociManifest, size: 7, platform, attestation: false },
  ...given,
});
const found = (missing: IndexEntry[], unchecked = 0) => ({ missing, checked: 2, unchecked });
const arm = entry('linux/arm64');
const attestation = entry(null, { attestation: true });

describe('guard incomplete', () => {
  test.each<[string, Parameters<typeof incomplete.check>[1], Check['verdict'][]]>([
    ['says nothing of an image of one manifest', null, []],
    ['passes where the registry has all that the index lists', found([]), ['passed']],
    ['refuses where a platform is missing', found([arm]), ['refused']],
    ['refuses where a manifest of no known platform is missing', found([entry(null)]), ['refused']],
    ['refuses where a nested index is missing', found([entry(null, { mediaType: MEDIA_TYPES.ociIndex })]), ['refused']],
    ['only warns where an attestation is missing', found([attestation]), ['unknown']],
    ['only warns where something is missing that is no image', found([entry(null, { mediaType: 'a/b' })]), ['unknown']],
    ['tells a platform and an attestation apart', found([attestation, arm]), ['refused', 'unknown']],
    ['warns where an index lists more than is looked up', found([], 5), ['unknown']],
  ])('%s', (_name, completeness, verdicts) => {
    const checks = incomplete.check(subject(), completeness);
    expect(checks.map(({ verdict }) => verdict)).toEqual(verdicts);
    for (const check of checks) expect(check).toMatchObject({ guard: 'incomplete', image: IMAGE });
  });

  test('is overridden by allow: incomplete', () => {
    const [check] = incomplete.check(subject({ allow: ['incomplete'] }), found([arm]));
    expect(check?.verdict).toBe('overridden');
  });

  test('names the image, and every missing platform with its digest', () => {
    const [check] = incomplete.check(subject(), found([arm, entry('linux/arm/v7')]));
    expect(check?.text).toMatch(/^2\.0\.0 lists linux\/arm64 \(sha256:\w{64}\) and linux\/arm\/v7 /);
  });

  test.each([
    ['ghcr.io/acme/app', 'delete-only-untagged-versions'],
    ['acme.azurecr.io/app', 'acr purge --untagged'],
    ['registry.gitlab.com/acme/app', 'garbage collection'],
  ])('names the clean-up that usually deletes the platforms on %s', (image, cleanUp) => {
    const [check] = incomplete.check(subject({ image }), found([arm]));
    expect(check?.text).toContain(cleanUp);
  });
});

test('guard incomplete says of several images what is missing, and the clean-up, once', () => {
  const images = ['ghcr.io/acme/api', 'ghcr.io/acme/web'];
  const checks = images.flatMap((image) => incomplete.check(subject({ image }), found([arm])));
  const { code, message } = mergeErrors(refusals(checks));
  expect(code).toBe('INCOMPLETE');
  for (const part of ['2 images', 'linux/arm64', 'clean-up of untagged manifests', 'api, web'])
    expect(message).toContain(part);
});

describe('guard never-live, for a rollback to a named image,', () => {
  test.each<[string, EnvironmentFacts, Check['verdict'] | null]>([
    ['passes an image that was live', staging('B', events('promote M', 'promote B')), 'passed'],
    [
      'passes with a warning an image whose promotion the tag has left outside this action',
      staging('C', events('promote A', 'promote M')),
      'unknown',
    ],
    ['refuses an image that was never live', staging('B', events('promote B')), 'refused'],
    ['has nothing to check where the image is live already', staging('M', events('promote B')), null],
    ['has nothing to check without a history', staging('B', null), null],
    ['has nothing to check in an empty history', staging('B', []), null],
  ])('%s', (_name, environment, verdict) => {
    expect(neverLive.check(subject(), environment)?.verdict ?? null).toBe(verdict);
  });
});

describe('guard rolled-back', () => {
  test.each<[string, EnvironmentFacts, Check['verdict']]>([
    ['passes in an environment without a history', staging('A', null), 'passed'],
    ['passes an image that was never live in the environment', staging('A', events('promote A')), 'passed'],
    ['passes an image that a promotion replaced', staging('B', events('promote M', 'promote B')), 'passed'],
    [
      'refuses an image that the environment was rolled back from',
      staging('A', events('promote A', 'promote M', 'rollback A')),
      'refused',
    ],
    [
      'passes an image that the environment was rolled back from and later rolled back to',
      staging('B', events('promote A', 'promote M', 'rollback A', 'rollback M', 'promote B')),
      'passed',
    ],
    [
      'refuses an image that was rolled back from and later set outside this action',
      staging('B', events('promote A', 'promote M', 'rollback A', 'observed M', 'promote B')),
      'refused',
    ],
    [
      'refuses an image that was set live outside this action after the rollback from it',
      staging('M', events('promote A', 'promote M', 'rollback A')),
      'refused',
    ],
    [
      'passes an image that was replaced outside this action',
      staging('A', events('promote A', 'promote M', 'observed A')),
      'passed',
    ],
  ])('%s', (_name, environment, verdict) => {
    const check = rolledBack.check(subject(), environment);
    expect(check).toMatchObject({ guard: 'rolled-back', image: IMAGE, verdict });
    if (verdict === 'refused') expect(check.text).toMatch(/^staging was rolled back from 2\.0\.0\.$/);
  });
});
