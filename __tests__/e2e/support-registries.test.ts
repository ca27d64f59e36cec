import { expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { ask } from '../support/registries/http.ts';
import { type Registry, type RegistryOptions, startRegistry } from '../support/registries/registry.ts';
import { startTokenServer } from '../support/registries/token-server.ts';
import { dockerConfig, needs, parts } from '../support/runner/available.ts';
import { onDemandFor } from '../support/runner/global-setup.ts';
import { runOrThrow } from '../support/runner/shell.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';

test('what takes long to make is made only where a selected test names it', () => {
  expect(onDemandFor(['support-registries'])).toContain('cosign');
  expect(onDemandFor(['story-status', 'trains'])).toEqual([]);
  expect(onDemandFor([])).toEqual(expect.arrayContaining(['cosign', 'olareg', 'registry2']));
});

/** A judge with credentials of its own, which trusts the registry's CA and nothing else. */
function judgeEnv({ host, username, password, caFile }: Registry): Record<string, string | undefined> {
  const auths = username ? { [host]: { username, password: password ?? '' } } : {};
  return { DOCKER_CONFIG: dockerConfig({ auths }), SSL_CERT_FILE: caFile };
}

const older: [string, RegistryOptions][] = [
  ['without credentials', {}],
  ['with htpasswd', { auth: 'htpasswd' }],
  ['with tokens', { auth: 'token' }],
  ['with tokens signed by RSA', { auth: 'token', tokens: { algorithm: 'RS256' } }],
  ['over TLS from a CA', { auth: 'token', tls: 'ca' }],
];

needs(
  'registry2',
  'crane',
  'openssl',
)('distribution 2', () => {
  test.each(older)('%s takes images that crane reads back', async (_, options) => {
    const registry = await startRegistry({ kind: 'distribution2', ...options });
    try {
      const index = await images.pushIndex(registry, 'team/app', { tags: ['1.2.3'] });
      const args = ['digest', `${registry.host}/team/app:1.2.3`];
      const digest = await runOrThrow(parts().crane.path!, args, { env: judgeEnv(registry) });
      expect(digest.trim()).toBe(index.digest);
    } finally {
      await registry.stop();
    }
  });

  test('refuses a token that another server signed', async () => {
    const registry = await startRegistry({ kind: 'distribution2', auth: 'token' });
    const other = await startTokenServer();
    try {
      const headers = (from: { token: (user: string, scopes: string[]) => string }) => ({
        authorization: `Bearer ${from.token('ci', ['repository:app:pull'])}`,
      });
      const url = `${registry.url}/v2/app/tags/list`;
      expect((await ask(url, { headers: headers(registry.tokens!) })).status).toBe(404);
      expect((await ask(url, { headers: headers(other) })).status).toBe(401);
    } finally {
      await other.stop();
      await registry.stop();
    }
  });
});

needs(
  'olareg',
  'oras',
  'openssl',
)('olareg', () => {
  test.each([false, 'ca'] as const)('lists what refers to an image (TLS: %s)', async (tls) => {
    const registry = await startRegistry({ kind: 'olareg', tls });
    try {
      const image = await images.pushManifest(registry, 'app', { tags: ['1.0.0'] });
      const at = [
        'attach',
        `${registry.host}/app:1.0.0`,
        '--artifact-type',
        'application/x.test',
        '--annotation',
        'a=b',
      ];
      await runOrThrow(parts().oras.path!, [...at, ...(tls ? [] : ['--plain-http'])], { env: judgeEnv(registry) });
      const answer = await images.registryAsk(registry, `/v2/app/referrers/${image.digest}`);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, INDEX]);
      expect(JSON.parse(answer.body.toString()).manifests).toMatchObject([{ artifactType: 'application/x.test' }]);
      // no fallback tag beside it: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
      expect(await images.listTags(registry, 'app')).toEqual(['1.0.0']);
    } finally {
      await registry.stop();
    }
  });
});

needs(
  'registry',
  'registry2',
  'openssl',
)('both distributions', () => {
  test.each(['distribution3', 'distribution2'] as const)('%s has no referrers API', async (kind) => {
    const registry = await startRegistry({ kind });
    try {
      const image = await images.pushManifest(registry, 'app', { tags: ['1.0.0'] });
      expect((await images.registryAsk(registry, `/v2/app/referrers/${image.digest}`)).status).toBe(404);
    } finally {
      await registry.stop();
    }
  });
});

needs(
  'registry',
  'skopeo',
  'regctl',
  'oras',
  'cosign',
  'openssl',
)('the judges', () => {
  test('trust the CA of the test, and read the same digest', async () => {
    const registry = await startRegistry({ tls: 'ca', auth: 'htpasswd' });
    try {
      const { digest } = await images.pushIndex(registry, 'app', { tags: ['1.0.0'] });
      const env = judgeEnv(registry);
      const name = `${registry.host}/app:1.0.0`;
      const read = async (program: 'skopeo' | 'regctl' | 'oras', args: string[]): Promise<string> =>
        (await runOrThrow(parts()[program].path!, args, { env: { ...env, REGCTL_CONFIG: '/dev/null' } })).trim();
      expect(await read('regctl', ['image', 'digest', name])).toBe(digest);
      expect(await read('oras', ['resolve', name])).toBe(digest);
      const raw = await read('skopeo', [
        'inspect',
        '--raw',
        '--authfile',
        `${env.DOCKER_CONFIG}/config.json`,
        `docker://${name}`,
      ]);
      expect(images.digestOf(raw)).toBe(digest);
      expect(await runOrThrow(parts().cosign.path!, ['version'])).toMatch(/GitVersion/);
    } finally {
      await registry.stop();
    }
  });
});
