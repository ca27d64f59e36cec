import type { Clock } from '../../util/clock.ts';
import { oneLine } from '../../util/text.ts';
import { ApiError, asApiError, type Failure, isRateLimit, waitAfter } from './api-error.ts';
import { TimeBudget } from './budget.ts';

/** The part of octokit that is used. */
export interface Octokit {
  readonly request: (route: string, parameters: Record<string, unknown>) => Promise<Response>;
}

interface Response {
  readonly data: unknown;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
}

/** What a client is made of. */
export interface ClientOptions {
  readonly octokit: Octokit;
  /** the URL of the REST API */
  readonly apiUrl?: string;
  /** the URL of the GraphQL API */
  readonly graphqlUrl: string;
  readonly clock: Clock;
  /** aborts all requests when the job is cancelled */
  readonly cancelled: AbortSignal;
  readonly budget?: TimeBudget;
}

/** How a request is sent. */
export interface RequestOptions {
  /** whether it may be sent twice */
  readonly isSafe?: boolean;
  /** the part of the run's time that it leaves to later requests, in milliseconds */
  readonly reserveMs?: number;
  /** whether it is sent although other requests are held */
  readonly isUrgent?: boolean;
  /** sent also while the job is being cancelled, for so many milliseconds at most */
  readonly lastMs?: number;
}

/** How long after a failure a request is sent again, in milliseconds. */
const RETRY_MS = 500;
/** How often a request is sent at most. */
const MAX_TRIES = 3;

/**
 * Sends requests to GitHub's API within the time that a run has for it. It waits as long as a rate limit asks, where
 * there is the time, and sends nothing more where there is not.
 */
export class GitHubClient {
  readonly budget: TimeBudget;
  /** the URL of the REST API; null where it is not known */
  readonly apiUrl: string | null;
  private readonly options: ClientOptions;
  private limited: ApiError | null = null;
  private held: Promise<void> | null = null;

  constructor(options: ClientOptions) {
    this.options = options;
    this.apiUrl = options.apiUrl ?? null;
    this.budget = options.budget ?? new TimeBudget(() => options.clock.now());
  }

  /** Sends no further request until the promise has settled: a run writes to a registry meanwhile. */
  holdUntil(done: Promise<unknown>): void {
    const release = (): void => {};
    this.held = done.then(release, release);
  }

  /**
   * Sends a request to the REST API.
   * @param route a method and a template of a path
   * @returns the body of the response
   * @throws ApiError
   */
  async request(route: string, parameters: Record<string, unknown>, options: RequestOptions = {}): Promise<unknown> {
    return (await this.respond(route, parameters, options)).data;
  }

  /**
   * Sends a request to the REST API for a page of a list.
   * @returns the body of the response, and its header `Link`; null where it has none
   * @throws ApiError
   */
  async page(
    route: string,
    parameters: Record<string, unknown>,
    options: RequestOptions = {},
  ): Promise<{ body: unknown; link: string | null }> {
    const { data, headers } = await this.respond(route, parameters, options);
    const link = headers?.link;
    return { body: data, link: typeof link === 'string' ? link : null };
  }

  private async respond(
    route: string,
    parameters: Record<string, unknown>,
    options: RequestOptions,
  ): Promise<Response> {
    if (options.lastMs === undefined && options.isUrgent !== true) await this.held;
    return this.budget.during(() => this.tryRequest(route, parameters, options));
  }

  /**
   * Sends a query to the GraphQL API.
   * @returns the data, also where parts of it are missing; `error` says why
   * @throws ApiError where there are no data
   */
  async query(query: string, variables: Record<string, unknown>, options: RequestOptions = {}): Promise<QueryResult> {
    const body = await this.request(
      `POST ${this.options.graphqlUrl}`,
      { query, variables },
      { isSafe: true, ...options },
    );
    const { data, errors } = (body ?? {}) as { data?: unknown; errors?: unknown };
    const error = graphqlError(errors);
    if (typeof data !== 'object' || data === null)
      throw error ?? new ApiError('unavailable', 200, 'The response has no data');
    return { data, error };
  }

  private async tryRequest(
    route: string,
    parameters: Record<string, unknown>,
    options: RequestOptions,
  ): Promise<Response> {
    for (let tries = 1; ; tries++) {
      if (this.limited) throw this.limited;
      try {
        return await this.send(route, parameters, options);
      } catch (error) {
        const wait = this.waitBefore(error, tries, options);
        if (wait === null) throw asApiError(error);
        await this.options.clock.sleep(wait).catch(() => {
          throw new ApiError('cancelled', null, 'The job was cancelled');
        });
      }
    }
  }

  /** Returns how long to wait before a request is sent again, in milliseconds; null where it is not. */
  private waitBefore(
    error: unknown,
    tries: number,
    { isSafe = false, reserveMs = 0, lastMs }: RequestOptions,
  ): number | null {
    if (lastMs !== undefined || this.options.cancelled.aborted) return null;
    const limit = isRateLimit(error);
    const wait = limit ? waitAfter(error, this.options.clock.now()) : RETRY_MS;
    const isInTime = wait < this.budget.remainingMs() - reserveMs;
    if (limit && !isInTime) this.limited = asApiError(error);
    if (tries >= MAX_TRIES || !isInTime) return null;
    if (limit) return wait;
    const { reason } = asApiError(error);
    return isSafe && reason === 'unavailable' ? wait : null;
  }

  private async send(route: string, parameters: Record<string, unknown>, options: RequestOptions): Promise<Response> {
    const { octokit, cancelled } = this.options;
    const { reserveMs = 0, lastMs } = options;
    const left = lastMs ?? this.budget.remainingMs() - reserveMs;
    if (left <= 0) throw tooSlow();
    const limit = AbortSignal.timeout(left);
    const signal = lastMs === undefined ? AbortSignal.any([limit, cancelled]) : limit;
    try {
      return await octokit.request(route, { ...parameters, request: { signal } });
    } catch (error) {
      if ((error as Failure).response !== undefined) throw error;
      if (limit.aborted) throw tooSlow();
      if (lastMs === undefined && cancelled.aborted) throw new ApiError('cancelled', null, 'The job was cancelled');
      throw error;
    }
  }
}

/** What a query returned. */
export interface QueryResult {
  readonly data: object;
  /** why parts of the data are missing; null where none are */
  readonly error: ApiError | null;
}

function tooSlow(): ApiError {
  return new ApiError('slow', null, 'GitHub did not respond within the 10 s that a run has for it');
}

/** Returns the first error of a GraphQL response; null where it has none. */
function graphqlError(errors: unknown): ApiError | null {
  const first = Array.isArray(errors) ? ((errors[0] ?? null) as { type?: unknown; message?: unknown } | null) : null;
  if (first === null) return null;
  const text = typeof first.message === 'string' ? oneLine(first.message) : 'unknown error';
  const { type } = first;
  if (type === 'RATE_LIMITED' || /rate limit/i.test(text))
    return new ApiError('rate-limited', 200, `GitHub limits the rate of requests (${text})`);
  if (type === 'NOT_FOUND') return new ApiError('not-found', 200, text);
  if (type === 'FORBIDDEN' || /not accessible|scopes/i.test(text)) return new ApiError('forbidden', 200, text);
  return new ApiError('unavailable', 200, text);
}
