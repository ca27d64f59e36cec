import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * Returns a PATH without relative and empty entries: these would find programs in the working directory, which may be
 * the checkout.
 */
export function absolutePath(path = ''): string {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .join(delimiter);
}

/**
 * Finds a program in the absolute folders of a PATH.
 * @param name the program's name, without a folder
 * @returns its absolute file name
 * @throws Error when no absolute folder has an executable file of that name
 */
export async function findProgram(name: string, path: string | undefined): Promise<string> {
  for (const folder of absolutePath(path).split(delimiter)) {
    const file = join(folder, name);
    if (folder !== '' && (await isExecutable(file))) return file;
  }
  throw new Error(`${name} is not on the PATH`);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
