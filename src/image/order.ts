import compareBuild from 'semver/functions/compare-build.js';
import type { Identity } from './identity.ts';
import { isOfLine, isStable } from './version.ts';

/**
 * Compares two canonical versions by precedence, then by build metadata, as semver.compareBuild does.
 * https://semver.org/#spec-item-11
 * @returns negative if `a` is lower, positive if it is higher, 0 if they are equal
 */
export function compareVersions(a: string, b: string): number {
  return compareBuild(a, b);
}

/**
 * Returns why a floating tag does not move to a version. It moves only to the highest stable version that it covers:
 * `latest` covers all, `1` all 1.x.y, `1.2` all 1.2.x.
 * @param present the versions in the repository
 * @returns a clause for a message; null if the tag moves
 */
export function floatingTagProblem(tag: string, version: string, present: Iterable<string>): string | null {
  if (!isStable(version)) return `${version} is a prerelease`;
  if (!isOfLine(version, tag)) return `${version} is not a ${tag} version`;
  for (const other of present) {
    if (isStable(other) && isOfLine(other, tag) && compareVersions(other, version) > 0) return `${other} is higher`;
  }
  return null;
}

/**
 * Whether one image is older than another: by version if both are known, otherwise by creation time.
 * @returns null if it cannot be determined
 */
export function isOlder(candidate: Identity, than: Identity): boolean | null {
  if (candidate.version !== null && than.version !== null) return compareVersions(candidate.version, than.version) < 0;
  if (candidate.created !== null && than.created !== null) {
    return Date.parse(candidate.created) < Date.parse(than.created);
  }
  return null;
}
