import compareBuild from 'semver/functions/compare-build.js';
import type { Identity } from './identity.ts';
import { isOfLine, isStable } from './version.ts';

/** Orders two canonical versions, builds too: negative where a is the lower (semver.compareBuild). */
export function compareVersions(a: string, b: string): number {
  return compareBuild(a, b);
}

/**
 * Whether a floating tag moves to a version: it must be stable, of the tag's line, and the highest stable one of it.
 * @param present the versions in the registry
 * @returns true, or why not
 */
export function floats(tag: string, version: string, present: Iterable<string>): true | string {
  if (!isStable(version)) return `${version} is a prerelease`;
  if (!isOfLine(version, tag)) return `${version} is not of that line`;
  for (const other of present) {
    if (isStable(other) && isOfLine(other, tag) && compareVersions(other, version) > 0) return `${other} is higher`;
  }
  return true;
}

/**
 * Whether one image is older than another: by version where both are known, else by created where both are known.
 * @returns null where nobody can tell
 */
export function isOlder(candidate: Identity, than: Identity): boolean | null {
  if (candidate.version !== null && than.version !== null) return compareVersions(candidate.version, than.version) < 0;
  if (candidate.created !== null && than.created !== null) {
    return Date.parse(candidate.created) < Date.parse(than.created);
  }
  return null;
}
