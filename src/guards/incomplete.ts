import type { Completeness } from '../facts/missing.ts';
import { type IndexEntry, isImageType, isIndexType } from '../image/manifest.ts';
import { type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** The usual clean-ups that delete the platforms of an image, by the registry's host. */
const CLEAN_UPS: readonly (readonly [host: RegExp, cleanUp: string])[] = [
  [/^ghcr\.io\//, 'actions/delete-package-versions with delete-only-untagged-versions'],
  [/\.azurecr\.io\//, 'acr purge --untagged'],
  [/^registry\.gitlab\.com\//, 'a garbage collection of untagged manifests'],
];

/** How many missing manifests a text lists. */
const MAX_LISTED = 10;

/** The platforms of an image are all there: an index can outlive the manifests that it lists. */
export const incomplete = {
  name: 'incomplete',
  code: 'INCOMPLETE',
  remedy:
    'A clean-up of untagged manifests usually causes this: let it keep what an index lists. Name an image that is complete, or build this one again (mode: build with allow: rebuild). To override, set allow: incomplete.',

  /**
   * Checks that the registry has every platform of an image. A missing attestation only gives a warning.
   * @param found what was looked up; null for an image without an index, and where nothing needs to be checked
   */
  check(subject: GuardSubject, found: Completeness | null): Check[] {
    if (found === null) return [];
    const { image, allow } = subject;
    const name = nameSubject(subject);
    const platforms = found.missing.filter((entry) => !isSecondary(entry));
    const others = found.missing.filter(isSecondary);
    const unknown = (text: string): Check => ({ guard: incomplete.name, image, verdict: 'unknown', text });
    const checks: Check[] = [];
    if (platforms.length > 0) {
      const text = `${name} lists ${listOf(platforms)}, which is gone from the registry${cleanUpOf(image)}.`;
      const gone = [...new Set(platforms.map(({ platform }) => platform ?? 'a manifest'))]
        .slice(0, MAX_LISTED)
        .join(', ');
      const finding = {
        one: `${name} is incomplete: ${gone} is gone from the registry`,
        many: `are incomplete: ${gone} is gone from the registry${cleanUpOf(image)}`,
      };
      checks.push(violation(incomplete, image, text, allow, finding));
    }
    if (others.length > 0)
      checks.push(unknown(`${name} lists ${listOf(others)}, which the registry no longer has; all platforms exist.`));
    if (found.unchecked > 0)
      checks.push(unknown(`${name} lists too many manifests: ${found.unchecked} of them were not looked up.`));
    return checks.length > 0 ? checks : [passed(incomplete, image, `all ${found.checked} listed manifests exist`)];
  },
} as const satisfies Guard & Record<string, unknown>;

/** Whether an image runs without this entry: an attestation, or what is no image at all. */
function isSecondary({ attestation, mediaType, platform }: IndexEntry): boolean {
  return attestation || (platform === null && mediaType !== '' && !isImageType(mediaType) && !isIndexType(mediaType));
}

function listOf(entries: readonly IndexEntry[]): string {
  const names = entries.slice(0, MAX_LISTED).map(({ platform, attestation, digest }) => {
    const what = attestation ? 'an attestation' : (platform ?? 'a manifest');
    return `${what} (${digest})`;
  });
  const rest = entries.length - names.length;
  if (rest > 0) names.push(`${rest} more`);
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}

/** A clause with the usual cause on a known service. */
function cleanUpOf(image: string): string {
  const cleanUp = CLEAN_UPS.find(([host]) => host.test(image))?.[1];
  return cleanUp === undefined ? '' : `, as after ${cleanUp}`;
}
