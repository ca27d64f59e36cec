import { ActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { CONFIG, decodeHistory, EMPTY_LAYER, encodeHistory } from './codec.ts';
import type { History } from './event.ts';

/** The tag that an environment's history is under. */
export function historyTag(environment: string): string {
  return `${environment}-history`;
}

/**
 * Reads an environment's history.
 * @returns null where the registry says 404, and only there
 * @throws HISTORY_INVALID where the tag names something else
 */
export async function loadHistory(registry: Registry, image: Repository, environment: string): Promise<History | null> {
  const tag = historyTag(environment);
  const manifest = await registry.get(image, tag);
  return manifest && decodeHistory(manifest, `${repositoryName(image)}:${tag}`);
}

/** Makes sure that a repository has the two constant blobs of a history; it has them once it holds any history. */
export async function prepareHistory(registry: Registry, image: Repository): Promise<void> {
  await Promise.all([CONFIG, EMPTY_LAYER].map((bytes) => registry.ensureBlob(image, bytes)));
}

/**
 * Writes a history by one PUT; where a clean-up has taken its blobs, they are put there again.
 * @returns the history as it stands now, with the digest of its manifest
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
    // registries answer 400 or 404 where a blob is missing
    const isMissing = error instanceof ActionError && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
    if (!isMissing) throw error;
    await prepareHistory(registry, image);
    await put();
  });
  return { ...history, digest: manifest.digest };
}
