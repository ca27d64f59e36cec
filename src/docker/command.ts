import { spawn } from 'node:child_process';
import { ActionError } from '../errors.ts';
import { withoutInputs } from '../util/child-env.ts';
import { oneLine } from '../util/text.ts';

/** How a docker command ended. */
export interface DockerResult {
  readonly code: number;
  readonly stdout: string;
  /** the end of both streams, for the words of an error */
  readonly tail: string;
}

/** Runs the docker command line. */
export type Docker = (
  args: readonly string[],
  options?: { show?: string; env?: NodeJS.ProcessEnv },
) => Promise<DockerResult>;

/** Shows a stranger's output while something runs. */
export type OutputGroup = <T>(title: string, act: (write: (text: string) => void) => Promise<T>) => Promise<T>;

const MAX_OUTPUT = 1024 * 1024;
const MAX_TAIL = 4000;
/** Docker gets so long to end when the job is cancelled, in milliseconds. */
const GRACE_MS = 1000;

/**
 * Docker as a child process, which is ended when the job is cancelled.
 * @param env the child's environment
 * @param cancelled aborts when the job is being cancelled
 * @param quoted shows what a child prints, as a group of that title, in which no line is taken for a workflow command
 */
export function dockerCommand(env: NodeJS.ProcessEnv, cancelled: AbortSignal, quoted: OutputGroup): Docker {
  const run = (
    args: readonly string[],
    childEnv: NodeJS.ProcessEnv,
    show: (text: string) => void,
  ): Promise<DockerResult> =>
    new Promise((resolve, reject) => {
      const cancelledError = (when: string) => new ActionError('CANCELLED', `Cancelled ${when} docker ${args[0]}.`);
      if (cancelled.aborted) return reject(cancelledError('before'));
      const child = spawn('docker', args, { env: childEnv, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      let tail = '';
      // what docker has started may hold its pipes open for longer than a cancelled job has time
      const end = (): void => {
        child.kill('SIGTERM');
        setTimeout(() => reject(cancelledError('during')), GRACE_MS);
      };
      cancelled.addEventListener('abort', end, { once: true });
      const take = (text: string): void => {
        tail = (tail + text).slice(-MAX_TAIL);
        show(text);
      };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout = (stdout + text).slice(0, MAX_OUTPUT);
        take(text);
      });
      child.stderr.setEncoding('utf8').on('data', take);
      child.once('error', () => reject(noDocker()));
      child.once('close', (code) => {
        cancelled.removeEventListener('abort', end);
        if (cancelled.aborted) reject(cancelledError('during'));
        else resolve({ code: code ?? 1, stdout, tail });
      });
    });
  return (args, { show, env: more } = {}) => {
    const childEnv = { ...withoutInputs(env), ...more };
    return show === undefined ? run(args, childEnv, () => {}) : quoted(show, (write) => run(args, childEnv, write));
  };
}

function noDocker(): ActionError {
  return new ActionError(
    'BUILD_FAILED',
    'The docker command is not on the PATH of this runner. Use a runner with Docker, or adopt an image that another step pushed with digest.',
  );
}

/**
 * Runs a docker command that must succeed.
 * @param what a phrase for the words of the error, such as `push the image`
 */
export async function runOrThrow(
  docker: Docker,
  args: readonly string[],
  what: string,
  options?: Parameters<Docker>[1],
): Promise<DockerResult> {
  const result = await docker(args, options);
  if (result.code === 0) return result;
  throw new ActionError(
    'BUILD_FAILED',
    `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}. See its output in the log.`,
  );
}

/** The last lines of a command's output as one line. */
export function outputTail(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => oneLine(line))
    .filter(Boolean);
  return lines.slice(-3).join(' | ').slice(-500) || 'no output';
}
