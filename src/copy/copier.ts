import { digestOf, shortDigest } from '../image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../image/manifest.ts';
import type { Blob } from '../image/manifest-refs.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import type { RetryBudget } from '../registry/http/retry-budget.ts';
import { type Referrer, referrersIn } from '../registry/lists.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { Clock } from '../util/clock.ts';
import { forEachLimit, Semaphore, settleBoth } from '../util/concurrency.ts';
import { formatDuration } from '../util/format.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { copyBlob, type TransferResult } from './blob.ts';
import {
  type CopyOutcome,
  type CopyPlan,
  type CosignTag,
  type Count,
  countAll,
  countOf,
  isSent,
  type Node,
  piecesOf,
  type ReferrersTag,
} from './plan.ts';
import { Progress } from './progress.ts';
import { expectList } from './referrers.ts';
import { type Copy, isSmall, type ScheduledBlob, scheduleBlobs } from './schedule.ts';
import { formatCopyStats } from './stats.ts';

/** The dependencies of copying. */
export interface CopyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** @throws CANCELLED when the job was cancelled */
  readonly checkCancelled: () => void;
  readonly retryBudget: RetryBudget;
}

/** Tags are read again before they are written if copying the blobs took longer, in milliseconds. */
export const LONG_COPY_MS = 5000;
/** How many large blobs are sent at once: more are not faster, and each takes memory. */
const SENT_AT_ONCE = 6;
/** How many large blobs are in transfer at once, including those that only wait for the response. */
const BLOBS_AT_ONCE = 12;
/** How many small blobs and mounts are in transfer at once, in addition to the large ones. */
const SMALL_AT_ONCE = 48;

/**
 * Copies everything but the images' own manifests: the blobs of all images in one queue, then manifests from the leaves
 * up, then referrers and cosign tags. If an image fails, what was copied is kept: no tag names it yet, and the next run
 * does not send it again.
 * @returns what was copied, in the order of `copies`
 * @throws the error of the first blob or manifest that failed; CANCELLED when the job was cancelled
 */
export async function copyContents(copies: readonly Copy[], deps: CopyDeps): Promise<CopyOutcome[]> {
  const began = deps.clock.now();
  const transferred = await copyBlobs(copies, deps);
  const isLong = deps.clock.now() - began >= LONG_COPY_MS;
  await forEachLimit(copies, (copy) => copyManifests(copy, deps, isLong));
  return copies.map(({ plan, to }) => {
    const outcome = outcomeOf(plan, to, transferred.get(plan) ?? [], deps.clock.now() - began);
    deps.log(formatOutcome(outcome));
    return outcome;
  });
}

/**
 * Pushes the images' own manifests after their contents: under the copied tags, or by digest if there are none.
 * @throws the registry's error when a push fails; CANCELLED when the job was cancelled
 */
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

type TransferredBlob = { readonly blob: Blob; readonly result: TransferResult };

