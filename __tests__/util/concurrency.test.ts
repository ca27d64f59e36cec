import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { forEachLimit, Semaphore } from '../../src/util/concurrency.ts';
import { deferredReporter } from '../../src/util/deferred-reporter.ts';
import { redact } from '../../src/util/redact.ts';
import type { Reporter } from '../../src/util/reporter.ts';

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

/** A reporter that notes what it gets, and how often it was loaded. */
function noting() {
  const notes: string[] = [];
  let loads = 0;
  const note =
    (kind: string) =>
    (text: unknown): void =>
      void notes.push(`${kind} ${text instanceof ActionError ? text.code : text}`);
  const target: Reporter = {
    ...{ info: note('info'), debug: note('debug'), warn: note('warn'), notice: note('notice') },
    ...{ fail: note('fail'), mask: note('mask') },
    group: async (title, act) => {
      notes.push(`group ${title}`);
      return act(() => {});
    },
    write: async () => {
      notes.push('write');
      return null;
    },
  };
  const load = async () => {
    loads += 1;
    return target;
  };
  return { notes, load, loads: () => loads };
}

describe('a deferred reporter', () => {
  test('passes on in order what was reported before it was loaded', async () => {
    const { notes, load, loads } = noting();
    const { reporter, attach } = deferredReporter(load);
    reporter.mask('secret-1');
    reporter.info('one');
    reporter.warn('two');
    reporter.notice('three');
    reporter.debug('four');
    reporter.fail(new ActionError('CANCELLED', 'five'));
    expect([notes, loads()]).toEqual([[], 0]);
    await attach();
    reporter.info('six');
    expect(notes).toEqual([
      ...['mask secret-1', 'info one', 'warn two', 'notice three', 'debug four', 'fail CANCELLED', 'info six'],
    ]);
    expect(loads()).toBe(1);
  });

  test('loads itself where a result is needed, once', async () => {
    const { notes, load, loads } = noting();
    const { reporter, attach } = deferredReporter(load);
    reporter.info('one');
    expect(await reporter.group('docker build', async () => 7)).toBe(7);
    expect(await reporter.write({}, '')).toBeNull();
    await attach();
    expect([notes, loads()]).toEqual([['info one', 'group docker build', 'write'], 1]);
  });

  test('redacts a secret in texts that are made before it is loaded', () => {
    deferredReporter(noting().load).reporter.mask('hunter2-hunter2');
    expect(redact('the password is hunter2-hunter2')).not.toContain('hunter2');
  });
});

test('a cancellation is reported once, other errors each time', async () => {
  const { notes, load } = noting();
  const { reporter, attach } = deferredReporter(load);
  await attach();
  for (const code of ['CANCELLED', 'CANCELLED', 'FORBIDDEN', 'FORBIDDEN'] as const)
    reporter.fail(new ActionError(code, 'stopped'));
  expect(notes).toEqual(['fail CANCELLED', 'fail FORBIDDEN', 'fail FORBIDDEN']);
});
