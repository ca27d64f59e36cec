import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { encodingsOf, expectNoLeak } from '../support/faults/leaks.ts';
import { startProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { ask } from '../support/registries/http.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../support/registries/token-server.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs, parts } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const PROMOTE = { mode: 'promote', version: '1.0.0' };
const USERS = ['input', 'inline', 'docker', 'helper', 'podman', 'team', 'deep'];
const passwordOf = (user: string): string => `pass/${user} wörd`;
const SECRETS = USERS.flatMap((user) => encodingsOf(passwordOf(user), user));
const entry = (user: string) => ({ auth: Buffer.from(`${user}:${passwordOf(user)}`).toString('base64') });

/** A HOME with these files: objects are written as JSON, programs (with `#!`) are executable and on the PATH. */
function homeWith(files: Record<string, unknown>): { HOME: string; PATH: string } {
  const HOME = mkdtempSync(join(parts().dir, 'home-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(HOME, path)), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(HOME, path), text);
    if (text.startsWith('#!')) chmodSync(join(HOME, path), 0o755);
  }
  return { HOME, PATH: `${HOME}:${process.env.PATH}` };
}

needs('registry')('the credentials of a run', () => {
  let tokens: TokenServer;
  let registry: Registry;
  let count = 0;
  beforeAll(async () => {
    // a login with an identity token, for a server without POST
    const users = {
      ...Object.fromEntries(USERS.map((user) => [user, { password: passwordOf(user) }])),
      '<token>': { password: 'identity-of-old' },
    };
    tokens = await startTokenServer({ users });
    registry = await startRegistry({ auth: 'token', tokens, username: 'input', password: passwordOf('input') });
    for (const repo of ['acme/app', 'acme/web', 'team/app', 'team/deep/app'])
      await images.pushIndex(registry, repo, { tags: ['1.0.0'] });
  });
  beforeEach(() => {
    tokens.behaviour = {};
    tokens.requests.length = 0;
  });
  afterAll(async () => {
    await registry.stop();
    await tokens.stop();
  });
  const run = (env: Record<string, string>, inputs: Record<string, string> = {}) => {
    count += 1;
    const image = `${registry.host}/acme/app`;
    return runAction({ ...PROMOTE, image, environment: `env-${count}`, ...inputs }, { env });
  };
  const askedBy = () => [...new Set(tokens.requests.map(({ user }) => user))];

  test('come from the inputs, docker’s inline config, docker’s file and podman’s file, in this order', async () => {
    const auths = (user: string) => ({ auths: { [registry.host]: entry(user) } });
    const home = homeWith({ '.docker/config.json': auths('docker'), 'auth.json': auths('podman') });
    const podman = { REGISTRY_AUTH_FILE: join(home.HOME, 'auth.json') };
    const inline = { DOCKER_AUTH_CONFIG: JSON.stringify(auths('inline')) };
    const inputs = { username: 'input', password: passwordOf('input') };
    const none = homeWith({}).HOME;
    for (const [who, env, given] of [
      ['input', { ...home, ...podman, ...inline }, inputs],
      ['inline', { ...home, ...podman, ...inline }, {}],
      ['docker', { ...home, ...podman }, {}],
      ['podman', { ...home, ...podman, HOME: none }, {}],
    ] as const) {
      tokens.requests.length = 0;
      const done = doneOf(await run(env, given));
      expect(askedBy()).toEqual([who]);
      expectNoLeak(done, SECRETS);
      for (const form of encodingsOf(passwordOf(who), who)) expect(done.masks).toContain(form);
    }
  });

  test('are those of the repository where podman’s file has them', async () => {
    const { host } = registry;
    const auths = {
      [host]: entry('podman'),
      [`${host}/team`]: entry('team'),
      [`${host}/team/deep/app`]: entry('deep'),
    };
    const { HOME } = homeWith({ '.config/containers/auth.json': { auths } });
    const repos = ['acme/app', 'acme/web', 'team/app', 'team/deep/app'];
    const done = doneOf(await run({ HOME }, { image: repos.map((repo) => `${host}/${repo}`).join('\n') }));
    expect(done.result).toHaveLength(4);
    const asked = tokens.requests.map(({ user, scopes }) => `${scopes[0]?.split(':')[1]} by ${user}`);
    expect(new Set(asked)).toEqual(
      new Set(['acme/app by podman', 'acme/web by podman', 'team/app by team', 'team/deep/app by deep']),
    );
    expectNoLeak(done, SECRETS);
  });

  test('are those of a scoped login only for its repository and actions', async () => {
    const { host } = registry;
    const login = (user: string) => ({ auths: { [host]: entry(user) } });
    const home = homeWith({
      '.docker/config.json': login('docker'),
      [`.docker/buildx/config/${host}/team/app@pull,push/config.json`]: login('team'),
      [`.docker/buildx/config/${host}/team/deep/app@pull/config.json`]: login('deep'),
      [`.docker/buildx/config/${host}/team/deep/app@pull,push,delete/config.json`]: login('podman'),
    });
    const repos = ['acme/app', 'team/app', 'team/deep/app'];
    const image = repos.map((repo) => `${host}/${repo}`).join('\n');
    for (const [dryRun, environment] of [
      ['true', 'scoped'],
      ['false', 'scoped'],
    ] as const) {
      tokens.requests.length = 0;
      const done = doneOf(await run(home, { image, environment, 'dry-run': dryRun }));
      const asked = tokens.requests.map(({ user, scopes }) => `${scopes[0]?.split(':')[1]} by ${user}`);
      expect(new Set(asked)).toEqual(new Set(['acme/app by docker', 'team/app by team', 'team/deep/app by deep']));
      expectNoLeak(done, SECRETS);
      for (const form of encodingsOf(passwordOf('team'), 'team')) expect(done.masks).toContain(form);
    }
    tokens.requests.length = 0;
    doneOf(await runAction({ mode: 'status', image: `${host}/team/app`, environments: 'scoped' }, { env: home }));
    expect(askedBy()).toEqual(['docker']);
  });

  test('are read from a helper once for several images', async () => {
    const answer = JSON.stringify({ ServerURL: registry.host, Username: 'helper', Secret: passwordOf('helper') });
    const home = homeWith({
      '.docker/config.json': { credHelpers: { [registry.host]: 'tests' } },
      'answer.json': answer,
      'docker-credential-tests': '#!/bin/sh\n(cat; echo " $*") >> "$HOME/asked"\ncat "$HOME/answer.json"\n',
    });
    const repos = ['acme/app', 'acme/web', 'team/app'];
    const done = doneOf(await run(home, { image: repos.map((repo) => `${registry.host}/${repo}`).join('\n') }));
    expect(askedBy()).toEqual(['helper']);
    expect(readFileSync(join(home.HOME, 'asked'), 'utf8')).toBe(`${registry.host} get\n`);
    expectNoLeak(done, SECRETS);
  });

  test('that a helper does not have come from podman’s file, or the run goes on without', async () => {
    const home = homeWith({
      '.docker/config.json': { credsStore: 'tests' },
      'docker-credential-tests': '#!/bin/sh\necho "credentials not found in native keychain"\nexit 1\n',
      '.config/containers/auth.json': { auths: { [registry.host]: entry('podman') } },
    });
    doneOf(await run(home));
    expect(askedBy()).toEqual(['podman']);
  });

  test.each([
    { name: 'docker’s config', file: '.docker/config.json' },
    { name: 'podman’s file', file: '.config/containers/auth.json' },
  ])(
    'that cannot be read because $name is invalid make the run fail with the position of the error',
    async ({ file }) => {
      const { auth } = entry('docker');
      const { HOME } = homeWith({ [file]: `{\n "auths": {\n  "x": { "auth": "${auth}", }\n }\n}` });
      const refused = await run({ HOME });
      const message = refusalOf('INPUT_INVALID', refused);
      expect(message).toContain(`${join(HOME, file)} is not JSON at line 3, column ${22 + auth.length}`);
      expectNoLeak(refused, [...SECRETS, auth.slice(0, 8)]);
    },
  );

  test('may be an identity token, which is exchanged by POST', async () => {
    const basic = `Basic ${entry('docker').auth}`;
    const answer = await ask(`${tokens.url}?service=${tokens.service}&offline_token=true`, {
      headers: { authorization: basic },
    });
    const { refresh_token: identitytoken } = JSON.parse(answer.body.toString()) as { refresh_token: string };
    tokens.requests.length = 0;
    const { HOME } = homeWith({
      '.docker/config.json': { auths: { [registry.host]: { auth: 'eDo=', identitytoken } } },
    });
    const done = doneOf(await run({ HOME }));
    expect(tokens.requests.map(({ method, grant, user, query }) => ({ method, grant, user, query }))).toEqual([
      { method: 'POST', grant: 'refresh_token', user: 'docker', query: '' },
    ]);
    expectNoLeak(done, encodingsOf(identitytoken, '<token>'));
  });

  test('may be an identity token that is sent as a password to a token server without POST', async () => {
    tokens.behaviour = { fail: (n) => (n === 1 ? { status: 404 } : undefined) };
    const identity = { identitytoken: 'identity-of-old' };
    const { HOME } = homeWith({ '.docker/config.json': { auths: { [registry.host]: identity } } });
    const done = doneOf(await run({ HOME }));
    expect(tokens.requests.map(({ method, user }) => [method, user])).toEqual([
      ['POST', undefined],
      ['GET', '<token>'],
    ]);
    expectNoLeak(done, encodingsOf('identity-of-old', '<token>'));
  });

  test('may be a registry token, which needs no token server', async () => {
    const scopes = ['repository:acme/app:pull,push'];
    const registrytoken = tokens.token('docker', scopes);
    const { HOME } = homeWith({ '.docker/config.json': { auths: { [registry.host]: { registrytoken } } } });
    const done = doneOf(await run({ HOME }));
    expect(tokens.requests).toEqual([]);
    expectNoLeak(done, encodingsOf(registrytoken));
  });

  test('are sent again where a token expires during a run, by its lifetime or by a 401', async () => {
    const inputs = { username: 'input', password: passwordOf('input') };
    const far = await startProxy(registry.host, { latencyMs: 400 });
    tokens.behaviour = { expiresIn: 1 };
    doneOf(await run({}, { ...inputs, image: `${far.host}/acme/app` }));
    await far.stop();
    expect(tokens.requests.length).toBeGreaterThan(1);
    expect(far.trace.seen.filter(({ status }) => status === 401)).toHaveLength(1);
    tokens.requests.length = 0;
    tokens.behaviour = {
      fail: (n) => {
        tokens.behaviour.lifetime = n === 1 ? -61 : 300;
        return undefined;
      },
    };
    doneOf(await run({}, inputs));
    expect(tokens.requests).toHaveLength(2);
  });
});
