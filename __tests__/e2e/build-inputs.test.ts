import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { refusalOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { BUILDKIT, dockerEnv, needs, parts } from '../support/runner/available.ts';
import { DOCKERFILE, makeRepository, type Repository } from '../support/runner/git.ts';
import { until } from '../support/runner/shell.ts';

/** crane reads the secret as docker's own file, and prints whose it is. */
const SECRETIVE = `FROM scratch
COPY crane /crane
ENV DOCKER_CONFIG=/secret
RUN --mount=type=secret,id=config,target=/secret/config.json ["/crane", "auth", "get", "example.com"]
`;

needs(...BUILDKIT, 'crane')('what a build hands on to docker', () => {
  let registry: Registry;
  let repository: Repository;
  beforeAll(async () => {
    registry = await startRegistry({ auth: 'token' });
    repository = await makeRepository({
      '.gitignore': 'crane\n',
      'other/Dockerfile': `${DOCKERFILE}LABEL other=yes\n`,
    });
    await repository.commit({
      'secret.Dockerfile': SECRETIVE,
      'broken.Dockerfile': 'FROM scratch\n# ##[error]gone\nCOPY ::error::gone /\n',
    });
    copyFileSync(parts().crane.path!, join(repository.dir, 'crane'));
  });
  afterAll(async () => {
    repository.remove();
    await registry.stop();
  });
  const scene = (name: string): Scene => sceneOf(registry, name, { workspace: repository.dir, env: dockerEnv() });
  const build = (more: Record<string, string> = {}): Record<string, string> => ({
    ...{ mode: 'build', builder: parts().buildkitd.path! },
    ...{ username: registry.username!, password: registry.password! },
    ...more,
  });

  test('has file, target, build arguments and labels in it, but for labels of its own', async () => {
    const app = scene('args');
    const labels = '"org.opencontainers.image.title=An ""app"""\norg.opencontainers.image.revision=mine\nteam=red';
    const more = { file: 'other/Dockerfile', target: 'app', 'build-args': 'GREETING=hi, you=all\n', labels };
    const run = await app.ok(build({ ...more, provenance: 'false' }));
    const { json } = (await images.getManifest(registry, app.repo, run.outputs.digest!))!;
    const { config } = JSON.parse((await images.getBlob(registry, app.repo, json.config.digest)).toString());
    expect(config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'An "app"',
      'org.opencontainers.image.revision': repository.sha,
      'vnd.build-once-promote.build': '{"file":"other/Dockerfile","target":"app","platforms":[]}',
      ...{ team: 'red', greeting: 'hi, you=all', other: 'yes' },
    });
    expect(run.annotations).toEqual([
      { level: 'notice', title: '', message: expect.stringContaining('org.opencontainers.image.revision') },
    ]);
  });

  test('has secrets at hand that are masked and in no layer, no argument, no file that stays', async () => {
    const app = scene('secret');
    const temp = mkdtempSync(join(tmpdir(), 'runner-temp-'));
    const auth = Buffer.from('builder:hunter2').toString('base64');
    const secret = JSON.stringify({ auths: { 'example.com': { auth } } }, null, 2);
    const quoted = `"config=${secret.replaceAll('"', '""')}"\nother=a "b" c`;
    const inputs = build({
      file: 'secret.Dockerfile',
      secrets: quoted,
      provenance: 'mode=max',
      'no-cache': 'true',
    });
    const run = await app.ok(inputs, { env: { RUNNER_TEMP: temp } });
    expect(run.stdout).toContain('"Username":"builder"');
    // a brace alone is no secret: masked, it would hold back every output that is JSON
    const lines = secret.split('\n').filter((line) => line.trim().length > 1);
    expect(run.masks).toEqual(expect.arrayContaining([...lines, 'a "b" c']));
    expect(run.masks).not.toContain('{');
    expect(readdirSync(temp).filter((name) => !name.startsWith('build-once-promote-result-'))).toEqual([]);
    rmSync(temp, { recursive: true });
    const { json } = (await images.getManifest(registry, app.repo, run.outputs.digest!))!;
    const all = await Promise.all(json.manifests.map(({ digest }: images.Descriptor) => deep(app.repo, digest)));
    expect(all.join()).toContain('Dockerfile');
    expect(all.join()).not.toContain(auth);
  });

  /** A manifest with the text of its config and layers. */
  async function deep(repo: string, digest: string): Promise<string> {
    const manifest = (await images.getManifest(registry, repo, digest))!;
    const blobs: images.Descriptor[] = [manifest.json.config, ...manifest.json.layers];
    const bytes = await Promise.all(blobs.map((blob) => images.getBlob(registry, repo, blob.digest)));
    return [manifest.bytes, ...bytes].map((each) => each.toString('latin1')).join('\n');
  }

  test('fails with the end of the output of docker, which the runner does not read as commands', async () => {
    const app = scene('broken');
    const run = await app.run(build({ file: 'broken.Dockerfile' }));
    const message = refusalOf('BUILD_FAILED', run);
    expect(message).toMatch(/not found/);
    expect(message).not.toContain('\n');
    const [, quoted = '', after = ''] = /::stop-commands::([\w-]+)\n([\s\S]*)$/.exec(run.stdout)!;
    const [inside = '', outside = ''] = after.split(`::${quoted}::`);
    expect(inside).toContain('##[error]gone');
    expect(inside).toContain('::error::gone');
    expect(outside).not.toContain('##[error]gone');
    expect(run.summary).toContain('BUILD_FAILED');
    expect(run.outputs).toMatchObject({ changed: 'false', built: 'false' });
    expect(await images.listTags(registry, app.repo)).toEqual([]);
  });

  test('fails where the builder is not there, with what to do', async () => {
    const message = refusalOf('BUILD_FAILED', await scene('builder').run(build({ builder: 'nobody' })));
    expect(message).toContain('"nobody"');
    expect(message).toContain('docker/setup-buildx-action');
  });

  test('is ended when the job is cancelled, and leaves nothing behind', async () => {
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    const temp = join(bin, 'temp');
    mkdirSync(temp);
    // the first says that it has begun, and what it has started holds on to its output
    const [begun, held] = [join(bin, 'begun'), join(bin, 'held')];
    const script = `#!/bin/sh\n[ "$1" = build ] || exit 1\nsleep 600 &\necho $! > "${held}"\ntouch "${begun}"\nwait\n`;
    writeFileSync(join(bin, 'docker'), script, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env.PATH}`, RUNNER_TEMP: temp };
    const kill = { signal: 'SIGTERM' as const, when: until(() => existsSync(begun), 120_000) };
    const run = await scene('cancelled').run(build({ builder: '' }), { env, kill });
    expect(refusalOf('CANCELLED', run)).toContain('docker build');
    // it did not wait for what holds on to the output: that still runs
    process.kill(Number(readFileSync(held, 'utf8')));
    expect(run.endedAfterMs).toBeLessThan(2_000);
    expect(readdirSync(temp).filter((name) => !name.startsWith('build-once-promote-result-'))).toEqual([]);
    rmSync(bin, { recursive: true });
  });
});
