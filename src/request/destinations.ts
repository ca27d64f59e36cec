import { ActionError, asActionError } from '../errors.ts';
import { findDuplicate, isSameRepository, parseImage, type Repository, repositoryName } from '../image/reference.ts';
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
 * `image`; else the repository in the file of an earlier run; else the image itself.
 * @param images the sources
 * @returns one repository per image, in their order
 */
export function readDestinations(
  input: InputReader,
  images: readonly Repository[],
  source: Source,
): readonly Repository[] {
  const lines = input.lines('destination');
  if (lines.length === 0) return source.kind === 'file' ? source.entries.map(({ image }) => image) : images;
  const given = lines.flatMap((line) =>
    input.attempt<Repository[]>(() => [input.repository('destination', line, parseDestination)], []),
  );
  // a line of image that cannot be read, or is there twice, is a problem of its own
  const expected = source.kind === 'file' ? images.length : input.lines('image').length;
  if (lines.length !== expected && images.length > 0) {
    const remedy = source.kind === 'file' ? ', or remove it: the file has the destinations' : '';
    input.problem(
      `destination: expected one line per image (${expected}), got ${lines.length}. List them in the order of the images${remedy}.`,
    );
  }
  const duplicate = findDuplicate(given);
  if (duplicate !== null) input.problem(`destination names ${duplicate} twice: each image needs its own repository.`);
  return given.map((to, index) => {
    const from = images[index];
    // another spelling of the same repository
    return from && isSameRepository(from, to) ? from : to;
  });
}

function parseDestination(line: string): Repository {
  try {
    return parseImage(line);
  } catch (thrown) {
    throw new ActionError('INPUT_INVALID', `destination: ${asActionError(thrown).message}`, thrown);
  }
}
