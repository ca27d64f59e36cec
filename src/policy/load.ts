import { resolve } from 'node:path';
import { ActionError } from '../errors.ts';
import type { Policy } from './policy.ts';

/** The largest policy file, in bytes. */
const MAX_FILE = 256 * 1024;

/** Reads a file of limited size as bytes; throws an error with a `code` where it cannot be read. */
export type ReadBytes = (path: string, limit: number) => Buffer;

/** Why a file cannot be read, by the code of the error. */
const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file. Check out the repository before this step, and set policy to the path from its root',
  EISDIR: 'it is a directory',
  'not a regular file': 'it is not a regular file',
};

/**
 * Reads the policy file of a run. The YAML library is loaded here, so only by runs that have a policy.
 * @param file the input: a path from the workspace
 * @returns the policy, or the problems of the file
 */
export async function loadPolicy(file: string, workspace: string, read: ReadBytes): Promise<Policy | ActionError[]> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(read(resolve(workspace, file), MAX_FILE));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isEncoding = error instanceof TypeError && code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    if (code === undefined || isEncoding) return [unusable(file, 'it is not UTF-8')];
    return [unusable(file, REASONS[code] ?? `it cannot be read (${code})`)];
  }
  const { readPolicyText } = await import('./document.ts');
  return readPolicyText(text, file);
}

function unusable(file: string, why: string): ActionError {
  return new ActionError('INPUT_INVALID', `policy ${file} cannot be used: ${why}.`);
}
