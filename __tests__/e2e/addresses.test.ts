import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { encodingsOf, expectNoLeak } from '../support/faults/leaks.ts';
import { startProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { makeCertificate, makeSignedCertificate } from '../support/registries/certificate.ts';
import { startForwardProxy } from '../support/registries/forward-proxy.ts';
import { startRegistry } from '../support/registries/registry.ts';
import { startTokenServer } from '../support/registries/token-server.ts';
import { doneOf } from '../support/requests/scene.ts';
import { needs, parts } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const PASSWORD = 'pass/w%rd';
const PROMOTE = { mode: 'promote', version: '1.0.0', environment: 'prod' };
const auth = (user: string) => ({ auth: Buffer.from(`${user}:${PASSWORD}`).toString('base64') });

/** A HOME with a login of docker or podman. */
function loginHome(file: string, key: string, user: string): string {
  const home = mkdtempSync(join(parts().dir, 'home-'));
  mkdirSync(join(home, file, '..'), { recursive: true });
  writeFileSync(join(home, file), JSON.stringify({ auths: { [key]: auth(user) } }));
  return home;
}

/** A registry with tokens under public host names, which only a forward proxy resolves to this machine. */
async function startNamed(host: string, tokenHost: string, users: Record<string, { password: string }>) {
  const open = await startRegistry();
  const { digest } = await images.pushIndex(open, 'acme/app', { tags: ['1.0.0'] });
  await open.stop({ keep: true });
  const tokens = await startTokenServer({ users });
  const realm = `https://${tokenHost}/token`;
  const registry = await startRegistry({ dir: open.dir, auth: 'token', tokens, realm });
  const certificate = await makeCertificate(mkdtempSync(join(parts().dir, 'tls-')), [host, tokenHost]);
  const tls = { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) };
  const [one, other] = [await startProxy(registry.host, { tls }), await startProxy(tokens.url, { tls })];
  const hosts = { [host]: one.host, [tokenHost]: other.host };
  const proxy = await startForwardProxy({ hosts });
  const env = { HTTPS_PROXY: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: certificate.certFile };
  const stop = async () => {
    for (const each of [proxy, one, other, registry, tokens]) await each.stop();
  };
  return { digest, tokens, proxy, env, stop };
}

needs('registry', 'openssl')('Docker Hub', () => {
  test.each([
    ['acme/app', {}],
    ['docker.io/acme/app', {}],
    ['index.docker.io/acme/app', {}],
    ['registry-1.docker.io/acme/app', {}],
    // another registry of the run may need it; no password goes to Docker Hub over plain HTTP
    ['acme/app', { 'plain-http': 'true' }],
  ])('is used for %s, with the login that docker stores under its v1 URL; inputs: %j', async (image, given) => {
    const hub = await startNamed('registry-1.docker.io', 'auth.docker.io', { ada: { password: PASSWORD } });
    try {
      const HOME = loginHome('.docker/config.json', 'https://index.docker.io/v1/', 'ada');
      const done = doneOf(await runAction({ ...PROMOTE, ...given, image }, { env: { ...hub.env, HOME } }));
      expect(done.outputs).toMatchObject({ digest: hub.digest, changed: 'true' });
      expect(hub.tokens.requests.map(({ user }) => user)).toEqual(['ada']);
      const targets = hub.proxy.asked.map(({ target }) => target);
      expect(new Set(targets)).toEqual(new Set(['registry-1.docker.io:443', 'auth.docker.io:443']));
      expectNoLeak(done, encodingsOf(PASSWORD, 'ada'));
    } finally {
      await hub.stop();
    }
  });
});

needs('registry', 'openssl')('ghcr.io', () => {
  const TOKEN = 'ghs_TokenOfThisJob12345';
  test('gets the token of the job where there is no login, and prefers a login for the path', async () => {
    const users = { ada: { password: TOKEN }, login: { password: PASSWORD } };
    const ghcr = await startNamed('ghcr.io', 'auth.ghcr.io', users);
    try {
      const inputs = { ...PROMOTE, image: 'ghcr.io/acme/app', 'github-token': TOKEN };
      const done = doneOf(await runAction(inputs, { env: ghcr.env }));
      expect(ghcr.tokens.requests.map(({ user }) => user)).toEqual(['ada']);
      expectNoLeak(done, encodingsOf(TOKEN, 'ada'));
      for (const [key, user] of [
        ['ghcr.io/acme', 'login'],
        ['ghcr.io/team', 'ada'],
      ] as const) {
        ghcr.tokens.requests.length = 0;
        const HOME = loginHome('.config/containers/auth.json', key, 'login');
        doneOf(await runAction({ ...inputs, environment: user }, { env: { ...ghcr.env, HOME } }));
        expect(ghcr.tokens.requests.map((request) => request.user)).toEqual([user]);
      }
    } finally {
      await ghcr.stop();
    }
  });
});

needs('registry')('a host in upper case', () => {
  test('is the same host with the same login', async () => {
    const registry = await startRegistry({ auth: 'htpasswd', username: 'ada', password: PASSWORD });
    try {
      const { digest } = await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] });
      const HOME = loginHome('.docker/config.json', `localhost:${registry.port}`, 'ada');
      const image = `LocalHost:${registry.port}/acme/app`;
      const done = doneOf(await runAction({ ...PROMOTE, image }, { env: { HOME } }));
      expect(done.outputs).toMatchObject({ digest, changed: 'true' });
    } finally {
      await registry.stop();
    }
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
const atIpv6 = hasIpv6 ? needs('registry', 'openssl') : describe.skip;
atIpv6('a registry at an IPv6 address [needs ::1]', () => {
  test.each([
    { name: 'over plain HTTP', tls: false },
    { name: 'over TLS, with a CA from certs.d', tls: true },
  ])('is used $name', async ({ tls }) => {
    const certificate = await makeSignedCertificate(mkdtempSync(join(parts().dir, 'tls-')));
    const options = { auth: 'htpasswd', username: 'ada', password: PASSWORD } as const;
    const registry = await startRegistry({ ...options, ...(tls ? { tls: certificate } : {}) });
    const relay = net.createServer((client) => {
      const target = net.connect(registry.port, '127.0.0.1');
      client.on('error', () => target.destroy()).on('close', () => target.destroy());
      target.on('error', () => client.destroy());
      client.pipe(target).pipe(client);
    });
    await new Promise<void>((resolve) => relay.listen(0, '::1', resolve));
    const host = `[::1]:${(relay.address() as AddressInfo).port}`;
    try {
      const { digest } = await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] });
      const HOME = loginHome('.docker/config.json', host, 'ada');
      const certs = join(HOME, '.config/docker/certs.d', host);
      mkdirSync(certs, { recursive: true });
      copyFileSync(certificate.caFile, join(certs, 'ca.crt'));
      const done = doneOf(await runAction({ ...PROMOTE, image: `${host}/acme/app` }, { env: { HOME } }));
      expect(done.outputs).toMatchObject({ digest, changed: 'true' });
      expect(await images.headTag(registry, 'acme/app', 'prod')).toBe(digest);
    } finally {
      await new Promise((resolve) => relay.close(resolve));
      await registry.stop();
    }
  });
});
