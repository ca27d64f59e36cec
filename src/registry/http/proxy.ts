import { createRequire } from 'node:module';
import type * as netModule from 'node:net';
import { ActionError } from '../../errors.ts';
import { secretEncodings } from '../../util/secret-encodings.ts';
import { decoded } from '../../util/user-info.ts';
import { hostname, isLoopback, portOf } from './address.ts';

const require = createRequire(import.meta.url);
const VARIABLES: Record<string, readonly string[]> = {
  // lower case takes precedence, as in curl; no need to ignore HTTP_PROXY, because this is not a CGI
  'https:': ['https_proxy', 'HTTPS_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY'],
};

/**
 * Returns the proxy for requests to a URL, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * @returns null for none, and always for a URL on this machine
 * @throws INPUT_INVALID when the variable is not a valid proxy URL; the message does not quote it, because it may
 *   contain a password
 */
export function proxyOf(url: URL, env: NodeJS.ProcessEnv): URL | null {
  if (isLoopback(url.host)) return null;
  const variable = VARIABLES[url.protocol]?.find((name) => env[name]);
  if (variable === undefined || isExcluded(url, env.no_proxy || env.NO_PROXY || '')) return null;
  return parseProxy(env[variable] ?? '', variable);
}

/**
 * Returns the options of an agent for a URL, with its proxy if it has one. NO_PROXY is applied here, because Node does
 * not support CIDR there.
 * @throws INPUT_INVALID as `proxyOf`
 */
export function proxyOptions(url: URL, env: NodeJS.ProcessEnv): object {
  const proxy = proxyOf(url, env);
  return proxy ? { proxyEnv: { https_proxy: proxy.href, http_proxy: proxy.href } } : {};
}

/**
 * Returns every encoding of the passwords in the proxy variables, for masking; a value that is not a URL as a whole.
 */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  return Object.values(VARIABLES)
    .flat()
    .flatMap((name) => {
      // without an @ there is no password
      if (!env[name]?.includes('@')) return [];
      const text = withScheme(env[name]);
      if (!URL.canParse(text)) return [text];
      const { username, password } = new URL(text);
      const plain = decoded(password);
      return [...secretEncodings(plain, `${decoded(username)}:${plain}`), password].filter(Boolean);
    });
}

function parseProxy(text: string, variable: string): URL {
  const whole = withScheme(text.trim());
  const url = URL.canParse(whole) ? new URL(whole) : null;
  const why = !url
    ? 'is not a valid URL'
    : !/^https?:$/.test(url.protocol)
      ? `has the scheme ${url.protocol.slice(0, -1)}, which is not supported`
      : isDecodable(url)
        ? null
        : 'has a user or password with an invalid % escape';
  if (url && why === null) return url;
  throw new ActionError('INPUT_INVALID', `${variable} ${why}. Use http://host:port, or add the host to NO_PROXY.`);
}

/** Adds `http://` if there is no scheme, as curl and Go do. */
function withScheme(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns whether NO_PROXY excludes a URL. The format is docker's
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config): `*`, an address, a network in CIDR, a domain with its
 * subdomains, `.domain` for subdomains only; each with or without a port.
 */
function isExcluded(url: URL, list: string): boolean {
  const host = hostname(url).toLowerCase();
  return list
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim().replace(/^\*(?=\.)/, ''))
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*' || isInNetwork(host, entry)) return true;
      const [, name = '', port] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      const [, whole = ''] = /^\[?([^\]]*)\]?$/.exec(entry) ?? [];
      if (host === whole) return true;
      if (port !== undefined && Number(port) !== portOf(url)) return false;
      return name !== '' && (host === name || host.endsWith(name.startsWith('.') ? name : `.${name}`));
    });
}

function isInNetwork(host: string, entry: string): boolean {
  const [, address = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (address === '') return false;
  const { BlockList, isIP } = require('node:net') as typeof netModule;
  const [kind, own] = [isIP(address), isIP(host)];
  const [family, most] = kind === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
  if (kind === 0 || kind !== own || Number(bits) > most) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, family);
}
