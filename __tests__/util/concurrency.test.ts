import { describe, expect, test } from '@jest/globals';
import { forEachLimit, Semaphore } from '../../src/util/concurrency.ts';

/** Steps that end on demand, and the list of those that have started. */
function steps(count: number) {
  const begun: number[] = [];
  const ends: { end: () => void; fail: (error: Error) => void }[] = [];
  const run = Array.from({ length: count }, (_, at) => async () => {
    begun.push(at);
    await new Promise<void>((end, fail) => {
      ends[at] = { end, fail };
    });
  });
  return { begun, ends, run };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('forEachLimit', () => {
  test('runs up to the limit in parallel and starts none after a failure', async () => {
    const { begun, ends, run } = steps(4);
    const done = forEachLimit(run, (step) => step(), 2);
    await settled();
    expect(begun).toEqual([0, 1]);
    ends[0]!.end();
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]!.fail(new Error('the first'));
    ends[2]!.fail(new Error('the second'));
    await expect(done).rejects.toThrow('the first');
    expect(begun).toEqual([0, 1, 2]);
  });
});

describe('a semaphore', () => {
  /** Who is in, in the order of coming. */
  async function fill(room: Semaphore, count: number) {
    const order: number[] = [];
    const leaves: (() => void)[] = [];
    const refused: unknown[] = [];
    for (let at = 0; at < count; at++)
      room.acquire().then(
        (leave) => {
          order.push(at);
          leaves[at] = leave;
        },
        (reason: unknown) => refused.push(reason),
      );
    await settled();
    return { order, leaves, refused };
  }

  test('is acquired up to its size, then in order of waiting', async () => {
    const { order, leaves } = await fill(new Semaphore(2), 4);
    expect(order).toEqual([0, 1]);
    leaves[1]!();
    await settled();
    expect(order).toEqual([0, 1, 2]);
    leaves[0]!();
    await settled();
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test('counts repeated releases once', async () => {
    const { order, leaves } = await fill(new Semaphore(1), 3);
    leaves[0]!();
    leaves[0]!();
    await settled();
    expect(order).toEqual([0, 1]);
  });

  test('is free again after all releases', async () => {
    const room = new Semaphore(1);
    (await room.acquire())();
    const { order } = await fill(room, 2);
    expect(order).toEqual([0]);
  });

  test('rejects current and later waiters with the reason once closed', async () => {
    const room = new Semaphore(1);
    const { order, refused } = await fill(room, 3);
    const reason = new Error('another failed');
    room.close(reason);
    room.close(new Error('later'));
    await expect(room.acquire()).rejects.toBe(reason);
    expect([order, refused]).toEqual([[0], [reason, reason]]);
  });
});
