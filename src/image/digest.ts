import { createHash } from 'node:crypto';

/**
 * The digest of some bytes (image-spec, descriptor.md#digests).
 * @returns `sha256:` and 64 hex characters
 */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A digest short enough to read: the algorithm and the first 12 hex characters. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
