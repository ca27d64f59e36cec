import { spawn } from 'node:child_process';
import { ActionError } from '../errors.ts';
import { oneLine } from '../registry/answer.ts';

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
  options?: { show?: boolean; env?: NodeJS.ProcessEnv },
) => Promise<DockerResult>;

const MAX_OUTPUT = 1024 * 1024;
const MAX_TAIL = 4000;

/**
 * Docker as a child process, which is ended when the job is cancelled.
 * @param env the child's environment
 * @param cancelled aborts when the job is being cancelled
 * @param show writes a child's output to the log
 */
export function dockerCommand(env: NodeJS.ProcessEnv, cancelled: AbortSignal, show: (text: string) => void): Docker {
  return (args, options = {}) =>
    new Promise((resolve, reject) => {
      if (cancelled.aborted) return reject(new ActionError('CANCELLED', `Cancelled before docker ${args[0]}.`));
      const child = spawn('docker', args, { env: { ...env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      let tail = '';
      const end = (): void => void child.kill('SIGTERM');
      cancelled.addEventListener('abort', end, { once: true });
      const take = (chunk: Buffer): void => {
        const text = chunk.toString('utf8');
        tail = (tail + text).slice(-MAX_TAIL);
        if (options.show) show(text);
      };
      child.stdout.on('data', (chunk: Buffer) => {
        stdout = (stdout + chunk.toString('utf8')).slice(0, MAX_OUTPUT);
        take(chunk);
      });
      child.stderr.on('data', take);
      child.once('error', () => reject(noDocker()));
      child.once('close', (code) => {
        cancelled.removeEventListener('abort', end);
        if (cancelled.aborted) reject(new ActionError('CANCELLED', `Cancelled during docker ${args[0]}.`));
        else resolve({ code: code ?? 1, stdout, tail });
      });
    });
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
export async function must(
  docker: Docker,
  args: readonly string[],
  what: string,
  options?: Parameters<Docker>[1],
): Promise<DockerResult> {
  const result = await docker(args, options);
  if (result.code === 0) return result;
  throw new ActionError(
    'BUILD_FAILED',
    `Docker could not ${what} (exit code ${result.code}): ${lastWords(result.tail)}. See its output in the log.`,
  );
}

/** The last lines of a command's output as one line. */
export function lastWords(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => oneLine(line))
    .filter(Boolean);
  return lines.slice(-3).join(' | ').slice(-500) || 'no output';
}
