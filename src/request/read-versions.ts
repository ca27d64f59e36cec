import { hideUserInfo, isDigest, isTag, type Repository } from '../image/reference.ts';
import { parseVersion } from '../image/version.ts';
import type { InputReader } from './input-reader.ts';
import type { VersionInput } from './request.ts';

/**
 * Reads `version` outside build: a version, a tag, a commit or a digest; one for all images, or one per line in the order
 * of the images.
 */
export function readVersions(input: InputReader, images: readonly Repository[]): VersionInput {
  const lines = input.lines('version');
  for (const line of lines) {
    if (!isDigest(line) && !isTag(line) && parseVersion(line) === null)
      input.problem(`version: expected a version, tag, commit or digest, got "${hideUserInfo(line)}".`);
  }
  const [first = null] = lines;
  if (lines.length <= 1) return { version: first };
  const expected = input.lines('image').length || images.length;
  if (expected > images.length)
    input.problem(
      'image names an image twice, or one that is not valid: with one version per line, each image must appear once.',
    );
  else if (lines.length !== expected)
    input.problem(
      `version: expected one line, or one line per image (${expected}), got ${lines.length}. List them in the order of the images.`,
    );
  return { version: first, versions: lines };
}
