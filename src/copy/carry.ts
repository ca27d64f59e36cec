import { digestOf, shortDigest } from '../image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../image/manifest.ts';
import { nameOf, type Repository } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import { type Referrer, referrersIn } from '../registry/lists.ts';
import type { Clock } from '../registry/retry.ts';
import { each } from '../side-by-side.ts';
import { copyBlob, type Way } from './blob.ts';
import type { Blob } from './content.ts';
import { type CopyOutcome, type CopyPlan, type Node, nodesOf, type ReferrersTag } from './plan.ts';
import { duration, Progress, size } from './progress.ts';

/** What carrying out copies needs of the world. */
export interface CopyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly checkCancelled: () => void;
}

/** One image's copy. */
export interface Copy {
  readonly plan: CopyPlan;
  readonly to: Repository;
}

/** So many blobs are on their way at once: more do not go faster, and each holds memory. */
const BLOBS_AT_ONCE = 6;
/** So many images have their manifests brought at once; each holds what its manifests hold. */
const COPIES_AT_ONCE = 16;

/**
 * Brings all that copies need but the images themselves: all images' blobs in one queue, then manifests from the leaves
 * up, and what refers to them. Whatever has been brought stays, also where another image fails: nothing names it yet,
 * and it is not sent again.
 * @returns what was brought, in the order of `copies`
 */
export async function bringAll(copies: readonly Copy[], deps: CopyDeps): Promise<CopyOutcome[]> {
  const began = deps.clock.now();
  const sent = copies.flatMap(({ plan }) => (plan.canMount ? [] : plan.blobs));
  const total = sent.reduce((sum, blob) => sum + blob.size, 0);
  const ways = await bringBlobs(copies, deps, new Progress(total, deps.clock, deps.log));
  await each(copies, (copy) => bringManifests(copy, deps), COPIES_AT_ONCE);
  return copies.map(({ plan, to }) => {
    const outcome = outcomeOf(plan, to, ways.get(plan) ?? [], deps.clock.now() - began);
    deps.log(copiedLine(outcome));
    return outcome;
  });
}

/** Puts the images themselves, once all that they name is there: under the tags that go along, else by digest. */
export async function nameAll(copies: readonly Copy[], { store, log, checkCancelled }: CopyDeps): Promise<void> {
  const names = copies.flatMap(({ plan: { image, tags }, to }) => {
    const references = tags.length > 0 ? tags.map(({ tag }) => tag) : image.isThere ? [] : [image.digest];
    return references.map((reference) => ({ image, to, reference }));
  });
  await each(names, async ({ image, to, reference }) => {
    checkCancelled();
    await store.put(to, reference, bytesOf(image));
    log(`${nameOf(to)}${reference === image.digest ? '@' : ':'}${reference} → ${shortDigest(image.digest)}`);
  });
}

type Came = { readonly blob: Blob; readonly way: Way };

async function bringBlobs(copies: readonly Copy[], deps: CopyDeps, progress: Progress): Promise<Map<CopyPlan, Came[]>> {
  const came = new Map<CopyPlan, Came[]>(copies.map(({ plan }) => [plan, []]));
  const { clock, checkCancelled } = deps;
  const blobDeps = { blobs: deps.store.blobs, clock, checkCancelled, onBytes: (count: number) => progress.add(count) };
  const queue = copies.flatMap(({ plan, to }) => plan.blobs.map((blob) => ({ plan, to, blob })));
  // the largest first, so that none is left alone at the end
  queue.sort((a, b) => b.blob.size - a.blob.size);
  await each(
    queue,
    async ({ plan, to, blob }) => {
      checkCancelled();
      const way = await copyBlob(blobDeps, plan.source, to, blob, plan.canMount);
      came.get(plan)?.push({ blob, way });
    },
    BLOBS_AT_ONCE,
  );
  return came;
}

async function bringManifests({ plan, to }: Copy, deps: CopyDeps): Promise<void> {
  const put = new Map<string, Promise<void>>();
  const bring = (node: Node): Promise<void> => {
    const known = put.get(node.digest) ?? bringNode(node, bring, to, deps);
    put.set(node.digest, known);
    return known;
  };
  const nodes = [...plan.image.children, ...plan.referrers, ...plan.attached.flatMap(({ node }) => node.children)];
  await each(nodes, bring);
  await each(plan.lists, (list) => writeList(list, to, deps));
  await each(plan.attached, async ({ tag, node }) => {
    deps.checkCancelled();
    await deps.store.put(to, tag, bytesOf(node));
  });
}

async function bringNode(
  node: Node,
  bring: (node: Node) => Promise<void>,
  to: Repository,
  deps: CopyDeps,
): Promise<void> {
  await Promise.all(node.children.map(bring));
  if (node.isThere) return;
  deps.checkCancelled();
  await deps.store.put(to, node.digest, bytesOf(node));
}

function bytesOf({ manifest, digest }: Node): Manifest {
  if (!manifest) throw new Error(`the bytes of ${digest} were not read`);
  return manifest;
}

/** Adds to the list of a subject's referrers, as it is by now: distribution-spec, "Referrers Tag Schema". */
async function writeList({ tag, referrers }: ReferrersTag, to: Repository, { store }: CopyDeps): Promise<void> {
  const there = await store.get(to, tag);
  const before = there?.mediaType === MEDIA_TYPES.ociIndex ? listOf(there) : [];
  const known = new Set(there ? referrersIn(there.bytes, to).map(({ digest }) => digest) : []);
  const more = referrers.filter(({ digest }) => !known.has(digest)).map(descriptorOf);
  if (more.length === 0) return;
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [...before, ...more] };
  const bytes = Buffer.from(JSON.stringify(index));
  await store.put(to, tag, { bytes, mediaType: MEDIA_TYPES.ociIndex, digest: digestOf(bytes), size: bytes.length });
}

function listOf(manifest: Manifest): unknown[] {
  return (JSON.parse(manifest.bytes.toString('utf8')) as { manifests: unknown[] }).manifests;
}

function descriptorOf({ mediaType, digest, size: bytes, artifactType, annotations }: Referrer): object {
  return {
    ...{ mediaType, digest, size: bytes },
    ...(artifactType === null ? {} : { artifactType }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

function outcomeOf(plan: CopyPlan, to: Repository, came: readonly Came[], milliseconds: number): CopyOutcome {
  const count = (way: Way) => {
    const found = came.filter((one) => one.way === way);
    return { blobs: found.length, bytes: found.reduce((sum, { blob }) => sum + blob.size, 0) };
  };
  const late = count('there');
  return {
    source: plan.source,
    to,
    sent: count('sent'),
    mounted: count('mounted'),
    there: { blobs: plan.there.blobs + late.blobs, bytes: plan.there.bytes + late.bytes },
    manifests: nodesOf(plan).filter(({ isThere }) => !isThere).length,
    attached: plan.referrers.length + plan.attached.length,
    milliseconds,
  };
}

function copiedLine({ source, to, sent, mounted, there, manifests, attached, milliseconds }: CopyOutcome): string {
  const parts = [
    `${sent.blobs} blobs sent (${size(sent.bytes)})`,
    ...(mounted.blobs > 0 ? [`${mounted.blobs} mounted (${size(mounted.bytes)})`] : []),
    ...(there.blobs > 0 ? [`${there.blobs} there already (${size(there.bytes)})`] : []),
    `${manifests} manifests`,
    ...(attached > 0 ? [`${attached} referrers and signatures`] : []),
  ];
  return `copied ${nameOf(source)} → ${nameOf(to)}: ${parts.join(', ')}, in ${duration(milliseconds)}`;
}
