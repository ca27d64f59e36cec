import { ActionError, asActionError } from '../errors.ts';
import { findDuplicate, isSameRepository, parseImage, type Repository, repositoryName } from '../image/reference.ts';
import { plural } from '../util/format.ts';
import type { InputReader } from './input-reader.ts';
import type { Source } from './request.ts';

/**
 * Says which images a promotion was to copy to where they are already: two inputs that were thought to differ, perhaps.
 * @param images where they are had from
 * @param destinations where they go, in the same order
 * @returns a notice, or none
 */
export function noticesOf(
  input: InputReader,
  images: readonly Repository[],
  destinations: readonly Repository[],
): string[] {
  if (input.lines('destination').length === 0) return [];
  const [first, ...more] = images.filter((image, index) => destinations[index] === image);
  if (!first) return [];
  const others = more.length > 0 ? ` (and of ${more.length} more)` : '';
  return [`destination is the repository of ${repositoryName(first)} itself${others}: nothing is copied there.`];
}

/**
 * Where each image is copied to before its environment is pointed: `destination`, a line for each line of `image`; else
 * where the file of an earlier run says that it went, or would have gone; else it stays where it is.
 * @param images where they are had from
 * @returns as many as there are images, in their order
 */
export function readDestinations(
  input: InputReader,
  images: readonly Repository[],
  source: Source,
): readonly Repository[] {
  const lines = input.lines('destination');
  if (lines.length === 0) return source.kind === 'file' ? source.entries.map(({ image }) => image) : images;
  const given = lines.flatMap((line) => input.attempt<Repository[]>(() => [parseDestination(line)], []));
  // a line of image that cannot be read, or stands there twice, is a problem of its own
  const asked = source.kind === 'file' ? images.length : input.lines('image').length;
  if (lines.length !== asked && images.length > 0) {
    const what = source.kind === 'file' ? ', or leave it out: the file says where they go' : '';
    input.problem(
      `destination has ${plural(lines.length, 'line')} for ${plural(asked, 'image')}. Give one a line, in the order of the images${what}.`,
    );
  }
  const twice = findDuplicate(given);
  if (twice !== null) input.problem(`destination names ${twice} twice: each image needs a repository of its own.`);
  return given.map((to, index) => {
    const from = images[index];
    // another name for where it is
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
