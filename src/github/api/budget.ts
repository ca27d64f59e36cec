/** The time that a run spends on GitHub's API in all, in milliseconds. */
const GITHUB_MS = 10_000;

/** Counts the time while requests are in progress; requests in parallel count once. */
export class TimeBudget {
  private spent = 0;
  private running = 0;
  private since = 0;
  private readonly now: () => number;
  private readonly total: number;

  /**
   * @param now milliseconds since the epoch
   * @param total in milliseconds
   */
  constructor(now: () => number, total = GITHUB_MS) {
    this.now = now;
    this.total = total;
  }

  /** Returns how much time is left, in milliseconds. */
  remainingMs(): number {
    const current = this.running > 0 ? this.now() - this.since : 0;
    return Math.max(0, this.total - this.spent - current);
  }

  /** Counts the time until `act` has settled. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    if (this.running === 0) this.since = this.now();
    this.running += 1;
    try {
      return await act();
    } finally {
      this.running -= 1;
      if (this.running === 0) this.spent += this.now() - this.since;
    }
  }
}
