import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import { Trace } from '../support/faults/proxy-trace.ts';
import * as images from '../support/images/images.ts';
import { makeCertificate } from '../support/registries/certificate.ts';
import { type Gate, gate, pause } from '../support/registries/gate.ts';
import { ask } from '../support/registries/http.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { startTokenServer } from '../support/registries/token-server.ts';
import { needs } from '../support/runner/available.ts';

needs('registry')('the proxy', () => {
  let registry: Registry;
  let proxy: TestProxy;
  beforeAll(async () => {
    registry = await startRegistry();
    proxy = await startProxy(registry.url);
    await images.pushManifest(registry, 'app', { tags: ['a'] });
  });
  afterEach(() => {
    proxy.rules = [];
    proxy.latencyMs = 0;
    proxy.trace.clear();
  });
  afterAll(async () => {
    await proxy.stop();
    await registry.stop();
  });
  const path = '/v2/app/manifests/a';
  const headers = { accept: images.MANIFEST_TYPES.join(',') };
  const get = () => ask(proxy.url + path, { headers });

  test('passes a whole push on and counts it', async () => {
    const pushed = await images.pushManifest(proxy, 'pushed', { tags: ['a'], layerBytes: 1000 });
    expect(await images.headTag(registry, 'pushed', 'a')).toBe(pushed.digest);
    expect(await images.getBlob(proxy, 'pushed', pushed.config!)).toHaveLength(proxy.trace.blobBytes.down);
    expect(proxy.trace.blobBytes.up).toBeGreaterThan(1000);
    expect(proxy.trace.lines()).toContain('PUT /v2/pushed/manifests/a 201');
    expect(proxy.trace.writes.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST', 'PUT', 'PUT']);
  });

  test('tells requests in a row from requests at once', async () => {
    proxy.latencyMs = 30;
    await Promise.all([get(), get(), get()]);
    await get();
    expect(proxy.trace.count).toBe(4);
    expect(proxy.trace.levels).toBe(2);
    expect(proxy.trace.seen[0]!.headerNames.map((name) => name.toLowerCase())).toContain('accept');
  });

  test('makes a request cost a round trip, and a new connection one more', async () => {
    proxy.latencyMs = 50;
    const began = performance.now();
    expect((await get()).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(98);
  });

  test('answers by itself where a rule says so', async () => {
    proxy.rules = [
      ({ nth }) => (nth === 1 ? { status: 429, headers: { 'retry-after': '3' }, body: 'slow' } : undefined),
    ];
    // The path is new, so that its first request is the first.
    const fresh = () => ask(`${proxy.url}/v2/app/manifests/once`, { headers });
    const limited = await fresh();
    expect([limited.status, limited.headers['retry-after'], limited.body.toString()]).toEqual([429, '3', 'slow']);
    expect((await fresh()).status).toBe(404);
  });

  test('resets connections', async () => {
    proxy.rules = [() => 'reset'];
    await expect(get()).rejects.toThrow('ECONNRESET');
  });

  test('loses the answer to a write that happened', async () => {
    proxy.rules = [({ method, path: at }) => (method === 'PUT' && at.endsWith('/lost') ? 'drop-answer' : undefined)];
    await expect(images.putTag(proxy, 'app', 'lost', 'a')).rejects.toThrow('socket hang up');
    expect(await images.headTag(registry, 'app', 'lost')).toBe(await images.headTag(registry, 'app', 'a'));
  });

  test.each(['stall', 'never'] as const)('leaves a client waiting: %s', async (fault) => {
    proxy.rules = [() => fault];
    const waiting = get().then(
      () => 'answered',
      () => 'cut',
    );
    const later = pause(200).then(() => 'waiting');
    expect(await Promise.race([waiting, later])).toBe('waiting');
  });

  test('holds a request until it is let go, before it is carried out or after', async () => {
    const [before, after, asked, carriedOut] = [gate(), gate(), gate(), gate()];
    const hold = (reached: Gate, held: Gate) => () => {
      reached.open();
      return held.opened;
    };
    proxy.rules = [
      ({ method, path: at }) => {
        if (method !== 'PUT') return undefined;
        return at.endsWith('/before') ? { before: hold(asked, before) } : { after: hold(carriedOut, after) };
      },
    ];
    const held = [images.putTag(proxy, 'app', 'before', 'a'), images.putTag(proxy, 'app', 'after', 'a')];
    await Promise.all([asked.opened, carriedOut.opened]);
    expect(await images.headTag(registry, 'app', 'before')).toBeUndefined();
    expect(await images.headTag(registry, 'app', 'after')).toBeDefined();
    before.open();
    after.open();
    expect(new Set(await Promise.all(held)).size).toBe(1);
  });

  test('changes what is answered', async () => {
    const mutate = (body: Buffer) => Buffer.from(body.toString().replace('amd64', 'other'));
    proxy.rules = [() => ({ mutate: (body) => Buffer.concat([mutate(body), Buffer.from(' ')]) })];
    const manifest = await images.getManifest(proxy, 'app', 'a');
    expect(manifest?.digest).not.toBe(await images.headTag(registry, 'app', 'a'));
    proxy.rules = [() => ({ mutateHeaders: (all) => ({ ...all, 'docker-content-digest': undefined }) })];
    expect((await get()).headers['docker-content-digest']).toBeUndefined();
  });
});

needs('registry', 'openssl')('proxies together', () => {
  test('count a registry and its token server in one trace', async () => {
    const trace = new Trace();
    const tokens = await startTokenServer();
    const tokenProxy = await startProxy(tokens.url, { trace, name: 'tokens' });
    const registry = await startRegistry({ auth: 'token', tokens, realm: tokenProxy.at(tokens.url) });
    const proxy = await startProxy(registry.url, { trace, name: 'registry' });
    const { username = '', password = '' } = registry;
    expect(await images.listTags({ host: proxy.host, username, password }, 'none')).toEqual([]);
    expect(trace.seen.map(({ via, status }) => [via, status])).toEqual([
      ['registry', 401],
      ['tokens', 200],
      ['registry', 404],
    ]);
    expect(trace.levels).toBe(3);
    for (const one of [proxy, tokenProxy, registry, tokens]) await one.stop();
  });

  test('speak TLS on both sides', async () => {
    const registry = await startRegistry({ tls: true });
    const { certFile, keyFile } = await makeCertificate(registry.dir);
    const proxy = await startProxy(registry.url, { tls: { cert: readFileSync(certFile), key: readFileSync(keyFile) } });
    const pushed = await images.pushManifest({ host: proxy.host, tls: true }, 'app', { tags: ['a'] });
    expect(await images.headTag(registry, 'app', 'a')).toBe(pushed.digest);
    await proxy.stop();
    await registry.stop();
  });
});
