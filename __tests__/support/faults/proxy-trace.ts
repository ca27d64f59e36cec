/** One request that went through a proxy. */
export interface Seen {
  method: string;
  /** Without the query. */
  path: string;
  query: string;
  /** 0 while there is no answer, and where none was given. */
  status: number;
  /** Milliseconds since the trace began: when its headers were there, and when the answer's last byte was sent. */
  start: number;
  end: number;
  /** Header names as they were written, for leak checks. */
  headerNames: string[];
  /** Header values by lower-case name. */
  headers: Record<string, string>;
  /** Bytes of the bodies. */
  sent: number;
  received: number;
  /** Which proxy it came to, where several share one trace. */
  via: string;
}

/** What all proxies that share it saw, in the order of arrival. */
export class Trace {
  readonly seen: Seen[] = [];
  connections = 0;
  private readonly zero = performance.now();

  now(): number {
    return performance.now() - this.zero;
  }

  /** Forgets everything seen so far. */
  clear(): void {
    this.seen.length = 0;
    this.connections = 0;
  }

  get count(): number {
    return this.seen.length;
  }

  /** `GET /v2/app/manifests/latest 200`, one per line: made to be compared or printed. */
  lines(): string[] {
    return this.seen.map(({ method, path, query, status }) => `${method} ${path}${query && `?${query}`} ${status}`);
  }

  /** The requests of one method, or of several, whose path fits. */
  of(method: string | string[], path: RegExp = /./): Seen[] {
    return this.seen.filter((seen) => [method].flat().includes(seen.method) && path.test(seen.path));
  }

  /** Everything that changes something: neither GET nor HEAD. */
  get writes(): Seen[] {
    return this.seen.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  }

  /** Bytes of layers and other blobs, by direction as the client sees it. */
  get blobBytes(): { up: number; down: number } {
    const blobs = this.seen.filter(({ path }) => path.includes('/blobs/'));
    const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
    return { up: sum(blobs.map(({ sent }) => sent)), down: sum(blobs.map(({ received }) => received)) };
  }

  /**
   * The longest chain of requests of which each began after the one before had ended: round trips in sequence.
   * Give the proxy some latency (20 ms or more), else requests sent at once are answered one by one.
   */
  get levels(): number {
    const depths: { end: number; depth: number }[] = [];
    let deepest = 0;
    for (const { start, end } of this.seen.toSorted((one, other) => one.start - other.start)) {
      const before = depths.filter((done) => done.end <= start).map(({ depth }) => depth);
      const depth = 1 + Math.max(0, ...before);
      depths.push({ end, depth });
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
