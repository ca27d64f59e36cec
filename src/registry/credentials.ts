import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutInputs } from '../child-env.ts';
import { ActionError } from '../errors.ts';

/** What a registry may be shown. Never logged; every part of it is masked by who asked for it. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string };

/** Where docker keeps credentials, read from the environment once. */
export interface CredentialPlaces {
  /** the inline config of DOCKER_AUTH_CONFIG, if set */
  readonly inline: string | null;
  /** the folder of config.json */
  readonly folder: string | null;
  /** for the helpers, which are looked for on its PATH */
  readonly env: NodeJS.ProcessEnv;
}

interface DockerConfig {
  auths: Record<string, Record<string, unknown>>;
  credHelpers: Record<string, string>;
  credsStore: string | null;
}

const HUB_KEY = 'https://index.docker.io/v1/';
const NOT_FOUND = 'credentials not found in native keychain';
const HELPER_LIMIT_MS = 30_000;
const HELPER_MAX_OUTPUT = 64 * 1024;

/** Docker's places as its documentation has them: DOCKER_AUTH_CONFIG, DOCKER_CONFIG, ~/.docker. */
export function placesFrom(env: NodeJS.ProcessEnv): CredentialPlaces {
  const home = env.HOME ?? env.USERPROFILE;
  const folder = env.DOCKER_CONFIG || (home ? join(home, '.docker') : null);
  return { inline: env.DOCKER_AUTH_CONFIG || null, folder, env };
}

/**
 * Looks a registry's credential up as the docker client does: the inline config first, then the file; in each
 * `credHelpers`, then `credsStore`, then `auths`.
 * @param registry the registry's name, with port
 * @returns the credential, or null for anonymous
 * @throws INPUT_INVALID where a config is not JSON or a helper fails: it names the place, never the content
 */
export async function dockerCredential(registry: string, places: CredentialPlaces): Promise<Credential | null> {
  if (places.inline !== null) {
    const config = parseConfig(places.inline, 'DOCKER_AUTH_CONFIG');
    const found = fromAuths(config, registry);
    if (found) return found;
  }
  if (places.folder === null) return null;
  const file = join(places.folder, 'config.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(error.code ?? '')) return '';
    throw new ActionError('INPUT_INVALID', `Docker's config ${file} cannot be read (${error.code}).`);
  });
  const config = parseConfig(text, file);
  const key = serverKey(registry);
  const helper = lookUp(config.credHelpers, registry) ?? config.credsStore;
  return helper ? askHelper(helper, key, places.env) : fromAuths(config, registry);
}

/** The name under which docker keeps a registry's credential. */
export function serverKey(registry: string): string {
  return registry === 'docker.io' ? HUB_KEY : registry;
}

function parseConfig(text: string, place: string): DockerConfig {
  if (text.trim() === '') return { auths: {}, credHelpers: {}, credsStore: null };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // the parser's own message quotes the text around the place, which may hold a secret
    const at = /position (\d+)/.exec(String(error))?.[1];
    const where = at ? ` at line ${text.slice(0, Number(at)).split('\n').length}` : '';
    throw new ActionError('INPUT_INVALID', `${place} is not JSON${where}. Mend it, or log in to the registry again.`);
  }
  const { auths, credHelpers, credsStore } = (json ?? {}) as Record<string, unknown>;
  return {
    auths: isRecord(auths) ? (auths as DockerConfig['auths']) : {},
    credHelpers: isRecord(credHelpers) ? (credHelpers as Record<string, string>) : {},
    credsStore: typeof credsStore === 'string' && credsStore !== '' ? credsStore : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entry for a registry: the exact key, else the first whose key, written as a URL, has this host. */
function lookUp<T>(entries: Record<string, T>, registry: string): T | undefined {
  const key = serverKey(registry);
  if (Object.hasOwn(entries, key)) return entries[key];
  if (Object.hasOwn(entries, registry)) return entries[registry];
  const match = Object.keys(entries).find((candidate) => sameHost(candidate, registry));
  return match === undefined ? undefined : entries[match];
}

function sameHost(key: string, registry: string): boolean {
  const bare = key.replace(/^https?:\/\//, '');
  // a key with a path of its own is for that path, but for the API's version
  const [host = '', ...path] = bare.split('/');
  if (!/^(v[12]\/?)?$/.test(path.join('/'))) return false;
  const isHub = host === 'index.docker.io' || host === 'registry-1.docker.io' || host === 'docker.io';
  return registry === 'docker.io' ? isHub : unbracket(host) === unbracket(registry);
}

function unbracket(host: string): string {
  return host.replace(/[[\]]/g, '').toLowerCase();
}

function fromAuths(config: DockerConfig, registry: string): Credential | null {
  const entry = lookUp(config.auths, registry);
  if (!isRecord(entry)) return null;
  const { auth, username, password, identitytoken, registrytoken } = entry;
  if (typeof registrytoken === 'string' && /^[\x21-\x7e]+$/.test(registrytoken))
    return { kind: 'bearer', token: registrytoken };
  if (typeof identitytoken === 'string' && identitytoken) return { kind: 'identity', token: identitytoken };
  if (typeof auth === 'string' && auth) {
    const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = decoded.indexOf(':');
    if (colon < 0)
      throw new ActionError('INPUT_INVALID', `Docker's config has an "auth" for ${registry} without a colon.`);
    return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  }
  if (typeof username !== 'string' || typeof password !== 'string' || !username) return null;
  return { kind: 'basic', username, password };
}

/**
 * Asks a credential helper (docker/docker-credential-helpers): `get`, the server's name on its standard input, JSON out.
 * @throws INPUT_INVALID where it is missing, fails, or takes longer than 30 s
 */
function askHelper(name: string, server: string, env: NodeJS.ProcessEnv): Promise<Credential | null> {
  const program = `docker-credential-${name}`;
  const problem = (why: string): ActionError =>
    new ActionError('INPUT_INVALID', `The credential helper ${program}, named in docker's config, ${why}.`);
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return Promise.reject(problem('has a name that no program can have'));
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], { env: withoutInputs(env), stdio: ['pipe', 'pipe', 'ignore'] });
    // spawn's own timeout would hold the process where the program is not there
    setTimeout(() => {
      child.kill('SIGKILL');
      // a grandchild may hold the pipe for longer
      child.stdout.destroy();
      reject(problem(`did not answer in ${HELPER_LIMIT_MS / 1000} s`));
    }, HELPER_LIMIT_MS).unref();
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(0, HELPER_MAX_OUTPUT);
    });
    child.stdin.on('error', () => {});
    child.once('error', () => reject(problem('is not on the PATH')));
    child.once('close', (code, signal) => {
      if (signal) reject(problem(`did not answer in ${HELPER_LIMIT_MS / 1000} s`));
      else if (output.trim() === NOT_FOUND) resolve(null);
      else if (code !== 0) reject(problem(`failed for ${server} (exit code ${code})`));
      else readHelper(output, () => problem('answered with something that is not JSON')).then(resolve, reject);
    });
    child.stdin.end(server);
  });
}

async function readHelper(output: string, problem: () => ActionError): Promise<Credential | null> {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw problem();
  }
  if (!isRecord(answer)) throw problem();
  const { Username: username, Secret: secret } = answer;
  if (typeof secret !== 'string' || secret === '') return null;
  if (username === '<token>') return { kind: 'identity', token: secret };
  return { kind: 'basic', username: typeof username === 'string' ? username : '', password: secret };
}
