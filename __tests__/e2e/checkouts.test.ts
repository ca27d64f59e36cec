import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type DockerProgram, dockerProgram, labelsOf } from '../support/runner/docker-program.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';

const REVISION = 'org.opencontainers.image.revision';
const BUILD = 'vnd.build-once-promote.build';
const URL = 'https://github.com/acme/shop.git';

needs('registry', 'git')('the checkout that a build is stamped with', () => {
  let registry: Registry;
  let docker: DockerProgram;
  let app: Repository;
  let empty: string;
  let workspace: string;
  const made: Repository[] = [];
  let count = 0;
  beforeAll(async () => {
    registry = await startRegistry();
    docker = dockerProgram();
    app = await makeRepository({ 'api/Dockerfile': 'FROM scratch\n' });
  });
  afterAll(async () => {
    docker.remove();
    app.remove();
    await registry.stop();
  });
  beforeEach(() => {
    empty = mkdtempSync(join(tmpdir(), 'workspace-'));
    workspace = empty;
  });
  afterEach(() => {
    for (const { remove } of made.splice(0)) remove();
    rmSync(empty, { recursive: true, force: true });
  });

  const scene = (): Scene => sceneOf(registry, `acme/app-${count++}`, { workspace });
  /** Runs a build whose docker reports an image of this commit; returns the commit on its label. */
  async function built(commit: string, inputs: Record<string, string>, at = scene()): Promise<string | undefined> {
    const env = docker.env({ digest: await at.push(commit) });
    await at.ok({ mode: 'build', ...inputs }, { env });
    return labelsOf(docker.build())[REVISION];
  }

  test('is the one in a folder of the workspace, also with sha and file', async () => {
    await app.git('clone', '--quiet', app.dir, join(workspace, 'src'));
    for (const more of [{}, { file: 'src/api/Dockerfile', sha: app.sha }, { context: './src/api' }])
      expect(await built(app.sha, { context: 'src', ...more })).toBe(app.sha);
  });

  test('has one name for a file, in any folder that it is checked out in', async () => {
    const of = scene();
    const env = docker.env({ digest: await of.push(app.sha) });
    await app.git('clone', '--quiet', app.dir, join(workspace, 'src'));
    await of.ok({ mode: 'build', context: 'src', file: 'src/api/Dockerfile' }, { env });
    const stamp = labelsOf(docker.build())[BUILD] ?? '';
    expect(JSON.parse(stamp)).toMatchObject({ file: 'api/Dockerfile' });
    const stamped = await of.push(app.sha, { [BUILD]: stamp });
    const again = sceneOf(registry, of.repo);
    await again.ok({ mode: 'build', digest: stamped, sha: app.sha, allow: 'rebuild' });
    const ok = { built: 'false', digest: stamped };
    for (const [at, inputs] of [
      [workspace, { context: 'src', file: 'src/api/Dockerfile' }],
      [app.dir, { file: 'api/Dockerfile' }],
      [app.dir, { file: join(app.dir, 'api/Dockerfile') }],
    ] as const)
      expect((await again.ok({ mode: 'build', ...inputs }, { workspace: at })).outputs).toMatchObject(ok);
    // a release event needs no checkout
    const bare = { mode: 'build', sha: app.sha, context: 'src' };
    expect((await again.ok({ ...bare, file: 'src/api/Dockerfile' })).outputs).toMatchObject(ok);
    await again.refused('BUILD_DIFFERS', { ...bare, file: 'src/Dockerfile' });
    await again.refused('BUILD_DIFFERS', { mode: 'build', file: 'Dockerfile' }, { workspace: app.dir });
  });

  test('is the application’s, not that of the tools at the root of the workspace', async () => {
    const tools = await makeRepository({ '.gitignore': 'app\n' });
    made.push(tools);
    const first = app.sha;
    await app.git('clone', '--quiet', app.dir, join(tools.dir, 'app'));
    workspace = tools.dir;
    const of = scene();
    expect(await built(first, { context: 'app', environment: 'dev' }, of)).toBe(first);
    const second = await app.commit({ 'new.txt': 'new' });
    await app.git('-C', join(tools.dir, 'app'), 'pull', '--quiet', 'origin', 'main');
    expect(await built(second, { context: 'app', environment: 'dev' }, of)).toBe(second);
    expect(await of.at('dev')).toBe(await of.at(`git-${second.slice(0, 7)}`));
  });

  test('is the superproject’s where the context is a submodule', async () => {
    const shop = await makeRepository();
    made.push(shop);
    await shop.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', app.dir, 'api');
    await shop.commit({});
    workspace = shop.dir;
    expect(await built(shop.sha, { context: 'api' })).toBe(shop.sha);
  });

  test.each(['#main', '', '#v1.0.0:api'])(
    'is unknown for a git URL that ends with "%s": nothing is built',
    async (end) => {
      workspace = app.dir;
      const env = { ...docker.env(), GITHUB_SHA: app.sha };
      const message = await scene().refused('INPUT_INVALID', { mode: 'build', context: `${URL}${end}` }, { env });
      expect(message).toContain('context');
      expect(message).toContain(app.sha);
      expect(docker.calls()).toEqual([]);
    },
  );

  test('is that of a git URL that ends with the commit', async () => {
    workspace = app.dir;
    const context = `${URL}#${app.sha}:api`;
    expect(await built(app.sha, { context })).toBe(app.sha);
    expect(docker.build()?.args.at(-1)).toBe(context);
  });

  test('says why git does not read it, and that git is missing', async () => {
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    const git = join(bin, 'git');
    const inputs = { mode: 'build' };
    writeFileSync(git, '#!/bin/sh\necho "fatal: detected dubious ownership in \'/w\'" >&2\nexit 128\n', {
      mode: 0o755,
    });
    const env = docker.env();
    const refused = await scene().refused('INPUT_INVALID', inputs, { env: { ...env, PATH: `${bin}:${env.PATH}` } });
    expect(refused).toContain('dubious ownership');
    const missing = await scene().refused('INPUT_INVALID', inputs, { env: { ...env, PATH: docker.dir } });
    expect(missing).toContain('git is not on the PATH');
    rmSync(bin, { recursive: true });
  });

  test('runs nothing of itself: neither by its configuration nor by a relative folder of the PATH', async () => {
    const hostile = await makeRepository();
    made.push(hostile);
    const mark = join(hostile.dir, 'ran');
    workspace = hostile.dir;
    for (const name of ['git', 'docker', 'docker-buildx'])
      writeFileSync(join(hostile.dir, name), `#!/bin/sh\ntouch "${mark}"\n`, { mode: 0o755 });
    const config = {
      ...{ 'extensions.partialClone': 'origin', 'remote.origin.promisor': 'true', 'core.repositoryFormatVersion': '1' },
      ...{
        'remote.origin.url': `ext::touch ${mark}`,
        'protocol.ext.allow': 'always',
        'core.fsmonitor': join(hostile.dir, 'git'),
      },
    };
    for (const [name, value] of Object.entries(config)) await hostile.git('config', name, value);
    writeFileSync(join(hostile.dir, '.git/refs/heads/main'), `${'b'.repeat(40)}\n`);
    for (const path of ['.:', '', ':', './:']) {
      const env = docker.env();
      await scene().refused('INPUT_INVALID', { mode: 'build' }, { env: { ...env, PATH: `${path}${env.PATH}` } });
      const run = await scene().run({ mode: 'build', push: 'false' }, { env: { ...env, PATH: `${path}` || ':' } });
      expect(run.exitCode).toBe(1);
    }
    expect(existsSync(mark)).toBe(false);
  });
});
