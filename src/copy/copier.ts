import { shortDigest } from '../image/digest.ts';
import type { Blob } from '../image/manifest-refs.ts';
import { repositoryName } from '../image/reference.ts';
import { forEachLimit, Semaphore, settleBoth } from '../util/concurrency.ts';
import { formatDuration } from '../util/format.ts';
import { copyBlob, type TransferResult } from './blob.ts';
import { type CopyDeps, LONG_COPY_MS, SENT_AT_ONCE } from './deps.ts';
import { bytesOf, copyManifests, type PushedManifests } from './manifests.ts';
import { type CopyOutcome, type CopyPlan, type Count, countAll, countOf, isImageFirst, piecesOf } from './plan.ts';
import { Progress } from './progress.ts';
import { ManifestPusher } from './put.ts';
import { type Copy, isSmall, type ScheduledBlob, scheduleBlobs } from './schedule.ts';
import { formatCopyStats } from './stats.ts';

/** How many large blobs are in transfer at once, including those that only wait for the response. */
const BLOBS_AT_ONCE = 12;
/** How many small blobs and mounts are in transfer at once, in addition to the large ones. */
const SMALL_AT_ONCE = 48;

/**
 * Copies everything but the images' own tags: the blobs of all images in one queue, then the manifests, each after what
 * it depends on. If an image fails, what was copied is kept: no tag names it yet, and the next run
 * does not send it again.
 * @returns what was copied, in the order of `copies`
 * @throws the error of the first blob or manifest that failed; CANCELLED when the job was cancelled
 */
export async function copyContents(copies: readonly Copy[], deps: CopyDeps): Promise<CopyOutcome[]> {
  const began = deps.clock.now();
  const transferred = await copyBlobs(copies, deps);
  const isLong = deps.clock.now() - began >= LONG_COPY_MS;
  const pushed = new Map<CopyPlan, PushedManifests>();
  await forEachLimit(copies, async (copy) => {
    pushed.set(copy.plan, await copyManifests(copy, deps, isLong));
  });
  return copies.map((copy) => {
    const { plan } = copy;
    const outcome = outcomeOf(copy, transferred.get(plan) ?? [], pushed.get(plan), deps.clock.now() - began);
    deps.log(formatOutcome(outcome));
    return outcome;
  });
}

/**
 * Pushes the images' own manifests after their contents: under the copied tags, or by digest if there are none and it
 * was not pushed with its contents.
 * @throws the registry's error when a push fails; CANCELLED when the job was cancelled
 */
export async function pushManifests(copies: readonly Copy[], deps: CopyDeps): Promise<void> {
  deps.checkCancelled();
  const names = copies.flatMap(({ plan, to }) => {
    const { image, tags } = plan;
    const pusher = new ManifestPusher(plan.source, to, deps);
    const isPushed = image.isThere || isImageFirst(plan);
    const references = tags.length > 0 ? tags.map(({ tag }) => tag) : isPushed ? [] : [image.digest];
    return references.map((reference) => ({ image, to, reference, pusher }));
  });
  await forEachLimit(names, async ({ image, to, reference, pusher }) => {
    await pusher.put(reference, bytesOf(image));
    deps.log(
      `${repositoryName(to)}${reference === image.digest ? '@' : ':'}${reference} → ${shortDigest(image.digest)}`,
    );
  });
}

type TransferredBlob = { readonly blob: Blob; readonly result: TransferResult };

async function copyBlobs(copies: readonly Copy[], deps: CopyDeps): Promise<Map<CopyPlan, TransferredBlob[]>> {
  const transferred = new Map<CopyPlan, TransferredBlob[]>(copies.map(({ plan }) => [plan, []]));
  const { clock, checkCancelled, store, log, retryBudget } = deps;
  const { first, later } = scheduleBlobs(copies);
  const sent = countOf(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
  const progress = new Progress(sent.bytes, clock, log, deps.progress ?? null);
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

function outcomeOf(
  { plan, to }: Copy,
  transferred: readonly TransferredBlob[],
  pushed: PushedManifests | undefined,
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
    hasWritten: pushed?.hasWritten === true || !plan.image.isThere || plan.tags.length > 0 || hasMoved(transferred),
    warnings: pushed?.warnings ?? [],
    milliseconds,
  };
}

function hasMoved(transferred: readonly TransferredBlob[]): boolean {
  return transferred.some(({ result }) => result !== 'there');
}

function formatOutcome(outcome: CopyOutcome): string {
  const { source, to, milliseconds } = outcome;
  return `copied ${repositoryName(source)} → ${repositoryName(to)}: ${formatCopyStats(outcome, true)}, in ${formatDuration(milliseconds)}`;
}
