import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { ask } from '../support/registries/http.ts';
import { type Registry, type RegistryOptions, startRegistry } from '../support/registries/registry.ts';
import { startTokenServer } from '../support/registries/token-server.ts';
import { dockerConfig, needs, parts } from '../support/runner/available.ts';
import { runOrThrow } from '../support/runner/shell.ts';

/** crane as the judge, with credentials of its own. */
async function crane(registry: Registry, ...args: string[]): Promise<string> {
  const { host, username, password, caFile } = registry;
  const auths = username ? { [host]: { username, password: password ?? '' } } : {};
  const env = { DOCKER_CONFIG: dockerConfig({ auths }), SSL_CERT_FILE: caFile };
  return (await runOrThrow(parts().crane.path!, args, { env })).trim();
}

const kinds: [string, RegistryOptions][] = [
  ['without credentials', {}],
  ['with htpasswd', { auth: 'htpasswd', username: 'ada', password: 'sesame öpen' }],
  ['with tokens', { auth: 'token' }],
  ['with tokens signed by RSA', { auth: 'token', tokens: { algorithm: 'RS256' } }],
  ['over TLS', { tls: true, auth: 'htpasswd' }],
  ['over TLS from a CA', { tls: 'ca', auth: 'token' }],
];

needs(
  'registry',
  'crane',
  'openssl',
)('a real registry', () => {
  test.each(kinds)('%s takes images that crane reads back', async (_, options) => {
    const registry = await startRegistry(options);
    try {
      const labels = { 'org.opencontainers.image.version': '1.2.3' };
      const index = await images.pushIndex(registry, 'team/app', { tags: ['1.2.3', 'latest'], labels });
      expect(await crane(registry, 'digest', `${registry.host}/team/app:1.2.3`)).toBe(index.digest);
      const args = ['config', '--platform', 'linux/arm64', `${registry.host}/team/app:latest`];
      expect(JSON.parse(await crane(registry, ...args)).config.Labels).toEqual(labels);
      expect(await images.listTags(registry, 'team/app')).toEqual(['1.2.3', 'latest']);
      expect(await crane(registry, 'validate', '--remote', `${registry.host}/team/app:1.2.3`)).toContain('PASS');
    } finally {
      await registry.stop();
    }
  });

  test.each([kinds[1]!, kinds[2]!])('%s refuses those who have none', async (_, options) => {
    const registry = await startRegistry(options);
    try {
      const answer = await ask(`${registry.url}/v2/app/manifests/latest`);
      expect(answer.status).toBe(401);
      await expect(images.pushManifest(registry.host, 'app')).rejects.toThrow('401');
      const wrong = { host: registry.host, username: 'ada', password: 'wrong' };
      await expect(images.pushManifest(wrong, 'app')).rejects.toThrow('401');
    } finally {
      await registry.stop();
    }
  });

  test('lets a user do what the token server grants, and no more', async () => {
    const reader = { password: 'r', grants: [{ repo: 'team/*', actions: ['pull'] }] };
    const tokens = await startTokenServer({ users: { reader, ci: { password: 'secret' } } });
    const registry = await startRegistry({ auth: 'token', tokens });
    try {
      await images.pushManifest(registry, 'team/app', { tags: ['a'] });
      const target = { host: registry.host, username: 'reader', password: 'r' };
      expect(await images.listTags(target, 'team/app')).toEqual(['a']);
      await expect(images.putTag(target, 'team/app', 'b', 'a')).rejects.toThrow('401');
      expect(tokens.requests.map(({ user }) => user)).toContain('reader');
      tokens.behaviour = { fail: () => ({ status: 429, headers: { 'retry-after': '1' } }) };
      await expect(images.listTags(target, 'team/app')).rejects.toThrow('401');
      tokens.behaviour = { lifetime: -120 };
      await expect(images.listTags(target, 'team/app')).rejects.toThrow('401');
    } finally {
      await registry.stop();
      await tokens.stop();
    }
  });

  test('starts again on its port with what it had', async () => {
    const first = await startRegistry();
    const { digest } = await images.pushManifest(first, 'app', { tags: ['a'] });
    await first.stop({ keep: true });
    await expect(ask(first.url)).rejects.toThrow('ECONNREFUSED');
    const second = await startRegistry({ port: first.port, dir: first.dir });
    expect(await images.headTag(second, 'app', 'a')).toBe(digest);
    await second.stop();
  });
});

needs('registry', 'crane')('images', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test('are the same for the same seed, and others for others', async () => {
    const digests: string[] = [];
    for (const seed of ['a', 'a', 'b']) digests.push((await images.pushIndex(registry, 'seed', { seed })).digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  test.each(['oci', 'docker'] as const)('in the %s format have the media types of that format', async (format) => {
    const annotations = { 'org.opencontainers.image.revision': 'abc' };
    const index = await images.pushIndex(registry, format, { format, tags: ['i'] });
    const single = await images.pushManifest(registry, format, { format, tags: ['m'], annotations });
    expect(index.mediaType).toMatch(format === 'oci' ? 'oci.image.index' : 'manifest.list');
    expect((await images.getManifest(registry, format, 'm'))?.json.annotations).toEqual(annotations);
    expect(await images.tagsAndDigests(registry, format)).toEqual({ i: index.digest, m: single.digest });
    for (const tag of ['i', 'm']) await crane(registry, 'validate', '--remote', `${registry.host}/${format}:${tag}`);
  });

  test('carry attestations as buildkit makes them', async () => {
    const { manifests } = await images.pushIndex(registry, 'attested', { tags: ['a'], attestations: true });
    expect(manifests.map(({ platform }) => platform?.architecture)).toEqual(['amd64', 'arm64', 'unknown', 'unknown']);
    expect(manifests[2]!.annotations!['vnd.docker.reference.digest']).toBe(manifests[0]!.digest);
  });

  test('are retagged and deleted by other tools', async () => {
    const { digest } = await images.pushManifest(registry, 'moved', { tags: ['a'] });
    await images.putTag(registry, 'moved', 'b', 'a');
    expect(await images.tagsAndDigests(registry, 'moved')).toEqual({ a: digest, b: digest });
    await images.deleteTag(registry, 'moved', 'a');
    expect(await images.listTags(registry, 'moved')).toEqual(['b']);
  });

  test('histories are read as the contract has them, and gaps are seen', async () => {
    const prefix = 'vnd.build-once-promote.';
    const event = (action: string) => JSON.stringify({ action, digest: 'sha256:1', previous: null });
    const push = (annotations: Record<string, string>) =>
      images.pushManifest(registry, 'told', { platform: 'unknown/unknown', tags: ['prod-history'], annotations });
    const one = { [`${prefix}history`]: '1', [`${prefix}event.000001`]: event('build') };
    const first = await push(one);
    await push({ ...one, [`${prefix}event.000002`]: event('promote'), [`${prefix}parent`]: first.digest });
    const history = await images.readHistory(registry, 'told', 'prod');
    expect(history?.events.map(({ number, action }) => [number, action])).toEqual([
      [1, 'build'],
      [2, 'promote'],
    ]);
    expect(history?.parent).toBe(first.digest);
    expect(await images.historyChain(registry, 'told', 'prod')).toEqual([history?.digest, first.digest]);
    expect(await images.readHistory(registry, 'told', 'staging')).toBeUndefined();
    await push({ ...one, [`${prefix}event.000003`]: event('promote') });
    await expect(images.readHistory(registry, 'told', 'prod')).rejects.toThrow('left out');
  });
});
