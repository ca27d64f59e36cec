import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { TimeLimit } from '../../../src/registry/http/time-limit.ts';

/** Blocks the process, as a machine does that has no time for it. */
const block = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

test('what has arrived while the process had no time is read before the limit ends', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [Socket];
  await once(client.resume(), 'ready');
  const seen: string[] = [];
  const limit = new TimeLimit();
  const received = new Promise<void>((resolve) => {
    client.on('data', () => {
      seen.push('data');
      limit.stop();
      resolve();
    });
  });
  limit.start(1, () => seen.push('expired'));
  socket.write('x');
  block(20);
  await received;
  await wait(5);
  expect(seen).toEqual(['data']);
  client.destroy();
  socket.destroy();
  server.close();
});

test('a limit ends once, at its last start, and not after it was stopped', async () => {
  const seen: string[] = [];
  const limit = new TimeLimit();
  limit.start(1, () => seen.push('first'));
  await new Promise<void>((resolve) => {
    limit.start(1, () => {
      seen.push('second');
      resolve();
    });
  });
  limit.start(1, () => seen.push('stopped'));
  limit.stop();
  await wait(20);
  expect(seen).toEqual(['second']);
});
