import { isTag } from './reference.ts';
import { hasPlatformSuffix, parseLine, tagToVersion, versionToTag } from './version.ts';

/**
 * When a tag may move, decided by its form: `fixed` never; `build` (`V-{{sha}}`) only with a second build of the commit;
 * `floating` if the version is the highest that it covers; `free` always.
 */
export type TagRule = 'fixed' | 'build' | 'floating' | 'free';

/** A tag to write. */
export interface TagWrite {
  readonly tag: string;
  /** the digest that the tag has now; null if the tag does not exist */
  readonly was: string | null;
}

const HISTORY_SUFFIX = '-history';

/** Whether a tag holds the history of an environment: `<environment>-history`. */
export function isHistoryTag(tag: string): boolean {
  return tag.endsWith(HISTORY_SUFFIX);
}

/** Returns the environments that have a history in a list of tags, in alphabetical order. */
export function environmentsIn(tags: readonly string[]): string[] {
  return tags
    .filter(isHistoryTag)
    .map((tag) => tag.slice(0, -HISTORY_SUFFIX.length))
    .filter((name) => environmentProblem(name) === null)
    .sort();
}

/** Whether a tag is one that clients keep referrers and signatures of a digest under: `sha256-<hex>`. */
export function isReferrersTag(tag: string): boolean {
  return tag.startsWith('sha256-');
}

/** Returns the abbreviated commit that tags contain. */
export function shortSha(commit: string, length: number): string {
  return commit.slice(0, length);
}

/** Returns the commit tag, `git-<sha>`, by which the build of a commit is found. */
export function commitTag(commit: string, length: number): string {
  return `git-${shortSha(commit, length)}`;
}

/**
 * Returns the rule of a rendered tag. A tag that is the start of the commit is free: it is not the start of a version.
 * @param commit the full commit of the image; null if unknown
 * @param environments names for which `V-<environment>` is a fixed tag, even if it is not a version by its form
 */
export function ruleOf(tag: string, commit: string | null, environments: Iterable<string> = []): TagRule {
  if (commit !== null && /^[0-9a-f]{7,40}$/.test(tag) && commit.startsWith(tag)) return 'free';
  if (tag === 'latest' || parseLine(tag)) return 'floating';
  if (/^git-[0-9a-f]{7,40}$/.test(tag) && (commit === null || commit.startsWith(tag.slice(4)))) return 'fixed';
  if (commit !== null && versionAndSha(tag, commit) !== null) return 'build';
  return tagToVersion(tag) === null && versionAndEnvironment(tag, environments) === null ? 'free' : 'fixed';
}

/** Returns the version V of a tag `V-H`, where H is at least the first 7 characters of the commit; otherwise null. */
export function versionAndSha(tag: string, commit: string): string | null {
  const match = /^(.+)-([0-9a-f]{7,40})$/.exec(tag);
  return match && commit.startsWith(match[2] ?? '') ? tagToVersion(match[1] ?? '') : null;
}

/** Returns the version V of a tag `V-<environment>`; null for any other tag. */
export function versionAndEnvironment(tag: string, environments: Iterable<string>): string | null {
  const names = environments instanceof Set ? (environments as ReadonlySet<string>) : new Set(environments);
  if (names.size === 0) return null;
  // the longest name first: 1.2.3-eu-prod belongs to eu-prod, it is not a version 1.2.3-eu in prod
  for (let at = tag.indexOf('-'); at >= 0; at = tag.indexOf('-', at + 1)) {
    if (!names.has(tag.slice(at + 1))) continue;
    const version = tagToVersion(tag.slice(0, at));
    if (version !== null) return version;
  }
  return null;
}

/**
 * Returns the versions that a repository's tags contain. `V-H` counts as V if `git-H` exists. `V-E` counts as nothing if
 * `E-history` exists, nor does a version with the name of a platform after it.
 * @param tags in any order
 */
export function versionsIn(tags: readonly string[]): Set<string> {
  const all = new Set(tags);
  const environments = new Set(tags.filter(isHistoryTag).map((tag) => tag.slice(0, -HISTORY_SUFFIX.length)));
  const versions = new Set<string>();
  for (const tag of tags) {
    const version = versionIn(tag, all, environments);
    if (version !== null) versions.add(version);
  }
  return versions;
}

function versionIn(tag: string, all: ReadonlySet<string>, environments: ReadonlySet<string>): string | null {
  const sha = /-([0-9a-f]{7,40})$/.exec(tag)?.[1];
  const ofBuild = sha && all.has(`git-${sha}`) ? versionAndSha(tag, sha) : null;
  if (ofBuild !== null) return hasPlatformSuffix(versionToTag(ofBuild)) ? null : ofBuild;
  const version = tagToVersion(tag);
  if (version === null || hasPlatformSuffix(tag)) return null;
  return versionAndEnvironment(tag, environments) === null ? version : null;
}

/** Returns why a name cannot be that of an environment, as a clause for a message; null if it can. */
export function environmentProblem(name: string): string | null {
  if (/\s/.test(name)) return 'no spaces: use letters, digits, "_", "." and "-"';
  if (isTag(name) && !isTag(`${name}${HISTORY_SUFFIX}`))
    return 'it is too long: at most 120 characters, so that "-history" fits after it';
  if (!isTag(name)) return 'use letters, digits, "_", "." and "-", not "." or "-" first, at most 120 characters';
  if (name === 'latest') return '"latest" is a floating tag';
  if (parseLine(name) || tagToVersion(name) !== null) return 'it looks like a version';
  if (/^(git|sha256)-/.test(name)) return 'it begins like a commit tag or a referrers tag';
  if (isHistoryTag(name)) return '"-history" names the history of an environment';
  return null;
}

/** Returns why a template may not produce a free tag, as a clause for a message; null if it may. */
export function reservedTagProblem(tag: string, environments: readonly string[]): string | null {
  if (isHistoryTag(tag)) return '"…-history" names the history of an environment';
  if (isReferrersTag(tag)) return '"sha256-…" names the referrers of an image';
  if (environments.includes(tag)) return `"${tag}" is an environment, which moves by promotion`;
  return null;
}

/**
 * Returns why a tag that comes from the name of a branch may not be written, as a clause; null if it may. A branch is
 * never a version, the start of one, or a commit: whoever may push a branch could take the tags of a release.
 */
export function branchTagProblem(tag: string): string | null {
  if (tag === 'latest' || parseLine(tag)) return `"${tag}" is a floating tag`;
  if (tagToVersion(tag) !== null || tagToVersion(tag.replace(/-[0-9a-f]{7,40}$/, '')) !== null)
    return `"${tag}" looks like a version`;
  if (/^(?:git-)?[0-9a-f]{7,40}$/i.test(tag)) return `"${tag}" looks like a commit`;
  return null;
}

/** Returns the warning about a tag that is left out. @param why a clause */
export function leftOut(tag: string, why: string): string {
  return `The tag "${tag}" is left out: ${why}.`;
}
