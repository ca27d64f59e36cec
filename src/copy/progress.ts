import type { Clock } from '../util/clock.ts';
import { formatDuration, formatSize } from '../util/format.ts';

/** the interval between two progress lines, in milliseconds */
const INTERVAL_MS = 10_000;
/** the interval between two drawings of a progress bar, in milliseconds */
const DRAW_INTERVAL_MS = 100;

/** Draws a progress bar. @param share of one */
export type DrawProgress = (share: number, text: string) => void;

/** Logs or draws the progress of a copy: bytes sent, rate and remaining time. */
export class Progress {
  private total: number;
  private readonly clock: Pick<Clock, 'now'>;
  private readonly log: (line: string) => void;
  private readonly draw: DrawProgress | null;
  private readonly startedAt: number;
  private done = 0;
  private loggedAt: number;

  /**
   * @param total bytes to send
   * @param draw draws a bar instead of lines; null where there is none
   */
  constructor(total: number, clock: Pick<Clock, 'now'>, log: (line: string) => void, draw: DrawProgress | null = null) {
    this.total = total;
    this.draw = draw;
    this.clock = clock;
    this.log = log;
    this.startedAt = clock.now();
    this.loggedAt = this.startedAt;
  }

  /** Adds bytes to the total, when a blob that should have been mounted has to be sent. */
  grow(count: number): void {
    this.total += count;
  }

  /** Adds bytes that were sent; a negative count subtracts bytes that have to be sent again. */
  add(count: number): void {
    this.done += count;
    const now = this.clock.now();
    if (now - this.loggedAt < (this.draw ? DRAW_INTERVAL_MS : INTERVAL_MS)) return;
    this.loggedAt = now;
    const line = progressLine(this.done, this.total, now - this.startedAt);
    if (this.draw) this.draw(this.total === 0 ? 1 : this.done / this.total, line);
    else this.log(line);
  }
}

/**
 * Formats one progress line.
 * @param done bytes sent so far
 * @param total bytes to send
 * @param milliseconds since the start, at least an interval
 */
function progressLine(done: number, total: number, milliseconds: number): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const rate = (1000 * done) / milliseconds;
  const left = rate === 0 ? '' : `, ${formatDuration((1000 * (total - done)) / rate)} left`;
  return `copied ${formatSize(done)} of ${formatSize(total)} (${share} %), ${formatSize(rate)}/s${left}`;
}
