/**
 * Splits the URL of a workflow run's attempt: `<server>/<owner>/<name>/actions/runs/<id>/attempts/<n>`.
 * @returns the run's URL, which all its attempts share, and the attempt's number; null for any other text
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT
 */
export function runOf(url: string | null): { run: string; attempt: number } | null {
  const match = /^(.+\/runs\/\d+)\/attempts\/(\d+)$/.exec(url ?? '');
  return match ? { run: match[1] ?? '', attempt: Number(match[2]) } : null;
}
