/** The stable codes of failures; workflows and alerts may match on them. */
export type ErrorCode =
  | 'INPUT_INVALID'
  | 'NOT_FOUND'
  | 'VERSION_EXISTS'
  | 'TAG_IMMUTABLE'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'STAGE_SKIPPED'
  | 'DOWNGRADE'
  | 'ROLLED_BACK'
  | 'NEVER_LIVE'
  | 'TAG_MOVED'
  | 'NO_PREVIOUS'
  | 'HISTORY_INVALID'
  | 'DIGEST_MISMATCH'
  | 'REGISTRY_UNAVAILABLE'
  | 'REGISTRY_REFUSED'
  | 'BUILD_FAILED'
  | 'BUILD_DIFFERS'
  | 'CANCELLED'
  | 'RUNNER_FAILED'
  | 'INTERNAL';

const TITLES: Record<ErrorCode, string> = {
  INPUT_INVALID: 'The inputs do not fit',
  NOT_FOUND: 'No such image',
  VERSION_EXISTS: 'The tag belongs to another image',
  TAG_IMMUTABLE: 'The registry does not let this tag move',
  UNAUTHORIZED: 'The registry does not accept the credentials',
  FORBIDDEN: 'The credentials lack a permission',
  RATE_LIMITED: 'The registry asks for fewer requests',
  STAGE_SKIPPED: 'A stage was skipped',
  DOWNGRADE: 'The image is older than the one that is live',
  ROLLED_BACK: 'The image was rolled back from here',
  NEVER_LIVE: 'The image was never live here',
  TAG_MOVED: 'The environment was moved by somebody else',
  NO_PREVIOUS: 'There is nothing to roll back to',
  HISTORY_INVALID: 'The history cannot be read',
  DIGEST_MISMATCH: 'The registry answered with another digest',
  REGISTRY_UNAVAILABLE: 'The registry does not answer',
  REGISTRY_REFUSED: 'The registry refused',
  BUILD_FAILED: 'The build failed',
  BUILD_DIFFERS: 'The commit was built in another way',
  CANCELLED: 'Cancelled',
  RUNNER_FAILED: 'The runner did not take the outputs',
  INTERNAL: 'A defect in this action',
};

/** The one error type of the action: a stable code, a message for people (asked, found, what to do), the cause. */
export class ActionError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ActionError';
    this.code = code;
  }

  /** A short heading for the annotation. */
  get title(): string {
    return TITLES[this.code];
  }
}

/**
 * Any thrown value as an ActionError.
 * @param error what was caught
 * @returns the error itself if it is one of ours, else one of code INTERNAL with it as cause
 */
export function asActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ActionError('INTERNAL', `${message}. Please report this with the run's log.`, error);
}

/**
 * Several problems as one error: the first one's code, a line for each. What all of one code end with, which is what to
 * do, is said once, below them.
 * @param problems at least one
 */
export function mergeErrors(problems: readonly ActionError[]): ActionError {
  const [first, ...rest] = problems;
  if (!first) throw new Error('combine needs a problem');
  if (rest.length === 0) return first;
  const codes = [...new Set(problems.map(({ code }) => code))];
  const lines = codes.flatMap((code) => {
    const messages = [...new Set(problems.flatMap((problem) => (problem.code === code ? [problem.message] : [])))];
    const { own, shared } = splitSharedAdvice(messages);
    const named = code === first.code ? own : own.map((message) => `${code}: ${message}`);
    return shared === '' ? named : [...named, shared];
  });
  return new ActionError(first.code, lines.join('\n'), first);
}

/** Messages without the sentences that all of them end with, and those; each keeps one sentence at least. */
function splitSharedAdvice(messages: readonly string[]): { own: readonly string[]; shared: string } {
  const [first = [], ...rest] = messages.map((message) => message.split(/(?<=[.?!]"?) /));
  if (rest.length === 0) return { own: messages, shared: '' };
  let count = 0;
  const isShared = (back: number): boolean =>
    [first, ...rest].every((sentences) => sentences.length > back && sentences.at(-back) === first.at(-back));
  while (isShared(count + 1)) count += 1;
  if (count === 0) return { own: messages, shared: '' };
  return {
    own: [first, ...rest].map((sentences) => sentences.slice(0, -count).join(' ')),
    shared: first.slice(-count).join(' '),
  };
}
