import type { Clock } from '../../util/clock.ts';
import { RetryBudget } from './retry-budget.ts';

/** What a try came to: done, or to be tried again, after a time that the server named or our own. */
export type Attempt<T> = { done: T } | { again: unknown; afterMs?: number | null };

export interface RetryLimits {
  readonly tries: number;
  /** the longest that all tries and waits together may take, in milliseconds */
  readonly totalMs: number;
}

export const RETRY: RetryLimits = { tries: 5, totalMs: 60_000 };

/** What all tries came to; `retryStopReason` says why there was no other where that is not for their number. */
export type Tried<T> = { done: T } | { failed: unknown; retryStopReason?: string };

/** Added to a wait that a server named, so that all who were told the same don't come back at once. */
const SPREAD_MS = 250;

/**
 * Tries until it is done, with growing, jittered waits.
 * @param attempt one try; throws where another try is no use
 * @param retryBudget what the whole run has lost to failures: no other try begins where its patience ends
 * @returns what the try that was done gave, or the reason (`again`) of the last that was not
 */
export async function retry<T>(
  attempt: (number: number) => Promise<Attempt<T>>,
  clock: Clock,
  limits: RetryLimits = RETRY,
  retryBudget: RetryBudget = new RetryBudget(Number.POSITIVE_INFINITY),
): Promise<Tried<T>> {
  const end = clock.now() + limits.totalMs;
  for (let number = 1; ; number++) {
    const started = clock.now();
    const result = await attempt(number);
    if ('done' in result) return result;
    const failed = result.again;
    retryBudget.spend(started, clock.now());
    const named = result.afterMs ?? null;
    const own = 250 * 2 ** (number - 1) * (0.75 + clock.random() / 2);
    const wait = named === null ? own : named + (named > 0 ? clock.random() * SPREAD_MS : 0);
    if (number >= limits.tries) return { failed };
    if (clock.now() + wait > end) return { failed, ...(named ? { retryStopReason: waitTooLong(named, limits) } : {}) };
    if (wait > retryBudget.remainingMs()) return { failed, retryStopReason: budgetSpent(retryBudget, named) };
    const slept = clock.now();
    await clock.sleep(wait);
    retryBudget.spend(slept, clock.now());
  }
}

function budgetSpent(retryBudget: RetryBudget, named: number | null): string {
  const [limit, lost] = [retryBudget.limitMs, retryBudget.limitMs - retryBudget.remainingMs()].map(seconds);
  const requested = named ? ` The registry requested a wait of ${seconds(named)} s.` : '';
  return `Giving up after ${lost} s of failed requests and retries (limit per run: ${limit} s).${requested}`;
}

function waitTooLong(named: number, { totalMs }: RetryLimits): string {
  return `The registry requested a wait of ${seconds(named)} s; a request is retried for at most ${seconds(totalMs)} s.`;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}

/**
 * Reads a Retry-After header (RFC 9110, 10.2.3): seconds or a date; Docker Hub has sent seconds since the epoch, too.
 * @returns milliseconds from now, not negative; null where there is none that can be read
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  // the parser takes "5 apples" for a day in May
  const isDate = /^\s*[A-Za-z]{3,9},? .*\d\d:\d\d:\d\d/.test(header);
  const epoch = /^\s*\d{10}\s*$/.test(header) ? Number(header) * 1000 : Number.NaN;
  const date = isDate ? Date.parse(header) : epoch;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
