import type { Repository } from '../image/reference.ts';
import type { Registry } from './client.ts';

/** The digest that a tag names now; null where there is no such tag. */
export async function digestNow(registry: Registry, image: Repository, tag: string): Promise<string | null> {
  return (await registry.head(image, tag))?.digest ?? null;
}
