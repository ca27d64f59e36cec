import type { History } from '../history/event.ts';
import { loadHistory } from '../history/store.ts';
import { type Identity, merge, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { identify, identityFromHistories } from './identify.ts';
import type { EnvironmentFacts } from './types.ts';

/**
 * Reads an environment's tag and its history in parallel.
 * @param tag what the tag names, where that is being read already
 * @throws HISTORY_INVALID where the history cannot be read
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
 * What is known of the live image without a further request.
 * @param target digest of the image that is to be live; where it is live already nothing more is needed
 * @param others further histories of the repository
 * @returns null where the image has to be read
 */
export function knownLive(
  { live, history, known }: EnvironmentFacts,
  target: string | null,
  others: readonly (History | null)[] = [],
): Identity | null {
  if (!live || live.digest === target) return known;
  // its own history counts first: the image may have had another version elsewhere
  const merged = merge(known, identityFromHistories(live.digest, [history, ...others]));
  return merged.version === null ? null : merged;
}

/**
 * Completes what is known of the live image: from the histories, else by reading the image.
 * @param target digest of the image that is to be live; null where it is not known yet
 * @param others further histories of the repository
 */
export async function identifyLive(
  registry: Registry,
  image: Repository,
  facts: EnvironmentFacts,
  target: string | null,
  others: readonly (History | null)[] = [],
): Promise<EnvironmentFacts> {
  const known = knownLive(facts, target, others);
  if (known !== null || !facts.live) return { ...facts, known: known ?? facts.known };
  return { ...facts, known: await identifyDigest(registry, image, facts.live.digest, [facts.history, ...others]) };
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
