import { withoutInputs } from './child-env.ts';
import { absolutePath } from './find-program.ts';

/** Variables that would make git read another repository than the one of its working directory. */
const REDIRECTING = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY'];

/**
 * Variables with which a git command starts no program that a repository's own configuration names. It fetches nothing:
 * a commit that is missing from a partial clone would be fetched by a command of that configuration.
 * https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode
 */
export const NO_PROGRAMS: NodeJS.ProcessEnv = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
};

/**
 * Returns the environment for a git command that reads an untrusted checkout.
 * @param env the process's environment; the action's inputs are removed from it
 * @param ceiling the folder above which git looks for no repository; null for no limit
 */
export function gitEnv(env: NodeJS.ProcessEnv, ceiling: string | null): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutInputs(env)).filter(([name]) => !REDIRECTING.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...NO_PROGRAMS,
    PATH: absolutePath(env.PATH),
    GIT_CEILING_DIRECTORIES: ceiling ?? '',
    LC_ALL: 'C',
  };
}
