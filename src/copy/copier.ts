import { digestNow, LONG_COPY_MS } from '../execute/recheck.ts';
import { digestOf, shortDigest } from '../image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../image/manifest.ts';
import { nameOf, type Repository } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import type { Clock } from '../registry/http/retry.ts';
import type { Trouble } from '../registry/http/retry-budget.ts';
import { type Referrer, referrersIn } from '../registry/lists.ts';
import { bothOf, each, Room } from '../util/concurrency.ts';
import { once } from '../util/memoize.ts';
import { copyBlob, type Way } from './blob.ts';
import type { Blob } from './manifest-content.ts';
import {
  type AttachedTag,
  type CopyOutcome,
  type CopyPlan,
  type Count,
  countAll,
  countOf,
  type Node,
  piecesOf,
  type ReferrersTag,
} from './plan.ts';
import { duration, Progress } from './progress.ts';
import { expectList } from './referrers.ts';
import { type Copy, isSmall, type Parcel, parcelsOf } from './schedule.ts';
import { countsInWords } from './stats.ts';

/** What carrying out copies needs of the world. */
export interface CopyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly checkCancelled: () => void;
  readonly trouble: Trouble;
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
export async function bringAll(copies: readonly Copy[], deps: CopyDeps): Promise<CopyOutcome[]> {
  const began = deps.clock.now();
  const ways = await bringBlobs(copies, deps);
  const isLong = deps.clock.now() - began >= LONG_COPY_MS;
  await each(copies, (copy) => bringManifests(copy, deps, isLong));
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

async function bringBlobs(copies: readonly Copy[], deps: CopyDeps): Promise<Map<CopyPlan, Came[]>> {
  const came = new Map<CopyPlan, Came[]>(copies.map(({ plan }) => [plan, []]));
  const { clock, checkCancelled, store, log, trouble } = deps;
  const { first, later } = parcelsOf(copies);
  const sent = countOf(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
  const progress = new Progress(sent.bytes, clock, log);
  const onBytes = (count: number): void => progress.add(count);
  const onUnmounted = (bytes: number): void => progress.grow(bytes);
  const blobDeps = { blobs: store.blobs, clock, checkCancelled, trouble, onBytes, onUnmounted };
  const bring = async (parcel: Parcel, room: Room): Promise<void> => {
    checkCancelled();
    const way = await copyBlob({ ...blobDeps, room }, parcel);
    came.get(parcel.plan)?.push({ blob: parcel.blob, way });
  };
  await sideBySide(first, bring);
  await sideBySide(later, bring);
  return came;
}

/**
 * What costs round trips alone, small blobs and mounts, goes beside the large ones: while the line is busy. Nothing
 * begins after a failure.
 */
async function sideBySide(
  parcels: readonly Parcel[],
  bring: (parcel: Parcel, room: Room) => Promise<void>,
): Promise<void> {
  const [small, large] = [new Room(SMALL_AT_ONCE), new Room(SENT_AT_ONCE)];
  let failure: { error: unknown } | null = null;
  const bringOne = async (parcel: Parcel): Promise<void> => {
    if (failure) throw failure.error;
    try {
      // a large one that is not mounted has to be sent like the others
      await bring(parcel, isSmall(parcel) ? small : large);
    } catch (error) {
      failure ??= { error };
      for (const room of [small, large]) room.close(error);
      throw error;
    }
  };
  const isQuick = (parcel: Parcel): boolean => isSmall(parcel) || parcel.mount !== null;
  const slow = parcels.filter((parcel) => !isQuick(parcel));
  await bothOf(each(parcels.filter(isQuick), bringOne, SMALL_AT_ONCE), each(slow, bringOne, BLOBS_AT_ONCE));
}

async function bringManifests({ plan, to }: Copy, deps: CopyDeps, isLong: boolean): Promise<void> {
  const put = new Map<string, Promise<void>>();
  const bring = (node: Node): Promise<void> => once(put, node.digest, () => bringNode(node, bring, to, deps));
  const nodes = [...plan.image.children, ...plan.referrers, ...plan.attached.flatMap(({ node }) => node.children)];
  await each(nodes, bring);
  await each(plan.lists, (list) => writeList(list, to, deps));
  await each(plan.attached, (attached) => putAttached(attached, to, deps, isLong));
}

/** Puts a tag that hangs on an image, unless somebody has signed there while blobs were on their way. */
async function putAttached(
  { tag, node, was }: AttachedTag,
  to: Repository,
  { store, log, checkCancelled }: CopyDeps,
  isLong: boolean,
): Promise<void> {
  checkCancelled();
  const now = isLong ? await digestNow(store, to, tag) : was;
  if (now === was) return store.put(to, tag, bytesOf(node));
  if (now !== node.digest)
    log(`${nameOf(to)}:${tag} was written by others meanwhile; it is left as it is, so that nothing is lost`);
}

async function bringNode(
  node: Node,
  bring: (node: Node) => Promise<void>,
  to: Repository,
  deps: CopyDeps,
): Promise<void> {
  await each(node.children, bring);
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
  if (there) expectList(there, `${nameOf(to)}:${tag}`);
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

function outcomeOf(plan: CopyPlan, to: Repository, came: readonly Came[], milliseconds: number): CopyOutcome {
  const count = (way: Way): Count => countOf(came.filter((one) => one.way === way).map(({ blob }) => blob));
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
  return `copied ${nameOf(source)} → ${nameOf(to)}: ${countsInWords(outcome, true)}, in ${duration(milliseconds)}`;
}
