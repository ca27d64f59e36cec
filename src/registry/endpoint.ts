import { ActionError } from '../errors.ts';
import { apiHost } from '../image/reference.ts';
import { isLoopback, schemesFor } from './address.ts';
import { type Asked, oneLine, refusal } from './answer.ts';
import { Auth, type AuthOptions } from './auth.ts';
import { type HttpRequest, type HttpResponse, NoAnswer } from './http.ts';
import { isFinal, isSchemeError, unavailable } from './no-answer.ts';
import { type Attempt, type Clock, type RetryLimits, retry, retryAfter } from './retry.ts';
import type { Transport } from './transport.ts';

/** A request within a registry's API. */
export interface Call {
  readonly method: string;
  /** from `/v2/` on, or a URL that the registry gave */
  readonly path: string | URL;
  /** what the request needs, as `repository:name:pull` */
  readonly scope: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpRequest['body'];
  readonly maxBody: number;
  /** statuses that are an answer, not a failure */
  readonly expect: readonly number[];
  /** for the words of an error */
  readonly what: string;
  /** the answer's body is handed out as a stream */
  readonly streamed?: boolean;
  /** one try only: who asks knows better how to begin again */
  readonly once?: boolean;
  /** after a try without an answer: whether what was asked has happened all the same */
  readonly happened?: () => Promise<HttpResponse | null>;
}

export interface EndpointOptions extends Omit<AuthOptions, 'send'> {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly limits: RetryLimits;
  readonly trace: (line: string) => void;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);
const MAX_REDIRECTS = 5;

/**
 * One registry: its scheme, its authentication, its retries. Knows HTTP and the registry's manners, not images.
 */
export class Endpoint {
  readonly registry: string;
  private readonly options: EndpointOptions;
  private readonly auth: Auth;
  private schemes: string[];
  private first: Promise<void> | null = null;
  private learned: () => void = () => {};

  constructor(registry: string, options: EndpointOptions) {
    this.registry = registry;
    this.options = options;
    this.auth = new Auth(registry, {
      ...options,
      send: (request) => this.sendRetried(() => Promise.resolve(request), 'ask for a token'),
    });
    this.schemes = schemesFor(registry, options.plainHttp);
  }

  /** Opens connections to the registry before they are needed. */
  open(count: number): void {
    const { transport } = this.options;
    transport.open(this.base(), count);
    // TLS on loopback needs a CA of one's own: where one is named, its handshakes begin beside the plain first request
    const [, other] = this.schemes;
    if (other && process.env.NODE_EXTRA_CA_CERTS) transport.open(new URL(`${other}://${this.base().host}`), count);
  }

  /** Whether requests carry a credential. */
  async isAuthenticated(): Promise<boolean> {
    return !(await this.auth.isAnonymous());
  }

  /**
   * Makes a call, with authentication, retries and redirects.
   * @returns an answer whose status is one of `expect`
   * @throws the contract's error for any other
   */
  async call(call: Call): Promise<HttpResponse> {
    // the first answer tells the scheme and the challenge; other requests would only be refused beside it
    if (this.first) await this.first;
    this.first ??= new Promise((resolve) => {
      this.learned = resolve;
    });
    const response = await this.authenticated(call).finally(this.learned);
    if (call.expect.includes(response.status)) return response;
    const asked: Asked = {
      what: call.what,
      registry: this.registry,
      isWrite: call.method !== 'GET' && call.method !== 'HEAD',
      authenticated: await this.isAuthenticated(),
    };
    throw refusal(response, asked);
  }

  private async authenticated(call: Call): Promise<HttpResponse> {
    for (let tries = 0; ; tries++) {
      const used = await this.auth.header(call.scope);
      const { response, isOwn } = await this.followed(call, used);
      const isLast = tries >= 2;
      // whom the registry redirects to has no say in where its credentials go
      if (response.status !== 401 || isLast || !isOwn) return response;
      const headers = response.headers['www-authenticate'];
      if (!this.auth.refused(headers === undefined ? [] : [headers].flat(), call.scope, used)) return response;
      this.learned();
      if (used === null && (await this.auth.header(call.scope)) === null) return response;
    }
  }

  private async followed(
    call: Call,
    authorization: string | null,
  ): Promise<{ response: HttpResponse; isOwn: boolean }> {
    const isRead = call.method === 'GET' || call.method === 'HEAD';
    let to: URL | null = null;
    for (let hops = 0; ; hops++) {
      const target: URL | null = to;
      const response = await this.sendRetried(async () => this.request(call, authorization, target), call.what, call);
      const location = response.headers.location;
      const redirected = [301, 302, 303, 307, 308].includes(response.status) && location !== undefined;
      const from = target ?? this.urlOf(call.path);
      if (!redirected || !isRead || hops >= MAX_REDIRECTS) return { response, isOwn: this.isOwn(from) };
      to = this.redirect(location, from, call.what);
    }
  }

