import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readRemoteContext } from '../image/build-context.ts';
import { findProgram } from '../util/find-program.ts';
import { gitEnv } from '../util/git-env.ts';
import { oneLine } from '../util/text.ts';

/** A commit that is checked out. */
export interface Checkout {
  /** the full commit */
  readonly commit: string;
  /** the commit's time: RFC 3339, UTC */
  readonly time: string;
  /** its root, relative to the workspace; absent where that is the workspace itself, or not in it */
  readonly folder?: string;
}

/** What is known of the checkout that contains a build's context. */
export interface CheckoutResult {
  /** null if there is none, or it cannot be read */
  readonly checkout: Checkout | null;
  /** why it cannot be read; null if it is read, or there is none */
  readonly problem: string | null;
}

/**
 * Runs git. Not by `@actions/exec`: a build reads its checkout before the first request, which loading exec delays by
 * 12 ms, and exec has no timeout.
 */
const run = promisify(execFile);

/**
 * The checkout may belong to another user. A bare repository inside it is not trusted, and its config starts no program.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
 */
const SAFE = ['-c', 'safe.directory=*', '-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false'];
const HEAD = ['rev-list', '--max-count=1', '--format=%ct', 'HEAD'];
/** Git is killed after this time, in milliseconds. */
const LIMIT_MS = 20_000;
/** How deep submodules may be nested. */
const MAX_NESTING = 20;

/** Where a build's context is. */
export interface Place {
  /** the folder that relative paths start from; a repository in one of its parent folders is ignored */
  readonly workspace: string;
  /** the input `context`; for a URL the checkout of the workspace is read */
  readonly context: string;
}

/**
 * Reads which commit is checked out where a build's context is. A submodule counts as its superproject.
 * @param env git's environment; the action's inputs are removed from it
 * @param limitMs the longest that a git command may take, in milliseconds
 */
export async function readCheckout(
  { workspace, context }: Place,
  env: NodeJS.ProcessEnv,
  limitMs = LIMIT_MS,
): Promise<CheckoutResult> {
  const root = await realpath(workspace).catch(() => resolve(workspace));
  const isLocal = context !== '' && readRemoteContext(context) === null;
  const folder = await nearestFolder(isLocal ? resolve(root, context) : root);
  const ceiling = isInside(folder, root) ? dirname(root) : null;
  const git = await findProgram('git', env.PATH).catch(() => null);
  if (git === null) return { checkout: null, problem: 'git is not on the PATH of this runner' };
  const runGit = async (args: readonly string[], cwd: string): Promise<string> => {
    const options = { cwd, env: gitEnv(env, ceiling), timeout: limitMs };
    return (await run(git, [...SAFE, ...args], options)).stdout;
  };
  const isOutside = (above: string) => ceiling !== null && !isInside(above, root);
  try {
    const { head, at } = await readHead(folder, runGit, isOutside);
    const checkout = parseHead(head);
    const path = ceiling === null ? '' : relative(root, await rootOf(at));
    return {
      checkout:
        checkout && path !== '' && isInside(resolve(root, path), root) ? { ...checkout, folder: path } : checkout,
      problem: null,
    };
  } catch (error) {
    return { checkout: null, problem: reasonOf(error, limitMs) };
  }
}

/** Reads HEAD where a folder is; a submodule counts as its superproject, unless that is outside. @returns also where */
async function readHead(
  folder: string,
  runGit: (args: readonly string[], cwd: string) => Promise<string>,
  isOutside: (above: string) => boolean,
  nesting = 0,
): Promise<{ head: string; at: string }> {
  const [head, superproject] = await Promise.all([
    runGit(HEAD, folder),
    runGit(['rev-parse', '--show-superproject-working-tree'], folder),
  ]);
  const above = superproject.trim();
  // a git that does not know the option prints it
  if (!isAbsolute(above) || isOutside(above) || nesting === MAX_NESTING) return { head, at: folder };
  return readHead(above, runGit, isOutside, nesting + 1);
}

/** Returns the nearest parent of a folder, or itself, that has a `.git`; the topmost folder where none has. */
async function rootOf(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const isRoot = await stat(join(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (isRoot || folder === dirname(folder)) return folder;
  }
}

/** Returns the real path of a folder, or of its nearest parent: a context may be created later. */
async function nearestFolder(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => null);
    if (real !== null && (await stat(real)).isDirectory()) return real;
    if (folder === dirname(folder)) return folder;
  }
}

function isInside(folder: string, root: string): boolean {
  const path = relative(root, folder);
  return path !== '..' && !path.startsWith('../') && !isAbsolute(path);
}

function parseHead(stdout: string): Checkout | null {
  const [, commit, seconds] = /^commit ([0-9a-f]{40})\n(\d+)$/.exec(stdout.trim()) ?? [];
  if (!commit || !seconds) return null;
  return { commit, time: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') };
}

/** Why git failed, in its own words; null if there is no repository. */
function reasonOf(error: unknown, limitMs: number): string | null {
  const { stderr = '', killed = false } = error as { stderr?: string; killed?: boolean };
  if (killed) return `git did not respond within ${limitMs / 1000} seconds`;
  if (/not a git repository/i.test(stderr)) return null;
  const firstError = stderr.split('\n').find((line) => /^(fatal|error):/.test(line)) ?? (error as Error).message;
  return `git failed: ${oneLine(firstError.replace(/^(fatal|error): /, ''))}`;
}
