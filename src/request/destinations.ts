import { ActionError, asActionError } from '../errors.ts';
import { findDuplicate, isSameRepository, parseImage, type Repository, repositoryName } from '../image/reference.ts';
import { sourceOf } from './from-file.ts';
import type { InputReader } from './input-reader.ts';
import type { Source } from './request.ts';

/**
 * A notice where a destination is the image itself: whoever set it may expect two different repositories.
 * @param images the sources
 * @param destinations in the same order
 */
export function destinationNotices(
  input: InputReader,
  images: readonly Repository[],
  destinations: readonly Repository[],
): string[] {
  if (input.lines('destination').length === 0) return [];
  const [first, ...more] = images.filter((image, index) => destinations[index] === image);
  if (!first) return [];
  const others = more.length > 0 ? ` (and of ${more.length} more)` : '';
  return [`destination is the repository of ${repositoryName(first)} itself${others}: nothing is copied.`];
}

/**
 * The repository that each image is copied to before its environment is moved: a line of `destination` for each line of
 * `image`, or for each entry of the file of an earlier run; else the repository in that file; else the image itself.
 * @param listed the images in the input `image`
 * @returns one repository per image that is promoted, in their order
 */
export function readDestinations(
  input: InputReader,
  listed: readonly Repository[],
  source: Source,
): readonly Repository[] {
  const images = source.kind === 'file' ? source.entries.map(sourceOf) : listed;
  const own = source.kind === 'file' ? source.entries.map(({ image }) => image) : listed;
  if (input.lines('destination').length === 0) return own;
  const given = parseDestinations(input);
  checkCount(input, given, images, source);
  // beside from-file, the lines of image say which line of destination is whose
  const order = listed.length > 0 ? listed : images;
  return images.map((from, index) => {
    const at = order.findIndex((each) => isSameRepository(each, from));
    const to = given[at] ?? own[index] ?? from;
    // another spelling of the same repository
    return isSameRepository(from, to) ? from : to;
  });
}

function checkCount(
  input: InputReader,
  given: readonly Repository[],
  images: readonly Repository[],
  { kind }: Source,
): void {
  const [lines, named] = [input.lines('destination').length, input.lines('image').length];
  // a line of image that cannot be read, or is there twice, is a problem of its own
  const expected = named > 0 ? named : images.length;
  if (lines !== expected && images.length > 0) {
    const remedy = kind === 'file' ? ', or remove it: the file has the destinations' : '';
    input.problem(
      `destination: expected one line per image (${expected}), got ${lines}. List them in the order of the images${remedy}.`,
    );
  }
  const duplicate = findDuplicate(given);
  if (duplicate !== null) input.problem(`destination names ${duplicate} twice: each image needs its own repository.`);
}

/** The repositories in `destination`; a problem for each line that is none. */
export function parseDestinations(input: InputReader): Repository[] {
  return input
    .lines('destination')
    .flatMap((line) =>
      input.attempt<Repository[]>(() => [input.repository('destination', line, parseDestination)], []),
    );
}

function parseDestination(line: string): Repository {
  try {
    return parseImage(line);
  } catch (thrown) {
    throw new ActionError('INPUT_INVALID', `destination: ${asActionError(thrown).message}`, thrown);
  }
}
