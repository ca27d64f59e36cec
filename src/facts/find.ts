import { ActionError } from '../errors.ts';
import type { History, HistoryEvent } from '../history/event.ts';
import { historyTag } from '../history/store.ts';
import type { Identity } from '../image/identity.ts';
import { identityOf } from '../image/identity.ts';
import { type Manifest, readManifest } from '../image/manifest.ts';
import { isDigest, isTag, type Repository, repositoryName } from '../image/reference.ts';
import { isHistoryTag, versionAndEnvironment, versionAndSha } from '../image/tags.ts';
import { parseVersion, tagToVersion, versionToTag } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { identify, readLabels } from './identify.ts';

/** An image that a name was found to mean. */
export interface ResolvedImage {
  readonly manifest: Manifest;
  /** the tag that it was found by; null for a digest */
  readonly tag: string | null;
  /** the version that the name says */
  readonly requestedVersion: string | null;
  readonly warnings: readonly string[];
}

const COMMIT = /^[0-9a-f]{7,40}$/;
const NEAREST = 5;

/**
 * Finds the image that a name means: a digest; the tag of that name; a version's tag; a commit's tag.
 * @param text as the `version` input has it
 * @param shaLength how many characters of a commit tags have
 * @throws NOT_FOUND with the nearest names that exist
 */
export async function findImage(
  registry: Registry,
  image: Repository,
  text: string,
  shaLength: number,
): Promise<ResolvedImage> {
  const version = parseVersion(text);
  const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
  const names = isDigest(text) ? [text] : tagNames(text, version);
  const commitTags = commit ? [...new Set([`git-${commit.slice(0, shaLength)}`, `git-${commit}`])] : [];
  const [byName, byCommit] = await Promise.all([getAll(registry, image, names), getAll(registry, image, commitTags)]);
  const named = byName.find((found) => found !== null);
  if (named) return { ...named, tag: isDigest(text) ? null : named.tag, requestedVersion: version, warnings: [] };
  if (commit) {
    const found = (await ofCommit(registry, image, commit, byCommit)) ?? (await fromList(registry, image, commit));
    if (found) return found;
  }
  throw await notFound(registry, image, text);
}

/** A history tag never names an image. */
function tagNames(text: string, version: string | null): string[] {
  const names = [...(isTag(text) ? [text] : []), ...(version === null ? [] : [versionToTag(version)])];
  return [...new Set(names)].filter((name) => !isHistoryTag(name));
}

interface Got {
  tag: string;
  manifest: Manifest;
}

function getAll(registry: Registry, image: Repository, references: readonly string[]): Promise<(Got | null)[]> {
  return Promise.all(
    references.map(async (tag) => {
      const manifest = await registry.get(image, tag);
      return manifest && !isHistory(manifest) ? { tag, manifest } : null;
    }),
  );
}

/** Whether a manifest is a history, which never counts as an image. */
export function isHistory(manifest: Manifest): boolean {
  return readManifest(manifest).annotations['vnd.build-once-promote.history'] !== undefined;
}

/** The first of some commit tags whose image's revision starts so, or does not say. */
async function ofCommit(
  registry: Registry,
  image: Repository,
  commit: string,
  candidates: readonly (Got | null)[],
): Promise<ResolvedImage | null> {
  for (const got of candidates) {
    if (!got) continue;
    const revision = await revisionOf(registry, image, got.manifest);
    if (revision?.startsWith(commit)) return { ...got, requestedVersion: null, warnings: [] };
    const tagged = got.tag.slice('git-'.length);
    if (revision === null && (tagged.startsWith(commit) || commit.startsWith(tagged))) {
      return {
        ...got,
        requestedVersion: null,
        warnings: [
          `${repositoryName(image)}:${got.tag} does not say which commit it was built from; it is taken for ${commit}.`,
        ],
      };
    }
  }
  return null;
}

/** The commit that an image says it was built from; null where it doesn't say. */
export async function revisionOf(registry: Registry, image: Repository, manifest: Manifest): Promise<string | null> {
  const annotated = identityOf(readManifest(manifest).annotations).revision;
  return annotated ?? identityOf(await readLabels(registry, image, manifest)).revision;
}

