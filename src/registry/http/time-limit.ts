/**
 * A time limit for what the network is to deliver. What has arrived by then is read first: a process that had no time to
 * read is no stall of the other side.
 * https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick (timers, then poll, then check)
 */
export class TimeLimit {
  private timer: NodeJS.Timeout | null = null;
  private check: NodeJS.Immediate | null = null;

  /** Starts the limit, or starts it again. @param milliseconds from now until `expired` is called */
  start(milliseconds: number, expired: () => void): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.check = setImmediate(expired);
    }, milliseconds);
  }

  /** Ends it: `expired` is not called. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.check) clearImmediate(this.check);
  }
}
