/** Per run, in milliseconds: enough for a registry to restart, without blocking a job for long. */
const LIMIT_MS = 180_000;

/**
 * Limits the time that a run spends on failed requests and on the waits between retries. All its requests share it;
 * overlapping spans are counted once.
 */
export class RetryBudget {
  /** in milliseconds */
  readonly limitMs: number;
  /** in milliseconds */
  private lost = 0;
  /** in order, without overlaps */
  private readonly spans: { start: number; end: number }[] = [];

  /** @param limitMs in milliseconds */
  constructor(limitMs: number = LIMIT_MS) {
    this.limitMs = limitMs;
  }

  /**
   * Adds a span of lost time. Spans must be added in the order of their ends.
   * @param start on the clock of the requests, in milliseconds
   * @param end as `start`
   */
  spend(start: number, end: number): void {
    let from = start;
    let to = Math.max(start, end);
    for (let last = this.spans.at(-1); last && last.end >= from; last = this.spans.at(-1)) {
      from = Math.min(from, last.start);
      to = Math.max(to, last.end);
      this.lost -= last.end - last.start;
      this.spans.pop();
    }
    this.spans.push({ start: from, end: to });
    this.lost += to - from;
  }

  /** Returns the time that is left, in milliseconds; zero or negative if the budget is used up. */
  remainingMs(): number {
    return this.limitMs - this.lost;
  }
}
