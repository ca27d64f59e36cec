import { ActionError } from '../errors.ts';
import type { Clock } from '../util/clock.ts';
import { isConflict } from './errors/error-body.ts';
import { cancelled, isFinal, isSchemeError, proxyRefused, unavailable } from './errors/network-error.ts';
import { proxyOf } from './http/proxy.ts';
import { type Attempt, type RetryLimits, retry, retryAfter } from './http/retry.ts';
import { RetryBudget } from './http/retry-budget.ts';
import { Scheme } from './http/scheme.ts';
import type { Transport } from './http/transport.ts';
import { type HttpRequest, type HttpResponse, NetworkError } from './http/types.ts';

/** The dependencies of a `Sender`. */
export interface SenderOptions {
  readonly transport: Transport;
  /** gives the proxies and NODE_EXTRA_CA_CERTS */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly limits: RetryLimits;
  /** whether only plain HTTP is used */
  readonly plainHttp: boolean;
  /** the run's budget for failures, shared by its registries; by default one for this registry alone */
  readonly retryBudget?: RetryBudget;
  /** writes a line to the debug log */
  readonly trace: (line: string) => void;
}

/** How a request is repeated after a failure. */
export interface Repeats {
  /** whether to make one attempt only, because the caller retries */
  readonly noRetry?: boolean | undefined;
  /** called after a failed attempt: returns the response if the request was applied, else null */
  readonly wasApplied?: (() => Promise<HttpResponse | null>) | undefined;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Sends requests for one registry: determines its scheme, retries, and turns failed connections into errors. */
export class Sender {
  readonly registry: string;
  private readonly options: SenderOptions;
  private readonly scheme: Scheme;
  private readonly retryBudget: RetryBudget;

  /** @param registry the registry's name, with a port if it has one */
  constructor(registry: string, options: SenderOptions) {
    this.registry = registry;
    this.options = options;
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

  /** Returns the base URL of the registry's API, as known so far. */
  base(): URL {
    return this.scheme.base();
  }

  /** Returns whether a URL is the registry's own, so that it may get its credentials. */
  isOwn(url: URL): boolean {
    return url.origin === this.base().origin;
  }

  /**
   * Sends a request until it is answered, or a limit is reached.
   * @param request makes the request for each attempt
   * @param what the request, as a phrase after "Could not"
   * @throws REGISTRY_UNAVAILABLE when there is no response after all retries
   * @throws REGISTRY_REFUSED when the response is larger than `maxBody`
   * @throws CANCELLED when the job is being cancelled
   */
  async send(
    request: () => Promise<HttpRequest>,
    what: string,
    { wasApplied, noRetry }: Repeats = {},
  ): Promise<HttpResponse> {
    const limits = noRetry ? { ...this.options.limits, tries: 1 } : this.options.limits;
    let url = this.base();
    const result = await retry<HttpResponse>(
      async (number) => {
        const done = number > 1 && wasApplied ? await wasApplied() : null;
        if (done) return { done };
        const next = await request();
        url = next.url;
        return this.attempt(next, what);
      },
      this.options.clock,
      limits,
      // a failed upload of a large body may have taken long; that is not time lost to failures
      noRetry ? undefined : this.retryBudget,
    );
    if ('done' in result) return result.done;
    const { failed, retryStopReason } = result;
    if (!(failed instanceof NetworkError))
      return { ...(failed as HttpResponse), ...(retryStopReason ? { retryStopReason } : {}) };
    this.options.trace(`${what}: ${failed.message}`);
    throw this.unavailable(what, failed, url, retryStopReason);
  }

  private unavailable(what: string, error: NetworkError, url: URL, retryStopReason?: string): ActionError {
    const proxy = proxyOf(url, this.options.env);
    return unavailable(this.registry, what, error, { url, proxy, retryStopReason });
  }

  private async attempt(request: HttpRequest, what: string): Promise<Attempt<HttpResponse>> {
    const { transport, trace, env, clock } = this.options;
    const started = clock.now();
    const line = `${request.method} ${request.url.host}${request.url.pathname}`;
    try {
      const response = await transport.send({ ...request, registry: this.registry });
      trace(`${line} ${response.status} ${clock.now() - started} ms`);
      if (response.status === 407 && proxyOf(request.url, env)) throw proxyRefused(this.registry, what);
      if (this.scheme.isOther(request.method, response)) return { again: response, afterMs: 0 };
      this.scheme.settle(request.url);
      if (!RETRIED.has(response.status) && !(isWrite(request) && isConflict(response))) return { done: response };
      return { again: response, afterMs: retryAfter(response.headers['retry-after'], clock.now()) };
    } catch (error) {
      if (error instanceof RangeError)
        throw new ActionError('REGISTRY_REFUSED', `Could not ${what}: ${error.message}.`);
      if (!(error instanceof NetworkError)) throw error;
      trace(`${line}: ${error.message}`);
      if (error.code === 'ABORT_ERR') throw cancelled(what, error);
      if (isFinal(error)) throw this.unavailable(what, error, request.url);
      if (isSchemeError(error) && this.scheme.turn(request.url)) return { again: error, afterMs: 0 };
      return { again: error, afterMs: null };
    }
  }
}

function isWrite({ method }: HttpRequest): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
