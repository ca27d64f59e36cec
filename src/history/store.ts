import { ActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { CONFIG, decodeHistory, EMPTY_LAYER, encodeHistory } from './codec.ts';
import type { History } from './event.ts';

/** Returns the tag that holds an environment's history. */
export function historyTag(environment: string): string {
  return `${environment}-history`;
}

/**
 * Reads an environment's history.
 * @returns null only if the registry answers 404
 * @throws HISTORY_INVALID when the tag points at something that is not a history
 */
export async function loadHistory(registry: Registry, image: Repository, environment: string): Promise<History | null> {
  const tag = historyTag(environment);
  const manifest = await registry.get(image, tag);
  return manifest && decodeHistory(manifest, `${repositoryName(image)}:${tag}`);
}

/** Uploads the two constant blobs of a history if the repository lacks them. Any repository with a history has them. */
export async function prepareHistory(registry: Registry, image: Repository): Promise<void> {
  await Promise.all([CONFIG, EMPTY_LAYER].map((bytes) => registry.ensureBlob(image, bytes)));
}

/**
 * Writes a history with one PUT. If a clean-up deleted its blobs, they are uploaded again and the PUT is repeated.
 * @returns the history as written, with the digest of its manifest
 * @throws the registry's error when the PUT fails for another reason, or fails again
 */
export async function saveHistory(
  registry: Registry,
  image: Repository,
  environment: string,
  history: History,
): Promise<History> {
  const manifest = encodeHistory(history);
  const put = (): Promise<void> => registry.put(image, historyTag(environment), manifest);
  await put().catch(async (error: unknown) => {
    // registries answer 400 (MANIFEST_BLOB_UNKNOWN) or 404 if a blob is missing
    const isMissing = error instanceof ActionError && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
    if (!isMissing) throw error;
    await prepareHistory(registry, image);
    await put();
  });
  return { ...history, digest: manifest.digest };
}
