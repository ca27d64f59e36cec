import { ActionError } from '../errors.ts';
import type { Clock } from '../util/clock.ts';
import { oneLine } from '../util/text.ts';
import { Auth, type AuthOptions } from './auth/auth.ts';
import { cancelled, isFinal, isSchemeError, proxyRefused, unavailable, withReason } from './errors/network-error.ts';
import { type RequestInfo, responseError } from './errors/response-error.ts';
import { type Vendor, vendorOfResponse } from './errors/vendors.ts';
import { isLoopback, isOffLimits } from './http/address.ts';
import { proxyOf } from './http/proxy.ts';
import { type Attempt, type RetryLimits, retry, retryAfter } from './http/retry.ts';
import { RetryBudget } from './http/retry-budget.ts';
import { Scheme } from './http/scheme.ts';
import type { Transport } from './http/transport.ts';
import { type HttpRequest, type HttpResponse, NetworkError } from './http/types.ts';

/** A request to a registry's API. */
export interface ApiRequest {
  readonly method: string;
  /** a path from `/v2/` on, or a URL that the registry returned */
  readonly path: string | URL;
  /** the scope of the token, as `repository:name:pull` */
  readonly scope: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpRequest['body'];
  /** the size limit of the response's body, in bytes */
  readonly maxBody: number;
  /** statuses that `call` returns; any other becomes an error */
  readonly expect: readonly number[];
  /** the request as a phrase after "Could not", used in error messages */
  readonly what: string;
  /** whether to return the response's body as a stream */
  readonly streamed?: boolean;
  /** whether to make one attempt only, because the caller retries */
  readonly noRetry?: boolean;
  /** called after a failed attempt: returns the response if the request was applied, else null */
  readonly wasApplied?: () => Promise<HttpResponse | null>;
}

/** The dependencies of an `Endpoint`. */
export interface EndpointOptions extends Omit<AuthOptions, 'send'> {
  readonly transport: Transport;
  /** gives the proxies and NODE_EXTRA_CA_CERTS */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly limits: RetryLimits;
  /** the run's budget for failures, shared by its registries; by default one for this registry alone */
  readonly retryBudget?: RetryBudget;
  /** writes a line to the debug log */
  readonly trace: (line: string) => void;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);
const MAX_REDIRECTS = 5;

/**
 * Makes calls to one registry: its scheme, authentication, redirects, retries and errors. It has no knowledge of
 * images.
 */
export class Endpoint {
  readonly registry: string;
  /** the run's clock, also for whoever limits a series of calls */
  readonly clock: Clock;
  private readonly options: EndpointOptions;
  private readonly auth: Auth;
  private readonly scheme: Scheme;
  private readonly retryBudget: RetryBudget;
  /** detected in the challenge, because later refusals do not have one */
  private vendor: Vendor | null = null;
  private first: Promise<void> | null = null;
  private challengeKnown: () => void = () => {};

  /** @param registry the registry's name, with a port if it has one */
  constructor(registry: string, options: EndpointOptions) {
    this.registry = registry;
    this.options = options;
    this.clock = options.clock;
    this.auth = new Auth(registry, {
      ...options,
      send: (request) => this.sendRetried(() => Promise.resolve(request), 'get a token'),
    });
    this.scheme = new Scheme(registry, options.plainHttp);
    this.retryBudget = options.retryBudget ?? new RetryBudget();
  }

  /**
   * Opens connections to the registry in advance.
   * @param count the number of connections to have, including open ones
   */
  open(count: number): void {
    const { transport, env } = this.options;
    transport.open(this.base(), count, this.registry);
    // a registry on this machine may speak TLS if a CA is configured: start its handshakes during the first request
    const other = this.scheme.otherBase();
    if (other && env.NODE_EXTRA_CA_CERTS) transport.open(other, count, this.registry);
  }

  /** Returns whether requests of a scope use a credential. */
  async isAuthenticated(scope: string): Promise<boolean> {
    return !(await this.auth.isAnonymous(scope));
  }

