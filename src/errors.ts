import { type Finding, groupByImage, groupOf, listImages, sayOnce } from './image/finding.ts';

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
  | 'INCOMPLETE'
  | 'HELD'
  | 'SOAKING'
  | 'WINDOW_CLOSED'
  | 'BLOCKED'
  | 'NOT_VERIFIED'
  | 'UNTRUSTED'
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
  INPUT_INVALID: 'Invalid input',
  NOT_FOUND: 'No such image',
  VERSION_EXISTS: 'Version already taken',
  TAG_IMMUTABLE: 'The registry refuses to move this tag',
  UNAUTHORIZED: 'Credentials not accepted',
  FORBIDDEN: 'Missing permission',
  RATE_LIMITED: 'Rate limited',
  STAGE_SKIPPED: 'Stage not passed yet',
  DOWNGRADE: 'Older than the live image',
  ROLLED_BACK: 'Rolled-back image',
  NEVER_LIVE: 'Never live in this environment',
  TAG_MOVED: 'The environment was changed by another run',
  INCOMPLETE: 'Incomplete image',
  HELD: 'The environment is on hold',
  SOAKING: 'Not live long enough in the previous stage',
  WINDOW_CLOSED: 'Outside the hours for promotions',
  BLOCKED: 'Blocked image',
  NOT_VERIFIED: 'Not verified in the previous stage',
  UNTRUSTED: 'Signed statement missing',
  NO_PREVIOUS: 'Nothing to roll back to',
  HISTORY_INVALID: 'Unreadable history',
  DIGEST_MISMATCH: 'Unexpected digest',
  REGISTRY_UNAVAILABLE: 'Registry unavailable',
  REGISTRY_REFUSED: 'Registry refused the request',
  BUILD_FAILED: 'Build failed',
  BUILD_DIFFERS: 'Commit was built differently',
  CANCELLED: 'Cancelled',
  RUNNER_FAILED: 'Could not write to the runner',
  INTERNAL: 'Internal error',
};

/** What is known of a failure besides its message. */
export interface ErrorDetails {
  /** the heading of the annotation, where that of the code is too general */
  readonly title?: string;
  /** the image that it is about, what was found, and what to do: many images with one finding are one sentence */
  readonly about?: Finding & {
    readonly image: string;
    readonly remedy: string;
    readonly groupFrom?: number;
    /** what was found, with all details */
    readonly text?: string;
  };
}

/** A failure with a stable code, a message for people (expected, got, the fix) and its cause. */
export class ActionError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, cause?: unknown, details: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ActionError';
    this.code = code;
    this.details = details;
  }

  /** The heading of the error's annotation in the log. */
  get title(): string {
    return this.details.title ?? TITLES[this.code];
  }
}

/** A write that a registry refused for a reason that can pass, or that can be removed. */
export class RefusedWrite extends ActionError {
  /** whether another client was writing the same content at that moment: a retry may succeed */
  readonly isConflict: boolean;
  /** digests that the registry names as missing, maybe none; null if nothing is missing */
  readonly missing: readonly string[] | null;

  constructor(code: ErrorCode, message: string, { isConflict, missing }: Pick<RefusedWrite, 'isConflict' | 'missing'>) {
    super(code, message);
    this.isConflict = isConflict;
    this.missing = missing;
  }
}

/**
 * Returns any thrown value as an ActionError.
 * @param error what was caught
 * @returns the error itself if it is an ActionError, else one of code INTERNAL with it as the cause
 */
export function asActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ActionError(
    'INTERNAL',
    `${message}. This is a bug in build-once-promote; please report it with the run's log.`,
    error,
  );
}

/**
 * Returns several errors as one: the first error's code, and one line per distinct message. Advice that all messages of
 * a code end with is printed once, below them.
 * @param problems at least one; a single error is returned unchanged
 * @throws Error without a problem: a bug
 */
export function mergeErrors(problems: readonly ActionError[]): ActionError {
  const [first, ...rest] = problems;
  if (!first) throw new Error('mergeErrors needs a problem');
  if (rest.length === 0) return first;
  const { title } = first.details;
  const codes = [...new Set(problems.map(({ code }) => code))];
  const lines = codes.flatMap((code) => {
    const messages = messagesOf(problems.filter((problem) => problem.code === code));
    const { own, shared } = splitSharedAdvice(messages);
    const named = code === first.code ? own : own.map((message) => `${code}: ${message}`);
    return shared === '' ? named : [...named, shared];
  });
  return new ActionError(first.code, lines.join('\n'), first, title === undefined ? {} : { title });
}

/** The distinct messages of problems of one code: those with one finding about many images are one message. */
function messagesOf(problems: readonly ActionError[]): string[] {
  const groups = new Map<string, ActionError[]>();
  for (const problem of problems) {
    const { about } = problem.details;
    const key = about ? `${groupOf(about)}\n${about.remedy}` : '';
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups.values()].flatMap((group) => {
    const abouts = group.flatMap(({ details: { about } }) => about ?? []);
    const names = [...new Set(abouts.map(({ image }) => image))];
    // a few images are named in full, each in its own message
    if (abouts.length === 0)
      return groupByImage(
        group.map(({ message }) => message),
        GROUP_FROM,
      );
    if (names.length < (abouts[0]?.groupFrom ?? 2)) return [...new Set(group.map(({ message }) => message))];
    return `${sayOnce(abouts)}. ${abouts[0]?.remedy} ${listImages(names)}`;
  });
}

/** From this many images on, failures of which the same is said are one message. */
const GROUP_FROM = 5;

/**
 * Splits off the sentences that all messages end with. Each message keeps at least one sentence.
 * @returns `own`: the messages without them; `shared`: those sentences, empty if there are none
 */
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
