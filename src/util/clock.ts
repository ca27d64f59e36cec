/** The time, waiting and chance, handed in so that tests need not wait. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** resolves after that time, in milliseconds */
  sleep(milliseconds: number): Promise<void>;
  /** a number from 0 (included) to 1 (excluded) */
  random(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
