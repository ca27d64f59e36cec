import type { Readable } from 'node:stream';
import { ActionError, asActionError, type ErrorCode } from '../errors.ts';
import { nameOf, type Repository } from '../image/reference.ts';
import type { BlobStore } from '../registry/blobs.ts';
import { NoAnswer, type StreamedBody } from '../registry/http.ts';
import type { Clock } from '../registry/retry.ts';
import type { Blob } from './content.ts';
import { pump } from './pump.ts';

/** What copying a blob needs of the world. */
export interface BlobDeps {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** told how many bytes went on; fewer than none where an upload has to begin again */
  readonly onBytes: (count: number) => void;
  readonly checkCancelled: () => void;
}

/** How a blob came to its destination. */
export type Way = 'mounted' | 'sent' | 'there';

/** neither side of a copy may stand still for longer, in milliseconds */
const SILENCE_MS = 30_000;
/** How often it is tried, by what went wrong: a session may be lost, bytes may be damaged on the way. */
const TRIES: Partial<Record<ErrorCode, number>> = {
  REGISTRY_UNAVAILABLE: 5,
  RATE_LIMITED: 5,
  DIGEST_MISMATCH: 2,
  REGISTRY_REFUSED: 2,
};

/**
 * Brings one blob to a repository: mounted where both are in one registry, else streamed from one to the other without
 * touching the disk. An upload that breaks begins again in a new session, with a new reading of the source.
 * @param canMount whether both are in one registry
 */
export async function copyBlob(
  deps: BlobDeps,
  from: Repository,
  to: Repository,
  blob: Blob,
  canMount: boolean,
): Promise<Way> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(deps, from, to, blob, canMount);
    } catch (error) {
      deps.checkCancelled();
      const problem = asProblem(error, to, blob);
      if (tries >= (TRIES[problem.code] ?? 1)) throw problem;
      await deps.clock.sleep(500 * 2 ** (tries - 1) * (0.75 + deps.clock.random() / 2));
      deps.checkCancelled();
      // the answer may have been lost, not the blob
      if (await deps.blobs.has(to, blob.digest)) return 'sent';
    }
  }
}

async function attempt(deps: BlobDeps, from: Repository, to: Repository, blob: Blob, canMount: boolean): Promise<Way> {
  const { blobs } = deps;
  const { digest } = blob;
  if (canMount) {
    const session = await blobs.begin(to, { digest, from });
    if (session === null) return 'mounted';
    // the registry does not mount: then it was not asked yet whether the blob is there
    if (await blobs.has(to, digest)) return 'there';
    await finish(deps, from, to, blob, session, null);
    return 'sent';
  }
  // both at once: the source waits until the upload is ready
  const opening = blobs.open(from, digest);
  const [session, source] = await Promise.allSettled([blobs.begin(to, null), opening]);
  if (session.status === 'rejected' || source.status === 'rejected') {
    if (source.status === 'fulfilled') source.value.destroy();
    throw session.status === 'rejected' ? session.reason : (source as PromiseRejectedResult).reason;
  }
  if (session.value === null) throw new Error('nothing was to be mounted');
  await finish(deps, from, to, blob, session.value, source.value);
  return 'sent';
}

async function finish(
  deps: BlobDeps,
  from: Repository,
  to: Repository,
  blob: Blob,
  session: URL,
  opened: Readable | null,
): Promise<void> {
  try {
    await deps.blobs.finish(to, session, blob.digest, bodyOf(deps, from, blob, opened));
  } catch (error) {
    opened?.destroy();
    // an upload that the registry does not know any more: a restart, or another server behind the same name
    if (!(error instanceof ActionError) || error.code !== 'NOT_FOUND') throw error;
    throw new ActionError('REGISTRY_UNAVAILABLE', error.message, error);
  }
}

/** @param opened the source, where it was opened already; a second writing opens it anew */
function bodyOf(deps: BlobDeps, from: Repository, blob: Blob, opened: Readable | null): StreamedBody {
  let ready = opened;
  return {
    length: blob.size,
    write: async (sink) => {
      const source = ready ?? (await deps.blobs.open(from, blob.digest));
      ready = null;
      let moved = 0;
      const onBytes = (count: number): void => {
        moved += count;
        deps.onBytes(count);
      };
      const where = `The blob ${blob.digest} of ${nameOf(from)}`;
      await pump(source, sink, { expected: blob, silence: SILENCE_MS, onBytes, where }).catch((error: unknown) => {
        deps.onBytes(-moved);
        throw error;
      });
    },
  };
}

function asProblem(error: unknown, to: Repository, { digest }: Blob): ActionError {
  if (!(error instanceof NoAnswer)) return asActionError(error);
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `Could not copy the blob ${digest} to ${nameOf(to)}: ${error.message}. Run again: what has arrived is not sent again.`,
    error,
  );
}
