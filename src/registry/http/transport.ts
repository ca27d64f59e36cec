import * as http from 'node:http';
import type * as httpsModule from 'node:https';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ActionError } from '../../errors.ts';
import type { Cancellation } from '../../util/cancellation.ts';
import { hostname, portOf, servername } from './address.ts';
import { proxyOf, proxyOptions } from './proxy.ts';
import { certificateNames, certsFolders, type TlsOptions, tlsOptions } from './tls.ts';
import { type HttpRequest, type HttpResponse, isStreamed, NetworkError, TIMEOUTS, type Timeouts } from './types.ts';

/**
 * How fast registries are expected to store an uploaded blob, in bytes per millisecond; and the limit for it, in
 * milliseconds.
 */
const SETTLED_PER_MS = 10_000;
const MOST_MS = 100_000;
const NEVER: Cancellation = { reads: new AbortController().signal, writes: new AbortController().signal };
const require = createRequire(import.meta.url);

/** The dependencies of a `Transport`. */
export interface TransportOptions {
  readonly timeouts?: Timeouts;
  readonly cancellation?: Cancellation;
  /** gives the proxies and the home folder with its certificates; empty for none */
  readonly env?: NodeJS.ProcessEnv;
}

type Create = (options: http.ClientRequestArgs, callback: (error: Error | null, socket: Duplex) => void) => Duplex;

/**
 * Sends HTTP requests on keep-alive connections, with time limits and bounded bodies. It does not follow redirects and
 * does not retry: the endpoint does.
 */
export class Transport {
  /** resolves when the first request has been sent */
  readonly sent: Promise<void>;
  private readonly agents = new Map<string, http.Agent>();
  private readonly preconnected = new Map<string, Duplex[]>();
  private readonly timeouts: Timeouts;
  private readonly cancellation: Cancellation;
  private readonly env: NodeJS.ProcessEnv;
  private markSent: () => void = () => {};

  constructor({ timeouts = TIMEOUTS, cancellation = NEVER, env = {} }: TransportOptions = {}) {
    this.env = env;
    this.timeouts = timeouts;
    this.sent = new Promise((resolve) => {
      this.markSent = resolve;
    });
    this.cancellation = cancellation;
  }

  /**
   * Opens connections in advance, because over TLS each takes two round trips. Does nothing behind a proxy.
   * @param origin as `https://host:port`
   * @param count the number of connections to have, including open ones
   * @param registry the registry whose certificates apply
   */
  open(origin: URL, count: number, registry?: string): void {
    let agent: http.Agent;
    try {
      if (proxyOf(origin, this.env)) return;
      agent = this.agentFor(origin, registry);
    } catch {
      // the first request reports the error
      return;
    }
    const { secureContext } = (agent as http.Agent & { options: TlsOptions }).options;
    const create = Object.getPrototypeOf(agent).createConnection as Create;
    const preconnected = this.preconnectedTo(origin);
    for (let open = preconnected.length + connectionsOf(agent); open < count; open++) {
      const options = { host: hostname(origin), port: portOf(origin), servername: servername(origin), keepAlive: true };
      const socket = create.call(agent, { ...options, secureContext } as http.ClientRequestArgs, () => {});
      if (!socket) return;
      socket.on('error', () => drop(preconnected, socket));
      socket.on('close', () => drop(preconnected, socket));
      preconnected.push(socket);
    }
  }

