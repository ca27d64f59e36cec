import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy, type TestProxy } from '../__tests__/support/faults/proxy.ts';
import { pushIndex } from '../__tests__/support/images/images.ts';
import { makeCertificate } from '../__tests__/support/registries/certificate.ts';
import { startPublicService } from '../__tests__/support/registries/public-service.ts';
import { startRegistry } from '../__tests__/support/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../__tests__/support/registries/token-server.ts';

/** A registry with token auth behind a proxy that counts and delays, with one image and stages to move it through. */
export interface Setting {
  readonly proxy: TestProxy;
  /** with the registry */
  readonly image: string;
  readonly digests: readonly string[];
  /** for programs that read docker's config, and trust the proxy's certificate */
  readonly env: Record<string, string>;
  readonly stop: () => Promise<void>;
}

/** How a registry is reached. */
export interface Way {
  readonly latencyMs: number;
  readonly tls: boolean;
  /** a public name of the registry and its token server; it is reached through a proxy that resolves it */
  readonly host?: string;
}

const USER = { username: 'bench', password: 'bench-password' };
const REPOSITORY = 'acme/app';

/** Makes a setting; the token server is behind the proxy too. */
export async function makeSetting(way: Way): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const tokens = await startTokenServer({
    users: { [USER.username]: { password: USER.password, grants: [{ repo: '*', actions: ['pull', 'push'] }] } },
  });
  const { dir, digests } = await filled();
  const start = (realm: string) => startRegistry({ dir, auth: 'token', tokens, ...USER, realm });
  const line = way.host === undefined ? await direct(way, folder, tokens, start) : await named(way.host, tokens, start);
  const { proxy, host, env, fronts, stop } = line;
  const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  for (const front of fronts) front.latencyMs = way.latencyMs;
  return {
    ...{ proxy, digests, image: `${host}/${REPOSITORY}` },
    env: { DOCKER_CONFIG: folder, ...env },
    stop: async () => {
      await stop();
      await tokens.stop();
    },
  };
}

/** Pushes the image in two versions to a registry without authentication; returns its storage. */
async function filled(): Promise<{ dir: string; digests: string[] }> {
  const open = await startRegistry();
  const digests: string[] = [];
  for (const version of ['1.0.0', '1.1.0']) {
    const image = await pushIndex(open, REPOSITORY, {
      tags: [version],
      platforms: ['linux/amd64', 'linux/arm64'],
      seed: version,
      annotations: {
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.revision': version === '1.0.0' ? 'a'.repeat(40) : 'b'.repeat(40),
      },
    });
    digests.push(image.digest);
  }
  await open.stop({ keep: true });
  return { dir: open.dir, digests };
}

type Start = (realm: string) => ReturnType<typeof startRegistry>;

/** What is in front of a registry and its token server. */
interface Line {
  readonly proxy: TestProxy;
  readonly host: string;
  readonly env: Record<string, string>;
  readonly fronts: readonly TestProxy[];
  readonly stop: () => Promise<void>;
}

async function direct({ tls }: Way, folder: string, tokens: TokenServer, start: Start): Promise<Line> {
  const certificate = tls ? await makeCertificate(folder) : null;
  const served = certificate
    ? { tls: { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) } }
    : {};
  const front = await startProxy(tokens.url, served);
  const registry = await start(front.at(tokens.url));
  const proxy = await startProxy(registry.url, { trace: front.trace, ...served });
  return {
    ...{ proxy, host: proxy.host, fronts: [proxy, front] },
    env: certificate
      ? { NODE_EXTRA_CA_CERTS: certificate.certFile, SSL_CERT_FILE: certificate.certFile }
      : ({} as Record<string, string>),
    stop: async () => {
      for (const one of [proxy, front, registry]) await one.stop();
    },
  };
}

async function named(host: string, tokens: TokenServer, start: Start): Promise<Line> {
  const registry = await start(`https://${host}/token`);
  const service = await startPublicService(host, registry.url, tokens.url);
  return {
    ...{ proxy: service.front, host, env: service.env, fronts: [service.front] },
    stop: async () => {
      await service.stop();
      await registry.stop();
    },
  };
}
