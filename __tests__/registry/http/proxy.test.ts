import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { asActionError } from '../../../src/errors.ts';
import { proxyOf, proxySecrets } from '../../../src/registry/http/proxy.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import { TIMEOUTS } from '../../../src/registry/http/types.ts';
import { cpuMs } from '../../support/runner/speed.ts';

const PROXY = 'http://proxy.example.com:3128/';
const through = (url: string, env: Record<string, string>) => proxyOf(new URL(url), env)?.href ?? null;

describe('the proxy of a request', () => {
  test.each([
    { name: 'HTTPS_PROXY for HTTPS', url: 'https://ghcr.io', env: { HTTPS_PROXY: PROXY }, is: PROXY },
    {
      name: 'https_proxy before HTTPS_PROXY',
      url: 'https://ghcr.io',
      env: { HTTPS_PROXY: 'http://b', https_proxy: PROXY },
      is: PROXY,
    },
    { name: 'HTTP_PROXY for HTTP', url: 'http://registry.lan', env: { HTTP_PROXY: PROXY }, is: PROXY },
    { name: 'http_proxy for HTTP', url: 'http://registry.lan', env: { http_proxy: PROXY }, is: PROXY },
    { name: 'not HTTP_PROXY for HTTPS', url: 'https://ghcr.io', env: { HTTP_PROXY: PROXY }, is: null },
    { name: 'not HTTPS_PROXY for HTTP', url: 'http://registry.lan', env: { HTTPS_PROXY: PROXY }, is: null },
    { name: 'none if the variable is empty', url: 'https://ghcr.io', env: { HTTPS_PROXY: '' }, is: null },
    { name: 'one without a scheme', url: 'https://ghcr.io', env: { HTTPS_PROXY: 'proxy.example.com:3128' }, is: PROXY },
    { name: 'one behind TLS', url: 'https://ghcr.io', env: { HTTPS_PROXY: 'https://p:1' }, is: 'https://p:1/' },
    { name: 'one at an IPv6 address', url: 'https://ghcr.io', env: { HTTPS_PROXY: '[::2]:1' }, is: 'http://[::2]:1/' },
    { name: 'none for 127.0.0.1', url: 'https://127.0.0.1:5000', env: { HTTPS_PROXY: PROXY }, is: null },
    { name: 'none for localhost', url: 'http://app.localhost:5000', env: { HTTP_PROXY: PROXY }, is: null },
    { name: 'none for ::1', url: 'https://[::1]:5000', env: { HTTPS_PROXY: PROXY }, is: null },
  ])('the proxy of a request is $name', ({ url, env, is }) =>
    expect(through(url, env as Record<string, string>)).toBe(is),
  );

  // as golang.org/x/net/http/httpproxy reads NO_PROXY, and with it docker
  test.each([
    { list: 'ghcr.io', url: 'https://ghcr.io', out: true },
    { list: 'GHCR.IO', url: 'https://ghcr.io', out: true },
    { list: 'example.com', url: 'https://registry.example.com', out: true },
    { list: '.example.com', url: 'https://registry.example.com', out: true },
    { list: '.example.com', url: 'https://example.com', out: false },
    { list: '*.example.com', url: 'https://registry.example.com', out: true },
    { list: 'example.com', url: 'https://badexample.com', out: false },
    { list: 'a.b , ghcr.io,', url: 'https://ghcr.io', out: true },
    { list: ' , ,', url: 'https://ghcr.io', out: false },
    { list: '*', url: 'https://ghcr.io', out: true },
    { list: 'ghcr.io:443', url: 'https://ghcr.io', out: true },
    { list: 'ghcr.io:8443', url: 'https://ghcr.io', out: false },
    { list: 'example.com:5000', url: 'https://r.example.com:5000', out: true },
    { list: 'example.com', url: 'https://r.example.com:5000', out: true },
    { list: '10.1.2.3', url: 'https://10.1.2.3:5000', out: true },
    { list: '10.0.0.0/8', url: 'https://10.1.2.3:5000', out: true },
    { list: '10.0.0.0/8', url: 'https://11.1.2.3', out: false },
    { list: '10.0.0.0/8', url: 'https://ten.example.com', out: false },
    { list: '10.0.0.0/33', url: 'https://10.1.2.3', out: false },
    { list: 'fd00::/8', url: 'https://[fd12::1]:5000', out: true },
    { list: 'fd00::/8', url: 'https://[fe80::1]', out: false },
    { list: 'fd12::1', url: 'https://[fd12::1]', out: true },
    { list: '[fd12::1]:5000', url: 'https://[fd12::1]:5000', out: true },
    { list: '[fd12::1]:5000', url: 'https://[fd12::1]:5001', out: false },
  ])('NO_PROXY=$list excludes $url: $out', ({ list, url, out }) => {
    expect(through(url, { HTTPS_PROXY: PROXY, NO_PROXY: list }) === null).toBe(out);
    expect(through(url, { HTTPS_PROXY: PROXY, no_proxy: list, NO_PROXY: 'else.example' }) === null).toBe(out);
  });

  test.each([
    { name: 'an invalid URL', value: 'http://user:hunter2@', why: 'HTTPS_PROXY is not a valid URL' },
    { name: 'a port out of range', value: 'http://user:hunter2@p:99999', why: 'HTTPS_PROXY is not a valid URL' },
    { name: 'SOCKS', value: 'socks5://user:hunter2@p:1080', why: 'has the scheme socks5, which is not supported' },
    { name: 'an invalid escape', value: 'http://user:hunter2%zz@p:1', why: 'an invalid % escape' },
    { name: 'a line break', value: 'http://user:hunter2@p:1\r\nx: y', why: 'HTTPS_PROXY is not a valid URL' },
  ])('a proxy variable with $name is an error that does not quote it', ({ value, why }) => {
    const error = (() => {
      try {
        proxyOf(new URL('https://ghcr.io'), { HTTPS_PROXY: value });
      } catch (thrown) {
        return asActionError(thrown);
      }
      throw new Error('it was taken');
    })();
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(why);
    expect(error.message).not.toContain('hunter2');
  });
});

