import type { Clock } from '../util/clock.ts';

/** between two lines of progress, in milliseconds */
const EVERY_MS = 10_000;

/** Tells now and then how much of how much has gone, how fast, and how long it will take. */
export class Progress {
  private total: number;
  private readonly clock: Pick<Clock, 'now'>;
  private readonly log: (line: string) => void;
  private readonly began: number;
  private done = 0;
  private told: number;

  /** @param total in bytes */
  constructor(total: number, clock: Pick<Clock, 'now'>, log: (line: string) => void) {
    this.total = total;
    this.clock = clock;
    this.log = log;
    this.began = clock.now();
    this.told = this.began;
  }

  /** Takes in that more bytes have to go than was known. */
  grow(count: number): void {
    this.total += count;
  }

  /** Takes in that bytes have gone; fewer than none where some have to go again. */
  add(count: number): void {
    this.done += count;
    const now = this.clock.now();
    if (now - this.told < EVERY_MS) return;
    this.told = now;
    this.log(progressLine(this.done, this.total, now - this.began));
  }
}

/**
 * One line of progress.
 * @param done and total in bytes
 * @param milliseconds since the beginning
 */
export function progressLine(done: number, total: number, milliseconds: number): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const rate = milliseconds === 0 ? 0 : (1000 * done) / milliseconds;
  const left = rate === 0 ? '' : `, ${duration((1000 * (total - done)) / rate)} left`;
  return `copied ${size(done)} of ${size(total)} (${share} %), ${size(rate)}/s${left}`;
}

/** Bytes for people, in powers of ten as registries count them. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A time for people. @param milliseconds not negative */
export function duration(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
