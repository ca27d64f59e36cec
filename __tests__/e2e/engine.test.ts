import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, refusalOf, releaseOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { dockerEnv, needs, parts } from '../support/runner/available.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import { which } from '../support/runner/shell.ts';

const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

/** A PATH with a script as docker. */
function pathWith(dir: string, script: string): string {
  writeFileSync(join(dir, 'docker'), script);
  chmodSync(join(dir, 'docker'), 0o755);
  return `${dir}:${process.env.PATH}`;
}

/** A docker without buildx, wherever its plugins are: it fails as docker without the plugin does. */
function dockerWithoutBuildx(dir: string): string {
  const none = `[ "$1" = buildx ] && { echo "docker: 'buildx' is not a docker command." >&2; exit 1; }`;
  return pathWith(dir, `#!/bin/sh\n${none}\nexec "${which('docker')}" "$@"\n`);
}

/** A docker that pushes another image under the tag. */
function dockerThatPushes(dir: string, image: string, digest: string): string {
  const tag = `"${parts().crane.path}" tag "${image}@${digest}" "\${2##*:}" >&2 && echo "digest: ${digest} size: 1"`;
  return pathWith(dir, `#!/bin/sh\n[ "$1" = push ] || exit 0\n${tag}\n`);
}

needs(
  'crane',
  'registry',
  'git',
  'docker',
  'engine',
  'buildx',
)('a build with an engine', () => {
  let registry: Registry;
  let repository: Repository;
  let dir: string;
  let kinds: Record<string, Record<string, string>>;
  beforeAll(async () => {
    registry = await startRegistry({ auth: 'token' });
    repository = await makeRepository();
    dir = mkdtempSync(join(tmpdir(), 'engine-'));
    kinds = {
      plain: { PATH: dockerWithoutBuildx(mkdtempSync(join(dir, 'plain-'))) },
      buildx: { BUILDX_BUILDER: 'default' },
    };
  });
  afterAll(async () => {
    rmSync(dir, { recursive: true });
    repository.remove();
    await registry.stop();
  });
  const login = (): Record<string, string> => ({ username: registry.username!, password: registry.password! });
  const scene = (name: string, kind: string): Scene =>
    sceneOf(registry, name, { workspace: repository.dir, env: { ...dockerEnv(), ...kinds[kind] } });

  test.each(['plain', 'buildx'])('(%s) is labelled, pushed once, and tagged by the release', async (kind) => {
    const app = scene(`engine-${kind}`, kind);
    const run = await app.ok({ mode: 'build', ...login(), 'build-args': 'GREETING=hi' });
    const digest = run.outputs.digest!;
    expect(run.outputs).toMatchObject({ built: 'true', changed: 'true', revision: repository.sha });
    expect(run.stdout).toContain(kind === 'plain' ? 'with the Docker engine' : 'with buildx (Docker engine)');
    const manifest = (await images.getManifest(registry, app.repo, digest))!;
    const blob = await images.getBlob(registry, app.repo, manifest.json.config.digest);
    expect(JSON.parse(blob.toString()).config.Labels).toMatchObject({
      'org.opencontainers.image.revision': repository.sha,
      'org.opencontainers.image.created': '2026-01-01T12:00:00Z',
      'org.opencontainers.image.source': 'https://github.com/acme/app',
      'org.opencontainers.image.version': '',
      greeting: 'hi',
    });
    const again = await app.ok({ mode: 'build', ...login() });
    expect(again.outputs).toMatchObject({ digest, built: 'false', changed: 'false' });
    const released = await app.ok({ mode: 'build', ...login() }, releaseOf('v2.0.0', repository.sha));
    expect(released.outputs).toMatchObject({ digest, version: '2.0.0', built: 'false', changed: 'true' });
    expect(new Set(Object.values(await app.state()))).toEqual(new Set([digest]));
    await app.refused('BUILD_DIFFERS', { mode: 'build', ...login(), platforms: 'linux/arm64' });
  });

  test.each(['plain', 'buildx'])(
    '(%s) fails on unsupported inputs, and names the builder that supports them',
    async (kind) => {
      const app = scene(`unable-${kind}`, kind);
      const inputs = { mode: 'build', ...login(), platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max' };
      const run = await app.run(inputs);
      const message = refusalOf('BUILD_FAILED', run);
      for (const part of ['several platforms', 'provenance', 'docker/setup-buildx-action'])
        expect(message).toContain(part);
      expect(await images.listTags(registry, app.repo)).toEqual([]);
    },
  );

  test('keeps the digest of a docker manifest with transport: docker', async () => {
    const app = scene('transport', 'plain');
    const docker = { ...login(), transport: 'docker' };
    const temp = mkdtempSync(join(dir, 'temp-'));
    const env = { env: { RUNNER_TEMP: temp } };
    const { digest } = (await app.ok({ mode: 'build', ...login() })).outputs;
    const manifest = await images.getManifest(registry, app.repo, digest!);
    expect(manifest?.mediaType).toBe(DOCKER_MANIFEST);
    const inputs = { mode: 'promote', version: repository.sha, environment: 'dev', ...docker };
    const run = await app.ok(inputs, env);
    expect(run.outputs).toMatchObject({ digest, changed: 'true' });
    expect(await app.at('dev')).toBe(digest);
    expect((await app.history('dev')).map(({ action }) => action)).toEqual(['promote']);
    expect((await app.ok(inputs)).outputs.changed).toBe('false');
    const base = { mode: 'build', ...login(), target: 'base', allow: 'rebuild' };
    const { digest: second } = (await app.ok(base)).outputs;
    expect(second).not.toBe(digest);
    await app.ok({ ...inputs, version: second! }, env);
    expect(await app.at('dev')).toBe(second);
    await app.ok({ mode: 'rollback', environment: 'dev', ...docker }, { env: { ...attempt(9), RUNNER_TEMP: temp } });
    expect(await app.at('dev')).toBe(digest);
    expect(readdirSync(temp).filter((name) => !name.startsWith('build-once-promote-result-'))).toEqual([]);
  });

  test('refuses transport: docker with a warning where the image would lose platforms or change its digest', async () => {
    const app = scene('lossy', 'plain');
    const index = await app.push(commitOf(1));
    const oci = (await images.pushManifest(registry, app.repo)).digest;
    const compact = (await images.pushManifest(registry, app.repo, { format: 'docker' })).digest;
    for (const [version, why] of [
      [index, 'linux/arm64'],
      [oci, "Docker's own"],
      [compact, 'in another form'],
    ] as const) {
      const inputs = { mode: 'promote', version, environment: 'dev', transport: 'docker', ...login() };
      const before = await app.state();
      const run = await app.run(inputs);
      const message = refusalOf('DIGEST_MISMATCH', run);
      expect(message).toContain(why);
      expect(message).toContain('transport: registry');
      expect(run.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1);
      expect(await app.state()).toEqual(before);
    }
  });

  test('restores a tag where docker pushed another image', async () => {
    const app = scene('changed', 'plain');
    const [first, other] = [await app.ok({ mode: 'build', ...login() }), await app.push(commitOf(1))];
    const inputs = {
      mode: 'promote',
      version: first.outputs.digest!,
      environment: 'dev',
      transport: 'docker',
      ...login(),
    };
    await images.putTag(registry, app.repo, 'dev', await app.push(commitOf(2)));
    const before = await app.state();
    const run = await app.run(inputs, {
      env: { PATH: dockerThatPushes(mkdtempSync(join(dir, 'fake-')), app.image, other) },
    });
    expect(refusalOf('DIGEST_MISMATCH', run)).toContain('restored');
    const { 'dev-history': _, ...state } = await app.state();
    expect(state).toEqual(before);
    expect((await app.history('dev')).map(({ action }) => action)).toEqual(['observed']);
  });
});
