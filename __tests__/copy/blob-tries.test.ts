import type { ClientRequest } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type BlobDeps, copyBlob } from '../../src/copy/blob.ts';
import { ActionError } from '../../src/errors.ts';
import { digestOf } from '../../src/image/digest.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { BlobStore } from '../../src/registry/blobs.ts';
import { RetryBudget } from '../../src/registry/http/retry-budget.ts';
import { NetworkError, type StreamedBody } from '../../src/registry/http/types.ts';
import { Semaphore } from '../../src/util/concurrency.ts';
import { codeOf } from '../support/requests/refusals.ts';
import { VirtualClock } from '../support/requests/virtual-clock.ts';

const FROM: Repository = { registry: 'a.test', repository: 'app' };
const TO: Repository = { registry: 'b.test', repository: 'app' };
const BYTES = Buffer.from('bytes');
const BLOB = { digest: digestOf(BYTES), size: BYTES.length, mediaType: 'a/b', isNonDistributable: false };

let clock: VirtualClock;
let asked: string[];
let sources: Readable[];
/** bytes that are said to have gone on, one after the other */
let counted: number[];
/** what becomes of each upload in turn; where nothing is said it is read whole */
let uploads: ((body: StreamedBody) => Promise<unknown>)[];

beforeEach(() => {
  clock = new VirtualClock();
  asked = [];
  sources = [];
  counted = [];
  uploads = [];
});

const cut = (): NetworkError => new NetworkError('cut', 'ECONNRESET');

/** Takes a body as a registry does. */
async function take(body: StreamedBody): Promise<string> {
  const got: Buffer[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _, done) => {
      got.push(chunk);
      done();
    },
  });
  await body.write(sink as unknown as ClientRequest);
  return Buffer.concat(got).toString();
}

function copy(given: { blobs?: Partial<BlobStore>; deps?: Partial<BlobDeps>; mount?: Repository } = {}) {
  const blobs: BlobStore = {
    has: async () => false,
    open: async () => {
      asked.push('open');
      const source = Readable.from([BYTES]);
      sources.push(source);
      return source;
    },
    begin: async (_, mount) => {
      asked.push(mount ? 'mount' : 'begin');
      return new URL('http://b.test/upload');
    },
    finish: async (...[, , , body]) => {
      asked.push('finish');
      await (uploads.shift() ?? take)(body as StreamedBody);
    },
    ...given.blobs,
  };
  const onBytes = (count: number): void => void counted.push(count);
  const quiet = { onUnmounted: () => {}, checkCancelled: () => {} };
  const deps = {
    blobs,
    clock,
    retryBudget: new RetryBudget(),
    slots: new Semaphore(1),
    onBytes,
    ...quiet,
    ...given.deps,
  };
  return copyBlob(deps, { blob: BLOB, from: FROM, to: TO, mount: given.mount ?? null });
}

test('a failed mount is not tried again', async () => {
  uploads.push(() => Promise.reject(cut()));
  expect(await copy({ mount: FROM })).toBe('sent');
  expect(asked).toEqual(['mount', 'open', 'finish', 'begin', 'open', 'finish']);
});

test('bytes that have to be sent again are subtracted', async () => {
  const damaged = [Readable.from([Buffer.from('byt'), Buffer.from('xx')])];
  const open = async (): Promise<Readable> => damaged.shift() ?? Readable.from([BYTES]);
  expect(await copy({ blobs: { open } })).toBe('sent');
  expect(counted).toEqual([3, 2, -5, 5]);
});

test('an upload repeated after an expired token reads its source again', async () => {
  const bodies: string[] = [];
  uploads.push(async (body) => {
    bodies.push(await take(body), await take(body));
  });
  expect(await copy()).toBe('sent');
  expect(bodies).toEqual(['bytes', 'bytes']);
  expect(asked).toEqual(['begin', 'open', 'finish', 'open']);
});

describe('a source is closed', () => {
  test('if no upload can be started', async () => {
    const begin = () => Promise.reject(new ActionError('FORBIDDEN', 'no'));
    expect(await codeOf(copy({ blobs: { begin } }))).toBe('FORBIDDEN');
    expect(sources.map(({ destroyed }) => destroyed)).toEqual([true]);
  });

  test('if the upload ends before it is read', async () => {
    uploads.push(() => Promise.reject(new ActionError('FORBIDDEN', 'no')));
    expect(await codeOf(copy())).toBe('FORBIDDEN');
    expect(sources.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});

describe('a cancelled run', () => {
  test('does not wait for another attempt', async () => {
    uploads.push(() => Promise.reject(cut()));
    const checkCancelled = () => {
      throw new ActionError('CANCELLED', 'cancelled');
    };
    expect(await codeOf(copy({ deps: { checkCancelled } }))).toBe('CANCELLED');
    expect(clock.slept).toEqual([]);
  });

  test('does not retry after the wait', async () => {
    uploads.push(() => Promise.reject(cut()));
    const checkCancelled = () => {
      if (clock.slept.length > 0) throw new ActionError('CANCELLED', 'cancelled');
    };
    expect(await codeOf(copy({ deps: { checkCancelled } }))).toBe('CANCELLED');
    expect(asked).toEqual(['begin', 'open', 'finish']);
  });
});

test('the waits between attempts spend the retry budget', async () => {
  uploads.push(...Array.from({ length: 5 }, () => () => Promise.reject(cut())));
  const retryBudget = new RetryBudget(1400);
  expect(await codeOf(copy({ deps: { retryBudget: retryBudget } }))).toBe('REGISTRY_UNAVAILABLE');
  expect(clock.slept).toEqual([500]);
  expect(retryBudget.remainingMs()).toBe(900);
});
