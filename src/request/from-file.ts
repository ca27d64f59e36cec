import { ActionError, asActionError } from '../errors.ts';
import {
  findDuplicate,
  hideUserInfo,
  isDigest,
  isSameRepository,
  parseReachable,
  type Reference,
  type Repository,
} from '../image/reference.ts';
import { parseVersion } from '../image/version.ts';
import { InputReader } from './input-reader.ts';
import type { FileEntry } from './request.ts';

/**
 * Reads the `result` of an earlier run: its images by digest.
 * @param file its path, also used in error messages
 * @param read gives the file's text
 * @param environment the environment of this run: an image that was copied for another one is read where it was copied to
 * @param input notes names that are not in lower case
 * @throws INPUT_INVALID naming the entry that cannot be used
 */
export function readFromFile(
  file: string,
  read: (path: string) => string,
  environment: string | null = null,
  input: Pick<InputReader, 'repository'> = new InputReader(() => ''),
): FileEntry[] {
  const problem = (why: string): ActionError =>
    new ActionError(
      'INPUT_INVALID',
      `from-file ${hideUserInfo(file)} cannot be used: ${why}. Set it to a file with the output result of an earlier run.`,
    );
  let json: unknown;
  try {
    // PowerShell writes a byte order mark
    const text = read(file)
      .replace(/^\ufeff/, '')
      .trim();
    // the step did not run, or the runner withheld its output
    if (text === '') throw problem('it is empty');
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw problem('it is not JSON');
    throw problem(code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`);
  }
  json = resultIn(json);
  if (!Array.isArray(json)) throw problem('expected an array with one entry per image');
  if (json.length === 0) throw problem('its array is empty: it names no image');
  const entries = json
    .map((value: unknown, index) => readEntry(value, input, (why) => problem(`entry ${index + 1} ${why}`)))
    .map((entry) => (isAbout(entry, environment) ? entry : { ...entry, source: null }));
  const twice = findDuplicate(entries.map(({ image }) => image)) ?? findDuplicate(entries.map(sourceOf));
  if (twice !== null) throw problem(`it names ${twice} twice`);
  return entries;
}

/** The array of a `result`: it itself, or in the object that the command line prints with `--json`. */
export function resultIn(json: unknown): unknown {
  return json !== null && typeof json === 'object' && 'result' in json ? json.result : json;
}

function isAbout(entry: FileEntry, environment: string | null): boolean {
  return environment === null || entry.environment === null || entry.environment === environment;
}

/** The repository that an entry's image is read from: the source of its copy, else its own. */
export function sourceOf({ image, source }: FileEntry): Repository {
  return source ?? image;
}

function readEntry(
  value: unknown,
  input: Pick<InputReader, 'repository'>,
  problem: (why: string) => ActionError,
): FileEntry {
  const { image, source, digest, version, environment, previousDigest } = (value ?? {}) as Record<string, unknown>;
  if (typeof image !== 'string') throw problem('has no image');
  if (typeof digest !== 'string' || !isDigest(digest)) throw problem('has no digest');
  if (source !== undefined && source !== null && typeof source !== 'string')
    throw problem('has a source that is not a name');
  const parse = (text: string): Reference => {
    try {
      return input.repository('from-file', text, parseReachable);
    } catch (error) {
      throw problem(`cannot be read (${asActionError(error).message})`);
    }
  };
  const reference = parse(image);
  const from = typeof source === 'string' ? repositoryOf(parse(source)) : null;
  if (reference.digest !== null && reference.digest !== digest) throw problem('has two different digests');
  if (
    previousDigest !== null &&
    previousDigest !== undefined &&
    !(typeof previousDigest === 'string' && isDigest(previousDigest))
  ) {
    throw problem('has a previousDigest that is not a valid digest');
  }
  return {
    image: repositoryOf(reference),
    // another spelling of the same repository
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
