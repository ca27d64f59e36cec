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

/** A request within a registry's API. */
export interface ApiRequest {
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
  /** used in error messages */
  readonly what: string;
  /** the answer's body is handed out as a stream */
  readonly streamed?: boolean;
  /** one try only: who asks knows better how to begin again */
  readonly noRetry?: boolean;
  /** after an attempt without a response: its result if the request was applied, else null */
  readonly wasApplied?: () => Promise<HttpResponse | null>;
}

export interface EndpointOptions extends Omit<AuthOptions, 'send'> {
  readonly transport: Transport;
  /** names the proxies and NODE_EXTRA_CA_CERTS */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly limits: RetryLimits;
  /** what the run has lost to failures, shared by its registries; by default none is counted but this one's */
  readonly retryBudget?: RetryBudget;
  readonly trace: (line: string) => void;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);
const MAX_REDIRECTS = 5;

/**
 * One registry: its scheme, its authentication, its retries. Knows HTTP and the registry's manners, not images.
 */
export class Endpoint {
  readonly registry: string;
  /** the run's clock, also for whoever limits a series of calls */
  readonly clock: Clock;
  private readonly options: EndpointOptions;
  private readonly auth: Auth;
  private readonly scheme: Scheme;
  private readonly retryBudget: RetryBudget;
  private vendor: Vendor | null = null; // by its challenge: later refusals have none
  private first: Promise<void> | null = null;
  private challengeKnown: () => void = () => {};

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

  /** Opens connections to the registry before they are needed. */
  open(count: number): void {
    const { transport, env } = this.options;
    transport.open(this.base(), count, this.registry);
    // TLS on loopback needs a CA of one's own: where one is named, its handshakes begin beside the plain first request
    const other = this.scheme.otherBase();
    if (other && env.NODE_EXTRA_CA_CERTS) transport.open(other, count, this.registry);
  }

  /** Whether requests of a scope carry a credential. */
  async isAuthenticated(scope: string): Promise<boolean> {
    return !(await this.auth.isAnonymous(scope));
  }

  /**
   * Makes a call, with authentication, retries and redirects.
   * @returns an answer whose status is one of `expect`
   * @throws the contract's error for any other
   */
  async call(request: ApiRequest): Promise<HttpResponse> {
    // the first answer tells the scheme and the challenge; other requests would only be refused beside it
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
      // whom the registry redirects to has no say in where its credentials go
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
   * The URL that a registry sends on to, if it is safe to go there: the same place, or another by HTTPS.
   * @param from what the location may be relative to
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

  /** Where the registry's API is. */
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
          // it asks by calls of its own, which must not wait for this one
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
      // how long a body took that broke off at its end says nothing of the registry's health
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
