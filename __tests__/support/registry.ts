import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bcrypt } from './bcrypt.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { end, note } from './children.ts';
import { parts } from './found-parts.ts';
import { environment, lastLines, until } from './shell.ts';
import { startTokenServer, type TokenServer, type TokenServerOptions } from './token-server.ts';

export interface RegistryOptions {
  auth?: 'none' | 'htpasswd' | 'token';
  tls?: boolean;
  /** The one user of htpasswd; also the user of the token server that is started by itself. */
  username?: string;
  password?: string;
  /** With `auth: 'token'`: a token server of the test's own (it is not stopped with the registry), or its options. */
  tokens?: TokenServer | TokenServerOptions;
  /** With `auth: 'token'`: what the registry names as the realm, say a proxy in front of the token server. */
  realm?: string;
  /** A port of one's own choice, to start again where another was stopped. */
  port?: number;
  /** Storage of an earlier registry (`registry.dir`), to find its images again. */
  dir?: string;
  /** Replaces whole sections of the configuration. */
  config?: Record<string, object>;
}

export interface Registry {
  /** `127.0.0.1:PORT`, as an image name begins. */
  host: string;
  url: string;
  port: number;
  tls: boolean;
  /** Credentials where they are needed, else undefined. */
  username?: string;
  password?: string;
  /** With `auth: 'token'`. */
  tokens?: TokenServer;
  /** With `tls`: the file for NODE_EXTRA_CA_CERTS. */
  caFile?: string;
  dir: string;
  /** All that it has logged. */
  log(): string;
  /** Ends the process; removes the storage unless it is to be kept for another start. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

/** Starts a registry of its own (CNCF distribution 3) with empty storage on a free port of 127.0.0.1. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { auth = 'none', username = 'ci', password = 'secret' } = options;
  const dir = options.dir ?? mkdtempSync(join(parts().dir, 'registry-'));
  const certificate = options.tls ? await makeCertificate(dir) : undefined;
  const ownTokens = auth === 'token' && !(options.tokens && 'url' in options.tokens);
  const tokens = auth === 'token' ? await tokenServer(options, username, password) : undefined;
  mkdirSync(join(dir, 'data'), { recursive: true });
  const config = {
    ...configuration(dir, options.port ?? 0, certificate),
    ...authSection(dir, auth, { username, password, tokens, realm: options.realm }),
    ...options.config,
  };
  const file = join(dir, 'config.yml');
  writeFileSync(file, JSON.stringify(config));
  const { child, port, log } = await serve(file);
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
  if (certificate) registry.caFile = certificate.certFile;
  return registry;
}

async function tokenServer(options: RegistryOptions, username: string, password: string): Promise<TokenServer> {
  if (options.tokens && 'url' in options.tokens) return options.tokens;
  return startTokenServer({ users: { [username]: { password } }, ...options.tokens });
}

/** The configuration is YAML, of which JSON is a part: https://distribution.github.io/distribution/about/configuration/ */
function configuration(dir: string, port: number, certificate: Certificate | undefined): Record<string, object> {
  const tls = certificate ? { tls: { certificate: certificate.certFile, key: certificate.keyFile } } : {};
  return {
    version: 0.1 as unknown as object,
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(dir, 'data') },
      delete: { enabled: true },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: `127.0.0.1:${port}`, ...tls },
  };
}

interface AuthFacts {
  username: string;
  password: string;
  tokens: TokenServer | undefined;
  realm: string | undefined;
}

function authSection(dir: string, auth: string, facts: AuthFacts): { auth?: object } {
  if (auth === 'htpasswd') {
    const path = join(dir, 'htpasswd');
    writeFileSync(path, `${facts.username}:${bcrypt(facts.password)}\n`);
    return { auth: { htpasswd: { realm: 'tests', path } } };
  }
  const { tokens } = facts;
  if (!tokens) return {};
  const jwks = join(dir, 'jwks.json');
  writeFileSync(jwks, JSON.stringify(tokens.jwks));
  const { service, issuer, algorithm } = tokens;
  const realm = facts.realm ?? tokens.url;
  return { auth: { token: { realm, service, issuer, jwks, signingalgorithms: [algorithm] } } };
}

/** Starts the process and waits until it says on which port it listens. */
async function serve(file: string): Promise<{ child: ChildProcess; port: number; log: () => string }> {
  const { path } = parts().registry;
  if (!path) throw new Error(`no registry here: ${parts().registry.reason}`);
  const env = environment({ OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' });
  const child = spawn(path, ['serve', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  note(parts().dir, child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const listening = (): string | undefined => /listening on 127\.0\.0\.1:(\d+)/.exec(text)?.[1];
  const up = await until(() => listening() !== undefined || child.exitCode !== null, 20_000, 10);
  const port = Number(listening());
  if (!up || !port) {
    child.kill('SIGKILL');
    throw new Error(`the registry did not start: ${lastLines(text)}\n${readFileSync(file, 'utf8')}`);
  }
  return { child, port, log: () => text };
}
