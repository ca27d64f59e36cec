import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodingsOf, expectNoLeak } from '../support/faults/leaks.ts';
import * as images from '../support/images/images.ts';
import {
  type Registry,
  type RegistryKind,
  type RegistryOptions,
  startRegistry,
} from '../support/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../support/registries/token-server.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs, parts } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const PASSWORD = 'pa%ss wörd\'"$$';
const PROMOTE = { mode: 'promote', version: '1.0.0', environment: 'prod' };

/** A HOME with a docker config that names a credential helper on the PATH. */
function helperHome(host: string, username: string, secret: string): { HOME: string; PATH: string } {
  const home = mkdtempSync(join(parts().dir, 'home-'));
  mkdirSync(join(home, '.docker'));
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ credHelpers: { [host]: 'tests' } }));
  const answer = JSON.stringify({ ServerURL: host, Username: username, Secret: secret });
  const helper = join(home, 'docker-credential-tests');
  writeFileSync(join(home, 'answer.json'), answer);
  writeFileSync(helper, `#!/bin/sh\n[ "$1" = get ] && [ "$(cat)" = "${host}" ] && cat "${home}/answer.json"\n`);
  chmodSync(helper, 0o755);
  return { HOME: home, PATH: `${home}:${process.env.PATH}` };
}

/** A HOME with a docker config as docker login writes it. */
function loginHome(host: string, username: string, secret: string): { HOME: string } {
  const home = mkdtempSync(join(parts().dir, 'home-'));
  mkdirSync(join(home, '.docker'));
  const auth = Buffer.from(`${username}:${secret}`).toString('base64');
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  return { HOME: home };
}

const kinds: [string, RegistryOptions][] = [
  ['htpasswd', { auth: 'htpasswd', password: PASSWORD }],
  ['tokens', { auth: 'token', password: PASSWORD }],
];

needs('registry')('a registry that requires credentials', () => takesCredentials('distribution3'));
needs('registry2')('distribution 2.8 that requires credentials', () => takesCredentials('distribution2'));

function takesCredentials(kind: RegistryKind): void {
  test.each(kinds)(
    'by %s accepts those from the inputs, docker’s config and a helper, and none is shown in the log',
    async (_, options) => {
      const registry = await startRegistry({ kind, ...options });
      const { username = '', password = '' } = registry;
      const image = `${registry.host}/acme/app`;
      const { digest } = await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] });
      try {
        const ways: [Record<string, string>, Record<string, string>][] = [
          [{ username, password }, {}],
          [{}, loginHome(registry.host, username, password)],
          [{}, helperHome(registry.host, username, password)],
        ];
        for (const [index, [inputs, env]] of ways.entries()) {
          const environment = `way-${index}`;
          const run = doneOf(await runAction({ ...PROMOTE, image, environment, ...inputs }, { env }));
          expect(run.outputs).toMatchObject({ digest, changed: 'true' });
          expect(await images.headTag(registry, 'acme/app', environment)).toBe(digest);
          expectNoLeak(run, encodingsOf(password));
          for (const form of encodingsOf(password)) expect(run.masks).toContain(form);
        }
      } finally {
        await registry.stop();
      }
    },
  );

  test.each(kinds)('by %s refuses a wrong password and no password, and nothing is written', async (_, options) => {
    const registry = await startRegistry({ kind, ...options });
    const image = `${registry.host}/acme/app`;
    await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] });
    const before = await images.tagsAndDigests(registry, 'acme/app');
    try {
      const wrong = await runAction({ ...PROMOTE, image, username: 'ci', password: 'wrong-one' });
      expect(refusalOf('UNAUTHORIZED', wrong)).toContain(registry.host);
      expectNoLeak(wrong, encodingsOf('wrong-one'));
      expect(refusalOf('UNAUTHORIZED', await runAction({ ...PROMOTE, image }))).toMatch(/log in/i);
      expect(await images.tagsAndDigests(registry, 'acme/app')).toEqual(before);
    } finally {
      await registry.stop();
    }
  });
}

