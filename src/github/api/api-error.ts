import { oneLine } from '../../util/text.ts';

/** Why GitHub's API could not be used. */
export type ApiReason =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'rate-limited'
  | 'slow'
  | 'cancelled'
  | 'unavailable';

/** A request to GitHub's API that failed. */
export class ApiError extends Error {
  readonly reason: ApiReason;
  /** null where no response came */
  readonly status: number | null;

  constructor(reason: ApiReason, status: number | null, message: string) {
    super(message);
    this.reason = reason;
    this.status = status;
  }
}

/** The parts of an error of octokit that are read. */
export interface Failure {
  /** what `fetch` has thrown */
  readonly cause?: unknown;
  readonly status?: number;
  readonly message?: string;
  readonly response?: {
    readonly headers?: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

/** Returns an error of octokit as one of this action. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { status, message = '', response, cause } = (error ?? {}) as Failure;
  if (cause instanceof ApiError) return cause;
  // octokit says 500 where no response came
  if (response === undefined) return new ApiError('unavailable', null, `GitHub did not respond (${oneLine(message)})`);
  const text = textOf(response.data) || message;
  const responseText = `HTTP ${status}${text === '' ? '' : `: ${oneLine(text)}`}`;
  if (isRateLimit(error))
    return new ApiError('rate-limited', status ?? null, `GitHub limits the rate of requests (${responseText})`);
  return new ApiError(reasonOf(status ?? 0), status ?? null, responseText);
}

function reasonOf(status: number): ApiReason {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status >= 400 && status < 500) return 'invalid';
  return 'unavailable';
}

/** Returns what an error response says, with the messages of its details. */
function textOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const details = (Array.isArray(errors) ? errors : []).flatMap((each: unknown) => {
    const text = typeof each === 'string' ? each : (each as { message?: unknown } | null)?.message;
    return typeof text === 'string' ? [text] : [];
  });
  return [...(typeof message === 'string' ? [message] : []), ...details].join('; ');
}

/**
 * Whether a request was refused by a primary or a secondary rate limit.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function isRateLimit(error: unknown): boolean {
  const { status, response } = (error ?? {}) as Failure;
  if (status === 429) return true;
  if (status !== 403) return false;
  const headers = response?.headers ?? {};
  const isSpent = String(headers['x-ratelimit-remaining'] ?? '') === '0';
  return isSpent || headers['retry-after'] !== undefined || /rate limit/i.test(textOf(response?.data));
}

/**
 * Returns how long GitHub asks to wait after a rate limit, in milliseconds; a minute where it does not say.
 * @param now milliseconds since the epoch
 */
export function waitAfter(error: unknown, now: number): number {
  const headers = ((error ?? {}) as Failure).response?.headers ?? {};
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  const isSpent = String(headers['x-ratelimit-remaining'] ?? '') === '0';
  return isSpent && Number.isFinite(reset) ? Math.max(0, reset * 1000 - now) : 60_000;
}
