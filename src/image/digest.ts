import type * as Crypto from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The digest of some bytes (image-spec, descriptor.md#digests).
 * @returns `sha256:` and 64 hex characters
 */
export function digestOf(bytes: Uint8Array): string {
  // loaded with the first answer: the first request need not wait for it
  const { createHash } = require('node:crypto') as typeof Crypto;
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A digest short enough to read: the algorithm and the first 12 hex characters. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
