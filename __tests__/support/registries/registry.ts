import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { end } from '../runner/children.ts';
import { parts } from '../runner/found-parts.ts';
import { type Certificate, makeCertificate, makeSignedCertificate, type SignedCertificate } from './certificate.ts';
import { type RegistryKind, serve } from './registry-kinds.ts';
import { startTokenServer, type TokenServer, type TokenServerOptions, type TokenUser } from './token-server.ts';

export type { RegistryKind } from './registry-kinds.ts';

export interface RegistryOptions {
  /** Default: distribution3. Guard the others by `needs('registry2')` and `needs('olareg')`. */
  kind?: RegistryKind;
  /** Default: none. olareg supports none only. */
  auth?: 'none' | 'htpasswd' | 'token';
  /** true: a self-signed certificate. 'ca': one signed by a new CA. Or an existing one. */
  tls?: boolean | 'ca' | SignedCertificate;
  /** The one user of htpasswd; also the user of the token server that is started with the registry. */
  username?: string;
  password?: string;
  /** With `auth: 'token'`: an existing token server (it is not stopped with the registry), or its options. */
  tokens?: TokenServer | TokenServerOptions;
  /** With `auth: 'token'`: the realm of the challenge, such as a proxy in front of the token server. */
  realm?: string;
  /** the port, to restart a registry at the same address */
  port?: number;
  /** Storage of an earlier registry (`registry.dir`), to find its images again. */
  dir?: string;
  /** Replaces whole sections of distribution's configuration. */
  config?: Record<string, object>;
}

export interface Registry {
  /** `127.0.0.1:PORT`, the start of its image names. */
  host: string;
  url: string;
  port: number;
  tls: boolean;
  /** Credentials if they are required, else undefined. */
  username?: string;
  password?: string;
  /** With `auth: 'token'`. */
  tokens?: TokenServer;
  /** With `tls`: the file for NODE_EXTRA_CA_CERTS. */
  caFile?: string;
  dir: string;
  /** Its log. */
  log(): string;
  /** Ends the process; removes the storage unless it is kept for another start. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

/**
 * Starts a registry (CNCF distribution 3, unless another kind is requested) with empty storage on a free port of
 * 127.0.0.1.
 */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { auth = 'none', username = 'ci', password = 'secret' } = options;
  const dir = options.dir ?? mkdtempSync(join(parts().storage, 'registry-'));
  const certificate = await certificateOf(options, dir);
  const ownTokens = auth === 'token' && !(options.tokens && 'url' in options.tokens);
  const tokens = auth === 'token' ? await tokenServer(options, { [username]: { password } }, certificate) : undefined;
  mkdirSync(join(dir, 'data'), { recursive: true });
  const { kind = 'distribution3', port: wanted = 0, realm, config = {} } = options;
  const what = { kind, dir, port: wanted, certificate, auth, username, password, tokens, realm, config };
  const { child, port, log } = await serve(what);
  const registry: Registry = {
    host: `127.0.0.1:${port}`,
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    tls: certificate !== undefined,
    dir,
    log,
    stop: async ({ keep = false } = {}) => {
      await end(child);
      if (ownTokens) await tokens?.stop();
      if (!keep) rmSync(dir, { recursive: true, force: true });
    },
  };
  if (auth !== 'none') Object.assign(registry, { username, password });
  if (tokens) registry.tokens = tokens;
  if (certificate) registry.caFile = certificate.caFile;
  return registry;
}

/** Returns the certificate to serve, and its CA: a self-signed certificate is its own CA. */
async function certificateOf(
  { tls }: RegistryOptions,
  dir: string,
): Promise<Omit<SignedCertificate, 'caKeyFile'> | undefined> {
  if (!tls) return undefined;
  if (typeof tls === 'object') return tls;
  if (tls === 'ca') return makeSignedCertificate(dir);
  const own = await makeCertificate(dir);
  return { ...own, caFile: own.certFile };
}

/** Returns the given token server, or starts one, with the registry's certificate if it has one. */
async function tokenServer(
  options: RegistryOptions,
  users: Record<string, TokenUser>,
  certificate: Certificate | undefined,
): Promise<TokenServer> {
  if (options.tokens && 'url' in options.tokens) return options.tokens;
  const tls = certificate && { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) };
  return startTokenServer({ users, ...(tls && { tls }), ...options.tokens });
}
