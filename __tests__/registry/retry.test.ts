import { describe, expect, test } from '@jest/globals';
import { type Attempt, retry, retryAfter, systemClock } from '../../src/registry/retry.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const again = (afterMs?: number | null): Attempt<string> => ({
  again: 'why',
  ...(afterMs === undefined ? {} : { afterMs }),
});

/** Tries that come to these one after the other, the last for ever. */
function tries(...results: Attempt<string>[]): (number: number) => Promise<Attempt<string>> {
  return async (number) => results[Math.min(number, results.length) - 1]!;
}

describe('tries', () => {
  test('end with the first that is done', async () => {
    const clock = new VirtualClock();
    expect(await retry(tries(again(), again(), { done: 'x' }), clock)).toEqual({ done: 'x' });
    expect(clock.slept).toEqual([250, 500]);
  });

  test('end after five, with growing waits between', async () => {
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
  ])('wait for $first ms where chance says $chance', async ({ chance, first }) => {
    const clock = new VirtualClock(0, chance);
    await retry(tries(again()), clock, { tries: 2, totalMs: 60_000 });
    expect(clock.slept).toEqual([first]);
  });

  test('wait as long as the server asks for', async () => {
    const clock = new VirtualClock();
    await retry(tries(again(7000), again(null), again(0), { done: 'x' }), clock);
    expect(clock.slept).toEqual([7000, 500, 0]);
  });

  test('do not wait past the limit of all together, but end at once', async () => {
    const clock = new VirtualClock();
    expect(await retry(tries(again(61_000), { done: 'x' }), clock)).toEqual({ failed: 'why' });
    expect(clock.slept).toEqual([]);
  });

  test('count the time that a try itself takes', async () => {
    const clock = new VirtualClock();
    const result = await retry<string>(async () => {
      clock.pass(25_000);
      return again();
    }, clock);
    expect(result).toEqual({ failed: 'why' });
    expect(clock.slept).toEqual([250, 500]);
  });

  test('end with what is thrown', async () => {
    const broken = retry(() => Promise.reject(new Error('no use')), new VirtualClock());
    await expect(broken).rejects.toThrow('no use');
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12);
  test.each([
    { header: '3', wait: 3000 },
    { header: ' 0 ', wait: 0 },
    { header: 'Thu, 01 Jan 2026 12:00:30 GMT', wait: 30_000 },
    { header: 'Thu, 01 Jan 2026 11:00:00 GMT', wait: 0 },
    { header: String(now / 1000 + 30), wait: 30_000 },
    { header: String(now / 1000 - 30), wait: 0 },
    { header: 'soon', wait: null },
    { header: '', wait: null },
    { header: undefined, wait: null },
    { header: '9'.repeat(30), wait: null },
  ])('"$header" is a wait of $wait ms', ({ header, wait }) => expect(retryAfter(header, now)).toBe(wait));
});

test('the system’s clock tells the time, sleeps, and is by chance', async () => {
  const began = systemClock.now();
  await systemClock.sleep(20);
  expect(systemClock.now() - began).toBeGreaterThanOrEqual(18);
  expect(systemClock.random()).toBeLessThan(1);
});
