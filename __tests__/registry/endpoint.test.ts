import { afterEach, describe, expect, test } from '@jest/globals';
import type { Credential } from '../../src/registry/credentials.ts';
import { type Call, Endpoint, type EndpointOptions } from '../../src/registry/endpoint.ts';
import { type HttpRequest, type HttpResponse, NoAnswer, Transport } from '../../src/registry/transport.ts';
import { rejectionOf } from '../support/refusals.ts';
import { type Reply, type Seen, serverPool } from '../support/scripted-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const servers = serverPool();
afterEach(servers.stop);

const USER: Credential = { kind: 'basic', username: 'ada', password: 'secret' };
const READ: Call = {
  method: 'GET',
  path: '/v2/acme/app/manifests/prod',
  scope: 'repository:acme/app:pull',
  maxBody: 10_000,
  expect: [200, 404],
  what: 'read the tag prod',
};
const WRITE: Call = { ...READ, method: 'PUT', body: Buffer.from('{}'), expect: [201], what: 'put the tag prod' };

function endpointOf(registry: string, more: Partial<EndpointOptions> = {}) {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const endpoint = new Endpoint(registry, {
    transport: new Transport({ connect: 1000, answer: 1000, writeAnswer: 1000, silence: 1000 }),
    clock,
    limits: { tries: 5, totalMs: 60_000 },
    plainHttp: false,
    credential: async () => USER,
    mask: () => {},
    now: () => clock.now(),
    trace: (line) => lines.push(line),
    ...more,
  });
  return { endpoint, clock, lines };
}

/** A registry with its own token server: takes the newest token, and 401 for all else. */
async function tokenRegistry(reply: (request: Seen) => Reply = () => ({ body: 'ok' })) {
  let given = 0;
  const taken = new Set<string>();
  const server = await servers.serve((request) => {
    if (request.path.startsWith('/token')) {
      given += 1;
      taken.add(`Bearer t${given}`);
      return { body: JSON.stringify({ token: `t${given}` }) };
    }
    if (taken.has(request.headers.authorization ?? '')) return reply(request);
    const challenge = `Bearer realm="${server.url.href}token",service="s"`;
    return { status: 401, headers: { 'www-authenticate': challenge } };
  });
  const paths = () => server.seen.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  return { server, taken, paths };
}

describe('a registry with tokens', () => {
  test('is asked once in vain, then with one token for all requests of a scope', async () => {
    const { server, paths } = await tokenRegistry();
    const { endpoint } = endpointOf(server.host);
    await Promise.all([1, 2, 3].map(() => endpoint.call(READ)));
    const manifest = 'GET /v2/acme/app/manifests/prod';
    expect(paths()).toEqual([manifest, 'GET /token', manifest, manifest, manifest]);
    expect(await endpoint.isAuthenticated()).toBe(true);
  });

  test('is asked for a token for each scope', async () => {
    const { server } = await tokenRegistry();
    const { endpoint } = endpointOf(server.host);
    await endpoint.call(READ);
    await endpoint.call({ ...READ, scope: 'repository:acme/web:pull,push' });
    const scopes = server.seen.filter(({ path }) => path.startsWith('/token')).map(({ path }) => new URL(path, server.url));
    expect(scopes.map(({ searchParams }) => searchParams.get('scope'))).toEqual([
      'repository:acme/app:pull',
      'repository:acme/web:pull,push',
    ]);
  });

  test('that takes a token no longer gets a new one', async () => {
    const { server, taken, paths } = await tokenRegistry();
    const { endpoint } = endpointOf(server.host);
    await endpoint.call(READ);
    taken.clear();
    expect((await endpoint.call(READ)).status).toBe(200);
    expect(paths().filter((path) => path === 'GET /token')).toHaveLength(2);
  });

  test('that takes none is not asked for ever', async () => {
    const { server, taken, paths } = await tokenRegistry();
    const { endpoint } = endpointOf(server.host);
    taken.add = () => taken;
    const error = await rejectionOf(endpoint.call(READ));
    expect(error.code).toBe('UNAUTHORIZED');
    expect(paths().length).toBeLessThanOrEqual(5);
    expect((await rejectionOf(endpoint.call(WRITE))).code).toBe('FORBIDDEN');
  });
});

