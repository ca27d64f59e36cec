import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withoutInputs } from '../util/child-env.ts';

/** What is checked out in the workspace. */
export interface Checkout {
  /** the full commit */
  readonly commit: string;
  /** the commit's time: RFC 3339, UTC */
  readonly time: string;
}

const run = promisify(execFile);

/** The checkout may be another user's; a repository that is a stranger's files is none, and its config runs nothing. */
const SAFE = ['-c', 'safe.directory=*', '-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false'];

/**
 * Reads what is checked out in a folder.
 * @param folder the workspace; a repository around it does not count
 * @returns null where there is no checkout, or no git
 */
export async function readCheckout(folder: string, env: NodeJS.ProcessEnv): Promise<Checkout | null> {
  const workspace = resolve(folder);
  try {
    const { stdout } = await run('git', [...SAFE, 'rev-list', '--max-count=1', '--format=%ct', 'HEAD'], {
      cwd: workspace,
      env: { ...withoutInputs(env), GIT_CEILING_DIRECTORIES: dirname(workspace), GIT_DIR: undefined, LC_ALL: 'C' },
      timeout: 20_000,
    });
    const [, commit, seconds] = /^commit ([0-9a-f]{40})\n(\d+)$/.exec(stdout.trim()) ?? [];
    if (!commit || !seconds) return null;
    return { commit, time: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') };
  } catch {
    return null;
  }
}
