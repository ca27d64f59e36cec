import type * as Crypto from 'node:crypto';
import type { ClientRequest } from 'node:http';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { ActionError } from '../errors.ts';
import type { Descriptor } from '../image/manifest.ts';
import { NetworkError } from '../registry/http/types.ts';
import { countStreamedBytes } from '../util/memory.ts';

const require = createRequire(import.meta.url);

/** The largest high-water mark of the upload, in bytes. With less, both sides keep waiting for each other. */
const MAX_HIGH_WATER_MARK = 1024 * 1024;
/** The initial mark, doubled while the sink drains fast: a slow connection could not drain more within the timeout. */
const MIN_HIGH_WATER_MARK = 64 * 1024;
/** a drain is fast if it takes less than the idle timeout divided by this */
const FAST_DRAIN_SHARE = 30;
/** The fewest bytes within the idle timeout, so that a source that trickles single bytes counts as idle. */
const MIN_BYTES_PER_TIMEOUT = 16 * 1024;

/** How one blob is transferred. */
export interface TransferOptions {
  readonly expected: Pick<Descriptor, 'digest' | 'size'>;
  /** how long either side may be idle, in milliseconds */
  readonly idleTimeoutMs: number;
  /** called with the number of bytes of each chunk */
  readonly onBytes: (count: number) => void;
  /** blob and source, used in error messages: `the blob sha256:… of ghcr.io/acme/app` */
  readonly where: string;
}

/**
 * Streams a blob from a source to an upload with backpressure, and verifies size and digest on the way. The last chunk is
 * held back until they are verified, so that a wrong blob is never completed.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 * @throws DIGEST_MISMATCH when size or digest differ from what is expected
 * @throws REGISTRY_UNAVAILABLE when the source fails or is idle
 * @throws NetworkError when the upload fails or is idle
 */
export async function pump(source: Readable, sink: ClientRequest, options: TransferOptions): Promise<void> {
  const { expected, onBytes, where } = options;
  const { createHash } = require('node:crypto') as typeof Crypto;
  const algorithm = expected.digest.slice(0, expected.digest.indexOf(':'));
  const hash = createHash(algorithm);
  const watch = watchBoth(source, sink, options);
  let held: Buffer | null = null;
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > expected.size) throw digestMismatch(expected, where, `more than ${expected.size} bytes`);
      hash.update(chunk);
      if (held !== null && !sink.write(held) && sink.writableLength > watch.highWaterMark()) await watch.drained();
      held = chunk;
      onBytes(chunk.length);
      countStreamedBytes(chunk.length);
      watch.touch(chunk.length);
    }
  } catch (error) {
    if (error instanceof ActionError || error instanceof NetworkError) throw error;
    throw downloadError(where, 'the download failed', error);
  } finally {
    watch.stop();
  }
  const digest = `${algorithm}:${hash.digest('hex')}`;
  if (size !== expected.size) throw digestMismatch(expected, where, `${size} bytes, not ${expected.size}`);
  if (digest !== expected.digest) throw digestMismatch(expected, where, digest);
  if (held !== null) sink.write(held);
}

/** Destroys the source when the upload ends early or either side is idle. */
function watchBoth(source: Readable, sink: ClientRequest, { idleTimeoutMs, where }: TransferOptions) {
  let isFull = false;
  let highWaterMark = MIN_HIGH_WATER_MARK;
  let onDrained = (): void => {};
  let onBroken = (_: Error): void => {};
  const fail = (error: Error): void => {
    source.destroy(error);
    onBroken(error);
  };
  const onIdle = (): void => {
    const why = `was idle for ${idleTimeoutMs / 1000} s`;
    fail(isFull ? new NetworkError(`the upload ${why}`, 'ETIMEDOUT') : downloadError(where, `the download ${why}`));
  };
  const ended = (): void => fail(new NetworkError('the registry closed the upload early', 'ECONNRESET'));
  const drain = (): void => onDrained();
  // one interval for the whole transfer: a timer for each chunk would be expensive
  let lastActive = Date.now();
  let bytesSince = 0;
  const timer = setInterval(() => Date.now() - lastActive > idleTimeoutMs && onIdle(), Math.min(idleTimeoutMs, 1000));
  sink.on('drain', drain).once('close', ended).once('response', ended);
  return {
    touch: (bytes: number): void => {
      bytesSince += bytes;
      if (bytesSince < MIN_BYTES_PER_TIMEOUT) return;
      bytesSince = 0;
      lastActive = Date.now();
    },
    /** how many bytes may be buffered for sending */
    highWaterMark: (): number => highWaterMark,
    /** resolves when the sink has drained; rejects when the transfer failed */
    drained: async (): Promise<void> => {
      isFull = true;
      const began = Date.now();
      await new Promise<void>((resolve, reject) => {
        onDrained = resolve;
        onBroken = reject;
        if (sink.destroyed) ended();
      });
      isFull = false;
      highWaterMark =
        Date.now() - began < idleTimeoutMs / FAST_DRAIN_SHARE
          ? Math.min(2 * highWaterMark, MAX_HIGH_WATER_MARK)
          : MIN_HIGH_WATER_MARK;
    },
    stop: (): void => {
      clearInterval(timer);
      sink.off('drain', drain).off('close', ended).off('response', ended);
      // later errors of the source do not matter
      source.on('error', () => {});
      source.destroy();
    },
  };
}

/** A failure of the source: the upload's own error would blame the destination. */
function downloadError(where: string, why: string, cause?: unknown): ActionError {
  const remedy = 'Re-run the job: blobs that were copied are not sent again.';
  return new ActionError('REGISTRY_UNAVAILABLE', `Could not read ${where}: ${why}. ${remedy}`, cause);
}

function digestMismatch({ digest }: Pick<Descriptor, 'digest'>, where: string, got: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `Could not verify ${where}: expected ${digest}, got ${got}. The response was discarded. Retry; if it persists, the stored content is corrupt or a proxy modifies it.`,
  );
}
