import { afterEach, describe, expect, test } from '@jest/globals';
import type { Credential } from '../../src/registry/auth/docker-config.ts';
import { endpointOf, READ, tokenRegistry, WRITE } from '../support/registries/registry-endpoint.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const servers = serverPool();
afterEach(servers.stop);

describe('a registry with tokens', () => {
  test('one token is used for all requests of a scope', async () => {
    const { server, paths } = await tokenRegistry(servers.serve);
    const { endpoint } = endpointOf(server.host);
    await Promise.all([1, 2, 3].map(() => endpoint.call(READ)));
    const manifest = 'GET /v2/acme/app/manifests/prod';
    expect(paths()).toEqual([manifest, 'GET /token', manifest, manifest, manifest]);
  });

  test('a token is requested per scope', async () => {
    const { server } = await tokenRegistry(servers.serve);
    const { endpoint } = endpointOf(server.host);
    await endpoint.call(READ);
    await endpoint.call({ ...READ, scope: 'repository:acme/web:pull,push' });
    const scopes = server.seen
      .filter(({ path }) => path.startsWith('/token'))
      .map(({ path }) => new URL(path, server.url));
    expect(scopes.map(({ searchParams }) => searchParams.get('scope'))).toEqual([
      'repository:acme/app:pull',
      'repository:acme/web:pull,push',
    ]);
  });

  test('a token that is no longer accepted is renewed', async () => {
    const { server, taken, paths } = await tokenRegistry(servers.serve);
    const { endpoint } = endpointOf(server.host);
    await endpoint.call(READ);
    taken.clear();
    expect((await endpoint.call(READ)).status).toBe(200);
    expect(paths().filter((path) => path === 'GET /token')).toHaveLength(2);
  });

  test('a registry that accepts no token is not retried forever', async () => {
    const { server, taken, paths } = await tokenRegistry(servers.serve);
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

  test('Basic credentials are sent after the challenge and from then on at once', async () => {
    const server = await basic();
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call(READ)).status).toBe(200);
    await endpoint.call(READ);
    expect(server.seen.map(({ headers }) => headers.authorization !== undefined)).toEqual([false, true, true]);
  });

  test('a request is not repeated without a credential or with a refused one', async () => {
    const server = await basic();
    expect(
      (await rejectionOf(endpointOf(server.host, { credential: async () => null }).endpoint.call(READ))).message,
    ).toContain('Log in to this registry before this step');
    expect(server.seen).toHaveLength(1);
    const wrong: Credential = { kind: 'basic', username: 'ada', password: 'wrong' };
    const error = await rejectionOf(endpointOf(server.host, { credential: async () => wrong }).endpoint.call(READ));
    expect(error.message).toContain('Check the username and password');
    expect(server.seen).toHaveLength(3);
  });

  test('without a challenge no credential is looked up or sent', async () => {
    const server = await servers.serve((_, number) => ({ status: number === 1 ? 200 : 400 }));
    const credential = (): Promise<Credential | null> => Promise.reject(new Error('a broken config'));
    const { endpoint } = endpointOf(server.host, { credential });
    await endpoint.call(READ);
    expect((await rejectionOf(endpoint.call(READ))).code).toBe('REGISTRY_REFUSED');
  });
});

describe('a registry that hides what exists from whoever shows no credentials', () => {
  const basic = `Basic ${Buffer.from('ada:secret').toString('base64')}`;

  test.each([
    { hides: 404, probe: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } },
    { hides: 403, probe: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } },
    { hides: 401, probe: { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } },
    { hides: 404, probe: { status: 200 } },
    { hides: 401, probe: { status: 401 } },
  ])('with $hides is asked with credentials, by the scheme of /v2/: $probe', async ({ hides, probe }) => {
    const server = await servers.serve(({ path, headers }) =>
      path === '/v2/' ? probe : headers.authorization === basic ? { body: 'ok' } : { status: hides },
    );
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call(READ)).status).toBe(200);
    await Promise.all([1, 2].map(() => endpoint.call(READ)));
    expect(server.seen.filter(({ path }) => path === '/v2/')).toHaveLength(1);
    expect(server.seen).toHaveLength(5);
  });

  test('gets a token where /v2/ asks for one', async () => {
    const server = await servers.serve(({ path, headers }) => {
      const challenge = `Bearer realm="${server.url.href}token",service="s"`;
      if (path.startsWith('/token')) return { body: '{"token":"t"}' };
      if (path === '/v2/') return { status: 401, headers: { 'www-authenticate': challenge } };
      return headers.authorization === 'Bearer t' ? { body: 'ok' } : { status: 404 };
    });
    expect((await endpointOf(server.host).endpoint.call(READ)).status).toBe(200);
  });

  test('is believed without credentials, with one request', async () => {
    const server = await servers.serve(() => ({ status: 404 }));
    const { endpoint } = endpointOf(server.host, { credential: async () => null });
    expect((await endpoint.call(READ)).status).toBe(404);
    expect(server.seen).toHaveLength(1);
  });

  test('is believed if it says the same to credentials', async () => {
    const server = await servers.serve(({ path }) => ({ status: path === '/v2/' ? 200 : 404 }));
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call(READ)).status).toBe(404);
    expect((await endpoint.call(READ)).status).toBe(404);
    expect(server.seen).toHaveLength(4);
  });
});

describe('a registry that requires another scope', () => {
  test.each([
    { path: '/v2/acme/app/tags/list', wanted: 'repository:acme/app:metadata_read' },
    { path: READ.path, wanted: 'repository:real/app:pull' },
  ])('gets a token for it: $wanted', async ({ path, wanted }) => {
    const server = await servers.serve((seen) => {
      const scope = new URL(seen.path, server.url).searchParams.get('scope');
      if (seen.path.startsWith('/token'))
        return { body: JSON.stringify({ token: Buffer.from(scope ?? '').toString('hex') }) };
      if (seen.headers.authorization === `Bearer ${Buffer.from(wanted).toString('hex')}`) return { body: 'ok' };
      const challenge = `Bearer realm="${server.url.href}token",service="s",scope="${wanted}"`;
      return { status: 401, headers: { 'www-authenticate': challenge } };
    });
    const { endpoint } = endpointOf(server.host);
    expect((await endpoint.call({ ...READ, path })).status).toBe(200);
    const first = server.seen.length;
    expect((await endpoint.call({ ...READ, path })).status).toBe(200);
    expect(server.seen).toHaveLength(first + 1);
  });
});

describe('a token server that refuses', () => {
  test('is an error that names what was requested, and whose credentials were used', async () => {
    const server = await servers.serve(({ path }) =>
      path.startsWith('/token')
        ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"no","detail":[{"Type":"repository"}]}]}' }
        : { status: 401, headers: { 'www-authenticate': `Bearer realm="${server.url.href}token",service="s"` } },
    );
    const credential: Credential = { kind: 'basic', username: 'ada', password: 'secret', source: "docker's config" };
    const error = await rejectionOf(
      endpointOf(server.host, { credential: async () => credential }).endpoint.call(READ),
    );
    expect(error.code).toBe('FORBIDDEN');
    expect(error.message).toContain('Could not read the tag prod: the token server');
    expect(error.message).toContain("Credentials used: docker's config.");
    expect(error.message).not.toContain('{');
  });
});
