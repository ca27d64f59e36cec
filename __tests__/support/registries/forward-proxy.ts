import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** A request to a forward proxy. */
export interface Asked {
  /** CONNECT, or the method of a plain request */
  method: string;
  /** `host:port` of a CONNECT, else the whole URL */
  target: string;
  status: number;
}

export interface ForwardProxyOptions {
  /** the address of each name, as `127.0.0.1:PORT`, because the proxy resolves names; any other gets 502 */
  hosts: Record<string, string>;
  /** the required `user:password`; other requests get 407 */
  credentials?: string;
}

export interface ForwardProxy {
  /** `127.0.0.1:PORT` */
  host: string;
  asked: Asked[];
  stop(): Promise<void>;
}

/** Starts a forward proxy on 127.0.0.1: CONNECT, and plain requests in absolute form (RFC 9110, 9.3.6; 9112, 3.2.2). */
export async function startForwardProxy(options: ForwardProxyOptions): Promise<ForwardProxy> {
  const asked: Asked[] = [];
  const open = new Set<Socket>();
  const judge = (request: http.IncomingMessage, name: string): { status: number; to: string } => {
    const wanted = options.credentials && `Basic ${Buffer.from(options.credentials).toString('base64')}`;
    const to = options.hosts[name] ?? '';
    const status = wanted && request.headers['proxy-authorization'] !== wanted ? 407 : to === '' ? 502 : 200;
    asked.push({ method: request.method ?? '', target: request.url ?? '', status });
    return { status, to };
  };
  const server = http.createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://no-host.invalid');
    const { status, to } = judge(incoming, url.hostname);
    if (status === 200) return passOn(incoming, outgoing, url, to);
    outgoing.writeHead(status).end();
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('connect', (request: http.IncomingMessage, client: Socket, head: Buffer) => {
    const { status, to } = judge(request, (request.url ?? '').replace(/:\d+$/, ''));
    client.on('error', () => client.destroy());
    if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    tunnel(client, head, to);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tunnel(client: Socket, head: Buffer, to: string): void {
  const [host, port] = to.split(':');
  const target = net.connect(Number(port), host, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    target.write(head);
    target.pipe(client).pipe(target);
  });
  target.on('error', () => client.destroy());
  client.on('close', () => target.destroy());
}

function passOn(incoming: http.IncomingMessage, outgoing: http.ServerResponse, url: URL, to: string): void {
  const [host, port] = to.split(':');
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers;
  const { method } = incoming;
  const request = http.request({ host, port, method, path: url.pathname + url.search, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 0, response.headers);
    response.pipe(outgoing);
  });
  request.on('error', () => outgoing.destroy());
  incoming.pipe(request);
}
