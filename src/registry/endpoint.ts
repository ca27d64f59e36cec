import { ActionError } from '../errors.ts';
import type { Clock } from '../util/clock.ts';
import { type ApiRequest, isAbout, isClientError, isFollowed, isRead, kindOf } from './api-request.ts';
import { Auth, type AuthOptions } from './auth/auth.ts';
import { withReason } from './errors/network-error.ts';
import type { RequestInfo } from './errors/response-error.ts';
import { type Vendor, vendorOfResponse } from './errors/vendors.ts';
import type { HttpRequest, HttpResponse } from './http/types.ts';
import { locationOf, redirectTarget, unreachableTarget } from './redirect.ts';
import { Sender, type SenderOptions } from './sender.ts';

/** The dependencies of an `Endpoint`. */
export interface EndpointOptions extends Omit<AuthOptions, 'send'>, SenderOptions {}

const MAX_REDIRECTS = 5;
/** A request is repeated with a header, and with a new token or one for another scope. */
const MAX_REPEATS = 2;
const MAX_PROBE = 64 * 1024;

/** Makes calls to one registry: authentication, redirects and errors. It has no knowledge of images. */
export class Endpoint {
  readonly registry: string;
  /** the run's clock, also for whoever limits a series of calls */
  readonly clock: Clock;
  private readonly auth: Auth;
  private readonly sender: Sender;
  /** detected in the challenge, because later refusals do not have one */
  private vendor: Vendor | null = null;
  private first: Promise<void> | null = null;
  private challengeKnown: () => void = () => {};
  private probe: Promise<void> | null = null;

  /** @param registry the registry's name, with a port if it has one */
  constructor(registry: string, options: EndpointOptions) {
    this.registry = registry;
    this.clock = options.clock;
    this.sender = new Sender(registry, options);
    this.auth = new Auth(
      registry,
      {
        ...options,
        send: (request, { what, isOnce }) =>
          this.sender.send(() => Promise.resolve(request), what, { noRetry: isOnce }),
      },
      this.base().protocol === 'http:',
    );
  }

  /**
   * Opens connections to the registry in advance.
   * @param count the number of connections to have, including open ones
   */
  open(count: number): void {
    this.sender.open(count);
  }

  /** Returns the base URL of the registry's API, as known so far. */
  base(): URL {
    return this.sender.base();
  }

  /**
   * Returns the URL of a redirect of this registry, if it is safe.
   * @throws REGISTRY_REFUSED as `redirectTarget`
   */
  redirect(location: string, from: URL, what: string): URL {
    return redirectTarget(this.registry, location, from, what);
  }

  /**
   * Sends a request, with authentication, retries and redirects.
   * @returns a response with one of the statuses in `expect`; for a HEAD also a refusal by another host
   * @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TAG_IMMUTABLE, RATE_LIMITED or REGISTRY_REFUSED for any other status
   * @throws REGISTRY_REFUSED when a redirect is not safe, or the response is larger than `maxBody`
   * @throws REGISTRY_UNAVAILABLE when the registry does not respond, or responds with 5xx, after all retries
   * @throws CANCELLED when the job is being cancelled
   * @throws INPUT_INVALID when a credential, proxy or certificate configuration is not valid
   */
  async call(request: ApiRequest): Promise<HttpResponse> {
    const response = await this.authenticated(request);
    if (request.expect.includes(response.status)) return response;
    const { what, scope } = request;
    // a storage that refuses HEAD (stargz-snapshotter#167) says nothing about what is there
    if (response.server !== undefined && request.method === 'HEAD' && isClientError(response)) return response;
    const { otherHostError, responseError } = await import('./errors/response-error.ts');
    if (response.server !== undefined) throw otherHostError(response, this.registry, response.server, what);
    const credentials = await this.auth.source(scope);
    const info: RequestInfo = {
      ...{ what, registry: this.registry, isWrite: !isRead(request), authenticated: credentials !== null, credentials },
      vendor: this.vendor,
    };
    throw withReason(responseError(response, info), response.retryStopReason);
  }

  private async authenticated(request: ApiRequest): Promise<HttpResponse> {
    if ((await this.authorization(request)) !== null || this.auth.isKnown) return this.sent(request);
    // wait for the first response, which gives the scheme and the challenge; until then requests would be refused
    if (this.first) {
      await this.first;
      return this.sent(request);
    }
    this.first = new Promise((resolve) => {
      this.challengeKnown = resolve;
    });
    return this.sent(request).finally(this.challengeKnown);
  }

