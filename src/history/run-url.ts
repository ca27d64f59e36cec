/** One attempt of a workflow run. */
export interface RunAttempt {
  /** the run's URL, which all its attempts share */
  readonly run: string;
  readonly attempt: number;
  /** the run's id, which grows on one server */
  readonly id: number;
  readonly server: string;
}

/**
 * Splits the URL of a workflow run's attempt: `<server>/<owner>/<name>/actions/runs/<id>/attempts/<n>`.
 * @returns null for any other text
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT
 */
export function runOf(url: string | null): RunAttempt | null {
  const match = /^((https?:\/\/[^/]+)\/.+\/runs\/(\d+))\/attempts\/(\d+)$/.exec(url ?? '');
  if (!match) return null;
  return { run: match[1] ?? '', server: match[2] ?? '', id: Number(match[3]), attempt: Number(match[4]) };
}

/** Whether two attempts' URLs are of one run; false where one is unknown. */
export function isSameRun(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  return a === b || (runOf(a)?.run ?? a) === (runOf(b)?.run ?? b);
}
