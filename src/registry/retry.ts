/** Waiting and telling the time, handed in so that tests can run faster than the clock. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** resolves after so many milliseconds */
  sleep(milliseconds: number): Promise<void>;
  /** a number from 0 to 1 */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};

/** What a try came to: done, or to be tried again, after a time that the server named or our own. */
export type Attempt<T> = { done: T } | { again: unknown; afterMs?: number | null };

export interface RetryLimits {
  readonly tries: number;
  /** the longest that all tries and waits together may take, in milliseconds */
  readonly totalMs: number;
}

export const RETRY: RetryLimits = { tries: 5, totalMs: 60_000 };

/**
 * Tries until it is done, with growing, jittered waits.
 * @param attempt one try; throws where another try is no use
 * @returns what the try that was done gave, or the reason (`again`) of the last that was not
 */
export async function retry<T>(
  attempt: (number: number) => Promise<Attempt<T>>,
  clock: Clock,
  limits: RetryLimits = RETRY,
): Promise<{ done: T } | { failed: unknown }> {
  const end = clock.now() + limits.totalMs;
  for (let number = 1; ; number++) {
    const result = await attempt(number);
    if ('done' in result) return result;
    const own = 250 * 2 ** (number - 1) * (0.75 + clock.random() / 2);
    const wait = result.afterMs ?? own;
    if (number >= limits.tries || clock.now() + wait > end) return { failed: result.again };
    await clock.sleep(wait);
  }
}

/**
 * Reads a Retry-After header (RFC 9110, 10.2.3): seconds or a date; Docker Hub has sent seconds since the epoch, too.
 * @returns milliseconds from now, not negative; null where there is none that can be read
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  const date = /^\s*\d{10}\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