describe('a registry with basic authentication', () => {
  const basic = () =>
    servers.serve(({ headers }) =>
      headers.authorization === `Basic ${Buffer.from('ada:secret').toString('base64')}`
        ? { body: 'ok' }
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
    );

  test('gets the credential after it asked for one, and from then on at once', async () => {
    const server = await basic();
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call(READ)).status).toBe(200);
    await endpoint.call(READ);
    expect(server.seen.map(({ headers }) => headers.authorization !== undefined)).toEqual([false, true, true]);
  });

  test('is not asked again with nothing to show, nor with what it refused', async () => {
    const server = await basic();
    expect((await rejectionOf(endpointOf(server.host, { credential: async () => null }).endpoint.call(READ))).message).toContain(
      'Log in to the registry before this step',
    );
    expect(server.seen).toHaveLength(1);
    const wrong: Credential = { kind: 'basic', username: 'ada', password: 'wrong' };
    const error = await rejectionOf(endpointOf(server.host, { credential: async () => wrong }).endpoint.call(READ));
    expect(error.message).toContain('Check the username and password');
    expect(server.seen).toHaveLength(3);
  });

  test('a registry that wants none is shown none, and none is looked up, also where it fails', async () => {
    const server = await servers.serve((_, number) => ({ status: number === 1 ? 200 : 400 }));
    const credential = (): Promise<Credential | null> => Promise.reject(new Error('a broken config'));
    const { endpoint } = endpointOf(server.host, { credential });
    await endpoint.call(READ);
    expect((await rejectionOf(endpoint.call(READ))).code).toBe('REGISTRY_REFUSED');
  });
});

describe('a redirect', () => {
  test('to another host is followed without Authorization, and what that host asks for is not given', async () => {
    const other = await servers.serve((_, number) =>
      number === 1 ? { body: 'blob' } : { status: 401, headers: { 'www-authenticate': 'Basic realm="give"' } },
    );
    const { server } = await tokenRegistry(() => ({ status: 307, headers: { location: `${other.url.href}blob?sig=1` } }));
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call(READ)).body.toString()).toBe('blob');
    expect(other.seen[0]).toMatchObject({ path: '/blob?sig=1' });
    expect((await rejectionOf(endpoint.call(READ))).code).toBe('UNAUTHORIZED');
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test('within the registry keeps it, also of a HEAD', async () => {
    const { server } = await tokenRegistry(({ path }) =>
      path === '/moved' ? { status: 200 } : { status: 302, headers: { location: '/moved' } },
    );
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call({ ...READ, method: 'HEAD' })).status).toBe(200);
    expect(server.seen.at(-1)).toMatchObject({ method: 'HEAD', path: '/moved' });
    expect(server.seen.at(-1)!.headers.authorization).toBe('Bearer t1');
  });

  test.each([
    { name: 'in a circle', location: '/v2/again', code: 'REGISTRY_REFUSED' },
    { name: 'to no URL', location: 'http://[', code: 'REGISTRY_REFUSED' },
    { name: 'to plain HTTP elsewhere', location: 'http://evil.example/', code: 'REGISTRY_REFUSED' },
    { name: 'to a file', location: 'file:///etc/passwd', code: 'REGISTRY_REFUSED' },
  ])('$name is refused', async ({ location, code }) => {
    const server = await servers.serve(() => ({ status: 307, headers: { location } }));
    expect((await rejectionOf(endpointOf(server.host).endpoint.call(READ))).code).toBe(code);
    expect(server.seen.length).toBeLessThanOrEqual(6);
  });

  test('of a write is not followed', async () => {
    const server = await servers.serve(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    expect((await rejectionOf(endpointOf(server.host).endpoint.call(WRITE))).code).toBe('REGISTRY_REFUSED');
    expect(server.seen).toHaveLength(1);
  });
});

