import type { ClientRequest } from 'node:http';
import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, jest, test } from '@jest/globals';
import { pump } from '../../src/copy/pump.ts';
import { digestOf } from '../../src/image/digest.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const BYTES = Buffer.from('0123456789'.repeat(10));
const WHERE = 'the blob of reg.test/app';

/** An upload that keeps what it is sent; `write` may be replaced by one that takes nothing. */
function sinkOf(write?: (chunk: Buffer, done: () => void) => void) {
  const got: Buffer[] = [];
  const sink = new Writable({
    highWaterMark: 16,
    write: (chunk: Buffer, _, done) => {
      if (write) return write(chunk, done);
      got.push(chunk);
      done();
    },
  });
  return { sink: sink as unknown as ClientRequest, stream: sink, sent: () => Buffer.concat(got) };
}

function pumping(size = BYTES.length, idleTimeoutMs = 60_000) {
  let moved = 0;
  const onBytes = (count: number): void => {
    moved += count;
  };
  return { expected: { digest: digestOf(BYTES), size }, idleTimeoutMs, where: WHERE, onBytes, moved: () => moved };
}

const pieces = (...buffers: Buffer[]): Readable => Readable.from(buffers);
const halves = [BYTES.subarray(0, 50), BYTES.subarray(50)] as const;

describe('a blob is transferred', () => {
  test('unchanged, and its bytes are counted', async () => {
    const { sink, sent } = sinkOf();
    const how = pumping();
    await pump(pieces(...halves), sink, how);
    expect(sent()).toEqual(BYTES);
    expect(how.moved()).toBe(BYTES.length);
  });

  test.each([
    { name: 'other bytes', source: [halves[0], Buffer.alloc(50)] },
    { name: 'more bytes', source: [...halves, Buffer.from('x')] },
    { name: 'fewer bytes', source: [halves[0], halves[1].subarray(1)] },
    { name: 'none', source: [] },
  ])('not whole, where there are $name', async ({ source }) => {
    const { sink, sent } = sinkOf();
    const error = await rejectionOf(pump(pieces(...source), sink, pumping()));
    expect(error.code).toBe('DIGEST_MISMATCH');
    expect(error.message).toContain('Could not verify the blob of reg.test/app: expected sha256:');
    expect(sent().length).toBeLessThan(BYTES.length);
  });

  test('to an upload that is slow but never idle', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x');
    const source = Array.from({ length: 40 }, () => piece);
    const whole = Buffer.concat(source);
    const how = { ...pumping(), idleTimeoutMs: 1000, expected: { digest: digestOf(whole), size: whole.length } };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const { sink } = sinkOf((_, done) => setTimeout(done, 400));
      let isDone = false;
      const began = Date.now();
      const pumped = pump(pieces(...source), sink, how).finally(() => {
        isDone = true;
      });
      while (!isDone) {
        await new Promise(setImmediate);
        await jest.advanceTimersByTimeAsync(100);
      }
      await expect(pumped).resolves.toBeUndefined();
      expect(Date.now() - began).toBeGreaterThan(10_000);
    } finally {
      jest.useRealTimers();
    }
  });

  test('partly from a source that fails, and the error names the source', async () => {
    const source = new PassThrough();
    source.write(halves[0]);
    setImmediate(() => source.destroy(new Error('cut')));
    const { code, message } = await rejectionOf(pump(source, sinkOf().sink, pumping()));
    expect([code, message]).toEqual([
      'REGISTRY_UNAVAILABLE',
      expect.stringMatching(/^Could not read the blob of .* the download failed/),
    ]);
  });

  test('partly from a source that is idle, which fails', async () => {
    const { code, message } = await rejectionOf(pump(new PassThrough(), sinkOf().sink, pumping(100, 30)));
    expect([code, message]).toEqual(['REGISTRY_UNAVAILABLE', expect.stringContaining('the download was idle')]);
  });

  test('partly from a source that trickles single bytes, which fails as idle', async () => {
    const source = new PassThrough();
    source.write(Buffer.alloc(20_000));
    const drip = setInterval(() => source.destroyed || source.write('x'), 5);
    const error = await rejectionOf(pump(source, sinkOf().sink, pumping(1_000_000, 50)));
    clearInterval(drip);
    expect([error.code, error.message]).toEqual([
      'REGISTRY_UNAVAILABLE',
      expect.stringContaining('the download was idle'),
    ]);
  });

  test('incompletely if its digest matches but the manifest states a larger size', async () => {
    const { sink, sent } = sinkOf();
    const error = await rejectionOf(pump(pieces(...halves), sink, pumping(101)));
    expect([error.code, error.message]).toEqual(['DIGEST_MISMATCH', expect.stringContaining('100 bytes, not 101')]);
    expect(sent()).toHaveLength(50);
  });

  test('until the upload is closed early, which fails', async () => {
    const source = new PassThrough();
    source.write(halves[0]);
    const { sink, stream } = sinkOf();
    setImmediate(() => stream.destroy());
    await expect(pump(source, sink, pumping())).rejects.toMatchObject({ name: 'NetworkError', code: 'ECONNRESET' });
    expect(source.destroyed).toBe(true);
  });

  test('until the upload accepts no more bytes, which fails as idle', async () => {
    const large = Buffer.alloc(1_200_000);
    const { sink } = sinkOf(() => {});
    const how = { ...pumping(3 * large.length, 30), expected: { digest: digestOf(large), size: 3 * large.length } };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const idle = expect(pump(pieces(large, large, large), sink, how)).rejects.toMatchObject({
        name: 'NetworkError',
        message: expect.stringContaining('upload was idle'),
      });
      // it waits for the upload by then
      for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
      await jest.advanceTimersByTimeAsync(100);
      await idle;
    } finally {
      jest.useRealTimers();
    }
  });
});
