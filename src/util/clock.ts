/** Time, timers and random numbers; passed in so that tests can simulate them. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** resolves after this many milliseconds */
  sleep(milliseconds: number): Promise<void>;
  /** a number from 0 (included) to 1 (excluded) */
  random(): number;
}

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
