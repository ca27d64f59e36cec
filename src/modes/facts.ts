import { asActionError, combine } from '../errors.ts';
import type { History } from '../history/event.ts';
import { liveEvent } from '../history/state.ts';
import { historyTag, loadHistory } from '../history/store.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import { ruleOf } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { identify, identityFromHistories } from './identify.ts';

/** What the registry says of one environment of an image. */
export interface EnvironmentFacts {
  readonly name: string;
  /** what its tag names */
  readonly live: Descriptor | null;
  readonly history: History | null;
  /** what is known of the live image */
  readonly known: Identity;
}

/** What the registry says of the tags that a run may put. */
export interface TagFacts {
  /** the digest that each has now; null where there is none */
  readonly now: ReadonlyMap<string, string | null>;
  /** all tags of the repository, where a floating tag asked for them */
  readonly list: readonly string[] | null;
  /** free tags that are environments, since they have a history */
  readonly environments: ReadonlySet<string>;
}

/** What a run knows of one image before it decides. */
export interface ImageFacts {
  readonly image: Repository;
  readonly target: Manifest;
  readonly identity: Identity;
  readonly environment: EnvironmentFacts | null;
  /** the rung below, where there is a ladder */
  readonly below: EnvironmentFacts | null;
  readonly tags: TagFacts;
  readonly warnings: readonly string[];
}

/** Reads an environment's tag and history, side by side. */
export async function readEnvironment(registry: Registry, image: Repository, name: string): Promise<EnvironmentFacts> {
  const [live, history] = await Promise.all([registry.head(image, name), loadHistory(registry, image, name)]);
  return { name, live, history, known: live ? identityFromHistories(live.digest, [history]) : UNKNOWN };
}

/**
 * Completes what is known of the live image, where its history doesn't describe it.
 * @param target the image it is to be replaced by: where they are equal nothing more is asked; null where it is not known yet
 */
export async function knowLive(
  registry: Registry,
  image: Repository,
  facts: EnvironmentFacts,
  target: string | null,
): Promise<EnvironmentFacts> {
  const { live, history } = facts;
  if (!live || live.digest === target || liveEvent(live, history) !== null) return facts;
  return { ...facts, known: await identifyDigest(registry, image, live.digest, [history]) };
}

/** What is known of an image by its digest; nothing where it is gone. */
export async function identifyDigest(
  registry: Registry,
  image: Repository,
  digest: string,
  histories: readonly (History | null)[],
): Promise<Identity> {
  const manifest = await registry.get(image, digest);
  return manifest ? identify(registry, image, manifest, { asked: null, histories, list: true }) : UNKNOWN;
}

/**
 * Reads what is to be known of the tags that a run may put, side by side.
 * @param commit the commit of the image, by which a tag's rule goes
 */
export async function readTags(
  registry: Registry,
  image: Repository,
  tags: readonly string[],
  commit: string | null,
): Promise<TagFacts> {
  const free = tags.filter((tag) => ruleOf(tag, commit) === 'free');
  const isFloating = tags.some((tag) => ruleOf(tag, commit) === 'floating');
  const [heads, histories, list] = await Promise.all([
    Promise.all(tags.map(async (tag) => [tag, (await registry.head(image, tag))?.digest ?? null] as const)),
    Promise.all(free.map(async (tag) => ({ tag, is: (await registry.head(image, historyTag(tag))) !== null }))),
    isFloating ? registry.tags(image) : null,
  ]);
  return { now: new Map(heads), list, environments: new Set(histories.filter(({ is }) => is).map(({ tag }) => tag)) };
}

/** The facts of a run that puts no tags of its own. */
export const NO_TAGS: TagFacts = { now: new Map(), list: null, environments: new Set() };

/**
 * Reads for every image, side by side, and waits for all, so that an error names every image that it concerns.
 * @throws the problems of all images as one
 */
export async function gatherAll<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results = await Promise.allSettled(items.map(read));
  const problems = results.flatMap((result) => (result.status === 'rejected' ? [asActionError(result.reason)] : []));
  if (problems.length > 0) throw combine(problems);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
