import type { ClientRequest } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { type BlobDeps, copyBlob } from '../../src/copy/blob.ts';
import { ActionError, type ErrorCode } from '../../src/errors.ts';
import { digestOf } from '../../src/image/digest.ts';
import { type BlobStore, LostUpload } from '../../src/registry/blobs.ts';
import { RetryBudget } from '../../src/registry/http/retry-budget.ts';
import { NetworkError } from '../../src/registry/http/types.ts';
import { Semaphore } from '../../src/util/concurrency.ts';
import { codeOf } from '../support/requests/refusals.ts';
import { digest } from '../support/requests/requests.ts';
import { VirtualClock } from '../support/requests/virtual-clock.ts';
import { until } from '../support/runner/shell.ts';

const FROM = { registry: 'a.test', repository: 'app' };
const TO = { registry: 'b.test', repository: 'app' };
const BLOB = { digest: digest('blob'), size: 5, mediaType: 'a/b', isNonDistributable: false };

const failure = (code: ErrorCode): ActionError => new ActionError(code, 'no');

/** What each `finish` comes to: an error, or none. */
function storeOf(
  ends: (Error | null)[],
  { mounts = false, has = [] as boolean[], opens = null as Error | null, refuses = null as Error | null } = {},
) {
  const asked: string[] = [];
  const blobs: BlobStore = {
    has: async () => {
      asked.push('has');
      return has.shift() ?? false;
    },
    open: async () => {
      asked.push('open');
      if (opens) throw opens;
      return Readable.from([Buffer.from('bytes')]);
    },
    begin: async (_, mount) => {
      asked.push(mount ? 'mount' : 'begin');
      if (mount && refuses) throw refuses;
      return mount && mounts ? null : new URL('http://b.test/upload');
    },
    finish: async () => {
      asked.push('finish');
      const error = ends.shift();
      if (error) throw error;
    },
  };
  return { blobs, asked };
}

function copy({ blobs }: ReturnType<typeof storeOf>, canMount = false, retryBudget = new RetryBudget()) {
  const clock = new VirtualClock();
  let unmounted = 0;
  const onUnmounted = (bytes: number): void => {
    unmounted += bytes;
  };
  const deps = {
    blobs,
    clock,
    retryBudget,
    onBytes: () => {},
    onUnmounted,
    checkCancelled: () => {},
    slots: new Semaphore(1),
  };
  const errand = { blob: BLOB, from: FROM, to: TO, mount: canMount ? FROM : null };
  return { clock, way: copyBlob(deps, errand), unmounted: () => unmounted };
}

describe('a blob', () => {
  test.each([
    { name: 'that is mounted', store: storeOf([], { mounts: true }), way: 'mounted', asked: ['mount'], more: 0 },
    {
      name: 'not mounted, but there',
      store: storeOf([], { has: [true] }),
      way: 'there',
      asked: ['mount', 'has'],
      more: 0,
    },
    {
      name: 'not mounted, and not there',
      store: storeOf([]),
      way: 'sent',
      asked: ['mount', 'has', 'open', 'finish'],
      more: 5,
    },
    {
      name: 'where a mount is refused',
      store: storeOf([], { refuses: failure('FORBIDDEN') }),
      way: 'sent',
      asked: ['mount', 'has', 'begin', 'open', 'finish'],
      more: 5,
    },
  ])('of the same registry $name', async ({ store, way, asked, more }) => {
    const { way: came, unmounted } = copy(store, true);
    expect([await came, store.asked, unmounted()]).toEqual([way, asked, more]);
  });

  test('is sent again in a new session after a failure, with growing waits', async () => {
    const store = storeOf([new NetworkError('cut', 'ECONNRESET'), new LostUpload(TO, BLOB.digest), null]);
    const { way, clock } = copy(store);
    expect(await way).toBe('sent');
    expect(store.asked.filter((one) => one === 'finish')).toHaveLength(3);
    expect(clock.slept).toEqual([500, 1000]);
  });

  test('is not sent again if the retry budget is used up', async () => {
    const store = storeOf([failure('REGISTRY_UNAVAILABLE')]);
    expect(await codeOf(copy(store, false, new RetryBudget(400)).way)).toBe('REGISTRY_UNAVAILABLE');
    expect(store.asked.filter((one) => one === 'finish')).toHaveLength(1);
  });

  test('is not sent again if only the response was lost', async () => {
    const store = storeOf([new NetworkError('cut', 'ECONNRESET')], { has: [true] });
    expect(await copy(store).way).toBe('sent');
    expect(store.asked.filter((one) => one === 'finish')).toHaveLength(1);
  });

  test.each<[ErrorCode, number]>([
    ['REGISTRY_UNAVAILABLE', 5],
    ['RATE_LIMITED', 5],
    ['DIGEST_MISMATCH', 2],
    ['REGISTRY_REFUSED', 2],
    ['FORBIDDEN', 1],
    ['UNAUTHORIZED', 1],
  ])('whose upload ends with %s is tried %d times', async (code, times) => {
    const store = storeOf(Array.from({ length: 9 }, () => failure(code)));
    expect(await codeOf(copy(store).way)).toBe(code);
    expect(store.asked.filter((one) => one === 'finish')).toHaveLength(times);
  });

  test('is not requested again if its source cannot be opened: the client has retried', async () => {
    const store = storeOf([], { opens: failure('REGISTRY_UNAVAILABLE') });
    expect(await codeOf(copy(store).way)).toBe('REGISTRY_UNAVAILABLE');
    expect(store.asked).toEqual(['begin', 'open']);
  });
});

