import type http from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/errors.ts';
import { digestOf } from '../../src/image/digest.ts';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import type { Truth } from './lying-registry.ts';
import type { Reply, Seen } from './scripted-server.ts';

/** What a read is about. */
export type ReadKind = 'tag' | 'digest' | 'history' | 'head' | 'blob' | 'list';

/** One thing that a registry may do to a read, and what a run has to say of it. */
export interface ReadLie {
  name: string;
  /** the reads where it matters */
  at: readonly ReadKind[];
  answer: (truth: Truth, request: Seen) => Reply;
  /** what the run fails with; null where it is harmless, so that the run goes on as if nothing were */
  code: ErrorCode | null;
}

const CONTENT: readonly ReadKind[] = ['tag', 'digest', 'history', 'blob'];
const MANIFEST: readonly ReadKind[] = ['tag', 'digest', 'history'];
const ALL: readonly ReadKind[] = [...CONTENT, 'head', 'list'];
const OTHER = `sha256:${'0'.repeat(64)}`;
export const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');

/** The kind of a read, by its key. */
export function kindOf(key: string): ReadKind {
  if (key.startsWith('HEAD ')) return 'head';
  if (key.startsWith('GET blobs/')) return 'blob';
  if (key === 'GET tags/list') return 'list';
  if (key.endsWith('-history')) return 'history';
  return key.includes('sha256:') ? 'digest' : 'tag';
}

/** Writes one piece after another for as long as somebody listens. */
export function endless(piece: Buffer, first: string | Buffer = ''): (response: http.ServerResponse) => void {
  return (response) => {
    response.write(first || piece);
    const more = (): void => {
      while (!response.destroyed && response.write(piece)) {
        // as fast as it is taken
      }
    };
    response.on('drain', more);
    more();
  };
}

/** One byte now and then, without end. */
export function slow(response: http.ServerResponse, everyMs = 50): void {
  const drip = setInterval(() => response.write(' '), everyMs);
  response.once('close', () => clearInterval(drip));
}

/** The bytes of an answer as they are, whatever HTTP allows. */
export function raw(text: string | Buffer): (response: http.ServerResponse) => void {
  return ({ socket }) => void socket?.end(text);
}

/** The truth with another body, that the registry calls by its right digest. */
function saying({ headers }: Truth, body: Buffer, type: string = MEDIA_TYPES.ociManifest): Reply {
  const digest = { 'docker-content-digest': digestOf(body), 'content-type': type };
  return { headers: { ...headers, ...digest, 'content-length': body.length }, body };
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const deep = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000);
const DEEP = Buffer.from(`{"schemaVersion":2,"mediaType":"${MEDIA_TYPES.ociManifest}","x":${deep('[', ']')}}`);
const SCHEMA1 = 'application/vnd.docker.distribution.manifest.v1+prettyjws';

function redirects(name: string, location: string, code: ErrorCode | null = 'REGISTRY_REFUSED'): ReadLie {
  return { name: `redirects to ${name}`, at: ALL, answer: () => ({ status: 307, headers: { location } }), code };
}

