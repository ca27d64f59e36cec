import { isSameRepository, type Repository, repositoryName } from '../image/reference.ts';
import { type CommonInputs, readEnvironmentName, readReason, readUpdate } from './common.ts';
import { destinationNotices, parseDestinations, readDestinations } from './destinations.ts';
import { readFromFile, sourceOf } from './from-file.ts';
import type { InputReader } from './input-reader.ts';
import { readVersions } from './read-versions.ts';
import type { FileEntry, PromoteRequest, Source } from './request.ts';

/**
 * Reads the inputs of `promote`.
 * @param readFile reads the text of a file; throws an error with a `code` where it cannot be read
 */
export function readPromote(
  input: InputReader,
  common: CommonInputs,
  readFile: (path: string) => string,
): PromoteRequest {
  const environment = readEnvironmentName('promote', input);
  const stages = input.stages(['environment', 'from']);
  const source = readSource(input, common.images, environment, readFile);
  const images: readonly Repository[] = source.kind === 'file' ? source.entries.map(sourceOf) : common.images;
  const destinations = readDestinations(input, common.images, source);
  return {
    ...common,
    // the environment's tags are written where the image goes
    ...readUpdate(input, environment || null, stages, destinations),
    mode: 'promote',
    notices: destinationNotices(input, images, destinations),
    ...{ environment, stages, images, source, destinations },
    with: input.choice('with', ['all', 'image'], 'all'),
    reason: readReason(input),
  };
}

function readSource(
  input: InputReader,
  images: readonly Repository[],
  environment: string,
  readFile: (path: string) => string,
): Source {
  const { version, versions } = readVersions(input, images);
  const from = input.text('from');
  const file = input.text('from-file');
  const given = ['version', 'from', 'from-file'].filter((name) => input.text(name) !== null);
  if (given.length === 2) input.problem(`Use either ${given.join(' or ')}, not both: each names the image to promote.`);
  if (given.length === 3)
    input.problem('Use only one of version, from and from-file: each names the image to promote.');
  if (given.length === 0) input.problem('promote needs version, from or from-file: the image to promote.');
  if (file !== null && input.text('password') !== null && images.length === 0)
    input.problem(
      'password with from-file needs image: the file alone must not decide where the password is sent. Set image to the images that the file may name, or log in to the registry before this step.',
    );
  if (from !== null) {
    input.checkEnvironment(from);
    if (from === environment) input.problem(`from and environment are both ${from}: there is nothing to promote.`);
    return { kind: 'environment', name: from };
  }
  if (file === null) return { kind: 'named', text: version ?? '', ...(versions && { texts: versions }) };
  const entries = input.attempt<FileEntry[]>(() => readFromFile(file, readFile, environment || null, input), []);
  if (images.length > 0) checkNames(input, file, entries, images);
  return { kind: 'file', entries };
}

/** Adds a problem for each name in the file that neither `image` nor `destination` has. */
function checkNames(
  input: InputReader,
  file: string,
  entries: readonly FileEntry[],
  images: readonly Repository[],
): void {
  const allowed = [...images, ...parseDestinations(input)];
  for (const { image, source } of entries) {
    for (const name of source === null ? [image] : [image, source]) {
      if (!allowed.some((each) => isSameRepository(each, name)))
        input.problem(`from-file ${file} names ${repositoryName(name)}, which is neither in image nor in destination.`);
    }
  }
}