needs('registry')('a registry with tokens', () => {
  let registry: Registry;
  let tokens: TokenServer;
  const reader = { password: PASSWORD, grants: [{ repo: '*', actions: ['pull'] }] };
  beforeAll(async () => {
    tokens = await startTokenServer({ users: { reader, ci: { password: 'secret' } } });
    registry = await startRegistry({ auth: 'token', tokens });
    await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] });
  });
  afterAll(async () => {
    await registry.stop();
    await tokens.stop();
  });

  test('accepts status and a dry run from a user who may only read, and refuses writes', async () => {
    const inputs = { image: `${registry.host}/acme/app`, username: 'reader', password: PASSWORD };
    const before = await images.tagsAndDigests(registry, 'acme/app');
    const status = doneOf(await runAction({ ...inputs, mode: 'status', environments: 'prod' }));
    expect(JSON.parse(status.outputs.environments!)).toMatchObject([{ digest: null }]);
    doneOf(await runAction({ ...inputs, ...PROMOTE, 'dry-run': 'true' }));
    const run = await runAction({ ...inputs, ...PROMOTE });
    expect(refusalOf('FORBIDDEN', run)).toContain('permission to push to this repository');
    expect(await images.tagsAndDigests(registry, 'acme/app')).toEqual(before);
    expectNoLeak(run, encodingsOf(PASSWORD, 'reader'));
  });

  test('is asked for no more permissions than the run needs', async () => {
    tokens.requests.length = 0;
    const inputs = { image: `${registry.host}/acme/app`, username: 'ci', password: 'secret' };
    doneOf(await runAction({ ...inputs, mode: 'status', environments: 'prod' }));
    doneOf(await runAction({ ...inputs, ...PROMOTE }));
    const scopes = tokens.requests.map(({ scopes }) => scopes.join(' '));
    expect(scopes).toEqual(['repository:acme/app:pull', 'repository:acme/app:pull,push']);
  });

  test('whose token server is down or gives no token makes the run fail with an explanation', async () => {
    const inputs = { image: `${registry.host}/acme/app`, username: 'ci', password: 'secret' };
    tokens.behaviour = { fail: () => ({ status: 200, body: '{}' }) };
    expect(refusalOf('UNAUTHORIZED', await runAction({ ...inputs, ...PROMOTE }))).toContain('no token');
    tokens.behaviour = { fail: () => ({ status: 403, body: '{}' }) };
    expect(refusalOf('FORBIDDEN', await runAction({ ...inputs, ...PROMOTE }))).toContain('403');
    tokens.behaviour = {};
  });
});

needs('registry', 'openssl')('a registry behind TLS', () => {
  test('is trusted only with NODE_EXTRA_CA_CERTS', async () => {
    const registry = await startRegistry({ tls: true, auth: 'htpasswd', password: PASSWORD });
    const image = `${registry.host}/acme/app`;
    const { digest } = await images.pushIndex(registry, 'acme/app', { tags: ['1.0.0'] });
    try {
      const inputs = { ...PROMOTE, image, username: 'ci', password: PASSWORD };
      const run = doneOf(await runAction(inputs, { env: { NODE_EXTRA_CA_CERTS: registry.caFile } }));
      expect(run.outputs).toMatchObject({ digest, changed: 'true' });
      expectNoLeak(run, encodingsOf(PASSWORD));
      const untrusted = await runAction({ ...inputs, environment: 'dev' });
      const message = refusalOf('REGISTRY_UNAVAILABLE', untrusted);
      expect(message).toMatch(/certificate|NODE_EXTRA_CA_CERTS/);
      expect(await images.headTag(registry, 'acme/app', 'dev')).toBeUndefined();
    } finally {
      await registry.stop();
    }
  });
});
