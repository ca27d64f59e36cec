import { ActionError } from '../errors.ts';
import { type HistoryEvent, isMove, type MoveEvent } from '../history/event.ts';
import { artifactKind } from '../image/artifact.ts';
import { identityOf } from '../image/identity.ts';
import { LABEL } from '../image/labels.ts';
import { type Manifest, readManifest } from '../image/manifest.ts';
import { isDigest, isTag, type Repository, repositoryName } from '../image/reference.ts';
import { isHistoryTag, isReferrersTag } from '../image/tags.ts';
import { parseVersion, versionToTag } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { type ResolvedImage, readLabels } from './identify.ts';
import { notFound } from './not-found.ts';
import { optionalTags } from './tag-list.ts';

/** The first characters of a commit match several images. */
export class AmbiguousCommit extends ActionError {}

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
  const [byName, byCommit] = await Promise.all([
    getAll(registry, image, names),
    getImages(registry, image, commitTags),
  ]);
  const named = byName.find((found) => found !== null && isImage(found));
  if (named && commit && !isDigest(text)) return preferCommit(registry, image, commit, named, byCommit);
  if (named) return { ...named, tag: isDigest(text) ? null : named.tag, requestedVersion: version, warnings: [] };
  if (commit) {
    const found = (await ofCommit(registry, image, commit, byCommit)) ?? (await fromList(registry, image, commit));
    if (found) return found;
  }
  const artifact = byName.find((found) => found !== null);
  if (artifact) expectImage(image, text, artifact.manifest);
  throw await notFound(registry, image, text);
}

/**
 * Chooses between a tag that is named like a commit and the commit's own tag: the latter where the first names an image of
 * another commit. Anyone who may push a branch or a tag can give it the name of a commit.
 */
async function preferCommit(
  registry: Registry,
  image: Repository,
  commit: string,
  named: TaggedManifest,
  byCommit: readonly (TaggedManifest | null)[],
): Promise<ResolvedImage> {
  const asNamed = { ...named, requestedVersion: null };
  const revision = await revisionOf(registry, image, named.manifest);
  if (revision === null || revision.startsWith(commit)) return { ...asNamed, warnings: [] };
  const others = `${repositoryName(image)}:${named.tag} names an image of commit ${revision}`;
  const own = await ofCommit(registry, image, commit, byCommit);
  if (own) return { ...own, warnings: [...own.warnings, `${others}; ${own.tag} is used instead.`] };
  // a date is made of digits too
  const isNumber = /^\d{1,39}$/.test(commit);
  return { ...asNamed, warnings: isNumber ? [] : [`${others}, not of commit ${commit}.`] };
}

/** Returns the tags to look up; history tags and those of referrers and signatures are not images. */
function tagNames(text: string, version: string | null): string[] {
  const names = [...(isTag(text) ? [text] : []), ...(version === null ? [] : [versionToTag(version)])];
  return [...new Set(names)].filter((name) => !isHistoryTag(name) && !isReferrersTag(name));
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
      return manifest && { tag, manifest };
    }),
  );
}

/** Whether a manifest may be an image. */
function isImage({ manifest }: TaggedManifest): boolean {
  return artifactKind(manifest) === null;
}

async function getImages(
  registry: Registry,
  image: Repository,
  references: readonly string[],
): Promise<(TaggedManifest | null)[]> {
  const all = await getAll(registry, image, references);
  return all.map((found) => (found && isImage(found) ? found : null));
}

/**
 * Returns the manifest if it may be an image.
 * @param name what was asked for, for the message
 * @throws NOT_FOUND where it is a history, a signature or another artifact
 */
export function expectImage(image: Repository, name: string, manifest: Manifest): Manifest {
  const kind = artifactKind(manifest);
  if (kind === null) return manifest;
  throw new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)}: expected an image as ${name}, got ${kind}, ${manifest.digest}. Name an image, by its version, commit or digest.`,
  );
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

/**
 * Returns the commit that an image was built from, by its annotations or labels; null if they have none.
 * @throws as `originOf`
 */
export async function revisionOf(registry: Registry, image: Repository, manifest: Manifest): Promise<string | null> {
  return (await originOf(registry, image, manifest)).revision;
}

/**
 * Returns commit and repository that an image was built from, by its annotations or, without a commit there, labels.
 * @throws as `readLabels`
 */
export async function originOf(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
): Promise<{ revision: string | null; source: string | null }> {
  const { annotations } = readManifest(manifest);
  const annotated = identityOf(annotations).revision;
  const labels = annotated === null ? await readLabels(registry, image, manifest) : {};
  const source = annotations[LABEL.source] || labels[LABEL.source] || null;
  return { revision: annotated ?? identityOf(labels).revision, source };
}

async function fromList(registry: Registry, image: Repository, commit: string): Promise<ResolvedImage | null> {
  const tags = ((await optionalTags(registry, image)) ?? []).filter((tag) => {
    const sha = /^git-([0-9a-f]{7,40})$/.exec(tag)?.[1];
    return sha !== undefined && (sha.startsWith(commit) || commit.startsWith(sha));
  });
  const got = await getImages(registry, image, tags);
  const digests = new Set(got.map((each) => each?.manifest.digest));
  if (digests.size > 1 && tags.every((tag) => tag.slice('git-'.length).startsWith(commit))) {
    throw new AmbiguousCommit(
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