  /**
   * Sends a request and reads the whole response, or returns its body as a stream if `streamed` is set.
   * @throws NetworkError when there is no connection, no response within the time limits, or an incomplete one
   * @throws RangeError when the response is larger than `maxBody`
   * @throws INPUT_INVALID when the proxy or a certificate file is not valid
   */
  send(request: HttpRequest): Promise<HttpResponse> {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // a blob is of no use until it is complete: cancel it at once, unlike other writes
    const isLong = isStreamed(request.body);
    const signal = isRead || isLong ? this.cancellation.reads : this.cancellation.writes;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new NetworkError('cancelled', 'ABORT_ERR'));
      const library = request.url.protocol === 'https:' ? https() : http;
      const req = library.request({
        method: request.method,
        host: hostname(request.url),
        port: portOf(request.url),
        path: request.url.pathname + request.url.search,
        headers: { 'user-agent': 'build-once-promote', ...request.headers, ...length(request) },
        agent: this.agentFor(request.url, request.registry),
        signal,
      });
      const fail = (error: unknown): void => {
        req.destroy();
        reject(asNetworkError(error, request));
      };
      this.watch(req, isRead ? this.timeouts.answer : this.answerTimeoutFor(request), isLong, fail);
      req.once('error', fail);
      req.once('finish', () => this.markSent());
      req.once('upgrade', (_, socket) => {
        socket.destroy();
        fail(new NetworkError('the server requested a protocol upgrade', 'UPGRADE'));
      });
      let isAnswered = false;
      req.once('close', () => {
        if (!isAnswered) fail(new NetworkError('the connection was closed without a response', 'ECONNRESET'));
      });
      req.once('response', (response) => {
        isAnswered = true;
        const { statusCode: status = 0, headers } = response;
        if (request.streamed && (status === 200 || status === 206))
          return resolve({ status, headers, body: Buffer.alloc(0), stream: response.pause() });
        // a response before the end of a long body ends the upload
        const done = (): unknown => req.writableEnded || req.destroy();
        this.collect(response, request.maxBody).finally(done).then(resolve, fail);
      });
      end(req, request, (error) => isAnswered || fail(error));
    });
  }

  /**
   * Returns the time limit for a write's response, in milliseconds: registries may move a large blob before they
   * respond.
   */
  private answerTimeoutFor({ body }: HttpRequest): number {
    const { writeAnswer } = this.timeouts;
    return isStreamed(body) ? writeAnswer + Math.min(body.length / SETTLED_PER_MS, MOST_MS) : writeAnswer;
  }

  private watch(req: http.ClientRequest, answer: number, isLong: boolean, fail: (error: Error) => void): void {
    let timer = setTimeout(() => fail(new NetworkError('connection timed out', 'ETIMEDOUT')), this.timeouts.connect);
    const connected = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(new NetworkError(`no response within ${answer / 1000} s`, 'ETIMEDOUT')), answer);
    };
    // the writer of a long body detects a stall; the time for the response starts at the end of the body
    const begun = isLong ? (): void => clearTimeout(timer) : connected;
    if (isLong) req.once('finish', connected);
    req.once('socket', (socket: Socket) => {
      if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', begun);
      else begun();
    });
    req.once('response', () => clearTimeout(timer));
    req.once('close', () => clearTimeout(timer));
  }

  private collect(response: http.IncomingMessage, maxBody: number): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const { silence: idleTimeoutMs, body } = this.timeouts;
      const stalled = (): void =>
        reject(new NetworkError(`the response stalled for ${idleTimeoutMs / 1000} s`, 'ETIMEDOUT'));
      let timer = setTimeout(stalled, idleTimeoutMs);
      const whole = setTimeout(
        () => reject(new NetworkError(`the response took longer than ${body / 1000} s`, 'ETIMEDOUT')),
        body,
      );
      response.on('data', (chunk: Buffer) => {
        clearTimeout(timer);
        timer = setTimeout(stalled, idleTimeoutMs);
        size += chunk.length;
        if (size <= maxBody) chunks.push(chunk);
        else reject(new RangeError(`the response is larger than ${maxBody} bytes`));
      });
      response.once('close', () => {
        clearTimeout(timer);
        clearTimeout(whole);
      });
      response.once('error', reject);
      response.once('aborted', () =>
        reject(new NetworkError('the connection was closed before the end of the response', 'ECONNRESET')),
      );
      response.once('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
  }

  private agentFor(url: URL, registry?: string): http.Agent {
    let agent = this.agents.get(url.origin);
    if (!agent) {
      const options = {
        keepAlive: true,
        maxSockets: 64,
        scheduling: 'lifo',
        ...proxyOptions(url, this.env),
      } as http.AgentOptions;
      agent = url.protocol === 'https:' ? this.secure(url, registry, options) : new http.Agent(options);
      this.agents.set(url.origin, agent);
      this.takePreconnectedFirst(agent, url);
    }
    return agent;
  }

  /** Returns an agent for HTTPS. Reads certs.d, so once per origin, and never for plain HTTP. */
  private secure(url: URL, registry: string | undefined, options: http.AgentOptions): http.Agent {
    const tls = tlsOptions(certificateNames(url, registry), certsFolders(this.env));
    return new (https().Agent)({ ...options, ...tls });
  }

  private takePreconnectedFirst(agent: http.Agent, url: URL): void {
    const preconnected = this.preconnectedTo(url);
    const create = Object.getPrototypeOf(agent).createConnection as Create;
    const taking: Create = (options, callback) => {
      const ready = preconnected.shift();
      return ready && !ready.destroyed ? ready : create.call(agent, options, callback);
    };
    Object.assign(agent, { createConnection: taking });
  }

  private preconnectedTo(url: URL): Duplex[] {
    const preconnected = this.preconnected.get(url.origin) ?? [];
    this.preconnected.set(url.origin, preconnected);
    return preconnected;
  }
}

function https(): typeof httpsModule {
  // loaded here, because TLS takes some milliseconds to load, and plain HTTP does not need it
  return require('node:https') as typeof httpsModule;
}

function end(req: http.ClientRequest, { body }: HttpRequest, fail: (error: unknown) => void): void {
  if (isStreamed(body)) body.write(req).then(() => req.end(), fail);
  else req.end(body);
}

function length(request: HttpRequest): Record<string, string> {
  if (request.body) return { 'content-length': String(request.body.length) };
  return request.method === 'POST' || request.method === 'PUT' ? { 'content-length': '0' } : {};
}

function connectionsOf({ sockets, freeSockets }: http.Agent): number {
  return [...Object.values(sockets), ...Object.values(freeSockets)].reduce((sum, all) => sum + (all?.length ?? 0), 0);
}

function drop(preconnected: Duplex[], socket: Duplex): void {
  const at = preconnected.indexOf(socket);
  if (at >= 0) preconnected.splice(at, 1);
}

function asNetworkError(error: unknown, request: HttpRequest): Error {
  if (error instanceof RangeError || error instanceof NetworkError || error instanceof ActionError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new NetworkError(message || `no response from ${request.url.host}`, code ?? 'UNKNOWN', error);
}
