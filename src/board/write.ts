import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { ActionError } from '../errors.ts';
import type { Metrics } from '../figures/types.ts';
import type { StatusRow } from '../modes/status.ts';
import type { PageInput } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import { boardOf } from './model.ts';
import { boardPage } from './page.ts';
import type { BoardEntry } from './types.ts';

export { entryOf } from './entry.ts';

/** What a board is made of. */
export interface BoardInput {
  readonly entries: readonly BoardEntry[];
  readonly rows: readonly StatusRow[];
  readonly metrics: readonly Metrics[];
  /** RFC 3339 */
  readonly generated: string;
  /** in order; empty where they are those of the reports */
  readonly stages: readonly string[];
}

/**
 * Writes the board: a page, and its data beside it.
 * @returns the path of the page
 * @throws INPUT_INVALID where the folder is outside of its root; RUNNER_FAILED where it cannot be written
 */
export async function writeBoard({ folder, root }: PageInput, input: BoardInput): Promise<string> {
  const { entries, rows, metrics, generated, stages } = input;
  const data = { generated, environments: rows, metrics };
  await writeFiles(folder, root, {
    'status.json': `${JSON.stringify(data)}\n`,
    'index.html': boardPage(boardOf(entries, generated, stages)),
  });
  return join(folder, 'index.html');
}

/**
 * Writes files into a folder, which is made where it is missing. Each is put in place at once, so that no reader sees
 * half of it.
 * @param root the folder that must contain it, whatever symbolic links say; null where it may be anywhere
 * @throws INPUT_INVALID where it is outside `root`; RUNNER_FAILED where it cannot be written
 */
async function writeFiles(folder: string, root: string | null, files: Readonly<Record<string, string>>): Promise<void> {
  if (root !== null && !isInside(await existingParent(folder), await realpath(root)))
    throw new ActionError(
      'INPUT_INVALID',
      `page: expected a folder in the workspace, got ${oneLine(folder)}, which leads out of it by a symbolic link.`,
    );
  try {
    await makeFolder(folder);
    for (const [name, text] of Object.entries(files)) {
      const part = join(folder, `.${name}.${randomUUID()}`);
      // a new file: a symbolic link of that name would lead elsewhere
      await writeFile(part, text, { flag: 'wx' });
      await rename(part, join(folder, name));
    }
  } catch (error) {
    throw new ActionError(
      'RUNNER_FAILED',
      `The page could not be written to ${oneLine(folder)} (${oneLine((error as Error).message)}). Check that it is a folder, that it may be written to, and that there is space.`,
      error,
    );
  }
}

/** Makes a folder and those above it. With `recursive`, Node's own never ends in a file system such as /proc. */
async function makeFolder(path: string): Promise<void> {
  const isThere = async (error: unknown): Promise<boolean> =>
    (error as NodeJS.ErrnoException).code === 'EEXIST' && (await stat(path)).isDirectory();
  try {
    await mkdir(path);
  } catch (error) {
    if (await isThere(error)) return;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path).catch(async (again: unknown) => {
      if (!(await isThere(again))) throw again;
    });
  }
}

/** The real path of a folder, with what does not exist yet at its end. */
async function existingParent(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path === dirname(path) ? path : join(await existingParent(dirname(path)), basename(path));
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}
