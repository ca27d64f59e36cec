import { ActionError, asActionError } from '../errors.ts';
import {
  findDuplicate,
  isDigest,
  isSameRepository,
  parseReachable,
  type Reference,
  type Repository,
} from '../image/reference.ts';
import { parseVersion } from '../image/version.ts';
import type { FileEntry } from './request.ts';

/**
 * Reads the `result` of an earlier run: exactly these images, by digest.
 * @param file a path, for reading and for the words of an error
 * @param read gives the file's text
 * @param environment the one that is pointed now: what was copied for another is had from where it was copied to
 * @throws INPUT_INVALID naming the entry that cannot be used
 */
export function readFromFile(
  file: string,
  read: (path: string) => string,
  environment: string | null = null,
): FileEntry[] {
  const problem = (why: string): ActionError =>
    new ActionError(
      'INPUT_INVALID',
      `from-file ${file} cannot be used: ${why}. It takes the "result" output of an earlier run.`,
    );
  let json: unknown;
  try {
    // PowerShell begins files with a mark
    const text = read(file)
      .replace(/^\ufeff/, '')
      .trim();
    // a step that did not run, or an output that was held back
    if (text === '') throw problem('it is empty');
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw problem('it is not JSON');
    throw problem(code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`);
  }
  if (!Array.isArray(json) || json.length === 0) throw problem('it is no array with an entry for each image');
  const entries = json
    .map((value: unknown, index) => readEntry(value, (why) => problem(`entry ${index + 1} ${why}`)))
    .map((entry) => (isAbout(entry, environment) ? entry : { ...entry, source: null }));
  const twice = findDuplicate(entries.map(({ image }) => image)) ?? findDuplicate(entries.map(sourceOf));
  if (twice !== null) throw problem(`${twice} is there twice`);
  return entries;
}

function isAbout(entry: FileEntry, environment: string | null): boolean {
  return environment === null || entry.environment === null || entry.environment === environment;
}

/** Where an entry's image is had from: where it was copied from, or would have been, else where it is. */
export function sourceOf({ image, source }: FileEntry): Repository {
  return source ?? image;
}

function readEntry(value: unknown, problem: (why: string) => ActionError): FileEntry {
  const { image, source, digest, version, environment, previousDigest } = (value ?? {}) as Record<string, unknown>;
  if (typeof image !== 'string') throw problem('has no image');
  if (typeof digest !== 'string' || !isDigest(digest)) throw problem('has no digest');
  if (source !== undefined && source !== null && typeof source !== 'string')
    throw problem('has a source that is no name');
  const parse = (text: string): Reference => {
    try {
      return parseReachable(text);
    } catch (error) {
      throw problem(`cannot be read (${asActionError(error).message})`);
    }
  };
  const reference = parse(image);
  const from = typeof source === 'string' ? repositoryOf(parse(source)) : null;
  if (reference.digest !== null && reference.digest !== digest) throw problem('names two digests');
  if (
    previousDigest !== null &&
    previousDigest !== undefined &&
    !(typeof previousDigest === 'string' && isDigest(previousDigest))
  ) {
    throw problem('has a previousDigest that is no digest');
  }
  return {
    image: repositoryOf(reference),
    // another name for where it is
    source: from && !isSameRepository(from, reference) ? from : null,
    digest,
    version: typeof version === 'string' ? parseVersion(version) : null,
    environment: typeof environment === 'string' ? environment : null,
    previousDigest: previousDigest ?? null,
  };
}

function repositoryOf({ registry, repository }: Repository): Repository {
  return { registry, repository };
}
