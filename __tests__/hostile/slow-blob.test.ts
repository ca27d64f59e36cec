import type { ClientRequest } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { pump } from '../../src/copy/pump.ts';
import { LAYER, LAYER_DIGEST } from '../support/faults/lying-copies.ts';

describe('a blob that trickles in single bytes', () => {
  test('fails as idle, although bytes keep arriving', async () => {
    const drip = setInterval(() => source.push('x'), 10);
    const source = new Readable({ read: () => {} });
    const sink = new PassThrough() as unknown as ClientRequest;
    const pumping = {
      expected: { digest: LAYER_DIGEST, size: LAYER.length },
      idleTimeoutMs: 300,
      onBytes: () => {},
      where: 'it',
    };
    const pumped = pump(source, sink, pumping).finally(() => clearInterval(drip));
    await expect(pumped).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      message: expect.stringContaining('was idle'),
    });
  });
});
