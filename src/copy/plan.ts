import { type IndexEntry, type Manifest, readManifest } from '../image/manifest.ts';
import type { Blob } from '../image/manifest-refs.ts';
import type { Repository } from '../image/reference.ts';
import type { TagWrite } from '../image/tags.ts';
import type { Referrer } from '../registry/lists.ts';

/** A manifest with the manifests it lists, which are pushed before it. */
export interface Node {
  readonly digest: string;
  /** null if the destination has it, so that its bytes are not needed */
  readonly manifest: Manifest | null;
  readonly children: readonly Node[];
  /** whether the destination already has it */
  readonly isThere: boolean;
  /** whether neither repository has it: nothing is sent for it */
  readonly isMissing?: boolean;
  /** the digest that it refers to; null if it refers to none, or was not read */
  readonly subject: string | null;
}

/**
 * A list of referrers under a tag, for registries without the referrers API: distribution-spec, "Referrers Tag Schema".
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
export interface ReferrersTag {
  /** `sha256-<hex>` */
  readonly tag: string;
  readonly subject: string;
  /** the entries that the list must contain */
  readonly referrers: readonly Referrer[];
}

/** A tag that names an image's digest, such as cosign's signature `sha256-<hex>.sig`. */
export interface CosignTag {
  readonly tag: string;
  readonly subject: string;
  /** the digest of the tag at the destination when it was read; null if there was none */
  readonly was: string | null;
  readonly node: Node;
}

/** Whether a copy sends a manifest. */
export function isSent({ isThere, isMissing = false }: Node): boolean {
  return !isThere && !isMissing;
}

/** A number of blobs and their total size in bytes. */
export interface Count {
  readonly blobs: number;
  readonly bytes: number;
}

/** Returns the number and the total size of blobs. */
export function countOf(blobs: readonly Blob[]): Count {
  return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
}

/** Returns the sum of counts. */
export function countAll(counts: readonly Count[]): Count {
  return counts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
    blobs: 0,
    bytes: 0,
  });
}

/** What has to be copied from one repository to another; plain data. */
export interface CopyPlan {
  readonly source: Repository;
  readonly image: Node;
  /** what the image lists, and neither repository has */
  readonly missing: readonly IndexEntry[];
  /** blobs to mount or upload, each once */
  readonly blobs: readonly Blob[];
  /** blobs that the destination already has */
  readonly there: Count;
  /** whether blobs can be mounted from the source: both repositories are in one registry */
  readonly canMount: boolean;
  /** referrers of the image and its platforms, their referrers, and so on */
  readonly referrers: readonly Node[];
  readonly lists: readonly ReferrersTag[];
  readonly cosignTags: readonly CosignTag[];
  readonly warnings: readonly string[];
  /** version and commit tags that are pushed with the image, before any environment moves */
  readonly tags: readonly TagWrite[];
}

/** The result of a copy. */
export interface CopyOutcome {
  readonly source: Repository;
  readonly to: Repository;
  readonly sent: Count;
  readonly mounted: Count;
  readonly there: Count;
  readonly manifests: number;
  /** referrers and cosign tags */
  readonly referrers: number;
  /** whether anything was written */
  readonly hasWritten: boolean;
  /** what could not be copied, and why */
  readonly warnings: readonly string[];
  /** from the start of the copy */
  readonly milliseconds: number;
}

/** Whether a copy writes anything. */
export function hasCopying(plan: CopyPlan | null): boolean {
  return (
    plan !== null &&
    (plan.tags.length > 0 || plan.lists.length > 0 || plan.cosignTags.length > 0 || nodesOf(plan).some(isSent))
  );
}

/**
 * Returns whether the image is pushed by digest before it gets its tags: something refers to it, which some registries
 * accept only after it.
 */
export function isImageFirst(plan: CopyPlan): boolean {
  const { digest, isThere } = plan.image;
  const pushed = nodesOf(plan).filter(isSent);
  return !isThere && [...pushed, ...plan.cosignTags].some(({ subject }) => subject === digest);
}

/** Returns how many manifests a plan copies, each once, and how many referrers and cosign tags are among them. */
export function piecesOf(plan: CopyPlan): Pick<CopyOutcome, 'manifests' | 'referrers'> {
  const missing = nodesOf(plan).filter(isSent);
  return {
    manifests: new Set(missing.map(({ digest }) => digest)).size,
    referrers: plan.referrers.length + plan.cosignTags.length,
  };
}

/**
 * Returns every manifest of a plan once, children before the index that lists them. Each is visited once, since nested
 * indexes that repeat their children would otherwise take exponential time.
 */
export function nodesOf({ image, referrers, cosignTags }: CopyPlan): Node[] {
  const nodes = new Set<Node>();
  for (const node of [image, ...referrers, ...cosignTags.map(({ node }) => node)]) addTo(nodes, node);
  return [...nodes];
}

/**
 * Returns the entries of an image's indexes that neither repository has, each once.
 * @throws REGISTRY_REFUSED as `readManifest`
 */
export function missingIn(image: Node): IndexEntry[] {
  const nodes = new Set<Node>();
  addTo(nodes, image);
  const missing = new Map<string, IndexEntry>();
  for (const { manifest, children } of nodes) {
    const digests = new Set(children.filter(({ isMissing }) => isMissing).map(({ digest }) => digest));
    if (manifest === null || digests.size === 0) continue;
    for (const entry of readManifest(manifest).entries) if (digests.has(entry.digest)) missing.set(entry.digest, entry);
  }
  return [...missing.values()];
}

function addTo(nodes: Set<Node>, node: Node): void {
  if (nodes.has(node)) return;
  for (const child of node.children) addTo(nodes, child);
  nodes.add(node);
}
