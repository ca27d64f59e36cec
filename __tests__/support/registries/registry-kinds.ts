import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { note } from '../runner/children.ts';
import { parts } from '../runner/found-parts.ts';
import type { PartName } from '../runner/parts.ts';
import { environment, lastLines, until } from '../runner/shell.ts';
import { bcrypt } from './bcrypt.ts';
import { type Certificate, certify } from './certificate.ts';
import { ask } from './http.ts';
import type { TokenServer } from './token-server.ts';

/** CNCF distribution 3; Debian's distribution 2.8; olareg, the only one with the OCI referrers API. */
export type RegistryKind = 'distribution3' | 'distribution2' | 'olareg';

/** The program of each kind. */
export const PART_OF: Record<RegistryKind, PartName> = {
  distribution3: 'registry',
  distribution2: 'registry2',
  olareg: 'olareg',
};

/** The options of a registry. */
export interface Wanted {
  kind: RegistryKind;
  dir: string;
  /** 0 for any */
  port: number;
  certificate: Certificate | undefined;
  auth: 'none' | 'htpasswd' | 'token';
  username: string;
  password: string;
  tokens: TokenServer | undefined;
  realm: string | undefined;
  /** Replaces whole sections of distribution's configuration. */
  config: Record<string, object>;
}

export interface Served {
  child: ChildProcess;
  port: number;
  log: () => string;
}

/** Starts the process of a registry and waits until it listens; returns its port. */
export async function serve(wanted: Wanted): Promise<Served> {
  const part = parts()[PART_OF[wanted.kind]];
  if (!part.path) throw new Error(`no ${wanted.kind} here: ${part.reason}`);
  return wanted.kind === 'olareg' ? serveOlareg(part.path, wanted) : serveDistribution(part.path, wanted);
}

async function serveDistribution(program: string, wanted: Wanted): Promise<Served> {
  const { dir, kind, port } = wanted;
  const config = { ...configuration(wanted), ...(await authSection(wanted)), ...wanted.config };
  const file = join(dir, 'config.yml');
  writeFileSync(file, JSON.stringify(config));
  const { child, log } = start(program, ['serve', file]);
  const listening = (): string | undefined => /listening on 127\.0\.0\.1:(\d+)/.exec(log())?.[1];
  const up = await until(() => listening() !== undefined || child.exitCode !== null, 120_000, 10);
  const taken = Number(listening());
  if (up && taken) return { child, port: taken, log };
  child.kill('SIGKILL');
  throw new Error(`${kind} did not start on port ${port}: ${lastLines(log())}\n${readFileSync(file, 'utf8')}`);
}

/** olareg does not report its port, so a free one is chosen first. It is used without credentials here. */
async function serveOlareg(program: string, { dir, port, certificate, auth }: Wanted): Promise<Served> {
  if (auth !== 'none') throw new Error(`olareg is started with auth none here, received ${auth}`);
  const taken = port || (await freePort());
  const where = ['--addr', '127.0.0.1', '--port', String(taken), '--dir', join(dir, 'data')];
  const rights = ['--api-delete', '--api-blob-delete', '--gc-frequency', '-1s'];
  const tls = certificate ? ['--tls-cert', certificate.certFile, '--tls-key', certificate.keyFile] : [];
  const { child, log } = start(program, ['serve', ...where, ...rights, ...tls]);
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${taken}/v2/`;
  const answers = (): Promise<boolean> =>
    ask(url).then(
      ({ status }) => status === 200,
      () => child.exitCode !== null,
    );
  const up = await until(answers, 120_000, 20);
  if (up && child.exitCode === null) return { child, port: taken, log };
  child.kill('SIGKILL');
  throw new Error(`olareg did not start on port ${taken}: ${lastLines(log())}`);
}

function start(program: string, args: string[]): { child: ChildProcess; log: () => string } {
  const env = environment({ OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' });
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  note(parts().dir, child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  return { child, log: () => text };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The configuration is YAML, a superset of JSON: https://distribution.github.io/distribution/about/configuration/ */
function configuration({ dir, port, certificate }: Wanted): Record<string, object> {
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

async function authSection(wanted: Wanted): Promise<{ auth?: object }> {
  const { dir, kind, auth, tokens } = wanted;
  if (auth === 'htpasswd') {
    const path = join(dir, 'htpasswd');
    writeFileSync(path, `${wanted.username}:${bcrypt(wanted.password)}\n`);
    return { auth: { htpasswd: { realm: 'tests', path } } };
  }
  if (!tokens) return {};
  const { service, issuer, algorithm } = tokens;
  const common = { realm: wanted.realm ?? tokens.url, service, issuer };
  // 2.8 accepts a key only in a certificate, with any algorithm
  if (kind === 'distribution2')
    return { auth: { token: { ...common, rootcertbundle: await certify(dir, tokens.privateKey) } } };
  const jwks = join(dir, 'jwks.json');
  writeFileSync(jwks, JSON.stringify(tokens.jwks));
  return { auth: { token: { ...common, jwks, signingalgorithms: [algorithm] } } };
}