  /**
   * Sends a request, with authentication, retries and redirects.
   * @returns a response with one of the statuses in `expect`
   * @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TAG_IMMUTABLE, RATE_LIMITED or REGISTRY_REFUSED for any other status
   * @throws REGISTRY_REFUSED when a redirect is not safe, or the response is larger than `maxBody`
   * @throws REGISTRY_UNAVAILABLE when the registry does not respond, or responds with 5xx, after all retries
   * @throws CANCELLED when the job is being cancelled
   * @throws INPUT_INVALID when a credential, proxy or certificate configuration is not valid
   */
  async call(request: ApiRequest): Promise<HttpResponse> {
    // wait for the first response, which gives the scheme and the challenge; until then requests would be refused
    if (this.first) await this.first;
    this.first ??= new Promise((resolve) => {
      this.challengeKnown = resolve;
    });
    const response = await this.authenticated(request).finally(this.challengeKnown);
    if (request.expect.includes(response.status)) return response;
    const info: RequestInfo = {
      what: request.what,
      registry: this.registry,
      isWrite: request.method !== 'GET' && request.method !== 'HEAD',
      authenticated: await this.isAuthenticated(request.scope),
      vendor: this.vendor,
    };
    throw withReason(responseError(response, info), response.retryStopReason);
  }

  private async authenticated(request: ApiRequest): Promise<HttpResponse> {
    for (let tries = 0; ; tries++) {
      const used = await this.auth.header(request.scope);
      const { response, isOwn } = await this.followed(request, used);
      const isLast = tries >= 2;
      // a 401 from the target of a redirect must not decide where credentials are sent
      if (response.status !== 401 || isLast || !isOwn) return response;
      this.vendor ??= vendorOfResponse({ headers: response.headers, code: '', message: '' });
      const headers = response.headers['www-authenticate'];
      if (!this.auth.refused(headers === undefined ? [] : [headers].flat(), request.scope, used)) return response;
      this.challengeKnown();
      if (used === null && (await this.auth.header(request.scope)) === null) return response;
    }
  }

  private async followed(
    request: ApiRequest,
    authorization: string | null,
  ): Promise<{ response: HttpResponse; isOwn: boolean }> {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    let to: URL | null = null;
    for (let hops = 0; ; hops++) {
      const target: URL | null = to;
      const response = await this.sendRetried(
        async () => this.httpRequest(request, authorization, target),
        request.what,
        request,
      );
      const location = response.headers.location;
      const redirected = [301, 302, 303, 307, 308].includes(response.status) && location !== undefined;
      const from = target ?? this.urlOf(request.path);
      if (!redirected || !isRead || hops >= MAX_REDIRECTS) return { response, isOwn: this.isOwn(from) };
      to = this.redirect(location, from, request.what);
    }
  }

  /**
   * Returns the URL of a redirect, if it is safe: one of the same origin, or another one with HTTPS.
   * @param location the Location header (RFC 9110, 10.2.2)
   * @param from the URL that the location may be relative to
   * @param what the request, as a phrase after "Could not"
   * @throws REGISTRY_REFUSED when the location is not a valid URL, or not safe
   */
  redirect(location: string, from: URL, what: string): URL {
    const to = this.locate(location, from, what);
    const sameOrigin = to.origin === from.origin;
    const local = isLoopback(this.registry) && isLoopback(to.host) && /^https?:$/.test(to.protocol);
    if (sameOrigin || local || (to.protocol === 'https:' && !isOffLimits(to, this.registry))) return to;
    throw new ActionError(
      'REGISTRY_REFUSED',
      `Could not ${what}: ${this.registry} redirects to ${oneLine(`${to.protocol}//${to.host}`)}, which is not safe to follow. Check its settings: expected storage on an HTTPS URL with a host name.`,
    );
  }

  private httpRequest(request: ApiRequest, authorization: string | null, target: URL | null): HttpRequest {
    const url = target ?? this.urlOf(request.path);
    const headers: Record<string, string> = { ...request.headers };
    if (authorization !== null && this.isOwn(url)) headers.authorization = authorization;
    const { method, maxBody, body, streamed = false } = request;
    return { method, url, headers, maxBody, streamed, ...(body ? { body } : {}) };
  }

