import { ActionError } from '../errors.ts';
import { knownEnvironments, listedEnvironments } from '../facts/environment-names.ts';
import { expectImage, findImage } from '../facts/find.ts';
import type { ResolvedImage } from '../facts/identify.ts';
import { notFound } from '../facts/not-found.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { type FileEntry, type PromoteRequest, textAt } from '../request/request.ts';

/**
 * Finds the image that a promotion names: a tag, version, digest or commit, what is live in an environment, or an entry of a
 * file.
 * @param at the position of the image in the request
 * @throws NOT_FOUND
 */
export async function findSource(
  request: PromoteRequest,
  registry: Registry,
  image: Repository,
  at: number,
): Promise<ResolvedImage> {
  const { source, shaLength, environment } = request;
  if (source.kind === 'named') return findImage(registry, image, textAt(source, at), shaLength);
  const name = repositoryName(image);
  if (source.kind === 'environment') {
    const manifest = await registry.get(image, source.name);
    if (manifest) {
      const what = `what is live in ${source.name}`;
      return { manifest: expectImage(image, what, manifest), tag: null, requestedVersion: null, warnings: [] };
    }
    const known = await listedEnvironments(registry, image);
    throw new ActionError(
      'NOT_FOUND',
      `${name}: nothing is live in ${source.name}, so there is nothing to promote from there.${knownEnvironments(source.name, known)} Promote to ${source.name} first, or set version.`,
    );
  }
  const entry = entryAt(source.entries, at);
  const manifest = await registry.get(image, entry.digest);
  if (manifest) {
    const found = expectImage(image, 'what from-file names', manifest);
    return { manifest: found, tag: null, requestedVersion: entry.version, warnings: [] };
  }
  if (entry.environment === null || entry.environment === environment)
    throw await notFound(registry, image, entry.digest);
  throw new ActionError(
    'NOT_FOUND',
    `${name} has no image "${entry.digest}". The file is of ${entry.environment}: promote it to ${entry.environment} first, which copies the image there.`,
  );
}

/**
 * Returns an entry of the file.
 * @param at the position of the image in the request, which is that of its entry in the file
 * @throws Error when there is none: a bug
 */
export function entryAt(entries: readonly FileEntry[], at: number): FileEntry {
  const entry = entries[at];
  if (!entry) throw new Error(`there is no entry ${at + 1} in the file`);
  return entry;
}