const BYTES: readonly ReadLie[] = [
  {
    name: 'names another digest in the header',
    at: MANIFEST,
    answer: ({ headers, body }) => ({ headers: { ...headers, 'docker-content-digest': OTHER }, body }),
    code: 'DIGEST_MISMATCH',
  },
  {
    name: 'sends other bytes of the same length',
    at: CONTENT,
    answer: ({ headers, body }) => ({
      headers,
      body: Buffer.from(body.toString('latin1').replace('"', "'"), 'latin1'),
    }),
    code: 'DIGEST_MISMATCH',
  },
  {
    name: 'sends another whole manifest under its own digest',
    at: ['digest'],
    answer: (truth) => saying(truth, json({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [] })),
    code: 'DIGEST_MISMATCH',
  },
  {
    name: 'says a length that is too short',
    at: CONTENT,
    answer: ({ headers, body }) =>
      raw(
        `HTTP/1.1 200 OK\r\ndocker-content-digest: ${headers['docker-content-digest']}\r\ncontent-length: ${body.length - 1}\r\n\r\n${body}`,
      ),
    // the byte too many breaks the connection
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'says a length that is too long, and hangs up',
    at: CONTENT,
    answer: ({ body }) => raw(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length + 9}\r\n\r\n${body}`),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'says a length that is too long, and falls silent',
    at: ['history', 'blob'],
    answer:
      ({ body }) =>
      (response) => {
        response.writeHead(200, { 'content-length': body.length + 9 }).write(body);
      },
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'says two lengths',
    at: ALL,
    answer: ({ body }) => raw(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'compresses, and means the digest of what it compressed',
    at: CONTENT,
    answer: ({ headers, body }) => {
      const sent = gzipSync(body);
      return { headers: { ...headers, 'content-encoding': 'gzip', 'content-length': sent.length }, body: sent };
    },
    code: 'DIGEST_MISMATCH',
  },
  {
    name: 'sends a bomb under a Content-Encoding',
    at: CONTENT,
    answer: ({ headers }) => {
      const sent = BOMB;
      return { headers: { ...headers, 'content-encoding': 'br', 'content-length': sent.length }, body: sent };
    },
    code: 'DIGEST_MISMATCH',
  },
];
const BOMB = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024));

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
  { name: 'sends a byte now and then', at: ['tag', 'blob', 'list'], answer: () => slow, code: 'REGISTRY_UNAVAILABLE' },
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

const MANIFESTS: readonly ReadLie[] = [
  {
    name: 'sends a manifest of schema 1',
    at: ['tag'],
    answer: (truth) => saying(truth, json({ schemaVersion: 1, name: 'acme/app', fsLayers: [], history: [] }), SCHEMA1),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends no JSON',
    at: ['tag'],
    answer: (truth) => saying(truth, Buffer.from('<html>')),
    code: 'REGISTRY_REFUSED',
  },
  { name: 'sends null', at: ['tag'], answer: (truth) => saying(truth, json(null)), code: 'REGISTRY_REFUSED' },
  {
    name: 'sends no UTF-8',
    at: ['tag'],
    answer: (truth) => saying(truth, Buffer.from([0xff, 0xfe, 0xc0, 0x80])),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends a manifest of a type with escapes in it',
    at: ['tag'],
    answer: (truth) => saying(truth, json({ schemaVersion: 2, mediaType: 'a\u001b[31m\n::error::x' })),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends an index of 100,000 children',
    at: ['tag'],
    answer: (truth) => {
      const child = (at: number) => ({
        digest: `sha256:${String(at).padStart(64, '0')}`,
        mediaType: MEDIA_TYPES.ociManifest,
        size: 1,
      });
      const manifests = Array.from({ length: 100_000 }, (_, at) => child(at));
      return saying(
        truth,
        json({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests }),
        MEDIA_TYPES.ociIndex,
      );
    },
    code: 'REGISTRY_REFUSED',
  },
  ...[json({}), json([]), json(null), Buffer.from('<html>'), Buffer.from([0xff]), DEEP].map((body, at) => ({
    name: `sends what is no history (${at + 1})`,
    at: ['history'] as const,
    answer: (truth: Truth) => saying(truth, body),
    code: 'HISTORY_INVALID' as const,
  })),
];

const LISTS: readonly ReadLie[] = [
  {
    name: 'sends a list that is none',
    at: ['list'],
    answer: () => ({ body: '{"tags":{}}' }),
    code: 'REGISTRY_REFUSED',
  },
  { name: 'sends a list that is no JSON', at: ['list'], answer: () => ({ body: '<html>' }), code: 'REGISTRY_REFUSED' },
  { name: 'sends null for a list', at: ['list'], answer: () => ({ body: 'null' }), code: 'REGISTRY_REFUSED' },
  {
    name: 'sends a list nested without end',
    at: ['list'],
    answer: () => ({ body: deep('[', ']') }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends page after page',
    at: ['list'],
    answer: ({ body }, { path }) => {
      const page = Number(/page=(\d+)/.exec(path)?.[1] ?? 0) + 1;
      return { headers: { link: `</v2/acme/app/tags/list?page=${page}>; rel="next"` }, body };
    },
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'names the page itself as its next',
    at: ['list'],
    answer: ({ body }, { path }) => ({ headers: { link: `<${path}>; rel="next"` }, body }),
    code: null,
  },
  {
    name: 'names tags that are none',
    at: ['list'],
    answer: ({ body }) => {
      const evil = ['\u001b[31m', '::error::x', '../../x', 'a\nb', '__proto__ ', 7, null, {}];
      return { body: json({ tags: [...(JSON.parse(body.toString()) as { tags: string[] }).tags, ...evil] }) };
    },
    code: null,
  },
];

export const READ_LIES: readonly ReadLie[] = [...BYTES, ...ENDS, ...PLACES, ...HEADERS, ...MANIFESTS, ...LISTS];
