import type http from 'node:http';
import type { ErrorCode } from '../../../src/errors.ts';
import type { Truth } from '../registries/lying-registry.ts';
import type { Reply, Seen } from '../registries/scripted-server.ts';

/** What a read is about. */
export type ReadKind = 'tag' | 'digest' | 'history' | 'head' | 'blob' | 'list';

/** One thing that a registry may do to a read, and what a run has to say of it. */
export interface ReadLie {
  name: string;
  /** the reads where it matters */
  at: readonly ReadKind[];
  answer: (truth: Truth, request: Seen) => Reply;
  /** what the run fails with; null where it is harmless, so that the run goes on as if nothing were */
  code: ErrorCode | null;
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

/** Writes one piece after another for as long as somebody listens. */
export function endless(piece: Buffer, first: string | Buffer = ''): (response: http.ServerResponse) => void {
  return (response) => {
    response.write(first || piece);
    const more = (): void => {
      while (!response.destroyed && response.write(piece)) {
        // as fast as it is taken
      }
    };
    response.on('drain', more);
    more();
  };
}

/** One byte now and then, without end. */
export function slow(response: http.ServerResponse, everyMs = 50): void {
  const drip = setInterval(() => response.write(' '), everyMs);
  response.once('close', () => clearInterval(drip));
}

/** The bytes of an answer as they are, whatever HTTP allows. */
export function raw(text: string | Buffer): (response: http.ServerResponse) => void {
  return ({ socket }) => void socket?.end(text);
}
