import type * as Crypto from 'node:crypto';
import type { ClientRequest } from 'node:http';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { ActionError } from '../errors.ts';
import type { Descriptor } from '../image/manifest.ts';
import { NetworkError } from '../registry/http/types.ts';
import { passed } from '../util/memory.ts';

const require = createRequire(import.meta.url);

/** So much may wait to be sent, in bytes: less, and both sides wait for each other again and again. */
const MAX_HIGH_WATER_MARK = 1024 * 1024;
/** It begins with this, and is doubled while it goes out quickly: a slow line need not take more before silence is too long. */
const MIN_HIGH_WATER_MARK = 64 * 1024;
/** quickly: in this part of the silence that would be too long */
const FAST_DRAIN_SHARE = 30;
/** So many bytes have to come while silence would be too long: a byte now and then is no download. */
const MIN_BYTES_PER_TIMEOUT = 16 * 1024;

/** How one blob is pumped. */
export interface TransferOptions {
  readonly expected: Pick<Descriptor, 'digest' | 'size'>;
  /** neither side may stand still, or all but, for longer, in milliseconds */
  readonly idleTimeoutMs: number;
  /** told how many bytes went on */
  readonly onBytes: (count: number) => void;
  /** what it is and where it is from, for the words of an error: `the blob sha256:… of ghcr.io/acme/app` */
  readonly where: string;
}

/**
 * Moves a blob's bytes from a source to an upload, at the pace of the slower, and checks size and digest on the way.
 * The last piece is held back until they are known to be right, so that a wrong blob is never whole.
 * @throws DIGEST_MISMATCH where the bytes are others; REGISTRY_UNAVAILABLE where the source breaks or stands still;
 *   NoAnswer where the upload does
 */
export async function pump(source: Readable, sink: ClientRequest, pumping: TransferOptions): Promise<void> {
  const { expected, onBytes, where } = pumping;
  const { createHash } = require('node:crypto') as typeof Crypto;
  const algorithm = expected.digest.slice(0, expected.digest.indexOf(':'));
  const hash = createHash(algorithm);
  const watch = watchBoth(source, sink, pumping);
  let held: Buffer | null = null;
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > expected.size) throw digestMismatch(expected, where, `more than ${expected.size} bytes`);
      hash.update(chunk);
      if (held !== null && !sink.write(held) && sink.writableLength > watch.ahead()) await watch.drained();
      held = chunk;
      onBytes(chunk.length);
      passed(chunk.length);
      watch.touch(chunk.length);
    }
  } catch (error) {
    if (error instanceof ActionError || error instanceof NetworkError) throw error;
    throw downloadError(where, 'the download broke', error);
  } finally {
    watch.stop();
  }
  const digest = `${algorithm}:${hash.digest('hex')}`;
  if (size !== expected.size) throw digestMismatch(expected, where, `${size} bytes, not ${expected.size}`);
  if (digest !== expected.digest) throw digestMismatch(expected, where, digest);
  if (held !== null) sink.write(held);
}

/** Ends the source where the upload ends early, or where neither side moves. */
function watchBoth(source: Readable, sink: ClientRequest, { idleTimeoutMs, where }: TransferOptions) {
  let isFull = false;
  let ahead = MIN_HIGH_WATER_MARK;
  let onDrained = (): void => {};
  let onBroken = (_: Error): void => {};
  const give = (error: Error): void => {
    source.destroy(error);
    onBroken(error);
  };
  const still = (): void => {
    const why = `stood still for ${idleTimeoutMs / 1000} s`;
    give(isFull ? new NetworkError(`the upload ${why}`, 'ETIMEDOUT') : downloadError(where, `the download ${why}`));
  };
  const ended = (): void => give(new NetworkError('the registry ended the upload before its end', 'ECONNRESET'));
  const drain = (): void => onDrained();
  // looked at now and then: a timer for each piece would cost more than the piece
  let moved = Date.now();
  let since = 0;
  const timer = setInterval(() => Date.now() - moved > idleTimeoutMs && still(), Math.min(idleTimeoutMs, 1000));
  sink.on('drain', drain).once('close', ended).once('response', ended);
  return {
    touch: (bytes: number): void => {
      since += bytes;
      if (since < MIN_BYTES_PER_TIMEOUT) return;
      since = 0;
      moved = Date.now();
    },
    /** how much may wait to be sent, in bytes */
    ahead: (): number => ahead,
    /** resolves when the sink takes more */
    drained: async (): Promise<void> => {
      isFull = true;
      const began = Date.now();
      await new Promise<void>((resolve, reject) => {
        onDrained = resolve;
        onBroken = reject;
        if (sink.destroyed) ended();
      });
      isFull = false;
      ahead =
        Date.now() - began < idleTimeoutMs / FAST_DRAIN_SHARE
          ? Math.min(2 * ahead, MAX_HIGH_WATER_MARK)
          : MIN_HIGH_WATER_MARK;
    },
    stop: (): void => {
      clearInterval(timer);
      sink.off('drain', drain).off('close', ended).off('response', ended);
      // what comes after is of no interest
      source.on('error', () => {});
      source.destroy();
    },
  };
}

/** The source's failure: whoever reads the upload's answer would blame the destination. */
function downloadError(where: string, why: string, cause?: unknown): ActionError {
  const remedy = 'Run again: what has arrived is not sent again.';
  return new ActionError('REGISTRY_UNAVAILABLE', `Could not read ${where}: ${why}. ${remedy}`, cause);
}

function digestMismatch({ digest }: Pick<Descriptor, 'digest'>, where: string, found: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${where[0]?.toUpperCase()}${where.slice(1)} should be ${digest}, but what was sent is ${found}. Nothing was made of it. Run again; if it stays so, what the registry keeps is damaged, or a proxy changes it.`,
  );
}
