import type { ActionError } from '../errors.ts';
import type { HttpRequest, HttpResponse } from './http/types.ts';
import { isOtherHost } from './redirect.ts';

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
  /** whether the response may take longer than others: a list of many tags */
  readonly isSlow?: boolean;
  /** whether to make one attempt only, because the caller retries */
  readonly noRetry?: boolean;
  /** whether a write follows a redirect that keeps its method and body; a read follows any */
  readonly followsRedirects?: boolean;
  /** whether a redirect to another host is returned instead of followed; `expect` has to name its status */
  readonly staysOnHost?: boolean;
  /** called after a failed attempt: returns the response if the request was applied, else null */
  readonly wasApplied?: () => Promise<HttpResponse | null>;
}

/**
 * Returns whether a redirect is followed. A write keeps its method and body only after a 307 or 308.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.4.8
 * @param status the HTTP status of the response
 */
export function isFollowed(request: ApiRequest, status: number, location: string, from: URL): boolean {
  if (request.staysOnHost && isOtherHost(location, from)) return false;
  return isRead(request) || (request.followsRedirects === true && (status === 307 || status === 308));
}

/** Whether a request reads. */
export function isRead({ method }: ApiRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Returns the kind of a request, as `tags` or `manifests`: a registry may want another scope for each. */
export function kindOf(path: string | URL): string {
  const text = path instanceof URL ? path.pathname : path;
  return /\/(manifests|blobs|tags|referrers)\//.exec(text)?.[1] ?? '';
}

/** Returns whether an error's message names the request, or stands for itself. */
export function isAbout({ code, message }: ActionError, what: string): boolean {
  return code === 'INPUT_INVALID' || code === 'CANCELLED' || message.startsWith('Could not ') || message.includes(what);
}

/** Whether a response refuses a request in a way that a retry does not change. */
export function isClientError({ status }: HttpResponse): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
