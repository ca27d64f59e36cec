import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Certificate } from '../registries/certificate.ts';
import { type Lie, type LyingRegistry, lyingRegistry, type Truth } from '../registries/lying-registry.ts';
import type { Reply, Seen } from '../registries/scripted-server.ts';
import { type RunOptions, type RunResult, runAction } from '../runner/runner.ts';
import { fill } from './lying-runs.ts';

/** Public host names, all served by one server on this machine. */
export const HOSTS = ['registry.example', 'auth.example', 'cdn.example', 'evil.example'];
const REALM = 'https://auth.example/token';
export const USER = 'ada';
/** It differs in every encoding. */
export const PASSWORD = 'p4ss "w/rd+ö&%';
/** The token that the token server gives. */
export const TOKEN = 'tok3n-abcdefghijklmnop/+=';

/** The secrets that only the registry and its token server may receive. */
export const SECRETS = [
  PASSWORD,
  encodeURIComponent(PASSWORD),
  JSON.stringify(PASSWORD).slice(1, -1),
  Buffer.from(PASSWORD).toString('base64'),
  Buffer.from(`${USER}:${PASSWORD}`).toString('base64'),
  TOKEN,
];

/** Returns a malicious response of a host; undefined for the correct one. */
export type Hosts = Partial<Record<string, Lie>>;

export interface World {
  registry: LyingRegistry;
  /** what was asked of the proxy, as `CONNECT registry.example:443` or `GET http://evil.example/x` */
  asked: string[];
  /** requests that reached a host, by its name */
  seenBy(host: string): Seen[];
  run(inputs: Record<string, string>, options?: RunOptions): Promise<RunResult>;
  stop(): Promise<void>;
}

/** A forward proxy that connects all known hosts to one server, and refuses others. */
async function startForwardProxy(port: number, asked: string[]) {
  const open = new Set<Socket>();
  const proxy = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  proxy.on('connection', (socket: Socket) => open.add(socket.on('error', () => {})));
  proxy.on('connect', ({ url = '' }: http.IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${url}`);
    if (!HOSTS.some((host) => url === `${host}:443`)) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const to = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      to.pipe(socket).pipe(to);
    });
    open.add(to.on('error', () => socket.destroy()));
    socket.on('error', () => to.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const stop = (): void => {
    proxy.close();
    for (const socket of open) socket.destroy();
  };
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, stop };
}

/**
 * Starts a registry and its token server under public names, behind the only proxy that a run uses.
 * @param certificate for all of HOSTS
 * @param hosts the malicious responses of each host
 */
export async function startWorld(certificate: Certificate, hosts: Hosts): Promise<World> {
  const registry = await lyingRegistry(fill, { name: 'registry.example', certificate });
  registry.lie = (request, truth) => answerOf(hosts, request, truth);
  const asked: string[] = [];
  const proxy = await startForwardProxy(Number(registry.server.url.port), asked);
  const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificate.certFile };
  return {
    registry,
    asked,
    seenBy: (host) => registry.server.seen.filter(({ headers }) => headers.host === host),
    run: (inputs, options = {}) => {
      const all = { image: 'registry.example/acme/app', username: USER, password: PASSWORD, ...inputs };
      return runAction(all, { ...options, env: { ...env, ...options.env } });
    },
    stop: async () => {
      proxy.stop();
      await registry.server.stop();
    },
  };
}

function answerOf(hosts: Hosts, request: Seen, truth: Truth): Reply | undefined {
  const host = request.headers.host ?? '';
  const lie = hosts[host]?.(request, truth);
  if (lie !== undefined) return lie;
  if (host === 'auth.example') {
    const basic = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    if (request.headers.authorization !== basic) return { status: 401 };
    return { body: JSON.stringify({ token: TOKEN, expires_in: 300 }) };
  }
  if (host !== 'registry.example') return { ...truth };
  return request.headers.authorization === `Bearer ${TOKEN}` ? undefined : challenge();
}

/** The 401 response that names a token server. */
export function challenge(realm = REALM): Reply {
  return { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}",service="registry.example"` } };
}