  /**
   * The URL that a registry sends on to, if it is safe to go there: the same place, or another by HTTPS.
   * @param from what the location may be relative to
   */
  redirect(location: string, from: URL, what: string): URL {
    const to = this.locate(location, from, what);
    const sameOrigin = to.origin === from.origin;
    const local = isLoopback(this.registry) && isLoopback(to.host);
    if (sameOrigin || local || (to.protocol === 'https:' && !isLoopback(to.host))) return to;
    throw new ActionError(
      'REGISTRY_REFUSED',
      `Could not ${what}: ${this.registry} redirects to ${oneLine(to.origin)}, which is not safe to follow.`,
    );
  }

  private request(call: Call, authorization: string | null, target: URL | null): HttpRequest {
    const url = target ?? this.urlOf(call.path);
    const headers: Record<string, string> = { ...call.headers };
    if (authorization !== null && this.isOwn(url)) headers.authorization = authorization;
    const { method, maxBody, body, streamed = false } = call;
    return { method, url, headers, maxBody, streamed, ...(body ? { body } : {}) };
  }

  /**
   * The URL that a registry's Location names.
   * @param from what it may be relative to
   */
  private locate(location: string, from: URL, what: string): URL {
    try {
      const to = new URL(location, from);
      // behind a proxy that ends TLS, registries write http for https
      if (from.protocol === 'https:' && to.host === from.host) to.protocol = 'https:';
      return to;
    } catch (error) {
      const why = `${this.registry} names the location "${oneLine(location)}", which is no URL`;
      throw new ActionError('REGISTRY_REFUSED', `Could not ${what}: ${why}.`, error);
    }
  }

  private isOwn(url: URL): boolean {
    return url.origin === this.base().origin;
  }

  private urlOf(path: string | URL): URL {
    return path instanceof URL ? path : new URL(path, this.base());
  }

  /** Where the registry's API is. */
  base(): URL {
    return new URL(`${this.schemes[0]}://${apiHost(this.registry)}`);
  }

  private async sendRetried(
    request: () => Promise<HttpRequest>,
    what: string,
    { happened, once }: Pick<Call, 'happened' | 'once'> = {},
  ): Promise<HttpResponse> {
    const { clock, trace } = this.options;
    const limits = once ? { ...this.options.limits, tries: 1 } : this.options.limits;
    const result = await retry<HttpResponse>(
      async (number) => {
        if (number > 1 && happened) {
          // it asks by calls of its own, which must not wait for this one
          this.learned();
          const done = await happened();
          if (done) return { done };
        }
        return this.attempt(await request(), what);
      },
      clock,
      limits,
    );
    if ('done' in result) return result.done;
    if (result.failed instanceof NoAnswer) {
      trace(`${what}: ${result.failed.message}`);
      throw unavailable(this.registry, what, result.failed);
    }
    return result.failed as HttpResponse;
  }

  private async attempt(request: HttpRequest, what: string): Promise<Attempt<HttpResponse>> {
    const { transport, clock, trace } = this.options;
    const started = clock.now();
    try {
      const response = await transport.send(request);
      trace(
        `${request.method} ${request.url.host}${request.url.pathname} ${response.status} ${clock.now() - started} ms`,
      );
      if (this.isOtherScheme(request.method, response)) return { again: response, afterMs: 0 };
      this.settleScheme(request.url);
      if (!RETRIED.has(response.status)) return { done: response };
      return { again: response, afterMs: retryAfter(response.headers['retry-after'], clock.now()) };
    } catch (error) {
      if (error instanceof RangeError)
        throw new ActionError('REGISTRY_REFUSED', `Could not ${what}: ${error.message}.`);
      if (!(error instanceof NoAnswer)) throw error;
      trace(`${request.method} ${request.url.host}${request.url.pathname}: ${error.message}`);
      if (error.code === 'ABORT_ERR') throw new ActionError('CANCELLED', `Cancelled while trying to ${what}.`, error);
      if (isFinal(error)) throw unavailable(this.registry, what, error);
      if (isSchemeError(error) && this.otherScheme(request.url)) return { again: error, afterMs: 0 };
      return { again: error, afterMs: null };
    }
  }

  /** A TLS port that is given plain HTTP answers 400 (Go; to a HEAD without saying why) or resets (Node). */
  private isOtherScheme(method: string, { status, body }: HttpResponse): boolean {
    const says = method === 'HEAD' || /HTTP request to an? HTTPS server/i.test(body.toString('latin1'));
    return status === 400 && says && this.schemes[0] === 'http' && this.otherScheme(this.base());
  }

  private otherScheme(url: URL): boolean {
    if (this.schemes.length < 2 || url.origin !== this.base().origin) return false;
    this.schemes.reverse();
    return true;
  }

  private settleScheme(url: URL): void {
    const scheme = url.protocol.slice(0, -1);
    if (this.schemes.length > 1 && url.host === this.base().host) this.schemes = [scheme];
  }
}
