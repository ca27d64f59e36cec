import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { digestOf } from '../../../src/image/digest.ts';
import { MEDIA_TYPES } from '../../../src/image/manifest.ts';
import type { Truth } from '../registries/lying-registry.ts';
import type { Reply } from '../registries/scripted-server.ts';
import { ALL, CONTENT, MANIFEST, type ReadLie, raw } from './lie.ts';

const OTHER = `sha256:${'0'.repeat(64)}`;
// the best compression would take seconds, and zeros are as small without it
const BOMB = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

/** The correct response with another body and the digest of that body. */
function saying({ headers }: Truth, body: Buffer, type: string = MEDIA_TYPES.ociManifest): Reply {
  const digest = { 'docker-content-digest': digestOf(body), 'content-type': type };
  return { headers: { ...headers, ...digest, 'content-length': body.length }, body };
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const deep = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000);
const TOO_DEEP = deep('[', ']');
const DEEP = Buffer.from(`{"schemaVersion":2,"mediaType":"${MEDIA_TYPES.ociManifest}","x":${TOO_DEEP}}`);
const child = (at: number) => ({
  digest: `sha256:${String(at).padStart(64, '0')}`,
  mediaType: MEDIA_TYPES.ociManifest,
  size: 1,
});
const MANY_CHILDREN = json({
  schemaVersion: 2,
  mediaType: MEDIA_TYPES.ociIndex,
  manifests: Array.from({ length: 100_000 }, (_, at) => child(at)),
});
const SCHEMA1 = 'application/vnd.docker.distribution.manifest.v1+prettyjws';

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
    // the extra byte breaks the connection
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
    waits: true,
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
    answer: (truth) => saying(truth, MANY_CHILDREN, MEDIA_TYPES.ociIndex),
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
    answer: () => ({ body: TOO_DEEP }),
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

/** Malicious content: wrong bytes, and wrong values in them. */
export const CONTENT_LIES: readonly ReadLie[] = [...BYTES, ...MANIFESTS, ...LISTS];
