import { LONG_COPY_MS } from '../execute/recheck.ts';
import { digestOf, shortDigest } from '../image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import type { RetryBudget } from '../registry/http/retry-budget.ts';
import { type Referrer, referrersIn } from '../registry/lists.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { Clock } from '../util/clock.ts';
import { forEachLimit, Semaphore, settleBoth } from '../util/concurrency.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { copyBlob, type TransferResult } from './blob.ts';
import type { Blob } from './manifest-content.ts';
import {
  type CopyOutcome,
  type CopyPlan,
  type CosignTag,
  type Count,
  countAll,
  countOf,
  type Node,
  piecesOf,
  type ReferrersTag,
} from './plan.ts';
import { duration, Progress } from './progress.ts';
import { expectList } from './referrers.ts';
import { type Copy, isSmall, type ScheduledBlob, scheduleBlobs } from './schedule.ts';
import { formatCopyStats } from './stats.ts';

/** What carrying out copies needs of the world. */
export interface CopyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly checkCancelled: () => void;
  readonly retryBudget: RetryBudget;
}

/** So many blobs are sent at once: more do not go faster, and each holds memory. */
const SENT_AT_ONCE = 6;
/** So many are on their way at once: those whose answer is awaited hold none. */
const BLOBS_AT_ONCE = 12;
/** So many small ones, and mounts, beside the others. */
const SMALL_AT_ONCE = 48;

/**
 * Brings all that copies need but the images themselves: all images' blobs in one queue, then manifests from the leaves
 * up, and what refers to them. Whatever has been brought stays, also where another image fails: nothing names it yet,
 * and it is not sent again.
 * @returns what was brought, in the order of `copies`
 */
export async function copyContents(copies: readonly Copy[], deps: CopyDeps): Promise<CopyOutcome[]> {
  const began = deps.clock.now();
  const ways = await copyBlobs(copies, deps);
  const isLong = deps.clock.now() - began >= LONG_COPY_MS;
  await forEachLimit(copies, (copy) => copyManifests(copy, deps, isLong));
  return copies.map(({ plan, to }) => {
    const outcome = outcomeOf(plan, to, ways.get(plan) ?? [], deps.clock.now() - began);
    deps.log(copiedLine(outcome));
    return outcome;
  });
}

/** Puts the images themselves, once all that they name is there: under the tags that go along, else by digest. */
export async function pushManifests(copies: readonly Copy[], { store, log, checkCancelled }: CopyDeps): Promise<void> {
  const names = copies.flatMap(({ plan: { image, tags }, to }) => {
    const references = tags.length > 0 ? tags.map(({ tag }) => tag) : image.isThere ? [] : [image.digest];
    return references.map((reference) => ({ image, to, reference }));
  });
  await forEachLimit(names, async ({ image, to, reference }) => {
    checkCancelled();
    await store.put(to, reference, bytesOf(image));
    log(`${repositoryName(to)}${reference === image.digest ? '@' : ':'}${reference} → ${shortDigest(image.digest)}`);
  });
}

type TransferredBlob = { readonly blob: Blob; readonly way: TransferResult };

