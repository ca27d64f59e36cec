// Run by delay.ts as a process of its own: carries bytes between clients and servers, late by half a round trip each way.
import { createServer, type Server, Socket } from 'node:net';
import type { Seen } from '../__tests__/support/faults/proxy-trace.ts';

/** What one way may hold back, in bytes; a sender that is faster waits, as on a real line with such a window. */
const WINDOW = 32 * 1024 * 1024;
const TLS_HANDSHAKE = 0x16;
const REQUEST = /^(GET|HEAD|POST|PUT|PATCH|DELETE) (\S+) HTTP\/1\.1\r\n/;

let seen: Seen[] = [];
let connections = 0;
let half = 0;
const servers: Server[] = [];

/** One direction of a connection: each piece leaves `half` after it came, in order; null is the end. */
class Way {
  private readonly queue: { due: number; chunk: Buffer | null }[] = [];
  private held = 0;
  private timer: NodeJS.Timeout | null = null;
  private blocked = false;

  private readonly from: Socket;
  private readonly to: Socket;
  private readonly notBefore: number;
  private readonly left: (chunk: Buffer) => void;

  constructor(from: Socket, to: Socket, notBefore: number, left: (chunk: Buffer) => void) {
    this.from = from;
    this.to = to;
    this.notBefore = notBefore;
    this.left = left;
    from.on('end', () => this.take(null));
    to.on('drain', () => {
      this.blocked = false;
      this.pump();
    });
  }

  take(chunk: Buffer | null): void {
    this.queue.push({ due: Math.max(performance.now(), this.notBefore) + half, chunk });
    this.held += chunk?.length ?? 0;
    if (this.held > WINDOW) this.from.pause();
    this.pump();
  }

  private pump(): void {
    if (this.timer) return;
    for (let head = this.queue[0]; head && !this.blocked; head = this.queue[0]) {
      const wait = half > 0 ? head.due - performance.now() : 0;
      if (wait > 0.5) {
        this.timer = setTimeout(() => {
          this.timer = null;
          this.pump();
        }, wait);
        return;
      }
      this.queue.shift();
      if (head.chunk === null) {
        this.to.end();
        continue;
      }
      this.held -= head.chunk.length;
      this.blocked = !this.to.write(head.chunk);
      this.left(head.chunk);
    }
    if (this.held < WINDOW / 2 && this.from.isPaused()) this.from.resume();
  }
}

/**
 * Requests are distinguished from bodies by the line that a piece begins with: no client here sends a request before the answer
 * to the one before, so a request begins a piece.
 */
function connect(client: Socket, port: number, via: string): void {
  connections += 1;
  const server = new Socket();
  server.connect(port, '127.0.0.1');
  for (const socket of [client, server]) socket.setNoDelay(true);
  let current: Seen | null = null;
  const opened = performance.now() + 2 * half;
  const up = new Way(client, server, opened, () => {});
  const down = new Way(server, client, 0, (chunk) => {
    if (!current) return;
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(chunk.toString('latin1', 0, 12))?.[1] ?? 0);
    if (current.status < 200 && status >= 200) current.status = status;
    current.received += chunk.length;
    current.end = performance.now();
  });
  client.on('data', (chunk) => {
    // A tool that tries TLS first is told at once, as a Go server tells it: no real registry costs it that round trip.
    if (!current && chunk[0] === TLS_HANDSHAKE) {
      client.end('HTTP/1.0 400 Bad Request\r\n\r\n');
      return;
    }
    const [, method, target] = REQUEST.exec(chunk.toString('latin1', 0, 4096)) ?? [];
    if (method && target) {
      const [path = '', query = ''] = target.split('?');
      const times = { start: performance.now(), end: Number.POSITIVE_INFINITY };
      current = { method, path, query, status: 0, ...times, headerNames: [], headers: {}, sent: 0, received: 0, via };
      seen.push(current);
    }
    if (current) current.sent += chunk.length;
    up.take(chunk);
  });
  server.on('data', (chunk) => down.take(chunk));
  const cut = (): void => {
    client.destroy();
    server.destroy();
  };
  client.on('error', cut).on('close', () => server.destroy());
  server.on('error', cut);
}

type Order = { add: string } | { latencyMs: number } | { report: true } | { clear: true } | { stop: true };

process.on('message', (order: Order) => {
  if ('latencyMs' in order) half = order.latencyMs / 2;
  if ('clear' in order) {
    seen = [];
    connections = 0;
  }
  if ('stop' in order) process.exit();
  if ('report' in order) process.send?.({ seen, connections });
  else if ('add' in order) {
    const port = Number(new URL(order.add).port);
    const server = createServer({ allowHalfOpen: true }, (client) => connect(client, port, order.add));
    servers.push(server);
    server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
  } else process.send?.({});
});
process.on('disconnect', () => process.exit());
