import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { encodingsOf, expectNoLeak } from '../support/faults/leaks.ts';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { type Certificate, makeCertificate } from '../support/registries/certificate.ts';
import { type ForwardProxy, startForwardProxy } from '../support/registries/forward-proxy.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../support/registries/token-server.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs, parts } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

// no such names exist: whoever gets an answer from them got it through the proxy, which resolves them
const HOST = 'registry.example.test';
const TOKENS = 'auth.example.test';
const PASSWORD = 'pr@xy/w%rd';
const PROMOTE = { mode: 'promote', version: '1.0.0', environment: 'prod', image: `${HOST}/acme/app` };

needs('registry', 'openssl')('a registry behind a forward proxy', () => {
  let certificate: Certificate;
  let registry: Registry;
  let secure: TestProxy;
  let digest: string;
  let proxy: ForwardProxy;
  const CREDENTIALS = `ada:${PASSWORD}`;
  const inUrl = `ada:${encodeURIComponent(PASSWORD)}@`;
  beforeAll(async () => {
    certificate = await makeCertificate(mkdtempSync(join(parts().dir, 'tls-')), [HOST, TOKENS]);
    registry = await startRegistry();
    secure = await startProxy(registry.host, { tls: pairOf(certificate) });
  });
  beforeEach(async () => {
    ({ digest } = await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] }));
    proxy = await startForwardProxy({ hosts: { [HOST]: secure.host }, credentials: CREDENTIALS });
  });
  afterEach(() => proxy.stop());
  afterAll(async () => {
    await secure.stop();
    await registry.stop();
  });
  const run = (env: Record<string, string>, inputs: Record<string, string> = {}) =>
    runAction(
      { ...PROMOTE, allow: 'overwrite', ...inputs },
      { env: { NODE_EXTRA_CA_CERTS: certificate.certFile, ...env } },
    );

  test.each(['HTTPS_PROXY', 'https_proxy'])('is reached by CONNECT to its name, as %s says', async (name) => {
    const done = doneOf(await run({ [name]: `http://${inUrl}${proxy.host}` }));
    expect(done.outputs).toMatchObject({ digest });
    expect(await images.headTag(registry, 'acme/app', 'prod')).toBe(digest);
    expect(new Set(proxy.asked.map(({ method, target, status }) => `${method} ${target} ${status}`))).toEqual(
      new Set([`CONNECT ${HOST}:443 200`]),
    );
    // tunnels are kept: not one for each request
    expect(proxy.asked.length).toBeLessThan(secure.trace.seen.length);
    expectNoLeak(done, encodingsOf(PASSWORD, 'ada'));
    for (const form of encodingsOf(PASSWORD, 'ada')) expect(done.masks).toContain(form);
  });

  test('is reached through a proxy that is named without a scheme', async () => {
    doneOf(await run({ HTTPS_PROXY: `${inUrl}${proxy.host}` }));
    expect(proxy.asked[0]).toEqual({ method: 'CONNECT', target: `${HOST}:443`, status: 200 });
  });

  test('over plain HTTP is asked in absolute form, as HTTP_PROXY says', async () => {
    const plain = await startForwardProxy({ hosts: { [HOST]: registry.host }, credentials: CREDENTIALS });
    try {
      const done = doneOf(await run({ HTTP_PROXY: `http://${inUrl}${plain.host}` }, { 'plain-http': 'true' }));
      expect(done.outputs).toMatchObject({ digest });
      const targets = plain.asked.map(({ method, target }) => `${method} ${target}`);
      expect(targets[0]).toBe(`GET http://${HOST}/v2/acme/app/manifests/1.0.0`);
      expect(targets).toContain(`PUT http://${HOST}/v2/acme/app/manifests/prod`);
      const wrong = await run({ HTTP_PROXY: `http://ada:wr0ng-one@${plain.host}` }, { 'plain-http': 'true' });
      expect(refusalOf('REGISTRY_UNAVAILABLE', wrong)).toContain('the proxy requires credentials (407)');
      expectNoLeak(wrong, encodingsOf('wr0ng-one', 'ada'));
    } finally {
      await plain.stop();
    }
  });

  test('is not reached with a wrong password for the proxy, which is said at once and not shown', async () => {
    const before = await images.tagsAndDigests(registry, 'acme/app');
    const refused = await run({ HTTPS_PROXY: `http://ada:wr0ng-one@${proxy.host}` }, { environment: 'dev' });
    const message = refusalOf('REGISTRY_UNAVAILABLE', refused);
    expect(message).toContain(`through the proxy ${proxy.host}`);
    expect(message).toMatch(/407.*Check HTTPS_PROXY/);
    // the run's first reads are sent in parallel; none of them is retried
    expect(proxy.asked.map(({ status }) => status)).toEqual([407, 407, 407]);
    expectNoLeak(refused, encodingsOf('wr0ng-one', 'ada'));
    expect(await images.tagsAndDigests(registry, 'acme/app')).toEqual(before);
  });

  test('is not reached through a proxy with an unsupported scheme', async () => {
    const refused = await run({ HTTPS_PROXY: `socks5://${inUrl}${proxy.host}` });
    expect(refusalOf('INPUT_INVALID', refused)).toContain('HTTPS_PROXY has the scheme socks5');
    expectNoLeak(refused, encodingsOf(PASSWORD, 'ada'));
  });

  test('on this machine is asked without it', async () => {
    const inputs = { image: `${registry.host}/acme/app` };
    const env = { HTTPS_PROXY: `http://${proxy.host}`, HTTP_PROXY: `http://${proxy.host}` };
    doneOf(await run(env, inputs));
    expect(proxy.asked).toEqual([]);
  });

  test('is not trusted by whom its CA is not known to, through the proxy neither', async () => {
    const refused = await run({ HTTPS_PROXY: `http://${inUrl}${proxy.host}`, NODE_EXTRA_CA_CERTS: '' });
    expect(refusalOf('REGISTRY_UNAVAILABLE', refused)).toContain('Its certificate is not trusted');
  });
});

