import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

/** A request that the server received. */
export interface Seen {
  method: string;
  /** path and query */
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** A response; a function writes it itself, or never. */
export type Reply =
  | { status?: number; headers?: http.OutgoingHttpHeaders; body?: string | Buffer }
  | ((response: http.ServerResponse) => void);

export interface ScriptedServer {
  host: string;
  url: URL;
  seen: Seen[];
  /** the number of connections so far */
  connections: number;
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server on loopback whose responses come from a function.
 * @param reply gets the request, and its number from 1
 */
export async function serve(
  reply: (request: Seen, number: number) => Reply | Promise<Reply>,
  certificate?: Certificate,
): Promise<ScriptedServer> {
  const listener = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const seen = { method, path: url, headers, body: Buffer.concat(chunks) };
    server.seen.push(seen);
    const answer = await reply(seen, server.seen.length);
    if (typeof answer === 'function') answer(response);
    else response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  };
  const safely = (request: http.IncomingMessage, response: http.ServerResponse): void =>
    void listener(request, response).catch((error: Error) => response.destroy(error));
  const listening = certificate
    ? https.createServer({ cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) }, safely)
    : http.createServer(safely);
  // a connection that ends by itself would be one more where the machine makes a pause
  listening.keepAliveTimeout = 60_000;
  const open = new Set<Socket>();
  listening.on('connection', (socket: Socket) => {
    server.connections += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const host = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const server: ScriptedServer = {
    host,
    url: new URL(`${certificate ? 'https' : 'http'}://${host}`),
    seen: [],
    connections: 0,
    stop: async () => {
      listening.close();
      for (const socket of open) socket.destroy();
      if (listening.listening) await once(listening, 'close');
    },
  };
  return server;
}

/** The servers of a test file, stopped together: `afterEach(servers.stop)`. */
export function serverPool(): { serve: typeof serve; stop: () => Promise<void> } {
  const running: ScriptedServer[] = [];
  return {
    serve: async (...args) => {
      const server = await serve(...args);
      running.push(server);
      return server;
    },
    stop: async () => {
      await Promise.all(running.splice(0).map((server) => server.stop()));
    },
  };
}
