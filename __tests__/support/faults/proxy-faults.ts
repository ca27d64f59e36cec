import type http from 'node:http';

/** The request that a rule sees. */
export interface Ruled {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  /** The name of the proxy that it came to. */
  via: string;
  /** 1 for the first request through this proxy since it started. */
  n: number;
  /** 1 for the first request of this method and path. */
  nth: number;
}

/** What happens to a request; by default it is passed on unchanged. */
export type Fault =
  /** The connection is reset before anything is passed on. */
  | 'reset'
  /** Passed on and carried out, then the connection is closed: a lost response. */
  | 'drop-answer'
  /** Passed on; the response has headers, but its body never arrives. */
  | 'stall'
  /** Not passed on, never answered. */
  | 'never'
  | FaultSteps;

export interface FaultSteps {
  /** Held until it resolves, then passed on. */
  before?: () => Promise<void> | void;
  /** The proxy responds with this; nothing is passed on. */
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Changes the response's body and its length. */
  mutate?: (body: Buffer) => Buffer;
  /** Changes the response's headers; undefined removes one. */
  mutateHeaders?: (headers: http.IncomingHttpHeaders) => Record<string, string | string[] | undefined>;
  /** Passed on and carried out; the answer is held until it resolves. */
  after?: () => Promise<void> | void;
  /** Half of the answer's body is sent, then this is waited for; where it rejects, the connection is cut there. */
  midway?: () => Promise<void> | void;
}

export type Rule = (request: Ruled) => Fault | undefined | Promise<Fault | undefined>;

/** What the target answered. */
export interface Passed {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** Headers that belong to one connection. */
export const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'proxy-connection',
  'upgrade',
];

export function sleep(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
}

/** Does what the fault says and answers; `note` is told what was answered. */
export async function carryOut(
  fault: Fault | undefined,
  forward: () => Promise<Passed>,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  note: (status: number, received: number) => void,
): Promise<void> {
  if (fault === 'never') return;
  if (fault === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const steps: FaultSteps = typeof fault === 'object' ? fault : {};
  await steps.before?.();
  if (steps.status !== undefined) {
    const body = Buffer.from(steps.body ?? '');
    note(steps.status, body.length);
    outgoing.writeHead(steps.status, { 'content-length': body.length, ...steps.headers });
    outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    return;
  }
  const { status, headers, body } = await forward();
  await steps.after?.();
  if (fault === 'drop-answer') {
    incoming.socket.destroy();
    return;
  }
  const changed = steps.mutate ? steps.mutate(body) : body;
  const out: Record<string, string | string[] | number | undefined> = steps.mutateHeaders?.(headers) ?? { ...headers };
  const length = headers['content-length'];
  for (const name of [...HOP_BY_HOP, ...Object.keys(out).filter((key) => out[key] === undefined)]) delete out[name];
  if (incoming.method === 'HEAD') {
    if (length !== undefined) out['content-length'] = length;
  } else if (status !== 204 && status !== 304) out['content-length'] = changed.length;
  note(status, incoming.method === 'HEAD' || fault === 'stall' ? 0 : changed.length);
  if (fault === 'stall') {
    outgoing.writeHead(status, { ...out, 'content-length': Math.max(1, changed.length) } as http.OutgoingHttpHeaders);
    outgoing.flushHeaders();
    return;
  }
  outgoing.writeHead(status, out as http.OutgoingHttpHeaders);
  if (steps.midway) return inHalves(changed, steps.midway, outgoing);
  outgoing.end(incoming.method === 'HEAD' ? undefined : changed);
}

async function inHalves(
  body: Buffer,
  midway: NonNullable<FaultSteps['midway']>,
  outgoing: http.ServerResponse,
): Promise<void> {
  const half = body.length >> 1;
  await new Promise((resolve) => outgoing.write(body.subarray(0, half), resolve));
  try {
    await midway();
    outgoing.end(body.subarray(half));
  } catch {
    // no reset: that would take back what has been sent
    outgoing.socket?.destroy();
  }
}
