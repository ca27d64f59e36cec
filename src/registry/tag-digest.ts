import type { Repository } from '../image/reference.ts';
import type { Registry } from './client.ts';

/**
 * Returns the current digest of a tag, with one HEAD request:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#checking-if-content-exists-in-the-registry
 * @returns null if the tag does not exist
 * @throws the errors of `Registry.head`
 */
export async function digestNow(registry: Registry, image: Repository, tag: string): Promise<string | null> {
  return (await registry.head(image, tag))?.digest ?? null;
}
