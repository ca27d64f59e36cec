import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** Time limits of one request, in milliseconds. */
export interface Timeouts {
  /** until the connection is established, including TLS */
  readonly connect: number;
  /** from the connection to the first byte of a read's response */
  readonly answer: number;
  /** the same for a write, which takes registries longer */
  readonly writeAnswer: number;
  /** between two chunks of a body */
  readonly idle: number;
  /** for a whole body */
  readonly body: number;
  /** instead of `answer`, `idle` and `body`, for a response that takes longer than others */
  readonly slow: number;
}

export const TIMEOUTS: Timeouts = {
  connect: 10_000,
  answer: 15_000,
  writeAnswer: 20_000,
  idle: 10_000,
  body: 40_000,
  slow: 60_000,
};

/** A body that is too large for memory. It is written in chunks, and from its beginning at each call. */
export interface StreamedBody {
  /** in bytes */
  readonly length: number;
  /** writes all of it, respecting backpressure; if it rejects, the request is aborted */
  readonly write: (sink: ClientRequest) => Promise<void>;
}

/** A request of the transport. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** the registry that the request is for; its certificates apply to every port of its host */
  readonly registry?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | StreamedBody;
  /** the size limit of the response's body, in bytes */
  readonly maxBody: number;
  /** whether to return the body of a 200 or 206 as a stream */
  readonly streamed?: boolean;
  /** whether the response may take longer than others: a list of many tags */
  readonly isSlow?: boolean;
}

/** A response of the transport. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** the URL that responded, after redirects; set by the endpoint */
  readonly url?: URL;
  /** the host that answered, if it is not the registry but one that it redirects to, such as its storage */
  readonly server?: string;
  /** for a failure: why it was not retried, as a sentence for the error message */
  readonly retryStopReason?: string;
  /** the unread body if `streamed` was set; paused, and without an idle timeout */
  readonly stream?: Readable;
}

/** A request without a complete response. `code` is Node's error code, or one of the transport. */
export class NetworkError extends Error {
  readonly code: string;

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NetworkError';
    this.code = code;
  }
}

/**
 * Returns the media type of a response, in lower case and without parameters; empty for none.
 * https://www.rfc-editor.org/rfc/rfc9110#section-8.3
 */
export function contentType({ headers }: HttpResponse): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Returns whether a body is streamed. */
export function isStreamed(body: HttpRequest['body']): body is StreamedBody {
  return body !== undefined && !Buffer.isBuffer(body);
}

const ANY_DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;

/**
 * Returns the digest in a response's Docker-Content-Digest header, of any algorithm; null for none, and for a value that
 * is not a digest (distribution#3848).
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#legacy-docker-support-http-headers
 */
export function namedDigest({ headers }: HttpResponse): string | null {
  const value = headers['docker-content-digest'];
  return typeof value === 'string' && ANY_DIGEST.test(value) ? value : null;
}
