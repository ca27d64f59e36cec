import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { releaseOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { BUILDKIT, dockerEnv, needs, parts } from '../support/runner/available.ts';
import { type Daemon, startDaemon } from '../support/runner/engine.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import { cachedPath } from '../support/runner/go-binary.ts';
import { runOrThrow, until } from '../support/runner/shell.ts';

const NODES = 'build-once-promote-nodes';

needs(...BUILDKIT)('a builder of two nodes', () => {
  let registry: Registry;
  let repository: Repository;
  let folder: string;
  let another: Daemon | undefined;
  beforeAll(async () => {
    registry = await startRegistry();
    repository = await makeRepository();
    folder = mkdtempSync(join(tmpdir(), 'nodes-'));
    const inspected = await runOrThrow('docker', ['buildx', 'inspect', parts().buildkitd.path!], { env: dockerEnv() });
    const isRemote = /^Driver:\s*remote$/m.test(inspected);
    const [, daemon] = /^Endpoint:\s*(\S+)/m.exec(inspected)!;
    const socket = join(folder, 'two.sock');
    // a second daemon of our own, or a second container of the engine, which needs another name for that
    if (isRemote) await startAnother(folder, socket);
    else symlinkSync(dockerEnv().DOCKER_HOST!.replace('unix://', ''), socket);
    const first = isRemote ? daemon! : dockerEnv().DOCKER_HOST!;
    const driver = isRemote ? ['--driver', 'remote'] : ['--driver', 'docker-container', '--driver-opt', 'network=host'];
    for (const [node, platform, endpoint] of [
      ['one', 'linux/amd64', first],
      ['two', 'linux/arm64', `unix://${socket}`],
    ] as const) {
      const args = ['buildx', 'create', '--name', NODES, '--node', node, '--platform', platform, ...driver];
      const append = node === 'two' ? ['--append'] : [];
      await runOrThrow('docker', [...args, ...append, endpoint], { env: dockerEnv() });
    }
  });
  async function startAnother(dir: string, socket: string): Promise<void> {
    const workers = ['--oci-worker=true', '--containerd-worker=false', '--config', join(dir, 'none')];
    const args = ['--root', join(dir, 'root'), '--addr', `unix://${socket}`, ...workers];
    another = startDaemon(cachedPath('buildkitd'), args, dir);
    expect(await until(() => existsSync(socket), 120_000)).toBe(true);
  }
  afterAll(async () => {
    await runOrThrow('docker', ['buildx', 'rm', '--force', '--keep-daemon', NODES], { env: dockerEnv() });
    await another?.stop();
    rmSync(folder, { recursive: true, force: true });
    repository.remove();
    await registry.stop();
  });
  const scene = (name: string): Scene =>
    sceneOf(registry, name, { workspace: repository.dir, env: { ...dockerEnv(), GITHUB_SHA: repository.sha } });

  test('pushes an index of both platforms, and moves no tag but the commit tag', async () => {
    const app = scene('acme/nodes');
    const first = repository.sha;
    const inputs = { mode: 'build', builder: NODES, platforms: 'linux/amd64,linux/arm64' };
    const released = await app.ok({ ...inputs, latest: 'true' }, releaseOf('v1.0.0', first));
    const before = await app.state();
    expect(before).toMatchObject({ latest: released.outputs.digest, '1.0.0': released.outputs.digest });
    const second = await repository.commit({ 'hello.txt': 'hello again\n' });
    for (const provenance of ['', 'false']) {
      const run = await app.ok({ ...inputs, provenance, sha: second, ...(provenance && { allow: 'rebuild' }) });
      const { digest } = run.outputs;
      expect(await app.state()).toEqual({ ...before, [`git-${second.slice(0, 7)}`]: digest });
      const { json } = (await images.getManifest(registry, app.repo, digest!))!;
      const platforms = json.manifests.map(({ platform }: images.Descriptor) => platform?.architecture);
      expect(platforms).toEqual(expect.arrayContaining(['amd64', 'arm64']));
      expect(json.annotations?.['org.opencontainers.image.revision']).toBe(second);
    }
  });

  test('of which one builds all platforms pushes by digest, too', async () => {
    const app = scene('acme/one-node');
    const run = await app.ok({ mode: 'build', builder: NODES, platforms: 'linux/amd64,linux/amd64/v2' });
    expect(await app.state()).toEqual({ [`git-${repository.sha.slice(0, 7)}`]: run.outputs.digest });
  });
});
