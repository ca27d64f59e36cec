/**
 * The parts of the URL of a run's attempt on GitHub.
 * @returns the URL that all attempts of the run share, and the attempt's number; null for any other text
 */
export function runOf(url: string | null): { run: string; attempt: number } | null {
  const match = /^(.+\/runs\/\d+)\/attempts\/(\d+)$/.exec(url ?? '');
  return match ? { run: match[1] ?? '', attempt: Number(match[2]) } : null;
}
