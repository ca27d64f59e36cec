import { ActionError, type ErrorCode, RefusedWrite } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { CONFIG, decodeHistory, EMPTY_LAYER, encodeHistory, type HistoryOwner } from './codec.ts';
import type { History } from './event.ts';

/** Returns the tag that holds an environment's history. */
export function historyTag(environment: string): string {
  return `${environment}-history`;
}

/** What is read as a history although it is not a valid one of this environment. */
export interface LoadOptions {
  /** a history of another environment or repository: `allow: moved` takes it over */
  readonly takeOver?: boolean;
  /** what cannot be read is returned as an empty history with `unreadable`: the next write begins a new one */
  readonly beginNew?: boolean;
}

/**
 * Reads an environment's history: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 * @returns null only if the registry answers 404
 * @throws HISTORY_INVALID when the tag points at something that is not a history of this environment
 */
export async function loadHistory(
  registry: Registry,
  image: Repository,
  environment: string,
  { takeOver = false, beginNew = false }: LoadOptions = {},
): Promise<History | null> {
  const tag = historyTag(environment);
  try {
    const manifest = await registry.get(image, tag);
    if (manifest === null) return null;
    return decodeHistory(manifest, `${repositoryName(image)}:${tag}`, { owner: ownerOf(image, environment), takeOver });
  } catch (error) {
    if (!beginNew || !(error instanceof ActionError) || !UNREADABLE.includes(error.code)) throw error;
    const there = await registry.head(image, tag);
    if (there === null) return null;
    return { digest: there.digest, parent: null, first: 1, events: [], unreadable: error.message };
  }
}

/** Errors that concern one manifest, not the registry. */
const UNREADABLE: readonly ErrorCode[] = ['HISTORY_INVALID', 'DIGEST_MISMATCH', 'REGISTRY_REFUSED'];

function ownerOf({ repository }: Repository, environment: string): HistoryOwner {
  return { environment, repository };
}

/**
 * Uploads the two constant blobs of a history if the repository lacks them. Any repository with a history has them.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 * @param isForced whether to upload them also if the registry says that it has them
 * @throws the errors of `Registry.ensureBlob`
 */
export async function prepareHistory(registry: Registry, image: Repository, isForced = false): Promise<void> {
  await Promise.all([CONFIG, EMPTY_LAYER].map((bytes) => registry.ensureBlob(image, bytes, isForced)));
}

/**
 * Writes a history with one PUT. If a clean-up deleted its blobs, they are uploaded again and the PUT is repeated.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
 * @returns the history as written, with the digest of its manifest
 * @throws the registry's error when the PUT fails for another reason, or fails again
 */
export async function saveHistory(
  registry: Registry,
  image: Repository,
  environment: string,
  history: History,
): Promise<History & { readonly digest: string }> {
  const manifest = encodeHistory(history, ownerOf(image, environment));
  const put = (): Promise<void> => registry.put(image, historyTag(environment), manifest);
  await put().catch(async (error: unknown) => {
    // registries answer 400 (MANIFEST_BLOB_UNKNOWN) or 404 if a blob is missing
    const isMissing = error instanceof ActionError && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
    if (!isMissing) throw error;
    // a registry that names them as missing may still say that it has them (distribution/distribution#1803)
    await prepareHistory(registry, image, error instanceof RefusedWrite && error.missing !== null);
    await put();
  });
  return { ...history, digest: manifest.digest };
}
