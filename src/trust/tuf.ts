import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrustedRoot } from '@sigstore/protobuf-specs';

/** How long the trusted root may take to be refreshed, in milliseconds; then the bundled one is used. */
const REFRESH_MS = 3000;

/**
 * Returns the trusted root of Sigstore's public instance as it is published now, verified by The Update Framework.
 * @param folder where a folder for its files is made, which is removed again
 * @returns its JSON; null where the network does not allow it, or it takes longer than three seconds
 * @see https://github.com/sigstore/root-signing
 */
export async function refreshRoot(folder: string = tmpdir()): Promise<unknown> {
  const cachePath = await mkdtemp(join(folder, 'build-once-promote-tuf-')).catch(() => null);
  if (cachePath === null) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), REFRESH_MS);
  });
  try {
    const { getTrustedRoot } = await import('@sigstore/tuf');
    const root = getTrustedRoot({ cachePath, retry: 0, timeout: REFRESH_MS }).then((found) =>
      TrustedRoot.toJSON(found),
    );
    return await Promise.race([root.catch(() => null), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    await rm(cachePath, { recursive: true, force: true }).catch(() => {});
  }
}
