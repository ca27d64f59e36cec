import { hideUserInfo, isDigest, parseReachable, repositoryName } from '../image/reference.ts';
import { parseVersion } from '../image/version.ts';
import { resultIn } from './from-file.ts';
import type { InputReader } from './input-reader.ts';
import type { Expected } from './request.ts';

/** The value of `digest` after a promotion that failed before its image was found. */
const NOTHING = 'none';

type ReadFile = (path: string) => string;

/**
 * Reads `expect`: a digest, a version, `none`, or the result of an earlier run as JSON or as the path of its file.
 * @returns undefined where it is not set, or cannot be read: that is a problem
 */
export function readExpect(input: InputReader, readFile: ReadFile): Expected | undefined {
  const text = input.text('expect');
  if (text === null) return undefined;
  if (text === NOTHING) return { kind: 'images', digests: new Map() };
  if (isDigest(text)) return { kind: 'digest', digest: text };
  const version = parseVersion(text);
  if (version !== null) return { kind: 'version', version };
  const problem = (why: string): undefined =>
    input.problem(
      `expect: expected a digest, a version, none, or the result of an earlier run (JSON, or the path of its file), got ${why}.`,
    ) as undefined;
  if (/^[[{]/.test(text)) return readResult(text, 'its JSON', input, problem);
  let json: string;
  try {
    json = readFile(text).replace(/^\ufeff/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' || code === undefined ? '' : ` (${code})`;
    return problem(`"${hideUserInfo(text.slice(0, 200))}", which is not a readable file${why}`);
  }
  return readResult(json, `the file ${hideUserInfo(text)}`, input, problem);
}

function readResult(
  text: string,
  what: string,
  input: InputReader,
  problem: (why: string) => undefined,
): Expected | undefined {
  let json: unknown;
  try {
    json = resultIn(JSON.parse(text));
  } catch {
    return problem(`${what}, which is not JSON`);
  }
  if (!Array.isArray(json)) return problem(`${what}, which is not an array with one entry per image`);
  const digests = new Map<string, string | null>();
  for (const [index, value] of json.entries()) {
    const { image, digest } = (value ?? {}) as Record<string, unknown>;
    const isKnown = digest === null || (typeof digest === 'string' && isDigest(digest));
    if (typeof image !== 'string' || !isKnown)
      return problem(`${what}, whose entry ${index + 1} has no image or no digest`);
    const name = input.attempt(() => repositoryName(input.repository('expect', image, parseReachable)), null);
    if (name !== null) digests.set(name, digest);
  }
  return { kind: 'images', digests };
}
