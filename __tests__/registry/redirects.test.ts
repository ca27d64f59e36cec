import { afterEach, describe, expect, test } from '@jest/globals';
import { isLoopback, isOffLimits } from '../../src/registry/http/address.ts';
import type { Transport } from '../../src/registry/http/transport.ts';
import type { HttpRequest, HttpResponse } from '../../src/registry/http/types.ts';
import { endpointOf, READ, tokenRegistry, WRITE } from '../support/registries/registry-endpoint.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const servers = serverPool();
afterEach(servers.stop);

describe('a redirect', () => {
  test('a redirect to another host is followed without Authorization', async () => {
    const other = await servers.serve((_, number) =>
      number === 1
        ? { body: 'blob' }
        : { status: 401, headers: { 'www-authenticate': `Bearer realm="${other.url.href}token"` } },
    );
    const { server } = await tokenRegistry(servers.serve, () => ({
      status: 307,
      headers: { location: `${other.url.href}blob?sig=1` },
    }));
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call(READ)).body.toString()).toBe('blob');
    expect(other.seen[0]).toMatchObject({ path: '/blob?sig=1' });
    const error = await rejectionOf(endpoint.call(READ));
    expect(error.code).toBe('UNAUTHORIZED');
    expect(error.message).toContain(`${other.host}, to which ${server.host} redirects, responded "401"`);
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test.each([
    { name: 'another host', location: 'https://cdn.example.org/b', goes: 'https://cdn.example.org/b', shown: false },
    { name: 'the same host at another port', location: 'https://r.example.com:8443/b', goes: null, shown: false },
    { name: 'a host under it', location: 'https://blobs.r.example.com/b', goes: null, shown: false },
    {
      name: 'its own name in capitals',
      location: 'https://R.Example.com/b',
      goes: 'https://r.example.com/b',
      shown: true,
    },
    { name: 'its own port', location: 'https://r.example.com:443/b', goes: 'https://r.example.com/b', shown: true },
    { name: 'itself over HTTP', location: 'http://r.example.com/b', goes: 'https://r.example.com/b', shown: true },
    { name: 'itself with a password', location: 'https://a:b@r.example.com/b', goes: null, shown: true },
  ])('a redirect to $name sends the credential: $shown', async ({ location, goes, shown }) => {
    const sent: HttpRequest[] = [];
    const send = async (request: HttpRequest): Promise<HttpResponse> => {
      sent.push(request);
      const answer = (status: number, headers = {}) => ({ status, headers, body: Buffer.alloc(0) });
      if (request.url.pathname === '/b') return answer(200);
      if (request.headers.authorization) return answer(307, { location });
      return answer(401, { 'www-authenticate': 'Basic realm="x"' });
    };
    const transport = { send, open: () => {} } as unknown as Transport;
    await endpointOf('r.example.com', { transport }).endpoint.call(READ);
    expect(sent).toHaveLength(3);
    expect(sent[2]!.url.href).toBe(goes ?? location);
    expect(sent[2]!.headers.authorization !== undefined).toBe(shown);
  });

  test.each(['http://r.example.com:8080/b', 'http://cdn.example.org/b', 'https://127.0.0.1/b', 'http://localhost/b'])(
    'to %s is refused',
    async (location) => {
      const sent: HttpRequest[] = [];
      const send = async (request: HttpRequest): Promise<HttpResponse> => {
        sent.push(request);
        return { status: 302, headers: { location }, body: Buffer.alloc(0) };
      };
      const transport = { send, open: () => {} } as unknown as Transport;
      const error = await rejectionOf(endpointOf('r.example.com', { transport }).endpoint.call(READ));
      expect(error.message).toContain('which is not safe to follow');
      expect(sent).toHaveLength(1);
    },
  );

  test('a redirect within the registry keeps Authorization, also of a HEAD', async () => {
    const { server } = await tokenRegistry(servers.serve, ({ path }) =>
      path === '/moved' ? { status: 200 } : { status: 302, headers: { location: '/moved' } },
    );
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call({ ...READ, method: 'HEAD' })).status).toBe(200);
    expect(server.seen.at(-1)).toMatchObject({ method: 'HEAD', path: '/moved' });
    expect(server.seen.at(-1)!.headers.authorization).toBe('Bearer t1');
  });

  test.each([
    { name: 'in a circle', location: '/v2/again', code: 'REGISTRY_REFUSED' },
    { name: 'to an invalid URL', location: 'http://[', code: 'REGISTRY_REFUSED' },
    { name: 'to plain HTTP elsewhere', location: 'http://evil.example/', code: 'REGISTRY_REFUSED' },
    { name: 'to a file', location: 'file:///etc/passwd', code: 'REGISTRY_REFUSED' },
  ])('a redirect $name is refused', async ({ location, code }) => {
    const server = await servers.serve(() => ({ status: 307, headers: { location } }));
    expect((await rejectionOf(endpointOf(server.host).endpoint.call(READ))).code).toBe(code);
    expect(server.seen.length).toBeLessThanOrEqual(6);
  });

  test('a redirect of a write is not followed', async () => {
    const server = await servers.serve(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    expect((await rejectionOf(endpointOf(server.host).endpoint.call(WRITE))).code).toBe('REGISTRY_REFUSED');
    expect(server.seen).toHaveLength(1);
  });
});

