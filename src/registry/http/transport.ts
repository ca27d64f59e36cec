import * as http from 'node:http';
import type { Socket } from 'node:net';
import { ActionError } from '../../errors.ts';
import type { Cancellation } from '../../util/cancellation.ts';
import { hostname, portOf } from './address.ts';
import { Connections, https } from './connections.ts';
import { TimeLimit } from './time-limit.ts';
import { type HttpRequest, type HttpResponse, isStreamed, NetworkError, TIMEOUTS, type Timeouts } from './types.ts';

/**
 * How fast registries are expected to store an uploaded blob, in bytes per millisecond; and the limit for it, in
 * milliseconds.
 */
const SETTLED_PER_MS = 10_000;
const MOST_MS = 100_000;
const NEVER: Cancellation = { reads: new AbortController().signal, writes: new AbortController().signal };

/** The dependencies of a `Transport`. */
export interface TransportOptions {
  readonly timeouts?: Timeouts;
  readonly cancellation?: Cancellation;
  /** gives the proxies and the home folder with its certificates; empty for none */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Sends HTTP requests on keep-alive connections, with time limits and bounded bodies. It does not follow redirects and
 * does not retry: the endpoint does.
 */
export class Transport {
  /** resolves when the first request has been sent */
  readonly sent: Promise<void>;
  private readonly connections: Connections;
  private readonly timeouts: Timeouts;
  private readonly cancellation: Cancellation;
  private markSent: () => void = () => {};

  constructor({ timeouts = TIMEOUTS, cancellation = NEVER, env = {} }: TransportOptions = {}) {
    this.connections = new Connections(env);
    this.timeouts = timeouts;
    this.sent = new Promise((resolve) => {
      this.markSent = resolve;
    });
    this.cancellation = cancellation;
  }

  /**
   * Opens connections in advance.
   * @param origin as `https://host:port`
   * @param count the number of connections to have, including open ones
   * @param registry the registry whose certificates apply
   */
  open(origin: URL, count: number, registry?: string): void {
    this.connections.open(origin, count, registry);
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
        agent: this.connections.agentFor(request.url, request.registry),
        signal,
      });
      const fail = (error: unknown): void => {
        req.destroy();
        reject(asNetworkError(error, request));
      };
      const answer = isRead ? this.timeouts[request.isSlow ? 'slow' : 'answer'] : this.answerTimeoutFor(request);
      this.watch(req, answer, isLong, fail);
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
        this.collect(response, request).finally(done).then(resolve, fail);
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
    const end = (message: string) => () => fail(new NetworkError(message, 'ETIMEDOUT'));
    const limit = new TimeLimit();
    limit.start(this.timeouts.connect, end('connection timed out'));
    const connected = (): void => limit.start(answer, end(`no response within ${answer / 1000} s`));
    // the writer of a long body detects a stall; the time for the response starts at the end of the body
    const begun = isLong ? (): void => limit.stop() : connected;
    if (isLong) req.once('finish', connected);
    req.once('socket', (socket: Socket) => {
      if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', begun);
      else begun();
    });
    req.once('response', () => limit.stop());
    req.once('close', () => limit.stop());
  }

  private collect(response: http.IncomingMessage, { maxBody, isSlow }: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const { slow } = this.timeouts;
      const { idle: idleTimeoutMs, body } = isSlow ? { idle: slow, body: slow } : this.timeouts;
      const stalled = (): void =>
        reject(new NetworkError(`the response stalled for ${idleTimeoutMs / 1000} s`, 'ETIMEDOUT'));
      const limit = new TimeLimit();
      limit.start(idleTimeoutMs, stalled);
      const whole = setTimeout(
        () => reject(new NetworkError(`the response took longer than ${body / 1000} s`, 'ETIMEDOUT')),
        body,
      );
      response.on('data', (chunk: Buffer) => {
        limit.start(idleTimeoutMs, stalled);
        size += chunk.length;
        if (size <= maxBody) chunks.push(chunk);
        else reject(new RangeError(`the response is larger than ${maxBody} bytes`));
      });
      response.once('close', () => {
        limit.stop();
        clearTimeout(whole);
      });
      response.once('error', reject);
      response.once('aborted', () =>
        reject(new NetworkError('the connection was closed before the end of the response', 'ECONNRESET')),
      );
      response.once('end', () => {
        limit.stop();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
  }
}

function end(req: http.ClientRequest, { body }: HttpRequest, fail: (error: unknown) => void): void {
  if (isStreamed(body)) body.write(req).then(() => req.end(), fail);
  else req.end(body);
}

function length(request: HttpRequest): Record<string, string> {
  if (request.body) return { 'content-length': String(request.body.length) };
  return request.method === 'POST' || request.method === 'PUT' ? { 'content-length': '0' } : {};
}

function asNetworkError(error: unknown, request: HttpRequest): Error {
  if (error instanceof RangeError || error instanceof NetworkError || error instanceof ActionError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new NetworkError(message || `no response from ${request.url.host}`, code ?? 'UNKNOWN', error);
}
