import type { Repository } from '../image/reference.ts';
import type { Registry } from './client.ts';

/**
 * Reads the digest that a tag has now, with one HEAD request.
 * @returns null where there is no such tag
 * @throws the registry's error when it refuses or cannot be reached
 */
export async function digestNow(registry: Registry, image: Repository, tag: string): Promise<string | null> {
  return (await registry.head(image, tag))?.digest ?? null;
}
