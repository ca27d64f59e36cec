import { ActionError } from '../errors.ts';
import {
  hideUserInfo,
  isTag,
  lowerCaseRepository,
  parseReference,
  type Repository,
  repositoryName,
} from './reference.ts';
import { parseLine, tagToVersion, versionParts, versionToTag } from './version.ts';

/** The values of placeholders; null for a placeholder without a value in this run. */
export interface TagValues {
  readonly version: string | null;
  /** the full commit */
  readonly commit: string | null;
  readonly shaLength: number;
  readonly branch: string | null;
  /** null if templates may not use {{environment}} */
  readonly environment: string | null;
}

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

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const NAMES = ['version', 'major', 'minor', 'patch', 'prerelease', 'build', 'sha', 'branch'];

export const DEFAULT_TAGS = ['{{version}}', '{{version}}-{{sha}}', '{{major}}.{{minor}}', 'git-{{sha}}'];

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

/** Returns the abbreviated commit that tags contain. */
export function shortSha(commit: string, length: number): string {
  return commit.slice(0, length);
}

/** Returns the commit tag, `git-<sha>`, by which the build of a commit is found. */
export function commitTag(commit: string, length: number): string {
  return `git-${shortSha(commit, length)}`;
}

function valueFor(name: string, values: TagValues): string | null {
  const { version, commit } = values;
  if (name === 'environment') return values.environment;
  if (name === 'sha') return commit && shortSha(commit, values.shaLength);
  // a tag starts with a letter, a digit or "_"
  if (name === 'branch') return values.branch?.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '') || null;
  if (version === null) return null;
  if (name === 'version') return versionToTag(version);
  return versionParts(version)[name as 'major'];
}

/**
 * Renders a tag template.
 * @returns the tag; null if a placeholder has no value: the template is then left out
 * @throws INPUT_INVALID when a placeholder is unknown, or the result is a reference to another image or not a valid tag
 */
export function renderTag(template: string, values: TagValues, images: readonly Repository[]): string | null {
  const known = values.environment === null ? NAMES : [...NAMES, 'environment'];
  let isMissing = false;
  const rendered = template.replace(PLACEHOLDER, (whole, inner: string) => {
    const name = inner.trim();
    if (!known.includes(name)) {
      throw invalid(
        template,
        `${whole} is not a placeholder; expected one of ${known.map((each) => `{{${each}}}`).join(' ')}`,
      );
    }
    const value = valueFor(name, values);
    isMissing ||= value === null || value === '';
    return value ?? '';
  });
  if (hideUserInfo(template) !== template)
    throw invalid(template, 'remove what precedes the @; a user name and a password belong in username and password');
  if (isMissing) return null;
  const tag = rendered.includes('/') || rendered.includes(':') ? tagOfReference(template, rendered, images) : rendered;
  if (!isTag(tag))
    throw invalid(
      template,
      `"${tag}" cannot be a tag (letters, digits, "_", ".", "-"; at most 128; no "." or "-" first)`,
    );
  return tag;
}

/** Returns the tag of a full reference to one of the images: docker/metadata-action outputs these. */
function tagOfReference(template: string, rendered: string, images: readonly Repository[]): string {
  let reference: ReturnType<typeof parseReference>;
  try {
    reference = parseReference(lowerCaseRepository(rendered));
  } catch {
    throw invalid(template, `"${rendered}" is neither a tag nor a reference`);
  }
  const name = repositoryName(reference).toLowerCase();
  if (!images.some((image) => repositoryName(image).toLowerCase() === name)) {
    throw invalid(template, `${repositoryName(reference)} is not the image of this run`);
  }
  if (reference.tag === null) throw invalid(template, 'the reference has no tag');
  return reference.tag;
}

function invalid(template: string, why: string): ActionError {
  return new ActionError('INPUT_INVALID', `The tag template "${hideUserInfo(template)}" does not work: ${why}.`);
}

/**
 * Returns the rule of a rendered tag.
 * @param commit the full commit of the image; null if unknown
 * @param environments names for which `V-<environment>` is a fixed tag, even if it is not a version by its form
 */
export function ruleOf(tag: string, commit: string | null, environments: Iterable<string> = []): TagRule {
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
  // the longest name first: 1.2.3-eu-prod belongs to eu-prod, it is not a version 1.2.3-eu in prod
  for (const environment of [...environments].sort((a, b) => b.length - a.length)) {
    if (!tag.endsWith(`-${environment}`)) continue;
    const version = tagToVersion(tag.slice(0, -environment.length - 1));
    if (version !== null) return version;
  }
  return null;
}

/**
 * Returns the versions that a repository's tags contain. `V-H` counts as V if `git-H` exists, `V-E` if `E-history` does.
 * @param tags in any order
 */
export function versionsIn(tags: readonly string[]): Set<string> {
  const all = new Set(tags);
  const environments = tags.filter(isHistoryTag).map((tag) => tag.slice(0, -HISTORY_SUFFIX.length));
  const versions = new Set<string>();
  for (const tag of tags) {
    const sha = /-([0-9a-f]{7,40})$/.exec(tag)?.[1];
    const ofBuild = sha && isCommitIn(all, sha) ? versionAndSha(tag, sha) : null;
    const version = ofBuild ?? versionAndEnvironment(tag, environments) ?? tagToVersion(tag);
    if (version !== null) versions.add(version);
  }
  return versions;
}

function isCommitIn(tags: ReadonlySet<string>, sha: string): boolean {
  return tags.has(`git-${sha}`);
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
  if (tag.startsWith('sha256-')) return '"sha256-…" names the referrers of an image';
  if (environments.includes(tag)) return `"${tag}" is an environment, which moves by promotion`;
  return null;
}
