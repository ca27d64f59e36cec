import { afterEach, describe, expect, test } from '@jest/globals';
import { RetryBudget } from '../../src/registry/http/retry-budget.ts';
import type { Transport } from '../../src/registry/http/transport.ts';
import { type HttpRequest, type HttpResponse, NetworkError } from '../../src/registry/http/types.ts';
import { endpointOf, READ, tokenRegistry, WRITE } from '../support/registries/registry-endpoint.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { VirtualClock } from '../support/requests/virtual-clock.ts';

const servers = serverPool();
afterEach(servers.stop);

describe('a failing registry', () => {
  test.each([500, 502, 503, 504, 408, 425])('is asked again after %d', async (status) => {
    const server = await servers.serve((_, number) => ({ status: number < 4 ? status : 200 }));
    const { endpoint, clock } = endpointOf(server.host);
    expect((await endpoint.call(READ)).status).toBe(200);
    expect(clock.slept).toEqual([250, 500, 1000]);
  });

  test('a requested wait may be in seconds or a date', async () => {
    const clock = new VirtualClock();
    const date = new Date(clock.now() + 7000 + 3000).toUTCString();
    const server = await servers.serve((_, number) =>
      number > 2 ? { status: 201 } : { status: 429, headers: { 'retry-after': number === 1 ? '7' : date } },
    );
    const { endpoint } = endpointOf(server.host, { clock });
    expect((await endpoint.call(WRITE)).status).toBe(201);
    // the half of what is added so that not all come back at once; a date is a date
    expect(clock.slept).toEqual([7125, 3000]);
  });

  test.each([
    { status: 500, code: 'REGISTRY_UNAVAILABLE' },
    { status: 429, code: 'RATE_LIMITED' },
  ])('five responses with $status cause $code', async ({ status, code }) => {
    const server = await servers.serve(() => ({ status }));
    expect((await rejectionOf(endpointOf(server.host).endpoint.call(READ))).code).toBe(code);
    expect(server.seen).toHaveLength(5);
  });

  test.each([
    ...[400, 401, 403, 405, 412].map((status) => ({ status, code: undefined })),
    { status: 409, code: 'TAG_IMMUTABLE' },
  ])('is not asked again after $status $code', async ({ status, code }) => {
    const body = code === undefined ? '' : JSON.stringify({ errors: [{ code, message: 'the tag is immutable' }] });
    const server = await servers.serve(() => ({ status, body }));
    await rejectionOf(endpointOf(server.host, { credential: async () => null }).endpoint.call(WRITE));
    expect(server.seen).toHaveLength(1);
  });

  test('other requests wait for the first response', async () => {
    const server = await servers.serve((_, number) => ({ status: number === 1 ? 400 : 200 }));
    const { endpoint } = endpointOf(server.host);
    const calls = [rejectionOf(endpoint.call(READ)), endpoint.call(READ), endpoint.call(READ)];
    await Promise.all(calls);
    expect(server.seen).toHaveLength(3);
  });
});

describe('a write with a lost response', () => {
  const lost = () =>
    servers.serve((_, number) => (number === 1 ? (response) => void response.destroy() : { status: 201 }));

  test('a write that was applied is not sent again', async () => {
    const server = await lost();
    const wasApplied = async (): Promise<HttpResponse> => ({ status: 201, headers: {}, body: Buffer.from('seen') });
    const response = await endpointOf(server.host).endpoint.call({ ...WRITE, wasApplied });
    expect(response.body.toString()).toBe('seen');
    expect(server.seen).toHaveLength(1);
  });

  test('a write that was not applied is sent again', async () => {
    const server = await lost();
    expect((await endpointOf(server.host).endpoint.call({ ...WRITE, wasApplied: async () => null })).status).toBe(201);
    expect(server.seen).toHaveLength(2);
  });
});

describe('a request without a response', () => {
  /** A transport that fails with these codes, one a try. */
  function failing(...codes: string[]) {
    const sent: HttpRequest[] = [];
    const send = async (request: HttpRequest): Promise<HttpResponse> => {
      sent.push(request);
      const code = codes[Math.min(sent.length, codes.length) - 1] ?? '';
      if (code === 'large') throw new RangeError('the response is larger than 10 bytes');
      if (code !== '') throw new NetworkError(`it is ${code}\n::error::x`, code);
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    };
    return { sent, transport: { send, open: () => {} } as unknown as Transport };
  }

  test.each([
    { code: 'ENOTFOUND', tries: 1, is: 'REGISTRY_UNAVAILABLE', says: 'Check its name' },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', tries: 1, is: 'REGISTRY_UNAVAILABLE', says: 'NODE_EXTRA_CA_CERTS' },
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', tries: 1, is: 'REGISTRY_UNAVAILABLE', says: 'certificate' },
    { code: 'ABORT_ERR', tries: 1, is: 'CANCELLED', says: 'Cancelled while trying to read the tag prod' },
    { code: 'large', tries: 1, is: 'REGISTRY_REFUSED', says: 'larger than 10 bytes' },
    { code: 'ECONNREFUSED', tries: 5, is: 'REGISTRY_UNAVAILABLE', says: 're-run' },
    { code: 'ETIMEDOUT', tries: 5, is: 'REGISTRY_UNAVAILABLE', says: 're-run' },
    { code: 'EAI_AGAIN', tries: 5, is: 'REGISTRY_UNAVAILABLE', says: 're-run' },
  ])('a request that fails with $code is tried $tries times and causes $is', async ({ code, tries, is, says }) => {
    const { sent, transport } = failing(code);
    const error = await rejectionOf(endpointOf('r.example.com', { transport }).endpoint.call(READ));
    expect(error.code).toBe(is);
    expect(error.message).toContain(says);
    expect(error.message).not.toContain('\n');
    expect(sent).toHaveLength(tries);
  });

  test('a request is retried until there is a response', async () => {
    const { sent, transport } = failing('ECONNRESET', 'ETIMEDOUT', '');
    expect((await endpointOf('r.example.com', { transport }).endpoint.call(READ)).status).toBe(200);
    expect(sent.map(({ url }) => url.protocol)).toEqual(['https:', 'https:', 'https:']);
  });

  test('a request is traced without its query, which may contain a signature', async () => {
    const { transport } = failing('');
    const { endpoint, lines } = endpointOf('r.example.com', { transport });
    await endpoint.call({ ...READ, path: '/v2/x?sig=secret' });
    expect(lines).toEqual([expect.stringMatching(/^GET r\.example\.com\/v2\/x 200 \d+ ms$/)]);
  });

  test('the message of a failed request is limited', async () => {
    const { transport } = failing('x'.repeat(2000));
    expect(
      (await rejectionOf(endpointOf('r.example.com', { transport }).endpoint.call(READ))).message.length,
    ).toBeLessThan(600);
  });
});

