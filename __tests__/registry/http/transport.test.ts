import { once } from 'node:events';
import net from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Transport } from '../../../src/registry/http/transport.ts';
import { type HttpRequest, NetworkError, type Timeouts } from '../../../src/registry/http/types.ts';
import { serverPool } from '../../support/registries/scripted-server.ts';
import { until } from '../../support/runner/shell.ts';

const servers = serverPool();
const sockets: net.Server[] = [];
afterEach(async () => {
  await servers.stop();
  for (const server of sockets.splice(0)) server.close();
});

/** For what hangs: a test of one limit shortens that alone. */
const MINUTE = 60_000;
const LONG: Timeouts = {
  ...{ connect: MINUTE, answer: MINUTE, writeAnswer: MINUTE, idle: MINUTE, body: MINUTE, slow: MINUTE },
};

function get(url: URL, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, maxBody: 1000, ...more };
}

async function failure(promise: Promise<unknown>): Promise<NetworkError> {
  const error = await promise.then(
    () => new Error('there was an answer'),
    (reason: unknown) => reason,
  );
  if (error instanceof NetworkError) return error;
  throw error;
}

/** A TCP server that does something with each connection, and speaks no HTTP. */
async function rawServer(onConnection: (socket: net.Socket) => void, scheme = 'http'): Promise<URL> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  sockets.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`${scheme}://127.0.0.1:${(server.address() as net.AddressInfo).port}/v2/`);
}

describe('a request and its response', () => {
  test('a request and its response are complete', async () => {
    const server = await servers.serve(() => ({ status: 404, headers: { 'x-said': 'no' }, body: 'not here' }));
    const body = Buffer.from('{"a":1}');
    const url = new URL('/v2/a/b?digest=c%3Ad', server.url);
    const headers = { 'content-type': 'x/y' };
    const answer = await new Transport({ timeouts: LONG }).send({ method: 'PUT', url, headers, body, maxBody: 8 });
    expect(answer).toMatchObject({ status: 404, body: Buffer.from('not here') });
    expect(answer.headers['x-said']).toBe('no');
    expect(server.seen[0]).toMatchObject({ method: 'PUT', path: '/v2/a/b?digest=c%3Ad', body });
    expect(server.seen[0]!.headers).toMatchObject({
      'content-type': 'x/y',
      'content-length': '7',
      'user-agent': 'build-once-promote',
    });
  });

  test('a POST without a body has a content length of 0', async () => {
    const server = await servers.serve(() => ({ status: 202 }));
    await new Transport({ timeouts: LONG }).send(get(server.url, { method: 'POST' }));
    expect(server.seen[0]!.headers['content-length']).toBe('0');
  });

  test('a redirect is returned and not followed', async () => {
    const server = await servers.serve(() => ({ status: 307, headers: { location: 'http://127.0.0.1:1/' } }));
    expect((await new Transport({ timeouts: LONG }).send(get(server.url))).status).toBe(307);
    expect(server.seen).toHaveLength(1);
  });

  test('a response of the maximum size is read, a larger one is an error', async () => {
    const server = await servers.serve((_, number) => ({ body: 'x'.repeat(number === 1 ? 1000 : 1001) }));
    const transport = new Transport({ timeouts: LONG });
    expect((await transport.send(get(server.url))).body).toHaveLength(1000);
    await expect(transport.send(get(server.url))).rejects.toThrow(RangeError);
  });
});

describe('connections', () => {
  test('connections are kept alive', async () => {
    const server = await servers.serve(() => ({ body: 'ok' }));
    const transport = new Transport({ timeouts: LONG });
    for (let i = 0; i < 3; i++) await transport.send(get(server.url));
    expect(server.connections).toBe(1);
  });

  test('parallel requests use the connections opened in advance', async () => {
    const server = await servers.serve(() => ({ body: 'ok' }));
    const transport = new Transport({ timeouts: LONG });
    transport.open(server.url, 3);
    await Promise.all([1, 2, 3].map(() => transport.send(get(server.url))));
    expect(server.connections).toBe(3);
    await Promise.all([1, 2, 3].map(() => transport.send(get(server.url))));
    expect(server.connections).toBe(3);
  });

  test('open connections count when connections are opened in advance', async () => {
    const server = await servers.serve(() => ({ body: 'ok' }));
    const transport = new Transport({ timeouts: LONG });
    transport.open(server.url, 2);
    transport.open(server.url, 2);
    await Promise.all([1, 2, 3].map(() => transport.send(get(server.url))));
    transport.open(server.url, 4);
    await transport.send(get(server.url));
    await until(() => server.connections > 3, 120_000);
    expect(server.connections).toBe(4);
  });

  test('a failed connection opened in advance does not affect later requests', async () => {
    const server = await servers.serve(() => ({ body: 'ok' }));
    const gone = server.url;
    const transport = new Transport({ timeouts: LONG });
    await server.stop();
    transport.open(gone, 2);
    expect((await failure(transport.send(get(gone)))).code).toBe('ECONNREFUSED');
  });

  test('a kept-alive connection that breaks is a network error', async () => {
    const url = await rawServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
        socket.once('data', () => socket.destroy());
      });
    });
    const transport = new Transport({ timeouts: LONG });
    expect((await transport.send(get(url))).body.toString()).toBe('ok');
    expect((await failure(transport.send(get(url)))).code).toBe('ECONNRESET');
  });
});

