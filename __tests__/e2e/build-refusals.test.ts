import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { refusalOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type DockerAnswers, type DockerProgram, dockerProgram, labelsOf } from '../support/runner/docker-program.ts';
import { values } from '../support/runner/fake-docker.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import type { RunOptions } from '../support/runner/runner.ts';

needs('registry', 'git')('a build', () => {
  let registry: Registry;
  let docker: DockerProgram;
  let repository: Repository;
  let count = 0;
  beforeAll(async () => {
    registry = await startRegistry();
    docker = dockerProgram();
    repository = await makeRepository({ 'api/Dockerfile': 'FROM scratch\n' });
  });
  afterAll(async () => {
    docker.remove();
    repository.remove();
    await registry.stop();
  });
  const scene = (): Scene => sceneOf(registry, `acme/app-${count++}`, { workspace: repository.dir });
  /** A build whose docker reports an image of the commit. */
  async function built(
    inputs: Record<string, string>,
    answers: DockerAnswers = {},
    more: RunOptions = {},
    app = scene(),
  ) {
    const env = { ...docker.env({ digest: await app.push(repository.sha), ...answers }), ...more.env };
    return app.ok({ mode: 'build', ...inputs }, { ...more, env });
  }

  describe('gets its inputs as they are', () => {
    test.each(['- A=1', 'A = 1', '"A="b""', 'KEY=-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'])(
      'or is refused, with the line: %s',
      async (text) => {
        for (const input of ['build-args', 'secrets']) {
          const inputs = { mode: 'build', [input]: `FIRST=1\n${text}` };
          const message = await scene().refused('INPUT_INVALID', inputs, { env: docker.env() });
          expect(message).toContain(`${input}: line 2`);
          if (input === 'secrets') expect(message).not.toContain(text);
        }
        expect(docker.calls()).toEqual([]);
      },
    );

    test('with secrets by the environment, to the last line end, and masked', async () => {
      const temp = mkdtempSync(join(tmpdir(), 'runner-temp-'));
      const key = '-----BEGIN KEY-----\nhunter2hunter2\n-----END KEY-----\n';
      const run = await built({ secrets: `"key=${key}"\ntoken=s3cr3t,"x"` }, {}, { env: { RUNNER_TEMP: temp } });
      const { args, env } = docker.build()!;
      const handed = values(args, '--secret').map((each) => /^id=(\w+),env=(\w+)$/.exec(each)!);
      expect(handed.map(([, id, name]) => [id, env[name!]])).toEqual([
        ['key', key],
        ['token', 's3cr3t,"x"'],
      ]);
      expect(args.join()).not.toMatch(/hunter2|s3cr3t/);
      expect(run.masks).toEqual(expect.arrayContaining(['hunter2hunter2', 's3cr3t,"x"']));
      // the file with the result stays
      expect(readdirSync(temp).filter((name) => !name.includes('-result-'))).toEqual([]);
      rmSync(temp, { recursive: true });
    });

    test('with words for settings that are not masked, so that outputs keep them', async () => {
      const run = await built({ secrets: 'CI=true\nDEPLOY_ENV=prod\nOWNER=acme/app', environment: 'prod' });
      expect(run.masks).not.toEqual(expect.arrayContaining(['true']));
      expect(run.masks.filter((mask) => ['true', 'prod', 'acme/app'].includes(mask))).toEqual([]);
      const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
      expect(warnings.map((text) => /value of (\w+) is not masked/.exec(text)?.[1])).toEqual([
        'CI',
        'DEPLOY_ENV',
        'OWNER',
      ]);
    });

    test.each(['False', 'FALSE'])('with provenance and sbom %s as false', async (value) => {
      await built({ provenance: value, sbom: value });
      const { args } = docker.build()!;
      expect([values(args, '--provenance'), values(args, '--sbom')]).toEqual([['false'], ['false']]);
      expect(values(args, '--annotation')[0]).toMatch(/^manifest:/);
      // the engine has no attestations to turn off
      expect((await built({ provenance: value }, { version: null })).outputs.built).toBe('true');
    });

    test('with a warning where the provenance would publish a build argument that looks like a secret', async () => {
      const run = await built({ provenance: 'mode=max', 'build-args': 'NPM_TOKEN=x\nVERSION=1' });
      const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
      expect(warnings).toEqual([expect.stringContaining('NPM_TOKEN')]);
      expect((await built({ 'build-args': 'NPM_TOKEN=x' })).annotations).toEqual([]);
    });
  });

  test('is the same for all spellings of its file, and no path of the runner is in its image', async () => {
    const app = scene();
    const at = (path: string): string => join(repository.dir, path);
    const stamp = (): string => JSON.parse(labelsOf(docker.build())['vnd.build-once-promote.build']!).file;
    const commit = repository.sha;
    const label = JSON.stringify({ file: 'api/Dockerfile', target: null, platforms: [] });
    const digest = await app.push(commit, { 'vnd.build-once-promote.build': label });
    await app.ok({ mode: 'build', file: at('api/Dockerfile') }, { env: docker.env({ digest }) });
    expect(stamp()).toBe('api/Dockerfile');
    for (const file of [
      'api/Dockerfile',
      './api//Dockerfile',
      at('api/Dockerfile'),
      `${repository.dir}/./api/Dockerfile`,
    ]) {
      const again = await app.ok({ mode: 'build', file }, { env: docker.env() });
      expect(again.outputs).toMatchObject({ digest, built: 'false' });
    }
    for (const file of ['Dockerfile', at('Dockerfile')]) await app.refused('BUILD_DIFFERS', { mode: 'build', file });
    for (const inputs of [{ context: at('api') }, { context: 'api/' }, { file: '/tmp/elsewhere/Dockerfile' }]) {
      await built(inputs);
      expect(stamp()).toBe('file' in inputs ? '(outside the workspace)/Dockerfile' : 'api/Dockerfile');
    }
  });

  test('works with a buildx that has no annotations, and says which version has', async () => {
    const run = await built({}, { version: 'github.com/docker/buildx v0.11.2 9872040' });
    expect(run.outputs.built).toBe('true');
    expect(docker.build()!.args).not.toContain('--annotation');
    expect(labelsOf(docker.build())['org.opencontainers.image.revision']).toBe(repository.sha);
    expect(run.annotations.map(({ level, message }) => [level, message.includes('0.12.0')])).toEqual([
      ['notice', true],
    ]);
  });

  const DENIED = 'denied: permission_denied: write_package';
  test.each<{ name: string; answers: DockerAnswers }>([
    {
      name: 'by buildx',
      answers: {
        buildError: `------\n > exporting to image:\n------\nERROR: failed to solve: failed to push x: ${DENIED}`,
      },
    },
    {
      name: 'by buildx, for its scope',
      answers: {
        buildError:
          '------\n > exporting to image:\n------\nERROR: server message: insufficient_scope: authorization failed',
      },
    },
    { name: 'by the engine', answers: { version: null, pushError: DENIED } },
  ])('whose push is denied says so $name, not that the build failed', async ({ answers }) => {
    const app = scene();
    const message = await app.refused('FORBIDDEN', { mode: 'build' }, { env: docker.env(answers) });
    expect(message).toContain(app.image);
    expect(message).toContain('permission to push');
  });

  test('whose base image is denied has failed', async () => {
    const buildError =
      '------\n > [internal] load metadata for x/y:1:\n------\nERROR: x/y:1: pull access denied: insufficient_scope';
    await scene().refused('BUILD_FAILED', { mode: 'build' }, { env: docker.env({ buildError }) });
  });

  test('on a runner without its folder, or with a full disk, says so', async () => {
    const env = { ...docker.env(), RUNNER_TEMP: '/nowhere/at/all' };
    const message = refusalOf('RUNNER_FAILED', await scene().run({ mode: 'build' }, { env }));
    expect(message).toContain('RUNNER_TEMP');
    const full = docker.env({ buildError: 'ERROR: failed to solve: write /x: no space left on device' });
    await scene().refused('RUNNER_FAILED', { mode: 'build' }, { env: full });
  });
});
