import type { Clock } from '../../util/clock.ts';
import { RetryBudget } from './retry-budget.ts';

/**
 * The result of an attempt. `again`: it failed with this reason and may be retried, after the time that the server
 * requested (`afterMs`, in milliseconds) or else our own.
 */
export type Attempt<T> = { done: T } | { again: unknown; afterMs?: number | null };

/** The limits of one request. */
export interface RetryLimits {
  /** attempts, with the first one */
  readonly tries: number;
  /** for all attempts and waits together, in milliseconds */
  readonly totalMs: number;
}

export const RETRY: RetryLimits = { tries: 5, totalMs: 60_000 };

/** The result of all attempts; `retryStopReason` is a sentence if retries stopped before the last allowed attempt. */
export type Tried<T> = { done: T } | { failed: unknown; retryStopReason?: string };

/** Jitter added to a wait that a server requested, in milliseconds, so that clients do not return all at once. */
const SPREAD_MS = 250;

/**
 * Repeats an attempt until it succeeds or a limit is reached, with exponential, jittered waits.
 * @param attempt gets its number, from 1; throws if a retry cannot help
 * @param retryBudget the run's budget for failures; no retry starts when it is used up
 * @returns the result of the successful attempt, or the reason (`again`) of the last one
 * @throws what `attempt` throws
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
 * Parses a Retry-After header: seconds, a date, or seconds since the epoch, which Docker Hub has sent.
 * https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @param now in milliseconds since the epoch
 * @returns the wait in milliseconds, not negative; null if there is no valid header
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  // Date.parse accepts "5 apples"
  const isDate = /^\s*[A-Za-z]{3,9},? .*\d\d:\d\d:\d\d/.test(header);
  const epoch = /^\s*\d{10}\s*$/.test(header) ? Number(header) * 1000 : Number.NaN;
  const date = isDate ? Date.parse(header) : epoch;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