  /**
   * Returns the URL of a Location header.
   * @throws REGISTRY_REFUSED when it is not a valid URL
   */
  private locate(location: string, from: URL, what: string): URL {
    try {
      const to = new URL(location, from);
      // behind a proxy that terminates TLS, registries name http
      if (from.protocol === 'https:' && to.host === from.host) to.protocol = 'https:';
      return to;
    } catch (error) {
      const why = `${this.registry} returned the location "${oneLine(location)}", which is not a valid URL`;
      throw new ActionError('REGISTRY_REFUSED', `Could not ${what}: ${why}. Check its settings.`, error);
    }
  }

  private isOwn(url: URL): boolean {
    return url.origin === this.base().origin;
  }

  private urlOf(path: string | URL): URL {
    return path instanceof URL ? path : new URL(path, this.base());
  }

  /** Returns the base URL of the registry's API, as known so far. */
  base(): URL {
    return this.scheme.base();
  }

  private async sendRetried(
    request: () => Promise<HttpRequest>,
    what: string,
    { wasApplied, noRetry }: Pick<ApiRequest, 'wasApplied' | 'noRetry'> = {},
  ): Promise<HttpResponse> {
    const { trace } = this.options;
    const limits = noRetry ? { ...this.options.limits, tries: 1 } : this.options.limits;
    let url = this.base();
    const result = await retry<HttpResponse>(
      async (number) => {
        if (number > 1 && wasApplied) {
          // it makes calls, which must not wait for this one
          this.challengeKnown();
          const done = await wasApplied();
          if (done) return { done };
        }
        const next = await request();
        url = next.url;
        return this.attempt(next, what);
      },
      this.clock,
      limits,
      // a failed upload of a large body may have taken long; that is not time lost to failures
      noRetry ? undefined : this.retryBudget,
    );
    if ('done' in result) return result.done;
    const { failed, retryStopReason } = result;
    if (!(failed instanceof NetworkError))
      return { ...(failed as HttpResponse), ...(retryStopReason ? { retryStopReason } : {}) };
    trace(`${what}: ${failed.message}`);
    throw this.unavailable(what, failed, url, retryStopReason);
  }

  private unavailable(what: string, error: NetworkError, url: URL, retryStopReason?: string): ActionError {
    const proxy = proxyOf(url, this.options.env);
    return unavailable(this.registry, what, error, { url, proxy, retryStopReason });
  }

  private async attempt(request: HttpRequest, what: string): Promise<Attempt<HttpResponse>> {
    const { transport, trace, env } = this.options;
    const { clock } = this;
    const started = clock.now();
    try {
      const response = await transport.send({ ...request, registry: this.registry });
      trace(
        `${request.method} ${request.url.host}${request.url.pathname} ${response.status} ${clock.now() - started} ms`,
      );
      if (response.status === 407 && proxyOf(request.url, env)) throw proxyRefused(this.registry, what);
      if (this.scheme.isOther(request.method, response)) return { again: response, afterMs: 0 };
      this.scheme.settle(request.url);
      if (!RETRIED.has(response.status)) return { done: response };
      return { again: response, afterMs: retryAfter(response.headers['retry-after'], clock.now()) };
    } catch (error) {
      if (error instanceof RangeError)
        throw new ActionError('REGISTRY_REFUSED', `Could not ${what}: ${error.message}.`);
      if (!(error instanceof NetworkError)) throw error;
      trace(`${request.method} ${request.url.host}${request.url.pathname}: ${error.message}`);
      if (error.code === 'ABORT_ERR') throw cancelled(what, error);
      if (isFinal(error)) throw this.unavailable(what, error, request.url);
      if (isSchemeError(error) && this.scheme.turn(request.url)) return { again: error, afterMs: 0 };
      return { again: error, afterMs: null };
    }
  }
}
