import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { refusalOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import { until } from '../support/runner/shell.ts';

/**
 * A docker without buildx. It logs its commands; `push` waits for the file `go`, then copies the manifest of DIGEST to
 * the tag in the registry.
 */
const DOCKER = `
import { appendFileSync, existsSync } from 'node:fs';
const [command, name] = process.argv.slice(2);
const log = (line) => appendFileSync(process.env.STATE + '/log', line + '\\n');
if (command === 'buildx') process.exit(1);
log(command + ' ' + process.pid);
if (command !== 'push') process.exit(0);
while (!existsSync(process.env.STATE + '/go')) await new Promise((resolve) => setTimeout(resolve, 20));
const [, host, repo, tag] = /^([^/]+)\\/(.+):([^:]+)$/.exec(name);
const url = 'http://' + host + '/v2/' + repo + '/manifests/';
const { ACCEPT: accept, DIGEST: digest } = process.env;
const read = await fetch(url + digest, { headers: { accept } });
const headers = { 'content-type': read.headers.get('content-type') };
const { status } = await fetch(url + tag, { method: 'PUT', headers, body: await read.text() });
log('answered ' + status);
console.log(tag + ': digest: ' + digest + ' size: 1');
`;
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

needs('registry', 'git')('a job that is cancelled during docker push', () => {
  let registry: Registry;
  let repository: Repository;
  let dir: string;
  beforeAll(async () => {
    registry = await startRegistry();
    repository = await makeRepository();
    dir = mkdtempSync(join(tmpdir(), 'docker-cancelled-'));
    writeFileSync(join(dir, 'docker.mjs'), DOCKER);
    writeFileSync(join(dir, 'docker'), `#!/bin/sh\nexec "${process.execPath}" "${dir}/docker.mjs" "$@"\n`, {
      mode: 0o755,
    });
  });
  afterAll(async () => {
    rmSync(dir, { recursive: true });
    repository.remove();
    await registry.stop();
  });

  /** Pushes an image of the commit in the form in which docker push writes a manifest; without a tag. */
  async function pushAsDocker({ repo }: Scene): Promise<string> {
    const labels = { 'org.opencontainers.image.revision': repository.sha };
    const { digest } = await images.pushManifest(registry, repo, { format: 'docker', labels });
    const { json } = (await images.getManifest(registry, repo, digest))!;
    const { config, layers } = json as { config: images.Descriptor; layers: images.Descriptor[] };
    const descriptor = ({ mediaType, size, digest }: images.Descriptor) => ({ mediaType, size, digest });
    const form = { config: descriptor(config), layers: layers.map(descriptor) };
    const body = JSON.stringify({ schemaVersion: 2, mediaType: DOCKER_MANIFEST, ...form }, null, 3);
    const own = images.digestOf(body);
    const url = `http://${registry.host}/v2/${repo}/manifests/${own}`;
    const put = await fetch(url, { method: 'PUT', headers: { 'content-type': DOCKER_MANIFEST }, body });
    expect(put.status).toBe(201);
    return own;
  }

  /** What docker logged. */
  function logOf(state: string) {
    const file = join(state, 'log');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    const commands = lines.map((line) => line.split(' ')[0]);
    return {
      count: (command: string): number => commands.filter((each) => each === command).length,
      pushPid: Number(lines.find((line) => line.startsWith('push'))?.split(' ')[1]),
    };
  }

  /** Cancels a run during its first push, lets that end in the given way, and runs the job again. */
  async function interrupted(
    app: Scene,
    inputs: Record<string, string>,
    digest: string,
    end: 'finishes' | 'is killed',
  ) {
    const state = mkdtempSync(join(dir, 'state-'));
    const env = { PATH: `${dir}:${process.env.PATH}`, STATE: state, DIGEST: digest, ACCEPT: DOCKER_MANIFEST };
    const kill = {
      signal: 'SIGINT' as const,
      when: until(() => logOf(state).count('push') === 1, 120_000),
    };
    const before = await app.state();
    const run = await app.run(inputs, { env, kill });
    expect(refusalOf('CANCELLED', run)).toContain('docker push');
    expect(run.endedAfterMs).toBeLessThan(2000);
    const { pushPid } = logOf(state);
    // the push outlives the run
    expect(() => process.kill(pushPid, 0)).not.toThrow();
    const { 'dev-history': _, ...left } = await app.state();
    expect(left).toEqual(before);
    if (end === 'is killed') process.kill(pushPid, 'SIGKILL');
    writeFileSync(join(state, 'go'), '');
    if (end === 'finishes') expect(await until(() => logOf(state).count('answered') === 1, 120_000)).toBe(true);
    const again = await app.ok(inputs, { env });
    return { again, log: logOf(state) };
  }

  test.each([
    { end: 'finishes', builds: 1, built: 'false' },
    { end: 'is killed', builds: 2, built: 'true' },
  ] as const)('of a build: when the push $end, the next run completes it with $builds build(s)', async (row) => {
    const app = sceneOf(registry, `acme/build-${row.builds}`, { workspace: repository.dir });
    const digest = await pushAsDocker(app);
    const inputs = { mode: 'build', version: '1.2.0', environment: 'dev', tags: '{{version}}' };
    const { again, log } = await interrupted(app, { ...inputs, sha: repository.sha }, digest, row.end);
    expect(log.count('build')).toBe(row.builds);
    expect(again.outputs).toMatchObject({ digest, built: row.built, changed: 'true' });
    const { 'dev-history': _, ...tags } = await app.state();
    expect(tags).toEqual({ [`git-${repository.sha.slice(0, 7)}`]: digest, '1.2.0': digest, dev: digest });
    expect((await app.history('dev')).map((event) => [event.action, event.digest])).toEqual([['build', digest]]);
  });

  test.each([
    { end: 'finishes', changed: 'false' },
    { end: 'is killed', changed: 'true' },
  ] as const)('of a promotion with transport docker: when the push $end, the next run completes it', async (row) => {
    const app = sceneOf(registry, `acme/promote-${row.changed}`, { workspace: repository.dir });
    const digest = await pushAsDocker(app);
    const inputs = { mode: 'promote', version: digest, environment: 'dev', transport: 'docker' };
    const { again, log } = await interrupted(app, inputs, digest, row.end);
    expect(log.count('push')).toBe(row.changed === 'true' ? 2 : 1);
    expect(again.outputs).toMatchObject({ digest, changed: row.changed });
    expect(await app.at('dev')).toBe(digest);
    expect((await app.history('dev')).map((event) => [event.action, event.digest])).toEqual([['promote', digest]]);
  });
});
