import type { Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { TagWrite } from '../image/tags.ts';
import type { Referrer } from '../registry/lists.ts';
import type { Blob } from './manifest-content.ts';

/** A manifest with all that it lists: what is put before it. */
export interface Node {
  readonly digest: string;
  /** null where the destination has it, so that nobody needs its bytes */
  readonly manifest: Manifest | null;
  readonly children: readonly Node[];
  /** whether the destination has it already */
  readonly isThere: boolean;
}

/** The list of a subject's referrers where the registry keeps none: distribution-spec, "Referrers Tag Schema". */
export interface ReferrersTag {
  /** `sha256-<hex>` */
  readonly tag: string;
  /** what is to be in it */
  readonly referrers: readonly Referrer[];
}

/** A tag that hangs on an image by its name, such as cosign's `sha256-<hex>.sig`. */
export interface CosignTag {
  readonly tag: string;
  /** the digest that it had at the destination; null where there was none */
  readonly was: string | null;
  readonly node: Node;
}

/** How many blobs, and how many bytes they have together. */
export interface Count {
  readonly blobs: number;
  readonly bytes: number;
}

/** Counts blobs. */
export function countOf(blobs: readonly Blob[]): Count {
  return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
}

/** Several counts as one. */
export function countAll(counts: readonly Count[]): Count {
  return counts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
    blobs: 0,
    bytes: 0,
  });
}

/** What is to be brought from one repository to another; plain data. */
export interface CopyPlan {
  readonly source: Repository;
  readonly image: Node;
  /** blobs to mount or to send, each once */
  readonly blobs: readonly Blob[];
  /** blobs that were found at the destination */
  readonly there: Count;
  /** whether blobs can be mounted from the source: one registry */
  readonly canMount: boolean;
  /** what refers to the image and its platforms, what refers to that, and so on */
  readonly referrers: readonly Node[];
  readonly lists: readonly ReferrersTag[];
  readonly cosignTags: readonly CosignTag[];
  readonly warnings: readonly string[];
  /** version and commit tags that are put with the image, before any environment moves */
  readonly tags: readonly TagWrite[];
}

/** What came of it. */
export interface CopyOutcome {
  readonly source: Repository;
  readonly to: Repository;
  readonly sent: Count;
  readonly mounted: Count;
  readonly there: Count;
  readonly manifests: number;
  /** referrers and attached tags */
  readonly referrers: number;
  readonly milliseconds: number;
}

/** Whether a copy has anything to write. */
export function hasCopying(plan: CopyPlan | null): boolean {
  return (
    plan !== null &&
    (plan.tags.length > 0 ||
      plan.lists.length > 0 ||
      plan.cosignTags.length > 0 ||
      nodesOf(plan).some((node) => !node.isThere))
  );
}

/** How many manifests a plan brings, each once, and how many referrers and attached tags are among them. */
export function piecesOf(plan: CopyPlan): Pick<CopyOutcome, 'manifests' | 'referrers'> {
  const missing = nodesOf(plan).filter(({ isThere }) => !isThere);
  return {
    manifests: new Set(missing.map(({ digest }) => digest)).size,
    referrers: plan.referrers.length + plan.cosignTags.length,
  };
}

/**
 * Every manifest of a plan, what is listed before what lists it, each once: indexes in indexes that list the same again
 * and again would else be walked a number of times that has no bound.
 */
export function nodesOf({ image, referrers, cosignTags: attached }: CopyPlan): Node[] {
  const nodes = new Set<Node>();
  for (const node of [image, ...referrers, ...attached.map((one) => one.node)]) addTo(nodes, node);
  return [...nodes];
}

function addTo(nodes: Set<Node>, node: Node): void {
  if (nodes.has(node)) return;
  for (const child of node.children) addTo(nodes, child);
  nodes.add(node);
}
