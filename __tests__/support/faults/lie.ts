import type http from 'node:http';
import type { ErrorCode } from '../../../src/errors.ts';
import type { Truth } from '../registries/lying-registry.ts';
import type { Reply, Seen } from '../registries/scripted-server.ts';

/** The target of a read. */
export type ReadKind = 'tag' | 'digest' | 'history' | 'head' | 'blob' | 'list';

/** A malicious response to a read, and the expected result of the run. */
export interface ReadLie {
  name: string;
  /** the affected reads */
  at: readonly ReadKind[];
  answer: (truth: Truth, request: Seen) => Reply;
  /** the error code; null if the response is harmless and the run succeeds */
  code: ErrorCode | null;
  /** whether the run ends by a time limit, so that short limits make the test quick */
  waits?: true;
}

export const CONTENT: readonly ReadKind[] = ['tag', 'digest', 'history', 'blob'];
export const MANIFEST: readonly ReadKind[] = ['tag', 'digest', 'history'];
export const ALL: readonly ReadKind[] = [...CONTENT, 'head', 'list'];
export const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');

/** The kind of a read, by its key. */
export function kindOf(key: string): ReadKind {
  if (key.startsWith('HEAD ')) return 'head';
  if (key.startsWith('GET blobs/')) return 'blob';
  if (key === 'GET tags/list') return 'list';
  if (key.endsWith('-history')) return 'history';
  return key.includes('sha256:') ? 'digest' : 'tag';
}

/** Writes one chunk after another while the connection is open. */
export function endless(piece: Buffer, first: string | Buffer = ''): (response: http.ServerResponse) => void {
  return (response) => {
    response.write(first || piece);
    const more = (): void => {
      while (!response.destroyed && response.write(piece)) {
        // as fast as it is read
      }
    };
    response.on('drain', more);
    more();
  };
}

/** Writes single bytes slowly, without end. */
export function slow(response: http.ServerResponse, everyMs = 50): void {
  const drip = setInterval(() => response.write(' '), everyMs);
  response.once('close', () => clearInterval(drip));
}

/** Writes the raw bytes of a response, even if they break HTTP. */
export function raw(text: string | Buffer): (response: http.ServerResponse) => void {
  return ({ socket }) => void socket?.end(text);
}
