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

/** of a blob that has arrived, in bytes a millisecond, and how long it may take in all */
const SETTLED_PER_MS = 10_000;
const MOST_MS = 100_000;
const NEVER: Cancellation = { reads: new AbortController().signal, writes: new AbortController().signal };
const require = createRequire(import.meta.url);

/** What a transport needs of its surroundings. */
export interface TransportOptions {
  readonly timeouts?: Timeouts;
  readonly cancellation?: Cancellation;
  /** names the proxies, the home folder and its certificates; empty for none */
  readonly env?: NodeJS.ProcessEnv;
}

type Create = (options: http.ClientRequestArgs, callback: (error: Error | null, socket: Duplex) => void) => Duplex;

/**
 * One HTTP exchange at a time on kept-alive connections, with time limits and bounded bodies. It follows no redirect
 * and retries nothing: that is for who knows what the request means.
 */
export class Transport {
  /** resolves when the first request has gone out */
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
   * Opens connections before they are needed: over TLS each costs two round trips.
   * @param origin where to, as `https://host:port`
   * @param count how many there are to be, with those that are open already
   * @param registry whose certificates count
   */
  open(origin: URL, count: number, registry?: string): void {
    let agent: http.Agent;
    try {
      if (proxyOf(origin, this.env)) return;
      agent = this.agentFor(origin, registry);
    } catch {
      // the first request says what is wrong
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
   * Sends a request and reads the whole answer.
   * @throws NetworkError when there was no connection, no response in time, or only a part of it
   * @throws RangeError when the response is larger than `maxBody`
   */
  send(request: HttpRequest): Promise<HttpResponse> {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // half a blob is no use to anybody: it need not be waited for
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
        // an answer before the end of a long body is its end
        const done = (): unknown => req.writableEnded || req.destroy();
        this.collect(response, request.maxBody).finally(done).then(resolve, fail);
      });
      end(req, request, (error) => isAnswered || fail(error));
    });
  }

  /** How long a write's answer is waited for: registries move a large blob elsewhere before they answer. */
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
    // a long body's own writer sees to it that it goes on; the answer is waited for from its end
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

  /** certs.d is read here, once for an origin, and not at all for plain HTTP. */
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
  // loading TLS takes some milliseconds that a plain-HTTP run need not pay
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
