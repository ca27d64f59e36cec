/** For a whole run, in milliseconds: long enough for a registry that restarts, too short to hold a job for long. */
const LIMIT_MS = 180_000;

/**
 * The time that a run has lost to failed tries and to the waits between them, shared by all its requests. What is lost
 * side by side is lost once.
 */
export class RetryBudget {
  /** in milliseconds */
  readonly limitMs: number;
  private lost = 0;
  /** apart from each other, in order */
  private readonly spans: { start: number; end: number }[] = [];

  constructor(limitMs: number = LIMIT_MS) {
    this.limitMs = limitMs;
  }

  /**
   * Adds a time that was lost, on the clock of the tries; spans are added in the order of their ends.
   * @param start in milliseconds, as `end`
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

  /** What may still be lost, in milliseconds; not more than nothing where the run has no patience left. */
  remainingMs(): number {
    return this.limitMs - this.lost;
  }
}