needs('registry', 'openssl')('a registry and its token server behind a forward proxy', () => {
  test('on two hosts are reached through it, with the CA of each from certs.d', async () => {
    const tokens: TokenServer = await startTokenServer({ users: { ci: { password: PASSWORD } } });
    const dir = mkdtempSync(join(parts().dir, 'tls-'));
    const certificate = await makeCertificate(dir, [HOST, TOKENS]);
    for (const name of [HOST, TOKENS]) {
      mkdirSync(join(dir, 'docker/certs.d', name), { recursive: true });
      copyFileSync(certificate.certFile, join(dir, 'docker/certs.d', name, 'ca.crt'));
    }
    const tls = pairOf(certificate);
    const open = await startRegistry();
    const { digest } = await images.pushIndex(open, 'acme/app', { tags: ['1.0.0'] });
    await open.stop({ keep: true });
    const registry = await startRegistry({ dir: open.dir, auth: 'token', tokens, realm: `https://${TOKENS}/token` });
    const [one, other] = [await startProxy(registry.host, { tls }), await startProxy(tokens.url, { tls })];
    const proxy = await startForwardProxy({ hosts: { [HOST]: one.host, [TOKENS]: other.host } });
    try {
      const env = { HTTPS_PROXY: `http://${proxy.host}`, XDG_CONFIG_HOME: dir };
      const done = doneOf(await runAction({ ...PROMOTE, username: 'ci', password: PASSWORD }, { env }));
      expect(done.outputs).toMatchObject({ digest, changed: 'true' });
      expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${HOST}:443`, `${TOKENS}:443`]));
      expect(tokens.requests.map(({ user }) => user)).toContain('ci');
      expectNoLeak(done, encodingsOf(PASSWORD));
    } finally {
      for (const each of [proxy, one, other, registry, tokens]) await each.stop();
    }
  });
});

function pairOf({ certFile, keyFile }: Certificate): { cert: Buffer; key: Buffer } {
  return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
}
