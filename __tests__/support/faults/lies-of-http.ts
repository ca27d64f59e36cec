import type { ErrorCode } from '../../../src/errors.ts';
import { ALL, CONTENT, endless, MANIFEST, MEGABYTE, type ReadLie, raw, slow } from './lie.ts';

function redirects(name: string, location: string, code: ErrorCode | null = 'REGISTRY_REFUSED'): ReadLie {
  return { name: `redirects to ${name}`, at: ALL, answer: () => ({ status: 307, headers: { location } }), code };
}

const ENDS: readonly ReadLie[] = [
  {
    name: 'sends a body without end',
    at: [...CONTENT, 'list'],
    answer: () => endless(MEGABYTE),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends 100 MB, and says so',
    at: [...CONTENT, 'list'],
    answer: () => (response) => {
      response.setHeader('content-length', 100 * MEGABYTE.length);
      endless(MEGABYTE)(response);
    },
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends a byte now and then',
    at: ['tag', 'blob', 'list'],
    answer: () => slow,
    code: 'REGISTRY_UNAVAILABLE',
    waits: true,
  },
  {
    name: 'redirects in a circle',
    at: ALL,
    answer: (_, { path }) => ({ status: 307, headers: { location: path } }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'redirects further each time',
    at: ALL,
    answer: (_, { path }) => ({ status: 302, headers: { location: `${path}${path.includes('?') ? '' : '?'}x` } }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'answers 103 for ever',
    at: ['tag', 'head'],
    answer:
      () =>
      ({ socket }) => {
        const more = setInterval(() => socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
        socket?.once('close', () => clearInterval(more));
      },
    code: 'REGISTRY_UNAVAILABLE',
    waits: true,
  },
];

const PLACES: readonly ReadLie[] = [
  redirects('the metadata service', 'http://169.254.169.254/latest/meta-data/'),
  redirects('the metadata service by HTTPS', 'https://169.254.169.254/latest/meta-data/'),
  redirects('the metadata service as one number', 'https://2852039166/'),
  redirects('the metadata service in IPv6', 'https://[::ffff:169.254.169.254]/'),
  redirects('the metadata service of EC2 in IPv6', 'https://[fd00:ec2::254]/'),
  redirects('the metadata service by name', 'https://metadata.google.internal/computeMetadata/v1/'),
  redirects('a link-local address', 'https://[fe80::1]/'),
  redirects('another host by HTTP', 'http://cdn.example/blob'),
  redirects('a file', 'file:///etc/passwd'),
  redirects('data', 'data:application/json,{}'),
  redirects('FTP on this machine', 'ftp://127.0.0.1/x'),
  redirects('no URL', 'http://['),
  redirects('nowhere', ''),
];

const HEADERS: readonly ReadLie[] = [
  {
    name: 'sends a header of 100 kB',
    at: ALL,
    answer: () => ({ headers: { 'x-much': 'x'.repeat(100_000) } }),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'sends headers that are no headers',
    at: ALL,
    answer: () => raw('HTTP/1.1 200 OK\r\nno header\r\n\r\n'),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'sends a header with bytes that none may have',
    at: ALL,
    answer: () => raw('HTTP/1.1 200 OK\r\nx: \0\x01\r\n\r\n'),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'breaks a line of a header by a return alone',
    at: ALL,
    answer: () => raw('HTTP/1.1 200 OK\r\nx: y\rdocker-content-digest: z\r\n\r\n'),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'answers in no HTTP',
    at: ALL,
    answer: () => raw('220 smtp.example ESMTP\r\n'),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'answers 200 to a part',
    at: ALL,
    answer: ({ headers, body }) => ({ status: 206, headers, body }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends a thousand headers more',
    at: CONTENT,
    answer: ({ headers, body }) => ({
      headers: { ...headers, ...Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`x${at}`, '1'])) },
      body,
    }),
    code: null,
  },
  {
    name: 'names no digest, but something else in its place',
    at: [...MANIFEST, 'head'],
    answer: ({ headers, body }) => ({ headers: { ...headers, 'docker-content-digest': '::error::sha256:x' }, body }),
    code: null,
  },
];

/** Malicious HTTP: wrong responses, whatever their content. */
export const HTTP_LIES: readonly ReadLie[] = [...ENDS, ...PLACES, ...HEADERS];