  private async sent(request: ApiRequest): Promise<HttpResponse> {
    for (let tries = 1; ; tries++) {
      const used = await this.authorization(request);
      const { response, isOwn } = await this.followed(request, used);
      // a 401 from the target of a redirect must not decide where credentials are sent
      if (!isOwn || tries > MAX_REPEATS) return response;
      const isRefused = response.status === 401 && this.challenged(response, request, used);
      if (isRefused) this.challengeKnown();
      const isRepeated = isRefused ? used !== null || (await this.authorization(request)) !== null : false;
      if (!isRepeated && !(used === null && !isRefused && (await this.canShowMore(response, request)))) return response;
    }
  }

  /** Handles a 401, and returns whether another header may help. */
  private challenged(response: HttpResponse, { scope, path }: ApiRequest, used: string | null): boolean {
    this.vendor ??= vendorOfResponse({ headers: response.headers, code: '', message: '' });
    const headers = response.headers['www-authenticate'];
    return this.auth.refused(headers === undefined ? [] : [headers].flat(), scope, used, kindOf(path));
  }

  /**
   * Returns whether a request that was refused, or found nothing, without credentials can be repeated with some: some
   * registries answer 404 or 403, without a challenge, to whoever shows none (cargo#15118).
   */
  private async canShowMore({ status }: HttpResponse, request: ApiRequest): Promise<boolean> {
    if (![401, 403, 404].includes(status)) return false;
    if (!(await this.auth.hasCredential(request.scope))) return false;
    this.probe ??= this.probeScheme(request);
    await this.probe;
    return (await this.authorization(request)) !== null;
  }

  /**
   * Learns the scheme from `/v2/`, which has the challenge:
   * https://distribution.github.io/distribution/spec/api/#api-version-check. Without one, it is Basic.
   */
  private async probeScheme({ what }: ApiRequest): Promise<void> {
    if (this.auth.isKnown) return;
    const probe: ApiRequest = { method: 'GET', path: '/v2/', scope: '', maxBody: MAX_PROBE, expect: [], what };
    const { response, isOwn } = await this.followed(probe, null);
    if (isOwn && response.status === 401) this.challenged(response, probe, null);
    this.auth.presumeBasic();
  }

  /** Returns the Authorization header of a request; what a token server refuses is an error of this request. */
  private async authorization({ scope, path, what }: ApiRequest): Promise<string | null> {
    try {
      return await this.auth.header(scope, kindOf(path), what);
    } catch (error) {
      if (!(error instanceof ActionError) || isAbout(error, what)) throw error;
      const { code, message } = error;
      throw new ActionError(code, `Could not ${what}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, error);
    }
  }

  private async followed(
    request: ApiRequest,
    authorization: string | null,
  ): Promise<{ response: HttpResponse; isOwn: boolean }> {
    const wasApplied = request.wasApplied && (() => this.asksWhetherApplied(request));
    let to: URL | null = null;
    for (let hops = 0; ; hops++) {
      const target: URL | null = to;
      const response = await this.sender
        .send(async () => this.httpRequest(request, authorization, target), request.what, {
          ...{ wasApplied, noRetry: request.noRetry },
        })
        .catch((error: unknown) => {
          throw target === null || isRead(request) ? error : unreachableTarget(this.registry, target, error);
        });
      const location = locationOf(response);
      const from = target ?? this.urlOf(request.path);
      if (location === null || hops >= MAX_REDIRECTS || !isFollowed(request, response.status, location, from)) {
        const isOwn = this.sender.isOwn(from);
        return { response: { ...response, url: from, ...(isOwn ? {} : { server: from.host }) }, isOwn };
      }
      to = this.redirect(location, from, request.what);
    }
  }

  private asksWhetherApplied({ wasApplied }: ApiRequest): Promise<HttpResponse | null> {
    // it makes calls, which must not wait for this one
    this.challengeKnown();
    return wasApplied ? wasApplied() : Promise.resolve(null);
  }

  private httpRequest(request: ApiRequest, authorization: string | null, target: URL | null): HttpRequest {
    const url = target ?? this.urlOf(request.path);
    const headers: Record<string, string> = { ...request.headers };
    if (authorization !== null && this.sender.isOwn(url)) headers.authorization = authorization;
    const { method, maxBody, body, streamed = false, isSlow = false } = request;
    return { method, url, headers, maxBody, streamed, ...(body ? { body } : {}), ...(isSlow ? { isSlow } : {}) };
  }

  private urlOf(path: string | URL): URL {
    return path instanceof URL ? path : new URL(path, this.base());
  }
}
