import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy, type TestProxy } from '../__tests__/support/faults/proxy.ts';
import { pushIndex } from '../__tests__/support/images/images.ts';
import { makeCertificate } from '../__tests__/support/registries/certificate.ts';
import { startRegistry } from '../__tests__/support/registries/registry.ts';
import { startTokenServer } from '../__tests__/support/registries/token-server.ts';

/** A registry with token auth behind a proxy that counts and delays, with one image and a ladder to move on. */
export interface Setting {
  readonly proxy: TestProxy;
  readonly repository: string;
  readonly digests: readonly string[];
  /** for programs that read docker's config, and trust the proxy's certificate */
  readonly env: Record<string, string>;
  readonly stop: () => Promise<void>;
}

const USER = { username: 'bench', password: 'bench-password' };

/** Makes a setting; the token server is behind the proxy too. */
export async function makeSetting(latencyMs: number, tls: boolean): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const certificate = tls ? await makeCertificate(folder) : null;
  const tokens = await startTokenServer({
    users: { [USER.username]: { password: USER.password, grants: [{ repo: '*', actions: ['pull', 'push'] }] } },
  });
  const served = certificate
    ? { tls: { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) } }
    : {};
  const front = await startProxy(tokens.url, { latencyMs: 0, ...served });
  const registry = await startRegistry({ auth: 'token', tokens, ...USER, realm: front.at(tokens.url) });
  const proxy = await startProxy(registry.url, {
    latencyMs: 0,
    trace: front.trace,
    ...served,
  });
  const repository = 'acme/app';
  const digests: string[] = [];
  for (const version of ['1.0.0', '1.1.0']) {
    const image = await pushIndex(registry, repository, {
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
  const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [proxy.host]: { auth } } }));
  proxy.latencyMs = latencyMs;
  front.latencyMs = latencyMs;
  return {
    proxy,
    repository,
    digests,
    env: {
      DOCKER_CONFIG: folder,
      ...(certificate ? { NODE_EXTRA_CA_CERTS: certificate.certFile, SSL_CERT_FILE: certificate.certFile } : {}),
    },
    stop: async () => {
      await proxy.stop();
      await front.stop();
      await registry.stop();
      await tokens.stop();
    },
  };
}
