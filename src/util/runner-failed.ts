import { ActionError } from '../errors.ts';
import { oneLine } from './text.ts';

/**
 * Returns the error RUNNER_FAILED for a file or folder that could not be written on the runner.
 * @param what a phrase such as `create a temporary folder`
 * @param error what was caught
 */
export function runnerFailed(what: string, error: unknown): ActionError {
  const { code, message = String(error) } = error as NodeJS.ErrnoException;
  const remedy =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'RUNNER_TEMP must be an existing folder: create it, or do not change that variable.'
      : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
        ? 'RUNNER_TEMP must be a folder that the runner may write to.'
        : 'Free space on the runner and re-run.';
  return new ActionError('RUNNER_FAILED', `Could not ${what} (${oneLine(message)}). ${remedy}`, error);
}
