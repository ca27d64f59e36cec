import type { Clock } from '../../../src/util/clock.ts';

/** A clock that advances only in `sleep`, and records each sleep. */
export class VirtualClock implements Clock {
  readonly slept: number[] = [];
  private time: number;
  private readonly chance: number;

  constructor(start = Date.UTC(2026, 0, 1), chance = 0.5) {
    this.time = start;
    this.chance = chance;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.time += milliseconds;
  }

  random(): number {
    return this.chance;
  }

  /** Advances the clock. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}
