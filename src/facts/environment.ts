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
 * @param tag the tag's manifest, if it is being read already
 * @throws HISTORY_INVALID when the history cannot be decoded
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
 * Returns what is known of the live image without a further request.
 * @param target digest of the image that is to become live; if it is live already, nothing more is needed
 * @param others further histories of the repository
 * @returns null if the image has to be read
 */
export function knownLive(
  { live, history, known }: EnvironmentFacts,
  target: string | null,
  others: readonly (History | null)[] = [],
): Identity | null {
  if (!live || live.digest === target) return known;
  // the environment's own history takes precedence: the image may have another version elsewhere
  const merged = merge(known, identityFromHistories(live.digest, [history, ...others]));
  return merged.version === null ? null : merged;
}

/**
 * Completes what is known of the live image: from the histories, else by reading the image.
 * @param target digest of the image that is to become live; null if not known yet
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

/** Identifies an image by its digest; unknown if the image was deleted. */
export async function identifyDigest(
  registry: Registry,
  image: Repository,
  digest: string,
  histories: readonly (History | null)[],
): Promise<Identity> {
  const manifest = await registry.get(image, digest);
  return manifest ? identify(registry, image, manifest, { requestedVersion: null, histories, list: true }) : UNKNOWN;
}
