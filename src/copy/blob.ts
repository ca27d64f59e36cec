import type { Readable } from 'node:stream';
import { ActionError, asActionError, type ErrorCode, RefusedWrite } from '../errors.ts';
import type { Blob } from '../image/manifest-refs.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { BlobStore } from '../registry/blobs.ts';
import type { RetryBudget } from '../registry/http/retry-budget.ts';
import { NetworkError, type StreamedBody } from '../registry/http/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Semaphore } from '../util/concurrency.ts';
import { pump } from './pump.ts';

/** The dependencies of copying a blob. */
export interface BlobDeps {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** called with the number of bytes sent; negative if an upload restarts */
  readonly onBytes: (count: number) => void;
  /** called with the size of a blob that has to be sent because it could not be mounted */
  readonly onUnmounted: (bytes: number) => void;
  /** @throws CANCELLED when the job was cancelled */
  readonly checkCancelled: () => void;
  /** the time that the run may still spend on retries; no upload restarts once it is used up */
  readonly retryBudget: RetryBudget;
  /** limits how many blobs are sent at once */
  readonly slots: Semaphore;
}

/** How a blob reached its destination. */
export type TransferResult = 'mounted' | 'sent' | 'there';

/** the longest that either side of a transfer may be idle, in milliseconds */
const IDLE_TIMEOUT_MS = 30_000;
/** The number of attempts by error code: upload sessions get lost, bytes get corrupted in transit. */
const MAX_ATTEMPTS: Partial<Record<ErrorCode, number>> = {
  REGISTRY_UNAVAILABLE: 5,
  RATE_LIMITED: 5,
  DIGEST_MISMATCH: 2,
  REGISTRY_REFUSED: 2,
};

/** for a conflict: another client is sending the same blob */
const MAX_CONFLICTS = 5;

/** errors of a registry that refuses a mount; if it refuses the upload too, the upload's error is reported */
const NO_MOUNT: readonly ErrorCode[] = ['REGISTRY_REFUSED', 'NOT_FOUND', 'UNAUTHORIZED', 'FORBIDDEN'];

/** A blob to transfer from one repository to another. */
export interface BlobTransfer {
  readonly blob: Blob;
  readonly from: Repository;
  readonly to: Repository;
  /** a repository of the destination's registry that has the blob, to mount it from; null if none is known */
  readonly mount: Repository | null;
  /** whether it is sent although the destination says that it has it */
  readonly isForced?: boolean;
}

/** An upload session at the destination and the blob's content from the source. */
interface OpenTransfer {
  readonly session: URL;
  readonly source: Readable;
}

/**
 * Copies one blob to a repository. It is mounted if another repository of the same registry has it, otherwise streamed
 * from the source without touching the disk. A failed upload restarts in a new session and reads the source again;
 * requests that the client has already retried are not repeated.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 * @throws REGISTRY_UNAVAILABLE or RATE_LIMITED when five attempts failed or the retry budget is used up
 * @throws DIGEST_MISMATCH when the source sent other bytes twice
 * @throws CANCELLED when the job was cancelled
 */
export async function copyBlob(deps: BlobDeps, transfer: BlobTransfer): Promise<TransferResult> {
  const { blob, to, mount } = transfer;
  const { clock, retryBudget } = deps;
  // a mount that failed is not tried again
  const mounted = mount ? await tryMount(deps, transfer, mount) : null;
  if (mounted === 'mounted' || mounted === 'there') return mounted;
  let session = mounted;
  for (let attempt = 1; ; attempt++) {
    const problem = await sendOnce(deps, transfer, session);
    session = null;
    if (problem === null) return 'sent';
    const failedAt = clock.now();
    const wait = 500 * 2 ** (attempt - 1) * (0.75 + clock.random() / 2);
    if (attempt >= maxAttempts(problem) || wait > retryBudget.remainingMs()) throw problem;
    await clock.sleep(wait);
    retryBudget.spend(failedAt, clock.now());
    deps.checkCancelled();
    // the upload may have succeeded although its response was lost
    if (!transfer.isForced && (await deps.blobs.has(to, blob))) {
      deps.onBytes(blob.size);
      return 'sent';
    }
  }
}

