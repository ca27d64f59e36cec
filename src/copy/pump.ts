import type * as Crypto from 'node:crypto';
import type { ClientRequest } from 'node:http';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { ActionError } from '../errors.ts';
import type { Descriptor } from '../image/manifest.ts';
import { NoAnswer } from '../registry/http.ts';
import { passed } from './sweep.ts';

const require = createRequire(import.meta.url);

/** So much may wait to be sent, in bytes: less, and both sides wait for each other again and again. */
const AHEAD = 1024 * 1024;

/** How one blob is pumped. */
export interface Pumping {
  readonly expected: Pick<Descriptor, 'digest' | 'size'>;
  /** neither side may stand still for longer, in milliseconds */
  readonly silence: number;
  /** told how many bytes went on */
  readonly onBytes: (count: number) => void;
  /** where it is from, for the words of an error */
  readonly where: string;
}

/**
 * Moves a blob's bytes from a source to an upload, at the pace of the slower, and checks size and digest on the way.
 * The last piece is held back until they are known to be right, so that a wrong blob is never whole.
 * @throws DIGEST_MISMATCH where the bytes are others; NoAnswer where a side breaks or stands still
 */
export async function pump(source: Readable, sink: ClientRequest, pumping: Pumping): Promise<void> {
  const { expected, onBytes, where } = pumping;
  const { createHash } = require('node:crypto') as typeof Crypto;
  const algorithm = expected.digest.slice(0, expected.digest.indexOf(':'));
  const hash = createHash(algorithm);
  const watch = watchBoth(source, sink, pumping.silence);
  let held: Buffer | null = null;
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > expected.size) throw wrong(expected, where, `more than ${expected.size} bytes`);
      hash.update(chunk);
      if (held !== null && !sink.write(held) && sink.writableLength > AHEAD) await watch.drained();
      held = chunk;
      onBytes(chunk.length);
      passed(chunk.length);
      watch.touch();
    }
  } catch (error) {
    if (error instanceof ActionError || error instanceof NoAnswer) throw error;
    throw new NoAnswer('the download broke', 'ECONNRESET', error);
  } finally {
    watch.stop();
  }
  const digest = `${algorithm}:${hash.digest('hex')}`;
  if (size !== expected.size) throw wrong(expected, where, `${size} bytes, not ${expected.size}`);
  if (digest !== expected.digest) throw wrong(expected, where, digest);
  if (held !== null) sink.write(held);
}

/** Ends the source where the upload ends early, or where neither side moves. */
function watchBoth(source: Readable, sink: ClientRequest, silence: number) {
  let isFull = false;
  let onDrained = (): void => {};
  let onBroken = (_: Error): void => {};
  const give = (error: NoAnswer): void => {
    source.destroy(error);
    onBroken(error);
  };
  const still = (): void =>
    give(new NoAnswer(`the ${isFull ? 'upload' : 'download'} stood still for ${silence / 1000} s`, 'ETIMEDOUT'));
  const ended = (): void => give(new NoAnswer('the registry ended the upload before its end', 'ECONNRESET'));
  const drain = (): void => onDrained();
  // looked at now and then: a timer for each piece would cost more than the piece
  let moved = Date.now();
  const timer = setInterval(() => Date.now() - moved > silence && still(), Math.min(silence, 1000));
  sink.on('drain', drain).once('close', ended).once('response', ended);
  return {
    touch: (): void => {
      moved = Date.now();
    },
    /** resolves when the sink takes more */
    drained: async (): Promise<void> => {
      isFull = true;
      await new Promise<void>((resolve, reject) => {
        onDrained = resolve;
        onBroken = reject;
        if (sink.destroyed) ended();
      });
      isFull = false;
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

function wrong({ digest }: Pick<Descriptor, 'digest'>, where: string, found: string): ActionError {
  return new ActionError(
    'DIGEST_MISMATCH',
    `${where} should be ${digest}, but what was sent is ${found}. Nothing was made of it. Run again; if it stays so, what the registry keeps is damaged, or a proxy changes it.`,
  );
}
