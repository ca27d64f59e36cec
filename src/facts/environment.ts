import type { History } from '../history/event.ts';
import { historyTag, loadHistory } from '../history/store.ts';
import { type Identity, merge, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import { ruleOf } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { identify, identityFromHistories } from './identify.ts';
import type { EnvironmentFacts, TagFacts } from './types.ts';

/** A registry that counts what is asked of it. */
export function counting(registry: Registry): { registry: Registry; asked: () => number } {
  let asked = 0;
  const counted = <A extends unknown[], R>(act: (...args: A) => R) => {
    return (...args: A): R => {
      asked++;
      return act(...args);
    };
  };
  return {
    registry: {
      head: counted(registry.head.bind(registry)),
      get: counted(registry.get.bind(registry)),
      put: counted(registry.put.bind(registry)),
      tags: counted(registry.tags.bind(registry)),
      blob: counted(registry.blob.bind(registry)),
      ensureBlob: counted(registry.ensureBlob.bind(registry)),
    },
    asked: () => asked,
  };
}

/**
 * Reads an environment's tag and history, side by side.
 * @param tag what its tag names, where that is asked for already
 */
export async function readEnvironment(
  registry: Registry,
  image: Repository,
  name: string,
  tag: Promise<Descriptor | null> = registry.head(image, name),
): Promise<EnvironmentFacts> {
  const [live, history] = await Promise.all([tag, loadHistory(registry, image, name)]);
  return { name, live, history, known: live ? identityFromHistories(live.digest, [history]) : UNKNOWN };
}

/**
 * Completes what is known of the live image, where the histories at hand don't tell its version.
 * @param target the image it is to be replaced by: where they are equal nothing more is asked; null where it is not known yet
 * @param others further histories of the repository
 */
export async function knowLive(
  registry: Registry,
  image: Repository,
  facts: EnvironmentFacts,
  target: string | null,
  others: readonly (History | null)[] = [],
): Promise<EnvironmentFacts> {
  const { live, history } = facts;
  if (!live || live.digest === target) return facts;
  const histories = [history, ...others];
  // its own history counts first: one image may have had another version elsewhere
  const known = merge(facts.known, identityFromHistories(live.digest, histories));
  if (known.version !== null) return { ...facts, known };
  return { ...facts, known: await identifyDigest(registry, image, live.digest, histories) };
}

/** What is known of an image by its digest; nothing where it is gone. */
export async function identifyDigest(
  registry: Registry,
  image: Repository,
  digest: string,
  histories: readonly (History | null)[],
): Promise<Identity> {
  const manifest = await registry.get(image, digest);
  return manifest ? identify(registry, image, manifest, { requestedVersion: null, histories, list: true }) : UNKNOWN;
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