async function fromList(registry: Registry, image: Repository, commit: string): Promise<ResolvedImage | null> {
  const tags = (await registry.tags(image)).filter((tag) => {
    const sha = /^git-([0-9a-f]{7,40})$/.exec(tag)?.[1];
    return sha !== undefined && (sha.startsWith(commit) || commit.startsWith(sha));
  });
  const got = await getAll(registry, image, tags);
  const digests = new Set(got.map((each) => each?.manifest.digest));
  if (digests.size > 1 && tags.every((tag) => tag.slice('git-'.length).startsWith(commit))) {
    throw new ActionError(
      'NOT_FOUND',
      `${repositoryName(image)}: ${commit} could be any of ${tags.join(', ')}. Give more characters of the commit.`,
    );
  }
  return ofCommit(registry, image, commit, got);
}

/**
 * Finds out what an image is that was found by a name: the name's version counts first. A tag `V-H`, where H starts the
 * revision, and `V-<environment>` name V.
 * @param histories the histories at hand
 * @param environments the environments that this run knows of
 */
export async function identifyFound(
  registry: Registry,
  image: Repository,
  found: ResolvedImage,
  histories: readonly (History | null)[],
  environments: readonly string[],
): Promise<Identity> {
  const { manifest, tag, requestedVersion } = found;
  const splits = tag === null ? [] : splitsOf(tag);
  if (tag === null || splits.length === 0) {
    const named = tag === null ? requestedVersion : (tagToVersion(tag) ?? requestedVersion);
    return identify(registry, image, manifest, { requestedVersion: named, histories, list: true });
  }
  const [identity, known] = await Promise.all([
    identify(registry, image, manifest, { requestedVersion: null, histories, list: false }),
    environmentsAmong(registry, image, splits, environments),
  ]);
  const ofBuild = identity.revision === null ? null : versionAndSha(tag, identity.revision);
  const named = ofBuild ?? versionAndEnvironment(tag, known) ?? tagToVersion(tag) ?? requestedVersion;
  return { ...identity, version: named ?? identity.version };
}

/** What may be an environment in a tag `V-<environment>`: all that stands behind a version and a dash. */
function splitsOf(tag: string): string[] {
  const dashes = [...tag.matchAll(/-/g)].map(({ index }) => index);
  return dashes
    .filter((at) => tagToVersion(tag.slice(0, at)) !== null)
    .map((at) => tag.slice(at + 1))
    .filter(isTag);
}

/** Those names that are environments: this run knows them, or they have a history. */
async function environmentsAmong(
  registry: Registry,
  image: Repository,
  names: readonly string[],
  known: readonly string[],
): Promise<string[]> {
  const asked = names.map(
    async (name) => known.includes(name) || (await registry.head(image, historyTag(name))) !== null,
  );
  const are = await Promise.all(asked);
  return names.filter((_, index) => are[index]);
}

/** The newest event that a name means in an environment's history: by digest, version or commit. */
export function findEvent(events: readonly HistoryEvent[], text: string): HistoryEvent | null {
  const version = parseVersion(text);
  const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
  const matches = (event: HistoryEvent): boolean =>
    event.digest === text ||
    (version !== null && event.version === version) ||
    (commit !== null && event.revision?.startsWith(commit) === true);
  return events.findLast((event) => event.action !== 'superseded' && matches(event)) ?? null;
}

/** NOT_FOUND with the nearest names that exist. */
export async function notFound(registry: Registry, image: Repository, text: string): Promise<ActionError> {
  const tags = (await registry.tags(image)).filter((tag) => !isHistoryTag(tag) && !tag.startsWith('sha256-'));
  const nearest = tags
    .map((tag) => ({ tag, distance: distance(text.toLowerCase(), tag.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.tag.localeCompare(b.tag))
    .slice(0, NEAREST)
    .map(({ tag }) => tag);
  const found =
    nearest.length > 0 ? `The nearest names there are ${nearest.join(', ')}.` : 'The repository has no tags.';
  return new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)} has no image "${text}". ${found} Build it first, or name one that exists.`,
  );
}

/** Edits between two texts, of which only the first 64 characters count. */
function distance(a: string, b: string): number {
  const [left, right] = [a.slice(0, 64), b.slice(0, 64)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