describe('a proxy’s password', () => {
  test.each([
    { env: { HTTPS_PROXY: 'http://ada:p%40ss%2Fw@proxy:1' } },
    { env: { https_proxy: 'ada:p%40ss%2Fw@proxy:1' } },
    { env: { HTTP_PROXY: 'https://ada:p%40ss%2Fw@proxy:1' } },
  ])('a proxy’s password is masked in each encoding: %j', ({ env }) => {
    const secrets = proxySecrets(env as NodeJS.ProcessEnv);
    const forms = ['p@ss/w', 'p%40ss%2Fw', Buffer.from('ada:p@ss/w').toString('base64')];
    expect(secrets).toEqual(expect.arrayContaining(forms));
    expect(secrets).not.toContain('');
  });

  test('a proxy variable that is not a URL is masked as a whole', () => {
    expect(proxySecrets({ HTTPS_PROXY: 'http://a:b@' })).toEqual(['http://a:b@']);
  });

  test.each([{}, { HTTPS_PROXY: '' }, { HTTPS_PROXY: PROXY }, { HTTPS_PROXY: 'http://ada@proxy:1' }])(
    'is not found in %j',
    (env) => expect(proxySecrets(env as NodeJS.ProcessEnv)).toEqual([]),
  );
});

describe('a failing proxy', () => {
  const sockets: Socket[] = [];
  let server: Server;
  const ask = async (onConnection: (socket: Socket) => void, connect: number) => {
    server = createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const url = new URL('https://r.example.test/v2/');
    return new Transport({ timeouts: { ...TIMEOUTS, connect }, env }).send({
      method: 'GET',
      url,
      headers: {},
      maxBody: 100,
    });
  };
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const ok = 'HTTP/1.1 200 OK\r\n\r\n';

  test.each<{ name: string; does: (socket: Socket) => void; why: RegExp }>([
    { name: 'never answers', does: () => {}, why: /connection timed out/ },
    { name: 'connects and sends nothing', does: (socket) => socket.write(ok), why: /connection timed out/ },
    { name: 'closes the connection', does: (socket) => socket.end(), why: /ended unexpectedly|hang up/ },
    {
      name: 'connects and closes the connection',
      does: (socket) => socket.end(ok),
      why: /before secure TLS|hang up|ECONNRESET/,
    },
    { name: 'refuses', does: (socket) => socket.end('HTTP/1.1 502 No\r\n\r\n'), why: /502 No/ },
    { name: 'sends endless data', does: (socket) => socket.write('x'.repeat(100_000)), why: /connection timed out/ },
  ])('a proxy that $name fails within the time limit', async ({ does, why }) => {
    const began = cpuMs();
    // the limit is short only where it ends the request
    const connect = why.source === 'connection timed out' ? 300 : 60_000;
    await expect(ask((socket) => socket.once('data', () => does(socket)), connect)).rejects.toThrow(why);
    expect(cpuMs() - began).toBeLessThan(2000);
  });
});