describe('unsafe targets of redirects', () => {
  test.each([
    ['this machine by name', 'https://localhost/'],
    ['this machine by a name under it', 'https://a.localhost.:8443/'],
    ['this machine', 'https://127.0.0.1/'],
    ['this machine in few digits', 'https://127.1/'],
    ['this machine in IPv6', 'https://[::1]/'],
    ['this machine in IPv6, mapped', 'https://[::ffff:127.0.0.1]/'],
    ['any address', 'https://0.0.0.0/'],
    ['any address in IPv6', 'https://[::]/'],
    ['the metadata service of clouds', 'https://169.254.169.254/'],
    ['the same as one number', 'https://2852039166/'],
    ['the same in hexadecimal', 'https://0xa9.0xfe.0xa9.0xfe/'],
    ['the same in IPv6, mapped', 'https://[::ffff:a9fe:a9fe]/'],
    ['the same through NAT64', 'https://[64:ff9b::169.254.169.254]/'],
    ['the same of EC2 in IPv6', 'https://[fd00:ec2::254]/'],
    ['the same of ECS', 'https://169.254.170.2/'],
    ['the same by name', 'https://metadata.google.internal/'],
    ['the same by a short name', 'https://metadata/'],
    ['the same of EC2 by name', 'https://instance-data/'],
    ['link-local in IPv6', 'https://[fe80::1]/'],
    ['all at once', 'https://255.255.255.255/'],
    ['a private address', 'https://10.0.0.1/'],
    ['a private address of the carrier', 'https://100.64.0.1/'],
    ['a private address of docker', 'https://172.17.0.1/'],
    ['a private address at home', 'https://192.168.1.1/'],
    ['a private address in IPv6', 'https://[fc00::1]/'],
  ])('a redirect to %s is not safe: %s', (_, url) => expect(isOffLimits(new URL(url), 'ghcr.io')).toBe(true));

  test.each([
    ['a public name', 'https://cdn.example/', 'ghcr.io'],
    ['a name that looks like an address', 'https://10.0.0.1.cdn.example/', 'ghcr.io'],
    ['a name that begins like one of the metadata', 'https://metadata.example/', 'ghcr.io'],
    ['a public address', 'https://8.8.8.8/', 'ghcr.io'],
    ['a public address in IPv6', 'https://[2606:4700::1]:8443/', 'ghcr.io'],
    ['a private address, for a registry at one', 'https://10.0.0.2:9000/', '10.0.0.1:5000'],
    ['a private address in IPv6, for a registry at one', 'https://[fd12::2]/', '[fd12::1]:5000'],
  ])('a redirect to %s is safe: %s', (_, url, registry) => expect(isOffLimits(new URL(url), registry)).toBe(false));

  test('a redirect to a metadata service is not safe for a private registry', () => {
    expect(isOffLimits(new URL('https://[fd00:ec2::254]/'), '[fd12::1]:5000')).toBe(true);
    expect(isOffLimits(new URL('https://169.254.169.254/'), '10.0.0.1:5000')).toBe(true);
  });
});

describe('the hosts of this machine', () => {
  test.each([
    'localhost',
    'localhost:5000',
    'LOCALHOST:1',
    'registry.localhost',
    '127.0.0.1',
    '127.1.2.3:80',
    '[::1]:5000',
    '[::1]',
  ])('%s is this machine', (host) => expect(isLoopback(host)).toBe(true));
  test.each([
    'ghcr.io',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '128.0.0.1',
    'mylocalhost',
    '[::2]:5000',
    '',
  ])('%s is not this machine', (host) => expect(isLoopback(host)).toBe(false));
});
