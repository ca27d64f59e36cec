import type * as Crypto from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Computes the sha256 digest of bytes.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 * @returns `sha256:` and 64 hex characters
 */
export function digestOf(bytes: Uint8Array): string {
  // loaded on first use, so that it does not delay the first request
  const { createHash } = require('node:crypto') as typeof Crypto;
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Shortens a digest for display: the algorithm and the first 12 hex characters. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
