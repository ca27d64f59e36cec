import { ActionError } from '../errors.ts';
import { withoutInputs } from '../util/child-env.ts';
import { oneLine } from '../util/text.ts';
import { execProgram } from './exec.ts';

/** The result of a docker command. */
export interface DockerResult {
  /** the exit code; 1 if a signal ended it */
  readonly code: number;
  /** the first 1,048,576 characters of standard output */
  readonly stdout: string;
  /** the last 4,000 characters of both streams, used in error messages */
  readonly tail: string;
}

/**
 * Runs a docker command.
 * @param options `show`: print its output as a group of this title; `env`: variables added to the environment
 * @throws BUILD_FAILED when docker is not on the PATH
 * @throws CANCELLED when the job is being cancelled
 */
export type Docker = (
  args: readonly string[],
  options?: { show?: string; env?: NodeJS.ProcessEnv },
) => Promise<DockerResult>;

/** Prints untrusted output as a group while something runs. */
export type OutputGroup = <T>(title: string, act: (write: (text: string) => void) => Promise<T>) => Promise<T>;

const MAX_OUTPUT = 1024 * 1024;
const MAX_TAIL = 4000;
/** After a cancel, a docker command may take this long to finish, in milliseconds; then the run ends without it. */
const GRACE_MS = 1000;

/**
 * Returns a function that runs docker commands. A command that is running when the job is cancelled has a second to finish; it is not
 * ended (docs/design.md, "Cancelled while docker runs").
 * @param env the child's environment; the action's inputs are removed from it
 * @param cancelled aborts when the job is being cancelled
 * @param outputGroup prints a child's output, in which no line is parsed as a workflow command
 */
export function dockerCommand(env: NodeJS.ProcessEnv, cancelled: AbortSignal, outputGroup: OutputGroup): Docker {
  const run = async (
    args: readonly string[],
    childEnv: NodeJS.ProcessEnv,
    show: (text: string) => void,
  ): Promise<DockerResult> => {
    const cancelledError = (when: string) => new ActionError('CANCELLED', `Cancelled ${when} docker ${args[0]}.`);
    if (cancelled.aborted) throw cancelledError('before');
    const output = collectOutput(show);
    const limit = graceAfter(cancelled);
    try {
      const ended = execProgram('docker', args, { env: childEnv, ...output }).catch((error) => {
        throw noDocker(error);
      });
      const code = await Promise.race([ended, limit.passed]);
      if (cancelled.aborted || code === null) throw cancelledError('during');
      return { code, ...output.result() };
    } finally {
      limit.clear();
      output.close();
    }
  };
  return (args, { show, env: more } = {}) => {
    const childEnv = { ...withoutInputs(env), ...more };
    return show === undefined
      ? run(args, childEnv, () => {})
      : outputGroup(show, (write) => run(args, childEnv, write));
  };
}

/** Collects the output of both streams, within bounds. */
function collectOutput(show: (text: string) => void) {
  let [stdout, tail, isOpen] = ['', '', true];
  const onStderr = (text: string): void => {
    // what is printed after the group has ended could be parsed as workflow commands
    if (!isOpen || text === '') return;
    tail = (tail + text).slice(-MAX_TAIL);
    show(text);
  };
  const onStdout = (text: string): void => {
    stdout = (stdout + text).slice(0, MAX_OUTPUT);
    onStderr(text);
  };
  const close = (): void => {
    isOpen = false;
  };
  return { onStdout, onStderr, close, result: () => ({ stdout, tail }) };
}

/** Resolves to null when the grace after a cancel has passed. */
function graceAfter(cancelled: AbortSignal): { passed: Promise<null>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  const passed = new Promise<null>((resolve) => {
    onAbort = () => {
      timer = setTimeout(() => resolve(null), GRACE_MS);
    };
    cancelled.addEventListener('abort', onAbort, { once: true });
  });
  const clear = (): void => {
    clearTimeout(timer);
    cancelled.removeEventListener('abort', onAbort);
  };
  return { passed, clear };
}

function noDocker(cause: unknown): ActionError {
  return new ActionError(
    'BUILD_FAILED',
    'The docker command is not on the PATH of this runner. Use a runner with Docker, or set `digest` to an image that another step has pushed.',
    cause instanceof Error ? cause : undefined,
  );
}

/**
 * Runs a docker command that must succeed.
 * @param what a phrase used in the error message, such as `push the image`
 * @throws BUILD_FAILED when its exit code is not 0
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

/**
 * Returns the end of a command's output as one line of at most 500 characters: the last three lines, or those from the
 * last one that begins with ERROR.
 */
export function outputTail(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => oneLine(line))
    .filter(Boolean);
  const last = lines.slice(-3);
  const error = last.findLastIndex((line) => /^error\b/i.test(line));
  return last.slice(Math.max(error, 0)).join(' | ').slice(-500) || 'no output';
}
