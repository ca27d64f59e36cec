import type { CopyPlan } from '../copy/plan.ts';
import { type IndexEntry, isIndexType, type Manifest, readManifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { mapAll } from '../util/concurrency.ts';

/** What the registry has of the manifests that an index lists. */
export interface Completeness {
  /** the listed manifests that the registry does not have, platforms and attestations */
  readonly missing: readonly IndexEntry[];
  /** how many manifests were looked up */
  readonly checked: number;
  /** how many were not, because the index lists too many */
  readonly unchecked: number;
}

/** No real image lists more manifests; a copy refuses more, too. */
const MAX_MANIFESTS = 1000;
/** Indexes nested deeper are not looked at. */
const MAX_DEPTH = 4;

/**
 * Whether an index lists another index, so that checking it takes more than one level of requests.
 * @throws REGISTRY_REFUSED as `readManifest`
 */
export function isNestedIndex(manifest: Manifest): boolean {
  return readManifest(manifest).entries.some(({ mediaType }) => isIndexType(mediaType));
}

/**
 * Looks up every manifest that an index lists, all in parallel; indexes in the index are read, and theirs looked up in
 * turn.
 * @returns null for an image of one manifest, without a request
 * @throws REGISTRY_REFUSED as `readManifest`; the errors of `Registry.head` and `Registry.get`, merged
 */
export async function findMissing(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
): Promise<Completeness | null> {
  const content = readManifest(manifest);
  if (!content.isIndex) return null;
  const seen = new Set([manifest.digest]);
  let unchecked = 0;
  const look = async (entries: readonly IndexEntry[], depth: number): Promise<IndexEntry[]> => {
    const added = entries.filter(({ digest }) => seen.size < seen.add(digest).size);
    const free = Math.max(0, MAX_MANIFESTS - (seen.size - 1 - added.length));
    unchecked += Math.max(0, added.length - free);
    return (await mapAll(added.slice(0, free), (entry) => lookAt(entry, depth))).flat();
  };
  const lookAt = async (entry: IndexEntry, depth: number): Promise<IndexEntry[]> => {
    if (!isIndexType(entry.mediaType) || depth >= MAX_DEPTH)
      return (await exists(registry, image, entry.digest)) ? [] : [entry];
    const nested = await registry.get(image, entry.digest);
    return nested ? look(readManifest(nested).entries, depth + 1) : [entry];
  };
  const missing = await look(content.entries, 1);
  return { missing, checked: seen.size - 1 - unchecked, unchecked };
}

/**
 * What a copy has found out about the manifests that its image lists; null for an image of one manifest.
 * @throws REGISTRY_REFUSED as `readManifest`
 */
export function completenessOf({ image, missing }: CopyPlan): Completeness | null {
  const { manifest } = image;
  if (manifest === null || !readManifest(manifest).isIndex) return null;
  return { missing, checked: image.children.length, unchecked: 0 };
}

/** Whether a manifest exists. Some registries answer 404 to HEAD and 200 to GET, so a 404 is trusted only from GET. */
async function exists(registry: Registry, image: Repository, digest: string): Promise<boolean> {
  return (await registry.head(image, digest)) !== null || (await registry.get(image, digest)) !== null;
}
