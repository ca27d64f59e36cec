import { ActionError } from '../../errors.ts';

/** A registry credential. Never logged; `Auth` masks all its parts before it is used. */
export type Credential = (
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string }
) & {
  /** where it comes from, for error messages, as `docker's config` */
  readonly source?: string;
};

/** The credential fields of docker's config.json and of containers-auth.json(5). */
export interface AuthFile {
  /** the file or variable, used in error messages */
  readonly place: string;
  readonly auths: Readonly<Record<string, unknown>>;
  readonly credHelpers: Readonly<Record<string, unknown>>;
  readonly credsStore: string | null;
}

const HUB_KEY = 'https://index.docker.io/v1/';
const HUB_HOSTS = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/** Returns the key under which docker stores a registry's credential. */
export function serverKey(registry: string): string {
  return registry === 'docker.io' ? HUB_KEY : registry;
}

/**
 * Parses the credential fields of a config.
 * @param text the config; empty for none
 * @param place the file or variable that it comes from, used in error messages
 * @throws INPUT_INVALID when it is not JSON; the message has line and column, and none of the content
 */
export function parseAuthFile(text: string, place: string): AuthFile {
  const clean = text.replace(/^\ufeff/, '');
  if (clean.trim() === '') return { place, auths: {}, credHelpers: {}, credsStore: null };
  const json = parsed(clean, place);
  const store = field(json, 'credsStore');
  return {
    place,
    auths: recordOf(field(json, 'auths')),
    credHelpers: recordOf(field(json, 'credHelpers')),
    credsStore: typeof store === 'string' && store !== '' ? store : null,
  };
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // the rest of the parser's message may quote a secret; not every message has a position
    const [, line, column] =
      / in JSON at position \d+ \(line (\d+) column (\d+)\)$/.exec((error as Error).message) ?? [];
    const where = line === undefined ? '' : ` at line ${line}, column ${column}`;
    throw new ActionError('INPUT_INVALID', `${place} is not JSON${where}. Fix it, or log in to the registry again.`);
  }
}

/**
 * Returns a field of a JSON object, undefined if there is none. Like Go's decoder, which docker uses, it falls back to
 * a case-insensitive match.
 */
export function field(json: unknown, name: string): unknown {
  const record = recordOf(json);
  if (Object.hasOwn(record, name)) return record[name];
  const lower = name.toLowerCase();
  const other = Object.keys(record).find((key) => key.toLowerCase() === lower);
  return other === undefined ? undefined : record[other];
}

function recordOf(value: unknown): Record<string, unknown> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : {};
}

/**
 * Returns the entry for a registry: that of the exact key, else the first whose key is a URL with this host.
 * @param entries by registry, as `auths` and `credHelpers`
 * @returns undefined if there is none
 */
export function lookUp(entries: Readonly<Record<string, unknown>>, registry: string): unknown {
  for (const key of [serverKey(registry), registry, HUB_HOSTS.has(registry) ? HUB_KEY : registry])
    if (Object.hasOwn(entries, key)) return entries[key];
  const match = Object.keys(entries).find((candidate) => sameHost(candidate, registry));
  return match === undefined ? undefined : entries[match];
}

function sameHost(key: string, registry: string): boolean {
  const bare = key.replace(/^https?:\/\//, '');
  // a key with a path other than the API's version applies to that path only
  const [host = '', ...path] = bare.split('/');
  if (!/^(v[12]\/?)?$/.test(path.join('/'))) return false;
  const [one, other] = [unbracket(host), unbracket(registry)];
  return one === other || (HUB_HOSTS.has(one) && HUB_HOSTS.has(other));
}

function unbracket(host: string): string {
  return host.replace(/[[\]]/g, '').toLowerCase();
}

/**
 * Returns the credential of an entry of `auths`.
 * @param name the entry's registry or path, used in error messages
 * @param place the file or variable of the entry, used in error messages
 * @returns null if the entry has none
 * @throws INPUT_INVALID when its `auth` is not `user:password` in base64, which docker refuses too
 */
export function credentialOf(entry: unknown, name: string, place: string): Credential | null {
  const [auth, username, password, identitytoken, registrytoken] = [
    'auth',
    'username',
    'password',
    'identitytoken',
    'registrytoken',
  ].map((key) => field(entry, key));
  if (typeof registrytoken === 'string' && /^[\x21-\x7e]+$/.test(registrytoken))
    return { kind: 'bearer', token: registrytoken };
  if (typeof identitytoken === 'string' && identitytoken) return { kind: 'identity', token: identitytoken };
  if (typeof auth === 'string' && auth) {
    const decoded = Buffer.from(auth, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (colon <= 0) {
      const why = `has an invalid "auth" for ${name}: expected "user:password" in base64`;
      throw new ActionError('INPUT_INVALID', `${place} ${why}. Log in to the registry again.`);
    }
    const secret = decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '');
    return { kind: 'basic', username: decoded.slice(0, colon), password: secret };
  }
  if (typeof username !== 'string' || typeof password !== 'string' || !username) return null;
  return { kind: 'basic', username, password };
}
