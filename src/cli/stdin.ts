import { ActionError } from '../errors.ts';

/** The longest password, in bytes: tokens of some registries have several thousand. */
const MAX_PASSWORD = 64 * 1024;

/**
 * Reads a password from stdin, to its end; one line end after it is not part of it.
 * @throws INPUT_INVALID where stdin is a terminal, which would show it, or has no password
 */
export async function readPassword(stdin: NodeJS.ReadStream): Promise<string> {
  if (stdin.isTTY) throw invalid('expected a pipe or a file as stdin, got a terminal, which would show it');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MAX_PASSWORD) throw invalid(`expected at most ${MAX_PASSWORD} bytes`);
  }
  const password = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (password.trim() === '') throw invalid('expected a password on stdin, got nothing');
  return password;
}

function invalid(why: string): ActionError {
  return new ActionError('INPUT_INVALID', `password-stdin: ${why}.`);
}
