import { asActionError, type ErrorCode } from '../errors.ts';
import type { History } from '../history/event.ts';
import { type LoadOptions, loadHistory } from '../history/store.ts';
import { type Identity, merge, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { settleBoth } from '../util/concurrency.ts';
import { expectImage } from './find.ts';
import { identify, identityFromHistories } from './identify.ts';
import type { EnvironmentFacts } from './types.ts';

/**
 * Reads an environment's tag and its history in parallel.
 * @param options which invalid histories are accepted
 * @param tag the tag's manifest, if it is being read already
 * @throws HISTORY_INVALID when the history cannot be decoded
 */
export async function readEnvironment(
  registry: Registry,
  image: Repository,
  name: string,
  options: LoadOptions = {},
  tag: Promise<Descriptor | null> = registry.head(image, name),
): Promise<EnvironmentFacts> {
  const [live, history] = await settleBoth(tag, loadHistory(registry, image, name, options));
  const known = live ? identityFromHistories(live.digest, [history]) : UNKNOWN;
  const facts = { name, live, history, known };
  if (history?.unreadable === undefined) return facts;
  return { ...facts, warnings: [`${history.unreadable} allow: moved begins a new history.`] };
}

/**
 * Returns what is known of the live image without a further request.
 * @param target digest of the image that is to become live; if it is live already, nothing more is needed
 * @param others further histories of the repository
 * @returns null if the image has to be read
 */
export function knownLive(
  { live, known }: EnvironmentFacts,
  target: string | null,
  others: readonly (History | null)[] = [],
): Identity | null {
  if (!live || live.digest === target) return known;
  // `known` has what its own history says; one array of others for many environments is indexed once
  const merged = merge(known, identityFromHistories(live.digest, others));
  return merged.version === null ? null : merged;
}

/**
 * Completes what is known of the live image: from the histories, else by reading the image.
 * @param target digest of the image that is to become live; null if not known yet
 * @param others further histories of the repository
 * @throws the errors of `Registry` that concern the registry, not only this image
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
  const histories = others.includes(facts.history) ? others : [facts.history, ...others];
  try {
    return { ...facts, known: await identifyStored(registry, image, facts.live.digest, histories) };
  } catch (error) {
    const { code, message } = asActionError(error);
    if (!UNREADABLE.includes(code)) throw error;
    const warning = `${repositoryName(image)}: what is live in ${facts.name}, ${facts.live.digest}, is not a readable image, so its version and commit are unknown. ${message}`;
    return { ...facts, warnings: [...(facts.warnings ?? []), warning] };
  }
}

/** Errors that concern one image, not the registry. */
const UNREADABLE: readonly ErrorCode[] = ['REGISTRY_REFUSED', 'DIGEST_MISMATCH', 'NOT_FOUND'];

/**
 * Identifies an image by its digest; unknown if the image was deleted or cannot be read.
 * @throws the errors of `Registry` that concern the registry, not only this image
 */
export async function identifyDigest(
  registry: Registry,
  image: Repository,
  digest: string,
  histories: readonly (History | null)[],
): Promise<Identity> {
  return identifyStored(registry, image, digest, histories).catch((error: unknown) => {
    if (UNREADABLE.includes(asActionError(error).code)) return identityFromHistories(digest, histories);
    throw error;
  });
}

async function identifyStored(
  registry: Registry,
  image: Repository,
  digest: string,
  histories: readonly (History | null)[],
): Promise<Identity> {
  const manifest = await registry.get(image, digest);
  if (manifest) expectImage(image, digest, manifest);
  return manifest ? identify(registry, image, manifest, { requestedVersion: null, histories, list: true }) : UNKNOWN;
}