describe('a request without a complete response', () => {
  test('a connection that is not established in time is an error', async () => {
    const url = await rawServer(() => {}, 'https');
    const error = await failure(new Transport({ timeouts: { ...LONG, connect: 150 } }).send(get(url)));
    expect(error).toMatchObject({ code: 'ETIMEDOUT', message: 'connection timed out' });
  });

  test('a read without a response in time is an error', async () => {
    const server = await servers.serve(() => () => {});
    const error = await failure(new Transport({ timeouts: { ...LONG, answer: 150 } }).send(get(server.url)));
    expect(error).toMatchObject({ code: 'ETIMEDOUT', message: 'no response within 0.15 s' });
  });

  test.each<{ name: string; more: Partial<HttpRequest> }>([
    { name: 'a slow response', more: { isSlow: true } },
    { name: 'the response to a write', more: { method: 'PUT', body: Buffer.from('x') } },
  ])('$name is waited for with its own limit, when another request has long failed', async ({ more }) => {
    let answer = (): void => {};
    const server = await servers.serve(({ path }) => (response) => {
      if (path === '/v2/tags') answer = () => void response.end('late');
    });
    const transport = new Transport({ timeouts: { ...LONG, answer: 150 } });
    const slow = transport.send(get(new URL('/v2/tags', server.url), more));
    await until(() => server.seen.length === 1, 120_000);
    expect((await failure(transport.send(get(server.url)))).code).toBe('ETIMEDOUT');
    answer();
    expect((await slow).body.toString()).toBe('late');
  });

  test('a slow response has a limit, too', async () => {
    const server = await servers.serve(() => () => {});
    const transport = new Transport({ timeouts: { ...LONG, slow: 200 } });
    const error = await failure(transport.send(get(server.url, { isSlow: true })));
    expect(error).toMatchObject({ code: 'ETIMEDOUT', message: 'no response within 0.2 s' });
  });

  test('the response to a write has a limit, too', async () => {
    const server = await servers.serve(() => () => {});
    const write = get(server.url, { method: 'PUT', body: Buffer.from('x') });
    const error = await failure(new Transport({ timeouts: { ...LONG, writeAnswer: 100 } }).send(write));
    expect(error).toMatchObject({ code: 'ETIMEDOUT', message: 'no response within 0.1 s' });
  });

  test('a body that stalls is an error', async () => {
    const server = await servers.serve(() => (response) => {
      response.write('a');
      setTimeout(() => response.write('b'), 100);
    });
    const began = Date.now();
    const error = await failure(new Transport({ timeouts: { ...LONG, idle: 150 } }).send(get(server.url)));
    expect(error).toMatchObject({ code: 'ETIMEDOUT', message: 'the response stalled for 0.15 s' });
    expect(Date.now() - began).toBeGreaterThanOrEqual(240);
  });

  test.each([
    { name: 'before any data', text: '' },
    { name: 'in the headers', text: 'HTTP/1.1 200 OK\r\ncontent-' },
    { name: 'in a body of known length', text: 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf' },
    { name: 'in a chunked body', text: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf' },
  ])('a connection that breaks $name is an error', async ({ text }) => {
    const url = await rawServer((socket) => socket.once('data', () => socket.end(text)));
    expect((await failure(new Transport({ timeouts: LONG }).send(get(url)))).code).toBe('ECONNRESET');
  });

  test('a response that is not HTTP is an error', async () => {
    const url = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect((await failure(new Transport({ timeouts: LONG }).send(get(url)))).code).toMatch(/^HPE_/);
  });
});

describe('a cancelled job', () => {
  const cancelling = () => ({ reads: new AbortController(), writes: new AbortController() });
  const transport = ({ reads, writes }: ReturnType<typeof cancelling>) =>
    new Transport({ timeouts: LONG, cancellation: { reads: reads.signal, writes: writes.signal } });

  test('cancellation aborts a running read and sends no other', async () => {
    const server = await servers.serve(() => () => {});
    const cancel = cancelling();
    const carrier = transport(cancel);
    const asked = failure(carrier.send(get(server.url)));
    await until(() => server.seen.length === 1, 120_000);
    cancel.reads.abort();
    expect((await asked).code).toBe('ABORT_ERR');
    expect((await failure(carrier.send(get(server.url)))).code).toBe('ABORT_ERR');
    expect(server.seen).toHaveLength(1);
  });

  test('cancellation lets a write finish until writes are cancelled too', async () => {
    const server = await servers.serve((_, number) => (number === 1 ? { status: 201 } : () => {}));
    const cancel = cancelling();
    const carrier = transport(cancel);
    const write = get(server.url, { method: 'PUT', body: Buffer.from('x') });
    cancel.reads.abort();
    expect((await carrier.send(write)).status).toBe(201);
    const second = failure(carrier.send(write));
    await until(() => server.seen.length === 2, 120_000);
    cancel.writes.abort();
    expect((await second).code).toBe('ABORT_ERR');
  });
});
