import { ActionError } from '../errors.ts';
import { nameOf, type Repository } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import type { History } from './event.ts';
import { CONFIG, decodeHistory, EMPTY_LAYER, encodeHistory } from './manifest.ts';

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
  return manifest && decodeHistory(manifest, `${nameOf(image)}:${tag}`);
}

/**
 * Writes a history: one PUT where the repository has its two constant blobs, which it has once it holds any history.
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
  const blobs = (): Promise<unknown> =>
    Promise.all([CONFIG, EMPTY_LAYER].map((bytes) => registry.ensureBlob(image, bytes)));
  if (history.parent === null) await blobs();
  await put().catch(async (error: unknown) => {
    // a clean-up may have taken the blobs: registries then say 400 or 404
    const isMissing = error instanceof ActionError && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
    if (!isMissing || history.parent === null) throw error;
    await blobs();
    await put();
  });
  return { ...history, digest: manifest.digest };
}
