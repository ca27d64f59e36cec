import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { TimeLimit } from '../../../src/registry/http/time-limit.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import type { HttpRequest, HttpResponse } from '../../../src/registry/http/types.ts';
import { type Certificate, makeCertificate } from '../../support/registries/certificate.ts';
import { endpointOf as anyEndpoint } from '../../support/registries/registry-endpoint.ts';
import { serverPool } from '../../support/registries/scripted-server.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';

const servers = serverPool();
const trusted = tls.getCACertificates('default');

function endpointOf(registry: string, plainHttp = false, transport = new Transport({ env: process.env })) {
  return anyEndpoint(registry, { plainHttp, transport, env: process.env, credential: async () => null });
}

const READ = { method: 'GET', path: '/v2/', scope: '', maxBody: 1000, expect: [200], what: 'read' };

describe('the scheme of a registry:', () => {
  let folder: string;
  let certificate: Certificate;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'));
    certificate = await makeCertificate(folder);
  });
  afterEach(async () => {
    await servers.stop();
    tls.setDefaultCACertificates(trusted);
    delete process.env.NODE_EXTRA_CA_CERTS;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function trust(): void {
    tls.setDefaultCACertificates([...trusted, readFileSync(certificate.certFile, 'utf8')]);
  }

  describe('the scheme of a registry on loopback', () => {
    test('a plain HTTP registry is reached at the first attempt', async () => {
      const server = await servers.serve(() => ({ body: 'ok' }));
      const { endpoint, clock } = endpointOf(server.host);
      await endpoint.call(READ);
      expect([server.connections, clock.slept.length]).toEqual([1, 0]);
      expect(endpoint.base().protocol).toBe('http:');
    });

    test('a TLS registry that resets plain HTTP is reached without a wait', async () => {
      trust();
      const server = await servers.serve(() => ({ body: 'ok' }), certificate);
      const { endpoint, clock } = endpointOf(server.host);
      expect((await endpoint.call(READ)).status).toBe(200);
      await endpoint.call(READ);
      expect(clock.slept.filter((wait) => wait > 0)).toEqual([]);
      expect(endpoint.base().protocol).toBe('https:');
      expect(server.seen).toHaveLength(2);
    });

    test('a plain HTTP registry is reached with a configured CA', async () => {
      process.env.NODE_EXTRA_CA_CERTS = certificate.certFile;
      const server = await servers.serve(() => ({ body: 'ok' }));
      const { endpoint, clock } = endpointOf(server.host);
      expect((await endpoint.call(READ)).status).toBe(200);
      expect(clock.slept.filter((wait) => wait > 0)).toEqual([]);
      expect(endpoint.base().protocol).toBe('http:');
    });

    test('a TLS registry is reached over connections opened in advance', async () => {
      trust();
      process.env.NODE_EXTRA_CA_CERTS = certificate.certFile;
      const server = await servers.serve(() => ({ body: 'ok' }), certificate);
      const { endpoint } = endpointOf(server.host);
      endpoint.open(3);
      expect((await endpoint.call(READ)).status).toBe(200);
      await Promise.all([1, 2, 3].map(() => endpoint.call(READ)));
      expect(server.seen).toHaveLength(4);
    });

    test('an untrusted certificate is not retried, and the error says what to do', async () => {
      process.env.NODE_EXTRA_CA_CERTS = certificate.certFile;
      const server = await servers.serve(() => ({ body: 'ok' }), certificate);
      const { endpoint, clock } = endpointOf(server.host);
      const error = await rejectionOf(endpoint.call(READ));
      expect(error.code).toBe('REGISTRY_UNAVAILABLE');
      expect(error.message).toContain('Set NODE_EXTRA_CA_CERTS');
      expect(clock.slept.filter((wait) => wait > 0)).toEqual([]);
    });
  });

  describe('a fixed scheme', () => {
    /** A transport that answers plain HTTP as Go's TLS servers do. */
    function goServer(sent: string[]): Transport {
      const send = async ({ method, url }: HttpRequest): Promise<HttpResponse> => {
        sent.push(url.protocol);
        const why = method === 'HEAD' ? '' : 'Client sent an HTTP request to an HTTPS server.\n';
        const refused = { status: 400, headers: {}, body: Buffer.from(why) };
        return url.protocol === 'http:' ? refused : { status: 200, headers: {}, body: Buffer.from('ok') };
      };
      return { send, open: () => {} } as unknown as Transport;
    }

    test.each(['GET', 'HEAD'])('the other scheme is used at once after a %s', async (method) => {
      const sent: string[] = [];
      const { endpoint, clock } = endpointOf('localhost:5000', false, goServer(sent));
      await endpoint.call({ ...READ, method });
      await endpoint.call(READ);
      expect(sent).toEqual(['http:', 'https:', 'https:']);
      expect(clock.slept.filter((wait) => wait > 0)).toEqual([]);
    });

    test('a 400 of a plain HTTP server is returned', async () => {
      const server = await servers.serve(() => ({ status: 400 }));
      const error = await rejectionOf(endpointOf(server.host).endpoint.call({ ...READ, method: 'HEAD' }));
      expect(error.code).toBe('REGISTRY_REFUSED');
      expect(server.seen.length).toBeLessThanOrEqual(3);
    });

    test('plain-http uses HTTP only', async () => {
      const sent: string[] = [];
      const { endpoint } = endpointOf('localhost:5000', true, goServer(sent));
      expect((await rejectionOf(endpoint.call(READ))).code).toBe('REGISTRY_REFUSED');
      expect(sent).toEqual(['http:']);
    });

    test.each([
      { registry: 'ghcr.io', plainHttp: false, base: 'https://ghcr.io/' },
      { registry: 'docker.io', plainHttp: false, base: 'https://registry-1.docker.io/' },
      { registry: 'registry.example.com:5000', plainHttp: true, base: 'http://registry.example.com:5000/' },
    ])('the API of $registry is at $base', ({ registry, plainHttp, base }) => {
      expect(endpointOf(registry, plainHttp).endpoint.base().href).toBe(base);
    });
  });
});

/** Blocks the process, as a machine does that has no time for it. */
const block = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

describe('a time limit:', () => {
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
});
