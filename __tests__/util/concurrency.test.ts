import { describe, expect, test } from '@jest/globals';
import { forEachLimit, Semaphore } from '../../src/util/concurrency.ts';

/** Steps that end when they are told to, and what has begun of them. */
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

describe('each', () => {
  test('does so many at once, and no more after one has failed', async () => {
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

describe('a room', () => {
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

  test('lets so many in, and the next in turn when one leaves', async () => {
    const { order, leaves } = await fill(new Semaphore(2), 4);
    expect(order).toEqual([0, 1]);
    leaves[1]!();
    await settled();
    expect(order).toEqual([0, 1, 2]);
    leaves[0]!();
    await settled();
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test('counts leaving once', async () => {
    const { order, leaves } = await fill(new Semaphore(1), 3);
    leaves[0]!();
    leaves[0]!();
    await settled();
    expect(order).toEqual([0, 1]);
  });

  test('has room again when all have left', async () => {
    const room = new Semaphore(1);
    (await room.acquire())();
    const { order } = await fill(room, 2);
    expect(order).toEqual([0]);
  });

  test('that is closed refuses who waits and who comes, with the reason', async () => {
    const room = new Semaphore(1);
    const { order, refused } = await fill(room, 3);
    const reason = new Error('another failed');
    room.close(reason);
    room.close(new Error('later'));
    await expect(room.acquire()).rejects.toBe(reason);
    expect([order, refused]).toEqual([[0], [reason, reason]]);
  });
});
