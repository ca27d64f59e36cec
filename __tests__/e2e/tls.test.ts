import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodingsOf, expectNoLeak } from '../support/faults/leaks.ts';
import * as images from '../support/images/images.ts';
import { makeSignedCertificate, type SignedCertificate } from '../support/registries/certificate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../support/registries/token-server.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs, parts } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const PASSWORD = 'pa%ss wörd';
const PROMOTE = { mode: 'promote', version: '1.0.0', environment: 'prod' };

/** A configuration folder with these files for a host in docker/certs.d or another folder: copies or texts. */
function certsFor(host: string, files: Record<string, string>, under = 'docker/certs.d'): string {
  const config = mkdtempSync(join(parts().dir, 'config-'));
  const folder = join(config, under, host);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    if (content.startsWith('/')) copyFileSync(content, join(folder, name));
    else writeFileSync(join(folder, name), content);
  }
  return config;
}

needs('registry', 'openssl')('a registry whose certificate a CA of its own signed', () => {
  let certificate: SignedCertificate;
  let client: SignedCertificate;
  let registry: Registry;
  let tokens: TokenServer;
  let image: string;
  let digest: string;
  beforeAll(async () => {
    certificate = await makeSignedCertificate(mkdtempSync(join(parts().dir, 'tls-')));
    client = await makeSignedCertificate(mkdtempSync(join(parts().dir, 'tls-')), certificate);
    const tls = { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) };
    tokens = await startTokenServer({ users: { ci: { password: PASSWORD } }, tls });
    // another port of the same host
    const realm = tokens.url.replace('localhost', '127.0.0.1');
    registry = await startRegistry({ tls: certificate, auth: 'token', tokens, realm, password: PASSWORD });
    ({ digest } = await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] }));
    image = `${registry.host}/acme/app`;
  });
  afterAll(async () => {
    await registry.stop();
    await tokens.stop();
  });
  const run = (environment: string, env: Record<string, string>) =>
    runAction({ ...PROMOTE, environment, image, username: 'ci', password: PASSWORD }, { env });

  test.each([
    { name: 'NODE_EXTRA_CA_CERTS', env: () => ({ NODE_EXTRA_CA_CERTS: certificate.caFile }) },
    {
      name: 'docker’s certs.d',
      env: () => ({ XDG_CONFIG_HOME: certsFor(registry.host, { 'ca.crt': certificate.caFile }) }),
    },
    {
      name: 'containers’ certs.d',
      env: () => ({
        HOME: certsFor(registry.host, { 'any-name.crt': certificate.caFile }, '.config/containers/certs.d'),
      }),
    },
  ])('is trusted with $name, and so is its token server', async ({ name, env }) => {
    const environment = name.replace(/\W/g, '-').toLowerCase();
    const done = doneOf(await run(environment, env()));
    expect(done.outputs).toMatchObject({ digest, changed: 'true' });
    expect(await images.headTag(registry, 'acme/app', environment)).toBe(digest);
    expectNoLeak(done, encodingsOf(PASSWORD));
  });

  test.each([
    { name: 'no CA is configured', config: () => certsFor(registry.host, {}) },
    {
      name: 'a CA is configured for another port',
      config: () => certsFor('127.0.0.1:1', { 'ca.crt': certificate.caFile }),
    },
    { name: 'another CA is configured', config: () => certsFor(registry.host, { 'ca.crt': client.certFile }) },
  ])('is not trusted where $name, and nothing is written', async ({ config }) => {
    const before = await images.tagsAndDigests(registry, 'acme/app');
    const message = refusalOf('REGISTRY_UNAVAILABLE', await run('dev', { XDG_CONFIG_HOME: config() }));
    expect(message).toContain(`or copy it to /etc/docker/certs.d/${registry.host}/ca.crt`);
    expect(await images.tagsAndDigests(registry, 'acme/app')).toEqual(before);
  });

  test.each([
    { name: 'an invalid CA', files: { 'ca.crt': 'hunter2' }, says: 'ca.crt contains no certificate' },
    { name: 'a certificate without its key', files: { 'me.cert': 'hunter2' }, says: 'me.cert has no key me.key' },
  ])('with $name in certs.d makes the run fail with the name of the file', async ({ files, says }) => {
    const config = certsFor(registry.host, files as unknown as Record<string, string>);
    const refused = await run('dev', { XDG_CONFIG_HOME: config });
    const message = refusalOf('INPUT_INVALID', refused);
    expect(message).toContain(join(config, 'docker/certs.d', registry.host, says));
    expectNoLeak(refused, ['hunter2']);
  });

  test('with a token server on another host needs a certs.d folder for that host', async () => {
    const elsewhere = await startRegistry({ dir: registry.dir, tls: certificate, auth: 'token', tokens });
    const inputs = {
      ...PROMOTE,
      environment: 'named',
      image: `${elsewhere.host}/acme/app`,
      username: 'ci',
      password: PASSWORD,
    };
    const { host } = new URL(tokens.url);
    try {
      const config = certsFor(elsewhere.host, { 'ca.crt': certificate.caFile });
      const refused = await runAction(inputs, { env: { XDG_CONFIG_HOME: config } });
      const message = refusalOf('REGISTRY_UNAVAILABLE', refused);
      expect(message).toContain(`${host} (referred to by ${elsewhere.host}) did not respond`);
      expect(message).toContain(`/etc/docker/certs.d/${host}/ca.crt`);
      mkdirSync(join(config, 'docker/certs.d', host));
      copyFileSync(certificate.caFile, join(config, 'docker/certs.d', host, 'ca.crt'));
      doneOf(await runAction(inputs, { env: { XDG_CONFIG_HOME: config } }));
    } finally {
      await elsewhere.stop({ keep: true });
    }
  });

  test('that requires a client certificate gets the one in certs.d, and without one nothing is written', async () => {
    const http = { addr: '127.0.0.1:0', tls: { certificate: certificate.certFile, key: certificate.keyFile } };
    const open = await startRegistry();
    const pushed = await images.pushIndex(open, 'acme/app', { tags: ['1.0.0'] });
    await open.stop({ keep: true });
    const strict = await startRegistry({
      dir: open.dir,
      tls: certificate,
      config: { http: { ...http, tls: { ...http.tls, clientcas: [certificate.caFile] } } },
    });
    const inputs = { ...PROMOTE, image: `${strict.host}/acme/app` };
    const [ca, pair] = [{ 'ca.crt': certificate.caFile }, { 'me.cert': client.certFile, 'me.key': client.keyFile }];
    try {
      const without = certsFor(strict.host, ca);
      const refused = await runAction(inputs, { env: { XDG_CONFIG_HOME: without } });
      expect(refusalOf('REGISTRY_UNAVAILABLE', refused)).toContain(
        `Add client.cert and client.key to /etc/docker/certs.d/${strict.host}`,
      );
      const config = certsFor(strict.host, { ...ca, ...pair });
      const done = doneOf(await runAction(inputs, { env: { XDG_CONFIG_HOME: config } }));
      expect(done.outputs).toMatchObject({ digest: pushed.digest, changed: 'true' });
      expectNoLeak(done, ['PRIVATE KEY']);
    } finally {
      await strict.stop();
    }
  });
});
