import compareBuild from 'semver/functions/compare-build.js';
import type { Identity } from './identity.ts';
import { hasPlatformSuffix, isOfLine, isStable, versionToTag } from './version.ts';

/** A creation time further ahead than this, in milliseconds, is ignored: a clock was wrong. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * Compares two canonical versions by precedence, then by build metadata, as semver.compareBuild does.
 * https://semver.org/#spec-item-11
 * @returns negative if `a` is lower, positive if it is higher, 0 if they are equal
 */
export function compareVersions(a: string, b: string): number {
  return a === b ? 0 : compareBuild(a, b);
}

/**
 * Returns versions of one image in order, the highest first, each once. One that only adds a platform to a version, such
 * as 1.2.3+linux-amd64, is left out where there are others.
 */
export function highestFirst(versions: Iterable<string>): string[] {
  const all = [...new Set(versions)];
  if (all.length < 2) return all;
  const plain = all.filter((version) => !hasPlatformSuffix(versionToTag(version)));
  return (plain.length > 0 ? plain : all).sort((a, b) => compareVersions(b, a));
}

/**
 * Returns why a floating tag does not move to a version. It moves only to the highest stable version that it covers:
 * `latest` covers all, `1` all 1.x.y, `1.2` all 1.2.x.
 * @param present the versions in the repository
 * @returns a clause for a message; null if the tag moves
 * @throws Error when a version is not canonical: a bug
 */
export function floatingTagProblem(tag: string, version: string, present: Iterable<string>): string | null {
  if (!isStable(version)) return `${version} is a prerelease`;
  if (!isOfLine(version, tag)) return `${version} is not a ${tag} version`;
  let highest = version;
  for (const other of present) {
    if (isStable(other) && isOfLine(other, tag) && compareVersions(other, highest) > 0) highest = other;
  }
  return highest === version ? null : `${highest} is higher`;
}

/**
 * Whether one image is older than another: by version where both are known and differ, else by creation time where both
 * are known and differ. A creation time more than a day ahead counts as unknown.
 * @param now RFC 3339
 * @returns null if it cannot be determined
 */
export function isOlder(candidate: Identity, than: Identity, now: string): boolean | null {
  const order =
    candidate.version === null || than.version === null ? 0 : compareVersions(candidate.version, than.version);
  if (order !== 0) return order < 0;
  const [mine, theirs] = [createdAt(candidate, now), createdAt(than, now)];
  return mine === null || theirs === null || mine === theirs ? null : mine < theirs;
}

/** Returns when an image was created, in milliseconds since 1970; null where it is unknown. */
function createdAt({ created }: Identity, now: string): number | null {
  const at = created === null ? Number.NaN : Date.parse(created);
  return Number.isNaN(at) || at > Date.parse(now) + MAX_AHEAD_MS ? null : at;
}