describe('a slot for blobs', () => {
  const bytes = Buffer.from('bytes');
  const blob = { ...BLOB, digest: digestOf(bytes) };

  /** A registry that stores uploads immediately and responds when the test lets it. */
  function slowStore() {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const blobs: BlobStore = {
      has: async () => false,
      open: async () => Readable.from([bytes]),
      begin: async () => {
        asked.push('begin');
        return new URL('http://b.test/upload');
      },
      finish: async (_image, _session, _digest, body) => {
        if (Buffer.isBuffer(body)) throw new Error('a stream is expected');
        await body.write(new PassThrough().resume() as unknown as ClientRequest);
        asked.push('written');
        await new Promise<void>((answer) => answers.push(answer));
      },
    };
    return { asked, answers, blobs };
  }

  const copyIn = (blobs: BlobStore, slots: Semaphore, more: Partial<BlobDeps> = {}) => {
    const deps = {
      blobs,
      clock: new VirtualClock(),
      retryBudget: new RetryBudget(),
      onBytes: () => {},
      onUnmounted: () => {},
    };
    return copyBlob(
      { ...deps, checkCancelled: () => {}, slots: slots, ...more },
      { blob, from: FROM, to: TO, mount: null },
    );
  };

  test('counts bytes once that are sent twice', async () => {
    const { blobs } = slowStore();
    let tries = 0;
    const failing: BlobStore = {
      ...blobs,
      finish: async (_image, _session, _digest, body) => {
        if (Buffer.isBuffer(body)) throw new Error('a stream is expected');
        await body.write(new PassThrough().resume() as unknown as ClientRequest);
        if (++tries === 1) throw failure('REGISTRY_UNAVAILABLE');
        // a token that had run out: the client writes once more
        await body.write(new PassThrough().resume() as unknown as ClientRequest);
      },
    };
    let moved = 0;
    expect(await copyIn(failing, new Semaphore(1), { onBytes: (count) => (moved += count) })).toBe('sent');
    expect(moved).toBe(bytes.length);
  });

  test('is released after the last byte, before the response', async () => {
    const { asked, answers, blobs } = slowStore();
    const slots = new Semaphore(1);
    const both = [copyIn(blobs, slots), copyIn(blobs, slots)];
    await until(() => answers.length === 2, 120_000);
    expect(asked).toEqual(['begin', 'written', 'begin', 'written']);
    for (const answer of answers) answer();
    expect(await Promise.all(both)).toEqual(['sent', 'sent']);
  });

  test('is left where a blob fails, and whoever comes in looks whether the run is cancelled', async () => {
    const store = storeOf([], { opens: failure('NOT_FOUND') });
    const slots = new Semaphore(1);
    expect(await codeOf(copyIn(store.blobs, slots))).toBe('NOT_FOUND');
    const cancelled = () => {
      throw failure('CANCELLED');
    };
    const { asked, blobs } = slowStore();
    expect(await codeOf(copyIn(blobs, slots, { checkCancelled: cancelled }))).toBe('CANCELLED');
    expect(asked).toEqual([]);
  });
});
