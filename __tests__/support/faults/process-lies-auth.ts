import type { Reply } from '../registries/scripted-server.ts';
import { challenge, type Hosts, TOKEN } from './hostile-hosts.ts';
import { endless, MEGABYTE } from './lie.ts';
import { brackets, ECHO_LOGIN, isToken, type ProcessLie } from './process-lie.ts';
import { EVIL } from './sound.ts';

/** A registry that names this realm. */
const realm = (url: string): Hosts => ({
  'registry.example': (request) => (isToken(request) ? undefined : challenge(url)),
});
const token = (reply: Reply): Hosts => ({ 'auth.example': () => reply });
const gives = (body: unknown): Hosts => token({ body: JSON.stringify(body) });

/** Malicious challenges: where credentials are sent. */
export const REALMS: ProcessLie[] = [
  {
    name: 'asks for credentials over HTTP',
    hosts: realm('http://auth.example/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials over HTTP at its own host',
    hosts: realm('http://registry.example/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials over HTTP at another host',
    hosts: realm('http://evil.example/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials in a file',
    hosts: realm('file:///etc/passwd'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials by FTP',
    hosts: realm('ftp://evil.example/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials at this machine',
    hosts: realm('http://127.0.0.1:9/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials at this machine by HTTPS',
    hosts: realm('https://127.0.0.1:9/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  {
    name: 'asks for credentials at the metadata service',
    hosts: realm('https://169.254.169.254/token'),
    code: 'UNAUTHORIZED',
    says: 'They were not sent',
  },
  { name: 'names a realm that is not a URL', hosts: realm('::error::injected'), code: 'UNAUTHORIZED' },
  { name: 'names no realm', hosts: realm(''), code: 'UNAUTHORIZED' },
  { name: 'names a realm of 8 kB that is not a URL', hosts: realm(`x${'y'.repeat(8000)}`), code: 'UNAUTHORIZED' },
  {
    name: 'names a user in its realm, who is not sent',
    hosts: realm('https://mallory:pw@auth.example/token'),
    code: null,
  },
  { name: 'refuses every token', hosts: { 'registry.example': () => challenge() }, code: 'UNAUTHORIZED' },
  {
    name: 'asks in a scheme that is none',
    hosts: {
      'registry.example': () => ({ status: 401, headers: { 'www-authenticate': '::error::injected realm="x"' } }),
    },
    code: 'UNAUTHORIZED',
  },
  {
    name: 'asks in hundreds of challenges',
    hosts: {
      'registry.example': () => ({
        status: 401,
        headers: { 'www-authenticate': Array.from({ length: 400 }, (_, at) => `X${at} a="b"`) },
      }),
    },
    code: 'UNAUTHORIZED',
  },
];

/** Malicious responses of the token server. */
export const TOKENS: ProcessLie[] = [
  { name: 'a token without end', hosts: token(endless(MEGABYTE)), code: 'REGISTRY_REFUSED' },
  { name: 'no JSON', hosts: token({ body: EVIL }), code: 'UNAUTHORIZED' },
  { name: 'null', hosts: gives(null), code: 'UNAUTHORIZED' },
  { name: 'a number', hosts: gives({ token: 7 }), code: 'UNAUTHORIZED' },
  { name: 'a token with a line in it', hosts: gives({ token: `${TOKEN}\r\nx-evil: 1` }), code: 'UNAUTHORIZED' },
  { name: 'a token that is no ASCII', hosts: gives({ token: 'tökén' }), code: 'UNAUTHORIZED' },
  { name: 'a token of 100 kB', hosts: gives({ token: 'x'.repeat(100_000) }), code: 'REGISTRY_REFUSED' },
  { name: 'brackets', hosts: token({ body: brackets(400_000) }), code: 'UNAUTHORIZED' },
  { name: 'an error that says all secrets', hosts: token({ status: 401, body: ECHO_LOGIN }), code: 'UNAUTHORIZED' },
  {
    name: 'a redirect to another host',
    hosts: token({ status: 307, headers: { location: 'https://evil.example/token' } }),
    code: 'UNAUTHORIZED',
  },
  {
    name: 'what is compressed',
    hosts: token({ headers: { 'content-encoding': 'gzip' }, body: Buffer.from([0x1f, 0x8b, 8, 0]) }),
    code: 'UNAUTHORIZED',
  },
  { name: 'a life that is no time', hosts: gives({ token: TOKEN, expires_in: -1e308, issued_at: EVIL }), code: null },
  {
    name: 'a life of no number',
    hosts: gives({ token: TOKEN, expires_in: EVIL, __proto__: { expires_in: 1 } }),
    code: null,
  },
];
