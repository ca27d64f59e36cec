import type { Repository } from '../image/reference.ts';
import { type CommonInputs, readEnvironmentName, readReason, readUpdate } from './common.ts';
import { destinationNotices, readDestinations } from './destinations.ts';
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
  const destinations = readDestinations(input, images, source);
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
  if (file !== null && input.text('password') !== null)
    input.problem(
      'Do not use password with from-file: the file names the registries, and the password could be sent to any of them. Log in to the registry before this step.',
    );
  if (file !== null && input.lines('image').length > 0)
    input.problem('Do not use image with from-file: the file names the images.');
  if (from !== null) {
    input.checkEnvironment(from);
    if (from === environment) input.problem(`from and environment are both ${from}: there is nothing to promote.`);
    return { kind: 'environment', name: from };
  }
  if (file === null) return { kind: 'named', text: version ?? '', ...(versions && { texts: versions }) };
  const entries = input.attempt<FileEntry[]>(() => readFromFile(file, readFile, environment || null, input), []);
  return { kind: 'file', entries };
}