async function copyBlobs(copies: readonly Copy[], deps: CopyDeps): Promise<Map<CopyPlan, TransferredBlob[]>> {
  const came = new Map<CopyPlan, TransferredBlob[]>(copies.map(({ plan }) => [plan, []]));
  const { clock, checkCancelled, store, log, retryBudget } = deps;
  const { first, later } = scheduleBlobs(copies);
  const sent = countOf(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
  const progress = new Progress(sent.bytes, clock, log);
  const onBytes = (count: number): void => progress.add(count);
  const onUnmounted = (bytes: number): void => progress.grow(bytes);
  const blobDeps = { blobs: store.blobs, clock, checkCancelled, retryBudget, onBytes, onUnmounted };
  const bring = async (transfer: ScheduledBlob, room: Semaphore): Promise<void> => {
    checkCancelled();
    const way = await copyBlob({ ...blobDeps, slots: room }, transfer);
    came.get(transfer.plan)?.push({ blob: transfer.blob, way });
  };
  await transferAll(first, bring);
  await transferAll(later, bring);
  return came;
}

/**
 * What costs round trips alone, small blobs and mounts, goes beside the large ones: while the line is busy. Nothing
 * begins after a failure.
 */
async function transferAll(
  transfers: readonly ScheduledBlob[],
  bring: (transfer: ScheduledBlob, room: Semaphore) => Promise<void>,
): Promise<void> {
  const [small, large] = [new Semaphore(SMALL_AT_ONCE), new Semaphore(SENT_AT_ONCE)];
  let failure: { error: unknown } | null = null;
  const bringOne = async (transfer: ScheduledBlob): Promise<void> => {
    if (failure) throw failure.error;
    try {
      // a large one that is not mounted has to be sent like the others
      await bring(transfer, isSmall(transfer) ? small : large);
    } catch (error) {
      failure ??= { error };
      for (const room of [small, large]) room.close(error);
      throw error;
    }
  };
  const isQuick = (transfer: ScheduledBlob): boolean => isSmall(transfer) || transfer.mount !== null;
  const slow = transfers.filter((transfer) => !isQuick(transfer));
  await settleBoth(
    forEachLimit(transfers.filter(isQuick), bringOne, SMALL_AT_ONCE),
    forEachLimit(slow, bringOne, BLOBS_AT_ONCE),
  );
}

async function copyManifests({ plan, to }: Copy, deps: CopyDeps, isLong: boolean): Promise<void> {
  const put = new Map<string, Promise<void>>();
  const bring = (node: Node): Promise<void> => memoizeAsync(put, node.digest, () => copyNode(node, bring, to, deps));
  const nodes = [...plan.image.children, ...plan.referrers, ...plan.cosignTags.flatMap(({ node }) => node.children)];
  await forEachLimit(nodes, bring);
  await forEachLimit(plan.lists, (list) => writeList(list, to, deps));
  await forEachLimit(plan.cosignTags, (attached) => putAttached(attached, to, deps, isLong));
}

/** Puts a tag that hangs on an image, unless somebody has signed there while blobs were on their way. */
async function putAttached(
  { tag, node, was }: CosignTag,
  to: Repository,
  { store, log, checkCancelled }: CopyDeps,
  isLong: boolean,
): Promise<void> {
  checkCancelled();
  const now = isLong ? await digestNow(store, to, tag) : was;
  if (now === was) return store.put(to, tag, bytesOf(node));
  if (now !== node.digest)
    log(`${repositoryName(to)}:${tag} was written by others meanwhile; it is left as it is, so that nothing is lost`);
}

async function copyNode(
  node: Node,
  bring: (node: Node) => Promise<void>,
  to: Repository,
  deps: CopyDeps,
): Promise<void> {
  await forEachLimit(node.children, bring);
  if (node.isThere) return;
  deps.checkCancelled();
  await deps.store.put(to, node.digest, bytesOf(node));
}

function bytesOf({ manifest, digest }: Node): Manifest {
  if (!manifest) throw new Error(`the bytes of ${digest} were not read`);
  return manifest;
}

/** Adds to the list of a subject's referrers, as it is by now: distribution-spec, "Referrers Tag Schema". */
async function writeList({ tag, referrers }: ReferrersTag, to: Repository, deps: CopyDeps): Promise<void> {
  const { store, checkCancelled } = deps;
  checkCancelled();
  const there = await store.get(to, tag);
  if (there) expectList(there, `${repositoryName(to)}:${tag}`);
  const known = new Set(there ? referrersIn(there.bytes, to).map(({ digest }) => digest) : []);
  const before = there ? listOf(there) : [];
  const more = referrers.filter(({ digest }) => !known.has(digest)).map(descriptorOf);
  if (more.length === 0) return;
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [...before, ...more] };
  const bytes = Buffer.from(JSON.stringify(index));
  await store.put(to, tag, { bytes, mediaType: MEDIA_TYPES.ociIndex, digest: digestOf(bytes), size: bytes.length });
}

/** What a list has, as it stands there; it has been read as a list before. */
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

function outcomeOf(
  plan: CopyPlan,
  to: Repository,
  came: readonly TransferredBlob[],
  milliseconds: number,
): CopyOutcome {
  const count = (way: TransferResult): Count => countOf(came.filter((one) => one.way === way).map(({ blob }) => blob));
  return {
    source: plan.source,
    to,
    sent: count('sent'),
    mounted: count('mounted'),
    there: countAll([plan.there, count('there')]),
    ...piecesOf(plan),
    milliseconds,
  };
}

function copiedLine(outcome: CopyOutcome): string {
  const { source, to, milliseconds } = outcome;
  return `copied ${repositoryName(source)} → ${repositoryName(to)}: ${formatCopyStats(outcome, true)}, in ${duration(milliseconds)}`;
}