function maxAttempts(problem: ActionError): number {
  if (problem instanceof RefusedWrite && problem.isConflict) return MAX_CONFLICTS;
  return MAX_ATTEMPTS[problem.code] ?? 1;
}

/** @returns the upload session if the registry started one instead of mounting; null if it started none */
async function tryMount(
  deps: BlobDeps,
  transfer: BlobTransfer,
  holder: Repository,
): Promise<URL | 'mounted' | 'there' | null> {
  const { to, blob } = transfer;
  const session = await beginMount(deps.blobs, to, holder, blob.digest);
  if (session === 'mounted') return session;
  // blobs to be mounted were not checked before: the destination may already have it
  if (await deps.blobs.has(to, blob)) return 'there';
  deps.onUnmounted(blob.size);
  return session;
}

/**
 * Sends a blob once, as soon as a slot is free. The slot is released after the last byte: registries take time to
 * respond, and the connection would be idle meanwhile.
 * @returns the error of a failed transfer; null on success
 */
async function sendOnce(deps: BlobDeps, transfer: BlobTransfer, session: URL | null): Promise<ActionError | null> {
  const release = await deps.slots.acquire();
  try {
    deps.checkCancelled();
    const open = await openBoth(deps, transfer, session);
    try {
      await finish(deps, transfer, open, release);
      return null;
    } catch (error) {
      deps.checkCancelled();
      return asProblem(error, transfer.to, transfer.blob);
    }
  } finally {
    release();
  }
}

/** Requests a mount. Registries that do not mount start an upload instead or refuse; a refusal returns null. */
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

/** Starts the upload and opens the source in parallel. */
async function openBoth(
  { blobs }: BlobDeps,
  { from, to, blob }: BlobTransfer,
  begun: URL | null,
): Promise<OpenTransfer> {
  const [session, source] = await Promise.allSettled([begun ?? blobs.begin(to, null), blobs.open(from, blob.digest)]);
  if (session.status === 'rejected' || source.status === 'rejected') {
    if (source.status === 'fulfilled') source.value.destroy();
    throw session.status === 'rejected' ? session.reason : (source as PromiseRejectedResult).reason;
  }
  if (session.value === null) throw new Error('the registry mounted a blob although no mount was requested');
  return { session: session.value, source: source.value };
}

/**
 * Streams the content into the upload session and completes it.
 * @param onWritten called when all bytes were sent, before the response
 */
async function finish(
  { blobs, onBytes }: BlobDeps,
  { from, to, blob }: BlobTransfer,
  { session, source }: OpenTransfer,
  onWritten: () => void,
): Promise<void> {
  const where = `the blob ${blob.digest} of ${repositoryName(from)}`;
  let opened: Readable | null = source;
  let sent = 0;
  const count = (bytes: number): void => {
    sent += bytes;
    onBytes(bytes);
  };
  const uncount = (): void => {
    if (sent > 0) count(-sent);
  };
  const write: StreamedBody['write'] = async (sink) => {
    // after an expired token the request is repeated, from the first byte
    uncount();
    const readable = opened ?? (await blobs.open(from, blob.digest));
    opened = null;
    await pump(readable, sink, { expected: blob, idleTimeoutMs: IDLE_TIMEOUT_MS, onBytes: count, where });
    onWritten();
  };
  try {
    await blobs.finish(to, session, blob.digest, { length: blob.size, write });
  } catch (error) {
    source.destroy();
    uncount();
    throw error;
  }
}

function asProblem(error: unknown, to: Repository, { digest }: Blob): ActionError {
  if (!(error instanceof NetworkError)) return asActionError(error);
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `Could not copy the blob ${digest} to ${repositoryName(to)}: ${error.message}. Re-run the job: blobs that were copied are not sent again.`,
    error,
  );
}
