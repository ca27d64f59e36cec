import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withoutInputs } from '../util/child-env.ts';
import { absolutePath, findProgram } from '../util/find-program.ts';

/** What is checked out in the workspace. */
export interface Checkout {
  /** the full commit */
  readonly commit: string;
  /** the commit's time: RFC 3339, UTC */
  readonly time: string;
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
/** Git is killed after this time, in milliseconds. */
const LIMIT_MS = 20_000;

/**
 * Reads which commit is checked out in a folder.
 * @param folder the workspace; a repository in a parent folder is ignored
 * @param env git's environment; the action's inputs and GIT_DIR are removed from it
 * @param limitMs the longest that git may take, in milliseconds
 * @returns null if there is no checkout, git is missing, or it does not finish in time
 */
export async function readCheckout(
  folder: string,
  env: NodeJS.ProcessEnv,
  limitMs = LIMIT_MS,
): Promise<Checkout | null> {
  const workspace = resolve(folder);
  try {
    const git = await findProgram('git', env.PATH);
    const { stdout } = await run(git, [...SAFE, 'rev-list', '--max-count=1', '--format=%ct', 'HEAD'], {
      cwd: workspace,
      env: {
        ...withoutInputs(env),
        PATH: absolutePath(env.PATH),
        GIT_CEILING_DIRECTORIES: dirname(workspace),
        GIT_DIR: undefined,
        LC_ALL: 'C',
      },
      timeout: limitMs,
    });
    const [, commit, seconds] = /^commit ([0-9a-f]{40})\n(\d+)$/.exec(stdout.trim()) ?? [];
    if (!commit || !seconds) return null;
    return { commit, time: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') };
  } catch {
    return null;
  }
}
