import { resolve } from 'node:path';
import { ActionError } from '../errors.ts';
import { hideUserInfo } from '../image/reference.ts';
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
 * Reads the policy file of a run, and the trusted roots that it names. The YAML library is loaded here, so only by runs
 * that have a policy.
 * @param file the input: a path from the workspace
 * @returns the policy, or the problems of the file
 */
export async function loadPolicy(file: string, workspace: string, read: ReadBytes): Promise<Policy | ActionError[]> {
  const text = readText(resolve(workspace, file), read);
  if ('problem' in text) return [unusable(`policy ${hideUserInfo(file)}`, text.problem)];
  const { readPolicyText } = await import('./document.ts');
  const policy = readPolicyText(text.text, file);
  if (Array.isArray(policy) || policy.trustFile === null) return policy;
  const roots = readText(resolve(workspace, policy.trustFile), read);
  const name = `policy ${file}: the trusted root ${policy.trustFile}`;
  if ('problem' in roots) return [unusable(name, roots.problem)];
  const trustRoots = parseRoots(roots.text);
  return trustRoots === null ? [unusable(name, 'it is not JSON')] : { ...policy, trustRoots };
}

function readText(path: string, read: ReadBytes): { readonly text: string } | { readonly problem: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(read(path, MAX_FILE)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: 'it is not UTF-8' };
    return { problem: REASONS[code] ?? `it cannot be read (${code})` };
  }
}

/** One JSON document, or one on each line, as `gh attestation trusted-root` prints them. */
function parseRoots(text: string): readonly unknown[] | null {
  for (const documents of [[text], text.split('\n').filter((line) => line.trim() !== '')]) {
    try {
      return documents.map((document): unknown => JSON.parse(document));
    } catch {
      // tries the other form
    }
  }
  return null;
}

function unusable(what: string, why: string): ActionError {
  return new ActionError('INPUT_INVALID', `${what} cannot be used: ${why}.`);
}
