import { shortDigest } from './digest.ts';
import type { Identity } from './identity.ts';

/** How many characters of a commit a short name has. */
const SHORT_SHA = 7;

/**
 * Returns an image's short name: its version; without one `git-` and the start of its commit; without both its short
 * digest.
 * @param digest null before the build
 */
export function imageName(
  { version, revision }: Pick<Identity, 'version' | 'revision'>,
  digest: string | null,
): string {
  if (version !== null) return version;
  if (revision !== null) return `git-${revision.slice(0, SHORT_SHA)}`;
  return digest === null ? 'this build' : shortDigest(digest);
}

/** Returns the start of a commit, as texts show it. */
export function shortCommit(revision: string): string {
  return revision.slice(0, SHORT_SHA);
}
