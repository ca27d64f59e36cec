import { describe, expect, test } from '@jest/globals';
import { mergeErrors } from '../../src/errors.ts';
import type { Check } from '../../src/guards/guard.ts';
import { incomplete } from '../../src/guards/incomplete.ts';
import { refusals } from '../../src/guards/table.ts';
import { type IndexEntry, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { digest } from '../support/requests/requests.ts';
import { IMAGE, subject } from './facts.ts';

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
