import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrustedRoot } from '@sigstore/protobuf-specs';

/** A repository of The Update Framework that publishes the trusted root of an instance of Sigstore. */
export interface TufRepository {
  readonly mirror: string;
  /** what its first metadata must be; absent where the library has them */
  readonly start?: {
    readonly version: number;
    /** SHA-256, in hexadecimal digits, of what is signed: as JSON without spaces, with sorted keys */
    readonly digest: string;
  };
}

/** Sigstore's public instance. @see https://github.com/sigstore/root-signing */
export const SIGSTORE: TufRepository = { mirror: 'https://tuf-repo-cdn.sigstore.dev' };

/**
 * GitHub's own instance, which signs in private repositories. Version 9 of its root (expires 2027-01-28; later ones are
 * reached from it) is signed by six of its own keys, and by four of those of version 3, which the GitHub CLI embeds.
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/use-artifact-attestations/verify-attestations-offline
 */
export const GITHUB: TufRepository = {
  mirror: 'https://tuf-repo.github.com',
  start: { version: 9, digest: 'afdd49110b71ca64d0077e656832fc348fc090320bcb10ec52f77880b828a3bb' },
};

/** How long a trusted root may take to be had, in milliseconds. */
const REFRESH_MS = 3000;
/** The largest root metadata that are read, in bytes. */
const MAX_ROOT = 512_000;

/**
 * Returns the trusted root of an instance as it is published now, verified by The Update Framework.
 * @param folder where a folder for its files is made, which is removed again
 * @param limitMs how long it may take, in milliseconds
 * @returns its JSON; null where the network does not allow it, or it takes longer
 */
export async function refreshRoot(
  repository: TufRepository,
  folder: string = tmpdir(),
  limitMs = REFRESH_MS,
): Promise<unknown> {
  const cachePath = await mkdtemp(join(folder, 'build-once-promote-tuf-')).catch(() => null);
  if (cachePath === null) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  try {
    return await Promise.race([load(repository, cachePath, limitMs).catch(() => null), late]);
  } finally {
    clearTimeout(timer);
    await rm(cachePath, { recursive: true, force: true }).catch(() => {});
  }
}

async function load({ mirror, start }: TufRepository, cachePath: string, timeout: number): Promise<unknown> {
  const { getTrustedRoot } = await import('@sigstore/tuf');
  const options = { mirrorURL: mirror, cachePath, retry: 0, timeout };
  if (start === undefined) return TrustedRoot.toJSON(await getTrustedRoot(options));
  const rootPath = join(cachePath, 'start.json');
  await writeFile(rootPath, await readStart(mirror, start, timeout));
  return TrustedRoot.toJSON(await getTrustedRoot({ ...options, rootPath }));
}

/** Downloads the first root metadata. @throws where they are not what they must be */
async function readStart(
  mirror: string,
  { version, digest }: NonNullable<TufRepository['start']>,
  timeout: number,
): Promise<Buffer> {
  const signal = AbortSignal.timeout(timeout);
  const response = await fetch(`${mirror}/${version}.root.json`, { signal, redirect: 'error' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ROOT) throw new Error('too large');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const { signed } = JSON.parse(bytes.toString('utf8')) as { signed: unknown };
  if (digestOfSigned(signed) !== digest) throw new Error('not the expected root');
  return bytes;
}

/** The SHA-256 of a JSON value without spaces and with sorted keys, in hexadecimal digits. */
export function digestOfSigned(signed: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(signed)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
