/** Waiting and telling the time, handed in so that tests can run faster than the clock. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** resolves after that many milliseconds */
  sleep(milliseconds: number): Promise<void>;
  /** a number from 0 to 1 */
  random(): number;
}

/** The clock of the system. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