describe('a registry that is not well', () => {
  test.each([500, 502, 503, 504, 408, 425])('is asked again after %d', async (status) => {
    const server = await servers.serve((_, number) => ({ status: number < 4 ? status : 200 }));
    const { endpoint, clock } = endpointOf(server.host);
    expect((await endpoint.call(READ)).status).toBe(200);
    expect(clock.slept).toEqual([250, 500, 1000]);
  });

  test('names its own wait, in seconds or as a date', async () => {
    const clock = new VirtualClock();
    const date = new Date(clock.now() + 7000 + 3000).toUTCString();
    const server = await servers.serve((_, number) =>
      number > 2 ? { status: 201 } : { status: 429, headers: { 'retry-after': number === 1 ? '7' : date } },
    );
    const { endpoint } = endpointOf(server.host, { clock });
    expect((await endpoint.call(WRITE)).status).toBe(201);
    expect(clock.slept).toEqual([7000, 3000]);
  });

  test.each([
    { status: 500, code: 'REGISTRY_UNAVAILABLE' },
    { status: 429, code: 'RATE_LIMITED' },
  ])('five times with $status is $code', async ({ status, code }) => {
    const server = await servers.serve(() => ({ status }));
    expect((await rejectionOf(endpointOf(server.host).endpoint.call(READ))).code).toBe(code);
    expect(server.seen).toHaveLength(5);
  });

  test.each([400, 401, 403, 405, 409, 412])('is not asked again after %d', async (status) => {
    const server = await servers.serve(() => ({ status }));
    await rejectionOf(endpointOf(server.host).endpoint.call(WRITE));
    expect(server.seen).toHaveLength(1);
  });

  test('before the first answer holds the other requests back, and lets them go after it', async () => {
    const server = await servers.serve((_, number) => ({ status: number === 1 ? 400 : 200 }));
    const { endpoint } = endpointOf(server.host);
    const calls = [rejectionOf(endpoint.call(READ)), endpoint.call(READ), endpoint.call(READ)];
    await Promise.all(calls);
    expect(server.seen).toHaveLength(3);
  });
});

describe('a write whose answer is lost', () => {
  const lost = () => servers.serve((_, number) => (number === 1 ? (response) => void response.destroy() : { status: 201 }));

  test('is not sent again where it has happened', async () => {
    const server = await lost();
    const happened = async (): Promise<HttpResponse> => ({ status: 201, headers: {}, body: Buffer.from('seen') });
    const response = await endpointOf(server.host).endpoint.call({ ...WRITE, happened });
    expect(response.body.toString()).toBe('seen');
    expect(server.seen).toHaveLength(1);
  });

  test('is sent again where it has not', async () => {
    const server = await lost();
    expect((await endpointOf(server.host).endpoint.call({ ...WRITE, happened: async () => null })).status).toBe(201);
    expect(server.seen).toHaveLength(2);
  });
});

describe('a request that gets no answer', () => {
  /** A transport that fails with these codes, one a try. */
  function failing(...codes: string[]) {
    const sent: HttpRequest[] = [];
    const send = async (request: HttpRequest): Promise<HttpResponse> => {
      sent.push(request);
      const code = codes[Math.min(sent.length, codes.length) - 1] ?? '';
      if (code === 'large') throw new RangeError('the answer is larger than 10 bytes');
      if (code !== '') throw new NoAnswer(`it is ${code}\n::error::x`, code);
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
    { code: 'ECONNREFUSED', tries: 5, is: 'REGISTRY_UNAVAILABLE', says: 'run again' },
    { code: 'ETIMEDOUT', tries: 5, is: 'REGISTRY_UNAVAILABLE', says: 'run again' },
    { code: 'EAI_AGAIN', tries: 5, is: 'REGISTRY_UNAVAILABLE', says: 'run again' },
  ])('because of $code is tried $tries times, and is $is', async ({ code, tries, is, says }) => {
    const { sent, transport } = failing(code);
    const error = await rejectionOf(endpointOf('ghcr.io', { transport }).endpoint.call(READ));
    expect(error.code).toBe(is);
    expect(error.message).toContain(says);
    expect(error.message).not.toContain('\n');
    expect(sent).toHaveLength(tries);
  });

  test('is tried again until there is one', async () => {
    const { sent, transport } = failing('ECONNRESET', 'ETIMEDOUT', '');
    expect((await endpointOf('ghcr.io', { transport }).endpoint.call(READ)).status).toBe(200);
    expect(sent.map(({ url }) => url.protocol)).toEqual(['https:', 'https:', 'https:']);
  });

  test('is traced without its query, which may hold a signature', async () => {
    const { transport } = failing('');
    const { endpoint, lines } = endpointOf('ghcr.io', { transport });
    await endpoint.call({ ...READ, path: '/v2/x?sig=secret' });
    expect(lines).toEqual([expect.stringMatching(/^GET ghcr\.io\/v2\/x 200 \d+ ms$/)]);
  });

  test('has its message kept within bounds', async () => {
    const { transport } = failing('x'.repeat(2000));
    expect((await rejectionOf(endpointOf('ghcr.io', { transport }).endpoint.call(READ))).message.length).toBeLessThan(600);
  });
});
