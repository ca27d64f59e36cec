import { describe, expect, test } from '@jest/globals';
import { type Attempt, retry, retryAfter } from '../../../src/registry/http/retry.ts';
import { RetryBudget } from '../../../src/registry/http/retry-budget.ts';
import { systemClock } from '../../../src/util/clock.ts';
import { VirtualClock } from '../../support/requests/virtual-clock.ts';

const again = (afterMs?: number | null): Attempt<string> => ({
  again: 'why',
  ...(afterMs === undefined ? {} : { afterMs }),
});

/** Tries that come to these one after the other, the last for ever. */
function tries(...results: Attempt<string>[]): (number: number) => Promise<Attempt<string>> {
  return async (number) => results[Math.min(number, results.length) - 1]!;
}

describe('retries', () => {
  test('retries end with the first success', async () => {
    const clock = new VirtualClock();
    expect(await retry(tries(again(), again(), { done: 'x' }), clock)).toEqual({ done: 'x' });
    expect(clock.slept).toEqual([250, 500]);
  });

  test('retries end after five attempts, with growing waits', async () => {
    const clock = new VirtualClock();
    const numbers: number[] = [];
    const result = await retry<string>(async (number) => {
      numbers.push(number);
      return again();
    }, clock);
    expect(result).toEqual({ failed: 'why' });
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
    expect(clock.slept).toEqual([250, 500, 1000, 2000]);
  });

  test.each([
    { chance: 0, first: 187.5 },
    { chance: 1, first: 312.5 },
  ])('the first wait is $first ms with a random value of $chance', async ({ chance, first }) => {
    const clock = new VirtualClock(0, chance);
    await retry(tries(again()), clock, { tries: 2, totalMs: 60_000 });
    expect(clock.slept).toEqual([first]);
  });

  test('a wait requested by the server is respected', async () => {
    const clock = new VirtualClock();
    await retry(tries(again(7000), again(null), again(0), { done: 'x' }), clock);
    expect(clock.slept).toEqual([7125, 500, 0]);
  });

  test('a requested wait gets jitter', async () => {
    const waits = [0, 0.5, 1].map(async (chance) => {
      const clock = new VirtualClock(0, chance);
      await retry(tries(again(7000), { done: 'x' }), clock);
      return clock.slept[0];
    });
    expect(await Promise.all(waits)).toEqual([7000, 7125, 7250]);
  });

  test('retries end at once if a wait exceeds the total limit', async () => {
    const clock = new VirtualClock();
    expect(await retry(tries(again(61_000), { done: 'x' }), clock)).toEqual({
      failed: 'why',
      retryStopReason: 'The registry requested a wait of 61 s; a request is retried for at most 60 s.',
    });
    expect(clock.slept).toEqual([]);
  });

  test('the total limit includes the time of the attempts', async () => {
    const clock = new VirtualClock();
    const result = await retry<string>(async () => {
      clock.pass(25_000);
      return again();
    }, clock);
    expect(result).toEqual({ failed: 'why' });
    expect(clock.slept).toEqual([250, 500]);
  });

  test('an error thrown by an attempt ends the retries', async () => {
    const broken = retry(() => Promise.reject(new Error('no use')), new VirtualClock());
    await expect(broken).rejects.toThrow('no use');
  });
});

describe('the retry budget of a run', () => {
  /** A request of whose tries each takes so long, and fails. */
  const failing = (clock: VirtualClock, trouble: RetryBudget, eachMs: number) =>
    retry<string>(
      async () => {
        clock.pass(eachMs);
        return again();
      },
      clock,
      { tries: 5, totalMs: 60_000 },
      trouble,
    );

  test('all requests share the retry budget', async () => {
    const clock = new VirtualClock(0);
    const trouble = new RetryBudget(100_000);
    expect(await failing(clock, trouble, 20_000)).toEqual({ failed: 'why' });
    const second = await failing(clock, trouble, 20_000);
    expect(second).toEqual({
      failed: 'why',
      retryStopReason: 'Giving up after 101 s of failed requests and retries (limit per run: 100 s).',
    });
    const third = await failing(clock, trouble, 10);
    expect(third).toMatchObject({ retryStopReason: expect.stringContaining('Giving up after 101 s') });
    expect(clock.slept).toEqual([250, 500, 250]);
  });

  test('slow successful requests do not use up the retry budget', async () => {
    const clock = new VirtualClock();
    const trouble = new RetryBudget(1000);
    const slow = async (): Promise<Attempt<string>> => {
      clock.pass(50_000);
      return { done: 'x' };
    };
    await retry(slow, clock, undefined, trouble);
    expect(trouble.remainingMs()).toBe(1000);
  });

  test('the reason names the wait that the server requested', async () => {
    const stopped = await retry(tries(again(30_000)), new VirtualClock(), undefined, new RetryBudget(20_000));
    expect(stopped).toMatchObject({
      retryStopReason: expect.stringContaining('The registry requested a wait of 30 s'),
    });
  });

  test.each<{ name: string; spans: [number, number][]; lost: number }>([
    {
      name: 'one after the other',
      spans: [
        [0, 10],
        [20, 30],
      ],
      lost: 20,
    },
    {
      name: 'in parallel',
      spans: [
        [0, 10],
        [5, 12],
        [3, 13],
      ],
      lost: 13,
    },
    {
      name: 'one that contains all earlier ones',
      spans: [
        [10, 20],
        [30, 40],
        [5, 50],
      ],
      lost: 45,
    },
    {
      name: 'one that overlaps only the last',
      spans: [
        [0, 10],
        [30, 40],
        [35, 45],
      ],
      lost: 25,
    },
    {
      name: 'one at the end of another',
      spans: [
        [0, 10],
        [10, 15],
      ],
      lost: 15,
    },
    {
      name: 'one within another',
      spans: [
        [0, 10],
        [9, 10],
      ],
      lost: 10,
    },
    {
      name: 'with a clock that was set back',
      spans: [
        [0, 10],
        [5, 3],
      ],
      lost: 10,
    },
  ])('spans $name count as $lost', ({ spans, lost }) => {
    const trouble = new RetryBudget(1000);
    for (const [start, end] of spans) trouble.spend(start, end);
    expect(trouble.remainingMs()).toBe(1000 - lost);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12);
  test.each([
    { header: '3', wait: 3000 },
    { header: ' 0 ', wait: 0 },
    { header: 'Thu, 01 Jan 2026 12:00:30 GMT', wait: 30_000 },
    { header: 'Thu, 01 Jan 2026 11:00:00 GMT', wait: 0 },
    { header: 'Thursday, 01-Jan-26 12:00:10 GMT', wait: 10_000 },
    { header: String(now / 1000 + 30), wait: 30_000 },
    { header: String(now / 1000 - 30), wait: 0 },
    { header: 'soon', wait: null },
    { header: '5 apples', wait: null },
    { header: '2', wait: 2000 },
    { header: '-2', wait: null },
    { header: '', wait: null },
    { header: undefined, wait: null },
    { header: '9'.repeat(30), wait: null },
  ])('"$header" is a wait of $wait ms', ({ header, wait }) => expect(retryAfter(header, now)).toBe(wait));
});

test('the system clock returns the time, sleeps and gives random numbers', async () => {
  const began = systemClock.now();
  await systemClock.sleep(20);
  expect(systemClock.now() - began).toBeGreaterThanOrEqual(18);
  expect(systemClock.random()).toBeLessThan(1);
});
