import http from 'node:http';
import https from 'node:https';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

/** Sends one HTTP request: follows no redirect, accepts any certificate, returns any status. */
export function ask(url: string | URL, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const secure = new URL(url).protocol === 'https:';
  const options = { method, headers: { ...headers } as Record<string, string | number>, agent: false as const };
  if (body !== undefined) options.headers['content-length'] = Buffer.byteLength(body);
  return new Promise((resolve, reject) => {
    const request = secure ? https.request(url, { ...options, rejectUnauthorized: false }) : http.request(url, options);
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
  });
}

/** Returns a Basic authorization header. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
