import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ActionError } from '../../src/errors.ts';
import { watchSignals } from '../../src/github/cancellation.ts';
import { refusalOf, rejectionOf } from '../support/requests/refusals.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  for (const signal of SIGNALS) process.removeAllListeners(signal);
});

function watched() {
  const ended: ActionError[] = [];
  return { cancel: watchSignals((error) => ended.push(error)), ended };
}

test('without a signal nothing is cancelled', () => {
  const { cancel, ended } = watched();
  jest.advanceTimersByTime(60_000);
  expect([cancel.reads.aborted, cancel.writes.aborted, ended.length]).toEqual([false, false, 0]);
  expect(() => cancel.check()).not.toThrow();
});

describe.each(SIGNALS)('%s', (signal) => {
  test('aborts reads immediately, writes after a second, and ends the run within two seconds', () => {
    const { cancel, ended } = watched();
    process.emit(signal, signal);
    expect([cancel.reads.aborted, cancel.writes.aborted]).toEqual([true, false]);
    expect(refusalOf(() => cancel.check())).toMatchObject({
      code: 'CANCELLED',
      message: expect.stringContaining(signal),
    });
    jest.advanceTimersByTime(999);
    expect([cancel.writes.aborted, ended.length]).toEqual([false, 0]);
    jest.advanceTimersByTime(1);
    expect([cancel.writes.aborted, ended.length]).toEqual([true, 0]);
    jest.advanceTimersByTime(900);
    expect(ended.map(({ code }) => code)).toEqual(['CANCELLED']);
  });

  test('ends a wait immediately, even one that starts later', async () => {
    const { cancel } = watched();
    const done = cancel.sleep(1000);
    jest.advanceTimersByTime(1000);
    await done;
    const waits = [cancel.sleep(30_000), cancel.sleep(1)].map(rejectionOf);
    process.emit(signal, signal);
    waits.push(rejectionOf(cancel.sleep(5)));
    expect((await Promise.all(waits)).map((error) => error.code)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
  });

  test('is ignored the second time', () => {
    const { cancel, ended } = watched();
    process.emit(signal, signal);
    jest.advanceTimersByTime(500);
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGTERM', 'SIGTERM');
    jest.advanceTimersByTime(10_000);
    expect(ended).toHaveLength(1);
    expect(refusalOf(() => cancel.check()).message).toContain(signal);
  });
});
