import { ActionError, asActionError } from '../errors.ts';
import { isHistoryManifest } from '../history/codec.ts';
import { historyTag } from '../history/store.ts';
import type { Repository } from '../image/reference.ts';
import { ruleOf } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { knownVersions } from './known-versions.ts';
import { NO_TAGS, type TagFacts } from './types.ts';

/**
 * Reads in parallel the facts about the tags that a run may write: the digest of each, for free tags whether they are
 * environments; the list of tags, and versions that may be missing from it, if one is floating. Without tags it sends no request.
 * @param commit the commit of the image, which decides the rule of a tag; null if unknown
 * @throws the errors of `Registry` and `knownVersions`, but none for a list of tags that the account may not read
 */
export async function readTags(
  registry: Registry,
  image: Repository,
  tags: readonly string[],
  commit: string | null,
): Promise<TagFacts> {
  if (tags.length === 0) return NO_TAGS;
  const distinct = [...new Set(tags)];
  const free = distinct.filter((tag) => ruleOf(tag, commit) === 'free');
  const floating = distinct.filter((tag) => ruleOf(tag, commit) === 'floating');
  const others = distinct.filter((tag) => !floating.includes(tag));
  // a fixed tag is written once, so it is probably absent
  const digestOfTag = async (tag: string): Promise<string | null> =>
    (await registry.head(image, tag, { byGet: !free.includes(tag) }))?.digest ?? null;
  const listing = floating.length > 0 ? listOrRefusal(registry, image) : null;
  listing?.catch(() => {});
  const [heads, named, histories, listed] = await Promise.all([
    Promise.all(others.map(async (tag) => [tag, await digestOfTag(tag)] as const)),
    Promise.all(floating.map(async (tag) => [tag, await registry.get(image, tag)] as const)),
    Promise.all(free.map(async (tag) => ({ tag, is: await hasHistory(registry, image, tag) }))),
    listing,
  ]);
  const list = listed instanceof ActionError ? null : listed;
  const images = named.flatMap(([, manifest]) => manifest ?? []);
  const known = list === null ? { versions: [], histories: [] } : await knownVersions(registry, image, images, list);
  return {
    now: new Map([...heads, ...named.map(([tag, manifest]) => [tag, manifest?.digest ?? null] as const)]),
    list,
    ...(listed instanceof ActionError ? { listRefused: listed } : {}),
    ...known,
    environments: new Set(histories.filter(({ is }) => is).map(({ tag }) => tag)),
  };
}

/**
 * Returns all tags of a repository, or why the account may not list them: only an image that has a version needs the list.
 * @throws the errors of `Registry.tags` but FORBIDDEN and UNAUTHORIZED
 */
async function listOrRefusal(registry: Registry, image: Repository): Promise<readonly string[] | ActionError> {
  try {
    return await registry.tags(image);
  } catch (error) {
    const refusal = asActionError(error);
    if (refusal.code !== 'FORBIDDEN' && refusal.code !== 'UNAUTHORIZED') throw error;
    return refusal;
  }
}

/** Whether a tag has a history. A tag of that name on something else makes no environment of it. */
async function hasHistory(registry: Registry, image: Repository, tag: string): Promise<boolean> {
  const manifest = await registry.get(image, historyTag(tag));
  return manifest !== null && isHistoryManifest(manifest);
}

/** Merges the facts about two sets of tags. */
export function joinTags(a: TagFacts, b: TagFacts): TagFacts {
  return {
    now: new Map([...a.now, ...b.now]),
    list: a.list ?? b.list,
    ...(a.listRefused || b.listRefused ? { listRefused: a.listRefused ?? b.listRefused } : {}),
    versions: [...(a.versions ?? []), ...(b.versions ?? [])],
    histories: [...(a.histories ?? []), ...(b.histories ?? [])],
    environments: new Set([...a.environments, ...b.environments]),
  };
}