async function copyBlobs(copies: readonly Copy[], deps: CopyDeps): Promise<Map<CopyPlan, TransferredBlob[]>> {
  const transferred = new Map<CopyPlan, TransferredBlob[]>(copies.map(({ plan }) => [plan, []]));
  const { clock, checkCancelled, store, log, retryBudget } = deps;
  const { first, later } = scheduleBlobs(copies);
  const sent = countOf(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
  const progress = new Progress(sent.bytes, clock, log);
  const onBytes = (count: number): void => progress.add(count);
  const onUnmounted = (bytes: number): void => progress.grow(bytes);
  const blobDeps = { blobs: store.blobs, clock, checkCancelled, retryBudget, onBytes, onUnmounted };
  const copyOne = async (transfer: ScheduledBlob, slots: Semaphore): Promise<void> => {
    checkCancelled();
    const result = await copyBlob({ ...blobDeps, slots }, transfer);
    transferred.get(transfer.plan)?.push({ blob: transfer.blob, result });
  };
  await transferAll(first, copyOne);
  await transferAll(later, copyOne);
  return transferred;
}

/**
 * Transfers blobs. Small blobs and mounts run in parallel to the large ones, since round trips dominate them. No transfer
 * starts after a failure.
 */
async function transferAll(
  transfers: readonly ScheduledBlob[],
  copyOne: (transfer: ScheduledBlob, slots: Semaphore) => Promise<void>,
): Promise<void> {
  const [small, large] = [new Semaphore(SMALL_AT_ONCE), new Semaphore(SENT_AT_ONCE)];
  let failure: { error: unknown } | null = null;
  const transferOne = async (transfer: ScheduledBlob): Promise<void> => {
    if (failure) throw failure.error;
    try {
      // a large blob that could not be mounted takes a slot of the large ones
      await copyOne(transfer, isSmall(transfer) ? small : large);
    } catch (error) {
      failure ??= { error };
      for (const slots of [small, large]) slots.close(error);
      throw error;
    }
  };
  const isQuick = (transfer: ScheduledBlob): boolean => isSmall(transfer) || transfer.mount !== null;
  const slow = transfers.filter((transfer) => !isQuick(transfer));
  await settleBoth(
    forEachLimit(transfers.filter(isQuick), transferOne, SMALL_AT_ONCE),
    forEachLimit(slow, transferOne, BLOBS_AT_ONCE),
  );
}

async function copyManifests({ plan, to }: Copy, deps: CopyDeps, isLong: boolean): Promise<void> {
  const pushed = new Map<string, Promise<void>>();
  const push = (node: Node): Promise<void> => memoizeAsync(pushed, node.digest, () => pushNode(node, push, to, deps));
  const nodes = [...plan.image.children, ...plan.referrers, ...plan.cosignTags.flatMap(({ node }) => node.children)];
  await forEachLimit(nodes, push);
  await forEachLimit(plan.lists, (list) => pushReferrersTag(list, to, deps));
  await forEachLimit(plan.cosignTags, (cosignTag) => pushCosignTag(cosignTag, to, deps, isLong));
}

/** Pushes a cosign tag, unless another client has written it since it was read. */
async function pushCosignTag(
  { tag, node, was }: CosignTag,
  to: Repository,
  { store, log, checkCancelled }: CopyDeps,
  isLong: boolean,
): Promise<void> {
  checkCancelled();
  const now = isLong ? await digestNow(store, to, tag) : was;
  if (now === was) return store.put(to, tag, bytesOf(node));
  if (now !== node.digest)
    log(`${repositoryName(to)}:${tag} was changed by another client during the copy; it was not overwritten`);
}

/** Pushes a manifest after its children, unless the destination has it. */
async function pushNode(
  node: Node,
  push: (node: Node) => Promise<void>,
  to: Repository,
  deps: CopyDeps,
): Promise<void> {
  await forEachLimit(node.children, push);
  if (!isSent(node)) return;
  deps.checkCancelled();
  await deps.store.put(to, node.digest, bytesOf(node));
}

function bytesOf({ manifest, digest }: Node): Manifest {
  if (!manifest) throw new Error(`the manifest ${digest} was not read`);
  return manifest;
}

/**
 * Adds entries to the current list of a subject's referrers: distribution-spec, "Referrers Tag Schema".
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 * @throws REGISTRY_REFUSED when the tag points at something that is not a list
 */
async function pushReferrersTag({ tag, referrers }: ReferrersTag, to: Repository, deps: CopyDeps): Promise<void> {
  const { store, checkCancelled } = deps;
  checkCancelled();
  const there = await store.get(to, tag);
  if (there) expectList(there, `${repositoryName(to)}:${tag}`);
  const known = new Set(there ? referrersIn(there.bytes, to).map(({ digest }) => digest) : []);
  const existing = there ? listOf(there) : [];
  const added = referrers.filter(({ digest }) => !known.has(digest)).map(descriptorOf);
  if (added.length === 0) return;
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [...existing, ...added] };
  const bytes = Buffer.from(JSON.stringify(index));
  await store.put(to, tag, { bytes, mediaType: MEDIA_TYPES.ociIndex, digest: digestOf(bytes), size: bytes.length });
}

/** The entries of a list, unmodified; `expectList` and `referrersIn` have checked it. */
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
  transferred: readonly TransferredBlob[],
  milliseconds: number,
): CopyOutcome {
  const count = (result: TransferResult): Count =>
    countOf(transferred.filter((one) => one.result === result).map(({ blob }) => blob));
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

function formatOutcome(outcome: CopyOutcome): string {
  const { source, to, milliseconds } = outcome;
  return `copied ${repositoryName(source)} → ${repositoryName(to)}: ${formatCopyStats(outcome, true)}, in ${formatDuration(milliseconds)}`;
}
