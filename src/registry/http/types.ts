import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** Time limits of one request, in milliseconds. */
export interface Timeouts {
  /** until the connection stands, TLS included */
  readonly connect: number;
  /** from the connection to the first byte of a read's answer */
  readonly answer: number;
  /** the same for a write, which registries take longer over */
  readonly writeAnswer: number;
  /** between two pieces of a body */
  readonly silence: number;
  /** for a whole body */
  readonly body: number;
}

export const TIMEOUTS: Timeouts = {
  connect: 10_000,
  answer: 15_000,
  writeAnswer: 20_000,
  silence: 10_000,
  body: 40_000,
};

/** A body too large to be held: written piece by piece, again from its beginning at each call. */
export interface StreamedBody {
  /** in bytes, known beforehand */
  readonly length: number;
  /** writes all of it, at the pace of the sink; where it rejects, the request ends unfinished */
  readonly write: (sink: ClientRequest) => Promise<void>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** on whose behalf it is sent: this registry's certificates count for every port of its host */
  readonly registry?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | StreamedBody;
  /** the largest answer that is read, in bytes */
  readonly maxBody: number;
  /** a 200 or 206 is not read, but handed out as a stream */
  readonly streamed?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** of a failure: why it was not tried again, where that has to be said */
  readonly retryStopReason?: string;
  /** the body that was not read, where that was asked for; paused, and nobody watches it for silence */
  readonly stream?: Readable;
}

/** A request that got no whole answer; `written` false means that not even a connection stood. */
export class NetworkError extends Error {
  readonly code: string;

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NetworkError';
    this.code = code;
  }
}

/** The media type that an answer names, without its parameters; empty where it names none. */
export function contentType({ headers }: HttpResponse): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
}

/** Whether a body is written piece by piece. */
export function isStreamed(body: HttpRequest['body']): body is StreamedBody {
  return body !== undefined && !Buffer.isBuffer(body);
}
