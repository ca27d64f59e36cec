import { readFileSync, statSync } from 'node:fs';

const MIB = 1024 * 1024;
/** The largest file that is read, in bytes. */
const MAX_FILE = 4 * MIB;

/**
 * The text of a regular file of at most 4 MiB: reading a pipe or a device might never end.
 * @throws an error with a `code`: that of the system, `not a regular file`, or `larger than 4 MiB`
 */
export function readSmallFile(path: string): string {
  return readSmallBytes(path, MAX_FILE).toString('utf8');
}

/**
 * The bytes of a regular file of limited size.
 * @param limit in bytes
 * @throws an error with a `code`: that of the system, `not a regular file`, or `larger than …`
 */
export function readSmallBytes(path: string, limit: number): Buffer {
  const found = statSync(path);
  const large = `larger than ${limit < MIB ? `${limit / 1024} KiB` : `${limit / MIB} MiB`}`;
  const code = !found.isFile() ? 'not a regular file' : found.size > limit ? large : null;
  if (code !== null) throw Object.assign(new Error(code), { code });
  return readFileSync(path);
}
