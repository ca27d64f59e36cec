import { readFileSync, statSync } from 'node:fs';

/** The largest file that is read, in bytes. */
const MAX_FILE = 4 * 1024 * 1024;

/**
 * The text of a regular file of at most 4 MiB: reading a pipe or a device might never end.
 * @throws an error with a `code`: that of the system, `not a regular file`, or `larger than 4 MiB`
 */
export function readSmallFile(path: string): string {
  const found = statSync(path);
  const code = !found.isFile() ? 'not a regular file' : found.size > MAX_FILE ? 'larger than 4 MiB' : null;
  if (code !== null) throw Object.assign(new Error(code), { code });
  return readFileSync(path, 'utf8');
}
