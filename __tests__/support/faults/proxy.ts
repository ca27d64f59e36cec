import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { carryOut, type Fault, HOP_BY_HOP, type Passed, type Rule, type Ruled, sleep } from './proxy-faults.ts';
import { type Seen, Trace } from './proxy-trace.ts';

export type { Fault, FaultSteps, Rule, Ruled } from './proxy-faults.ts';
export { type Seen, Trace } from './proxy-trace.ts';

export interface ProxyOptions {
  /** One round trip: each request is delayed so, and each new connection once more (over TLS twice). */
  latencyMs?: number;
  /** The first that returns something decides. Change them at any time through `proxy.rules`. */
  rules?: Rule | Rule[];
  /** After how many bytes of a request's body its connection is reset; undefined lets it through. */
  cutsBody?: (request: Ruled) => number | undefined;
  /** Share one between proxies to count requests to a registry and to its token server together. */
  trace?: Trace;
  /** A name in the trace. */
  name?: string;
  /** Other targets, by the beginning of the path: a token server under the host of its registry. */
  paths?: Record<string, string>;
  /** Serve TLS with this certificate (see certificate.ts), PEM. */
  tls?: { cert: string | Buffer; key: string | Buffer };
  port?: number;
}

export interface TestProxy {
  /** `127.0.0.1:PORT` */
  host: string;
  url: string;
  port: number;
  trace: Trace;
  rules: Rule[];
  latencyMs: number;
  /** The same path as the target's URL, here: what to give a registry as its realm, in front of its token server. */
  at(targetUrl: string): string;
  stop(): Promise<void>;
}

/** Starts a reverse proxy on 127.0.0.1 in front of a registry or token server; `target` is its URL or `host:port`. */
export async function startProxy(target: string, options: ProxyOptions = {}): Promise<TestProxy> {
  const origin = new URL(target.includes('://') ? target : `http://${target}`);
  const agents = { 'https:': new https.Agent(KEEP), 'http:': new http.Agent(KEEP) };
  const { name = '', cutsBody, paths = {} } = options;
  const originOf = (path: string): URL => {
    const other = Object.keys(paths).find((beginning) => path.startsWith(beginning));
    return other === undefined ? origin : new URL(paths[other]!);
  };
  const inside: Inside = { origin, originOf, agents, opened: new WeakMap(), counts: new Map(), name, cutsBody };
  const server = await listen(options, (incoming, outgoing) => {
    handle(proxy, inside, incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(502, { 'x-proxy-error': '1' });
      outgoing.end(String(error));
    });
  });
  server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    proxy.trace.connections += 1;
    inside.opened.set(socket, performance.now() + (options.tls ? 2 : 1) * proxy.latencyMs);
  });
  const { port } = server.address() as AddressInfo;
  const proxy: TestProxy = {
    host: `127.0.0.1:${port}`,
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    trace: options.trace ?? new Trace(),
    rules: [options.rules ?? []].flat(),
    latencyMs: options.latencyMs ?? 0,
    at: (targetUrl) => proxy.url.replace('127.0.0.1', 'localhost') + new URL(targetUrl).pathname,
    stop: async () => {
      for (const agent of Object.values(agents)) agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

/** What one proxy keeps to itself. */
interface Inside {
  origin: URL;
  /** Where a path is passed on to. */
  originOf: (path: string) => URL;
  agents: { 'https:': https.Agent; 'http:': http.Agent };
  /** When a connection that has carried no request yet is ready, as if it had been opened from afar. */
  opened: WeakMap<Socket, number>;
  /** Requests so far by method and path, and all of them under the empty name. */
  counts: Map<string, number>;
  name: string;
  cutsBody: ProxyOptions['cutsBody'];
}

async function listen(options: ProxyOptions, listener: http.RequestListener): Promise<http.Server | https.Server> {
  const settings = { keepAliveTimeout: 60_000 };
  const server = options.tls
    ? https.createServer({ ...settings, ...options.tls }, listener)
    : http.createServer(settings, listener);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return server;
}

/** Records a request, lets the time of its way pass, and does with it what the rules say. */
async function handle(
  proxy: TestProxy,
  inside: Inside,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  const entry = record(proxy.trace, inside, incoming, outgoing);
  const { method, path, query, headers } = entry;
  const count = (name: string): number => {
    inside.counts.set(name, (inside.counts.get(name) ?? 0) + 1);
    return inside.counts.get(name)!;
  };
  const { name: via } = inside;
  const ruled: Ruled = { method, path, query, headers, via, n: count(''), nth: count(`${method} ${path}`) };
  const body = await bodyOf(incoming, inside.cutsBody?.(ruled));
  if (body === null) return;
  entry.sent = body.length;
  await sleep(openingDelay(inside.opened, incoming.socket, proxy.latencyMs) + proxy.latencyMs);
  const fault = await firstFault(proxy.rules, ruled);
  const forward = (): Promise<Passed> => pass(inside, incoming, body);
  await carryOut(fault, forward, incoming, outgoing, (status, received) => {
    entry.status = status;
    entry.received = received;
  });
}

function record(trace: Trace, inside: Inside, incoming: http.IncomingMessage, outgoing: http.ServerResponse): Seen {
  const url = new URL(incoming.url ?? '/', inside.origin);
  const entry: Seen = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    status: 0,
    start: trace.now(),
    end: Number.POSITIVE_INFINITY,
    headerNames: incoming.rawHeaders.filter((_, index) => index % 2 === 0),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    sent: 0,
    received: 0,
    via: inside.name,
  };
  trace.seen.push(entry);
  const ended = (): void => {
    entry.end = Math.min(entry.end, trace.now());
  };
  outgoing.on('finish', ended).on('close', ended);
  return entry;
}

const KEEP = { keepAlive: true, rejectUnauthorized: false };

/** What is left of a connection's opening; a connection opened early has cost nothing by the time it is used. */
function openingDelay(opened: WeakMap<Socket, number>, socket: Socket, latencyMs: number): number {
  const ready = opened.get(socket);
  opened.delete(socket);
  return ready === undefined || latencyMs === 0 ? 0 : Math.max(0, ready - performance.now());
}

async function firstFault(rules: Rule[], request: Ruled): Promise<Fault | undefined> {
  for (const rule of rules) {
    const fault = await rule(request);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A request's body; null where its connection was reset at the limit, or by the client before its end. */
async function bodyOf(message: http.IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > limit) message.socket.resetAndDestroy();
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

async function answerOf(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes a request on under the client's own Host, so that absolute addresses in answers lead back to the proxy. */
async function pass({ originOf, agents }: Inside, incoming: http.IncomingMessage, body: Buffer): Promise<Passed> {
  const origin = originOf(incoming.url ?? '/');
  const secure = origin.protocol === 'https:';
  const headers: http.OutgoingHttpHeaders = { ...incoming.headers };
  for (const name of HOP_BY_HOP) delete headers[name];
  delete headers.expect;
  headers['x-forwarded-proto'] = 'encrypted' in incoming.socket ? 'https' : 'http';
  if (body.length > 0 || !['GET', 'HEAD'].includes(incoming.method ?? '')) headers['content-length'] = body.length;
  const { hostname, port } = origin;
  const { method, url: path } = incoming;
  const options = { hostname, port, method, path, headers, agent: agents[secure ? 'https:' : 'http:'] };
  const request = secure ? https.request(options) : http.request(options);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
    request.end(body);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await answerOf(response) };
}
