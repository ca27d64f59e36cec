import { ActionError } from '../errors.ts';
import { type HistoryEvent, isMove, type MoveEvent } from '../history/event.ts';
import { identityOf } from '../image/identity.ts';
import { type Manifest, readManifest } from '../image/manifest.ts';
import { isDigest, isTag, type Repository, repositoryName } from '../image/reference.ts';
import { isHistoryTag } from '../image/tags.ts';
import { parseVersion, versionToTag } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { type ResolvedImage, readLabels } from './identify.ts';
import { notFound } from './not-found.ts';

const COMMIT = /^[0-9a-f]{7,40}$/;

/**
 * Finds an image by digest, tag, version or commit, in this order.
 * @param text the input `version`
 * @param shaLength number of characters of a commit in tags
 * @throws NOT_FOUND when no image matches, with the nearest tags; or when a commit is ambiguous
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

/** Returns the tags to look up; history tags are not images. */
function tagNames(text: string, version: string | null): string[] {
  const names = [...(isTag(text) ? [text] : []), ...(version === null ? [] : [versionToTag(version)])];
  return [...new Set(names)].filter((name) => !isHistoryTag(name));
}

interface TaggedManifest {
  tag: string;
  manifest: Manifest;
}

function getAll(
  registry: Registry,
  image: Repository,
  references: readonly string[],
): Promise<(TaggedManifest | null)[]> {
  return Promise.all(
    references.map(async (tag) => {
      const manifest = await registry.get(image, tag);
      return manifest && !isHistory(manifest) ? { tag, manifest } : null;
    }),
  );
}

/** Whether a manifest is a history, not an image. */
export function isHistory(manifest: Manifest): boolean {
  return readManifest(manifest).annotations['vnd.build-once-promote.history'] !== undefined;
}

/** Returns the first candidate whose image was built from the commit, or has no revision. */
async function ofCommit(
  registry: Registry,
  image: Repository,
  commit: string,
  candidates: readonly (TaggedManifest | null)[],
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
        warnings: [`${repositoryName(image)}:${got.tag} has no revision; it is assumed to be the build of ${commit}.`],
      };
    }
  }
  return null;
}

/** Returns the commit that an image was built from, by its annotations or labels; null if they have none. */
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
      `${repositoryName(image)}: commit ${commit} is ambiguous: ${tags.join(', ')}. Give more of its characters.`,
    );
  }
  return ofCommit(registry, image, commit, got);
}

/** Returns the newest event with a digest, version or commit; null if there is none. */
export function findEvent(events: readonly HistoryEvent[], text: string): MoveEvent | null {
  const version = parseVersion(text);
  const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
  const matches = (event: HistoryEvent): boolean =>
    event.digest === text ||
    (version !== null && event.version === version) ||
    (commit !== null && event.revision?.startsWith(commit) === true);
  return events.filter(isMove).findLast(matches) ?? null;
}