describe('the retry budget of a run', () => {
  test('all registries share the retry budget, and the message says when it is used up', async () => {
    const server = await servers.serve(() => ({ status: 503 }));
    const retryBudget = new RetryBudget(1000);
    const first = await rejectionOf(endpointOf(server.host, { retryBudget }).endpoint.call(READ));
    expect(first.code).toBe('REGISTRY_UNAVAILABLE');
    expect(first.message).toMatch(/responded "503".* Giving up after 1 s of failed requests and retries/);
    expect(server.seen).toHaveLength(3);
    const other = await servers.serve(() => ({ status: 503 }));
    const { endpoint, clock } = endpointOf(other.host, { retryBudget });
    const second = await rejectionOf(endpoint.call(WRITE));
    expect(second.message).toContain('Giving up after 1 s');
    // a quarter of a second was left
    expect([other.seen.length, clock.slept]).toEqual([2, [250]]);
  });

  test('the retry budget does not affect successful requests', async () => {
    const server = await servers.serve(() => ({ body: 'ok' }));
    const { endpoint } = endpointOf(server.host, { retryBudget: new RetryBudget(0) });
    expect((await endpoint.call(READ)).status).toBe(200);
  });

  test('an error without a response mentions the used-up retry budget', async () => {
    const send = () => Promise.reject(new NetworkError('no response within 15 s', 'ETIMEDOUT'));
    const transport = { send, open: () => {} } as unknown as Transport;
    const { endpoint, clock } = endpointOf('r.example.com', { transport, retryBudget: new RetryBudget(300) });
    const error = await rejectionOf(endpoint.call(READ));
    expect(error.code).toBe('REGISTRY_UNAVAILABLE');
    expect(error.message).toMatch(/r\.example\.com did not respond \(no response within 15 s\).* Giving up after 0 s/);
    expect(clock.slept).toEqual([250]);
  });

  test('a local registry that resets both schemes does not use up the retry budget', async () => {
    const server = await servers.serve(() => (response) => response.destroy());
    const { endpoint, clock } = endpointOf(server.host);
    expect((await rejectionOf(endpoint.call(READ))).code).toBe('REGISTRY_UNAVAILABLE');
    // the other scheme is tried at once, but once
    expect(clock.slept).toEqual([0, 500, 1000, 2000]);
  });

  test('a failed streamed body does not use up the retry budget', async () => {
    const server = await servers.serve(() => ({ status: 503 }));
    const retryBudget = new RetryBudget(1000);
    const { endpoint } = endpointOf(server.host, { retryBudget });
    await rejectionOf(endpoint.call({ ...WRITE, noRetry: true }));
    expect([server.seen.length, retryBudget.remainingMs()]).toEqual([1, 1000]);
  });
});

describe('a requested wait above the limit of a request', () => {
  test.each([
    { status: 429, code: 'RATE_LIMITED' },
    { status: 503, code: 'REGISTRY_UNAVAILABLE' },
  ])('a long wait requested with $status is reported and not waited for', async ({ status, code }) => {
    const server = await servers.serve(() => ({ status, headers: { 'retry-after': '600' } }));
    const { endpoint, clock } = endpointOf(server.host);
    const error = await rejectionOf(endpoint.call(READ));
    expect(error.code).toBe(code);
    expect(error.message).toContain('The registry requested a wait of 600 s; a request is retried for at most 60 s.');
    expect([server.seen.length, clock.slept.length]).toEqual([1, 0]);
  });

  test('a long wait requested by a token server is reported', async () => {
    const { server } = await tokenRegistry(async (reply) =>
      servers.serve((request, number) =>
        request.path.startsWith('/token') ? { status: 429, headers: { 'retry-after': '600' } } : reply(request, number),
      ),
    );
    const error = await rejectionOf(endpointOf(server.host).endpoint.call(READ));
    expect(error.code).toBe('RATE_LIMITED');
    expect(error.message).toContain('The registry requested a wait of 600 s');
  });
});
