import { ActionError } from '../errors.ts';
import { isDigest, type Repository, repositoryName } from '../image/reference.ts';

/**
 * Accepts the error of a manifest that cannot be read: it exists, and a HEAD tells its digest.
 * @throws any other error
 */
export function expectUnreadable(error: unknown): 'unreadable' {
  if (error instanceof ActionError && ['REGISTRY_REFUSED', 'DIGEST_MISMATCH'].includes(error.code)) return 'unreadable';
  throw error;
}

/** Returns a manifest's full name, for messages. */
export function fullName(image: Repository, reference: string): string {
  return `${repositoryName(image)}${isDigest(reference) ? '@' : ':'}${reference}`;
}

/**
 * Checks the digest of a response: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 * @param reference the tag or digest that was requested
 * @param received the digest of the bytes
 * @param named the digest that the registry reports
 * @throws DIGEST_MISMATCH when they differ, or are not the requested digest
 */
export function expectDigest(image: Repository, reference: string, received: string, named: string): void {
  const expected = isDigest(reference) ? reference : named;
  if (received === expected && named === expected) return;
  const other = received === expected ? named : received;
  throw new ActionError(
    'DIGEST_MISMATCH',
    `${fullName(image, reference)}: expected ${expected}, got ${other} from ${image.registry}. The response was discarded. Retry; if it persists, the stored content is corrupt, or a proxy changes it.`,
  );
}

/** Returns a key for what is known of a manifest. */
export function keyOf(image: Repository, reference: string): string {
  return `${repositoryName(image)} ${reference}`;
}
