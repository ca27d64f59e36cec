import type { Readable } from 'node:stream';
import { ActionError, asActionError, type ErrorCode } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { BlobStore } from '../registry/blobs.ts';
import type { RetryBudget } from '../registry/http/retry-budget.ts';
import { NetworkError, type StreamedBody } from '../registry/http/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Semaphore } from '../util/concurrency.ts';
import type { Blob } from './manifest-content.ts';
import { pump } from './pump.ts';

/** What copying a blob needs of the world. */
export interface BlobDeps {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** told how many bytes went on; fewer than none where an upload has to begin again */
  readonly onBytes: (count: number) => void;
  /** told how many bytes have to be sent that were to be mounted */
  readonly onUnmounted: (bytes: number) => void;
  readonly checkCancelled: () => void;
  /** what the run has lost to failures so far: where its patience ends, no upload begins again */
  readonly retryBudget: RetryBudget;
  /** so many are sent at once */
  readonly slots: Semaphore;
}

/** How a blob came to its destination. */
export type TransferResult = 'mounted' | 'sent' | 'there';

/** neither side of a copy may stand still for longer, in milliseconds */
const IDLE_TIMEOUT_MS = 30_000;
/** How often it is tried, by what went wrong: a session may be lost, bytes may be damaged on the way. */
const TRIES: Partial<Record<ErrorCode, number>> = {
  REGISTRY_UNAVAILABLE: 5,
  RATE_LIMITED: 5,
  DIGEST_MISMATCH: 2,
  REGISTRY_REFUSED: 2,
};

/** what a registry says that mounts nothing from there; where it takes no upload either, that says so */
const NO_MOUNT: readonly ErrorCode[] = ['REGISTRY_REFUSED', 'NOT_FOUND', 'UNAUTHORIZED', 'FORBIDDEN'];

/** Which blob goes where. */
export interface BlobTransfer {
  readonly blob: Blob;
  readonly from: Repository;
  readonly to: Repository;
  /** a repository of the destination's registry that has it, so that it need not be sent; null where none is known */
  readonly mount: Repository | null;
}

/** Where a blob's bytes go, and where they come from. */
interface Ready {
  readonly session: URL;
  readonly source: Readable;
}

/**
 * Brings one blob to a repository: mounted where another of its registry has it, else streamed from its source without
 * touching the disk. An upload that breaks begins again in a new session, with a new reading of the source; what the
 * client has asked for again and again already is not.
 */
export async function copyBlob(deps: BlobDeps, transfer: BlobTransfer): Promise<TransferResult> {
  const { blob, to, mount } = transfer;
  const { clock, retryBudget } = deps;
  // what was not mounted once is not mounted the next time
  const mounted = mount ? await tryMount(deps, transfer, mount) : null;
  if (mounted === 'mounted' || mounted === 'there') return mounted;
  let session = mounted;
  for (let tries = 1; ; tries++) {
    const problem = await send(deps, transfer, session);
    session = null;
    if (problem === null) return 'sent';
    const failed = clock.now();
    const wait = 500 * 2 ** (tries - 1) * (0.75 + clock.random() / 2);
    if (tries >= (TRIES[problem.code] ?? 1) || wait > retryBudget.remainingMs()) throw problem;
    await clock.sleep(wait);
    retryBudget.spend(failed, clock.now());
    deps.checkCancelled();
    // the answer may have been lost, not the blob
    if (await deps.blobs.has(to, blob.digest)) {
      deps.onBytes(blob.size);
      return 'sent';
    }
  }
}

/** @returns the session of an upload where the registry began one instead; null where it began nothing */
async function tryMount(
  deps: BlobDeps,
  transfer: BlobTransfer,
  holder: Repository,
): Promise<URL | 'mounted' | 'there' | null> {
  const { to, blob } = transfer;
  const session = await beginMount(deps.blobs, to, holder, blob.digest);
  if (session === 'mounted') return session;
  // it does not mount: then nobody has asked yet whether the blob is there
  if (await deps.blobs.has(to, blob.digest)) return 'there';
  deps.onUnmounted(blob.size);
  return session;
}

/**
 * Sends a blob once, when there is room. The next may begin when the last byte has gone out: registries take their time
 * for the answer, and meanwhile the line would be idle.
 * @returns what may go well another time; null where it went well
 */
async function send(deps: BlobDeps, transfer: BlobTransfer, session: URL | null): Promise<ActionError | null> {
  const leave = await deps.slots.acquire();
  try {
    deps.checkCancelled();
    const ready = await prepare(deps, transfer, session);
    try {
      await finish(deps, transfer, ready, leave);
      return null;
    } catch (error) {
      deps.checkCancelled();
      return asProblem(error, transfer.to, transfer.blob);
    }
  } finally {
    leave();
  }
}

/** Registries that mount nothing begin an upload instead, or refuse: then nothing has begun. */
async function beginMount(
  blobs: BlobStore,
  to: Repository,
  from: Repository,
  digest: string,
): Promise<URL | 'mounted' | null> {
  try {
    return (await blobs.begin(to, { digest, from })) ?? 'mounted';
  } catch (error) {
    if (error instanceof ActionError && NO_MOUNT.includes(error.code)) return null;
    throw error;
  }
}

/** Both at once: the source waits until the upload is ready. */
async function prepare({ blobs }: BlobDeps, { from, to, blob }: BlobTransfer, begun: URL | null): Promise<Ready> {
  const [session, source] = await Promise.allSettled([begun ?? blobs.begin(to, null), blobs.open(from, blob.digest)]);
  if (session.status === 'rejected' || source.status === 'rejected') {
    if (source.status === 'fulfilled') source.value.destroy();
    throw session.status === 'rejected' ? session.reason : (source as PromiseRejectedResult).reason;
  }
  if (session.value === null) throw new Error('nothing was to be mounted');
  return { session: session.value, source: source.value };
}

/** @param onWritten told when all bytes have gone out */
async function finish(
  { blobs, onBytes }: BlobDeps,
  { from, to, blob }: BlobTransfer,
  { session, source }: Ready,
  onWritten: () => void,
): Promise<void> {
  const where = `the blob ${blob.digest} of ${repositoryName(from)}`;
  let opened: Readable | null = source;
  let moved = 0;
  const count = (bytes: number): void => {
    moved += bytes;
    onBytes(bytes);
  };
  const discount = (): void => {
    if (moved > 0) count(-moved);
  };
  const write: StreamedBody['write'] = async (sink) => {
    // where a token had run out it is written once more, from its beginning
    discount();
    const readable = opened ?? (await blobs.open(from, blob.digest));
    opened = null;
    await pump(readable, sink, { expected: blob, idleTimeoutMs: IDLE_TIMEOUT_MS, onBytes: count, where });
    onWritten();
  };
  try {
    await blobs.finish(to, session, blob.digest, { length: blob.size, write });
  } catch (error) {
    source.destroy();
    discount();
    throw error;
  }
}

function asProblem(error: unknown, to: Repository, { digest }: Blob): ActionError {
  if (!(error instanceof NetworkError)) return asActionError(error);
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `Could not copy the blob ${digest} to ${repositoryName(to)}: ${error.message}. Run again: what has arrived is not sent again.`,
    error,
  );
}
