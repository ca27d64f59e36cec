import { afterEach, describe, expect, test } from '@jest/globals';
import { RetryBudget } from '../../src/registry/http/retry-budget.ts';
import type { Transport } from '../../src/registry/http/transport.ts';
import { NetworkError } from '../../src/registry/http/types.ts';
import { endpointOf, READ, tokenRegistry, WRITE } from '../support/registries/registry-endpoint.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const servers = serverPool();
afterEach(servers.stop);

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
