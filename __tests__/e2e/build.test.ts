import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { doneOf, releaseOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { BUILDKIT, dockerEnv, needs, parts } from '../support/runner/available.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import type { RunOptions } from '../support/runner/runner.ts';

const PLATFORMS = 'linux/amd64,linux/arm64';
const LABEL = 'org.opencontainers.image.';

needs(...BUILDKIT)('a build with buildkit', () => {
  let registry: Registry;
  let repository: Repository;
  beforeAll(async () => {
    registry = await startRegistry();
    repository = await makeRepository();
  });
  afterAll(async () => {
    repository.remove();
    await registry.stop();
  });
  const scene = (name: string): Scene =>
    sceneOf(registry, name, { workspace: repository.dir, env: { ...dockerEnv(), GITHUB_SHA: repository.sha } });
  const build = (more: Record<string, string> = {}): Record<string, string> => ({
    ...{ mode: 'build', builder: parts().buildkitd.path! },
    ...more,
  });
  const tagOf = (sha: string): string => `git-${sha.slice(0, 7)}`;

  test('makes two platforms with provenance, stamped, once', async () => {
    const app = scene('platforms');
    const inputs = build({ platforms: PLATFORMS, provenance: 'mode=max', labels: 'team=red, blue' });
    expect((await app.ok({ ...inputs, 'dry-run': 'true' })).outputs).toMatchObject({ built: 'true', changed: 'false' });
    expect(await app.state()).toEqual({});
    const first = await app.ok(inputs);
    const digest = first.outputs.digest!;
    expect(first.outputs).toMatchObject({ built: 'true', changed: 'true', revision: repository.sha, version: '' });
    expect(await app.state()).toEqual({ [tagOf(repository.sha)]: digest });

    const stamp = {
      [`${LABEL}revision`]: repository.sha,
      [`${LABEL}source`]: 'https://github.com/acme/app',
      [`${LABEL}created`]: '2026-01-01T12:00:00Z',
      [`${LABEL}version`]: '',
      'vnd.build-once-promote.build': JSON.stringify({
        file: 'Dockerfile',
        target: null,
        platforms: ['linux/amd64', 'linux/arm64'],
      }),
    };
    const index = await images.getManifest(registry, app.repo, digest);
    expect(index?.mediaType).toBe('application/vnd.oci.image.index.v1+json');
    expect(index?.json.annotations).toEqual(stamp);
    const listed: images.Descriptor[] = index?.json.manifests;
    expect(listed.map(({ platform }) => platform?.architecture)).toEqual(['amd64', 'arm64', 'unknown', 'unknown']);
    for (const { digest: each } of listed.slice(0, 2)) {
      const { json } = (await images.getManifest(registry, app.repo, each))!;
      const config = JSON.parse((await images.getBlob(registry, app.repo, json.config.digest)).toString());
      expect(config.config.Labels).toEqual({ ...stamp, greeting: 'hello', team: 'red, blue' });
      expect(config.created).toBe('2026-01-01T12:00:00Z');
    }

    const again = await app.ok(inputs);
    expect(again.outputs).toMatchObject({ digest, built: 'false', changed: 'false' });
    expect(again.stdout).not.toContain('docker build');
    const released = await app.ok(build(), releaseOf('v1.2.3', repository.sha));
    expect(released.outputs).toMatchObject({ digest, built: 'false', changed: 'true', version: '1.2.3' });
    expect(Object.keys(await app.state())).toEqual([
      '1.2',
      '1.2.3',
      `1.2.3-${repository.sha.slice(0, 7)}`,
      tagOf(repository.sha),
    ]);
  });

  test('is refused where it names what the first build does not have', async () => {
    const app = scene('differs');
    await app.ok(build({ platforms: 'linux/amd64', target: 'base', provenance: 'false' }));
    for (const [more, what] of [
      [{ platforms: PLATFORMS }, 'linux/arm64'],
      [{ target: 'app' }, 'target app (it has base)'],
      [{ file: './other/Dockerfile' }, 'other/Dockerfile'],
    ] as const) {
      const message = await app.refused('BUILD_DIFFERS', build(more));
      expect(message).toContain(what);
      expect(message).toContain('allow: rebuild');
    }
    const same = { platforms: 'linux/amd64', target: 'base', file: './Dockerfile' };
    expect((await app.ok(build(same))).outputs).toMatchObject({ built: 'false', changed: 'false' });
  });

  test('is built again when rebuild is allowed, and moves only the tags of the build', async () => {
    const app = scene('rebuild');
    const first = await app.ok(build({ target: 'base' }), { ...releaseOf('v1.0.0', repository.sha) });
    const inputs = build({ target: 'app', allow: 'rebuild', tags: '{{version}}-{{sha}}' });
    const second = await app.ok(inputs, releaseOf('v1.0.0', repository.sha));
    const [old, digest] = [first.outputs.digest!, second.outputs.digest!];
    expect(digest).not.toBe(old);
    expect(second.outputs).toMatchObject({ built: 'true', changed: 'true' });
    const short = repository.sha.slice(0, 7);
    expect(await app.state()).toEqual({
      '1.0': old,
      '1.0.0': old,
      [`1.0.0-${short}`]: digest,
      [`git-${short}`]: digest,
    });
    const all = build({ allow: 'rebuild', target: 'base' });
    expect(await app.refused('VERSION_EXISTS', all, releaseOf('v1.0.0', repository.sha))).toContain('1.0.0');
  });

  test('of a commit that is not checked out is refused, whether it would be pushed or not', async () => {
    const sha = 'ab'.repeat(20);
    for (const push of ['true', 'false']) {
      const message = await scene('elsewhere').refused('INPUT_INVALID', build({ sha, push }));
      expect(message).toContain(sha);
      expect(message).toContain(repository.sha);
    }
  });

  test('without attestations and with one platform carries the annotations itself, and comes out the same again', async () => {
    const app = scene('single');
    const run = await app.ok(build({ provenance: 'false', 'no-cache': 'true' }));
    const manifest = await images.getManifest(registry, app.repo, run.outputs.digest!);
    expect(manifest?.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
    expect(manifest?.json.annotations).toMatchObject({
      [`${LABEL}revision`]: repository.sha,
      [`${LABEL}created`]: '2026-01-01T12:00:00Z',
    });
    const again = await app.ok(build({ provenance: 'false', 'no-cache': 'true', allow: 'rebuild' }));
    expect(again.outputs.digest).toBe(run.outputs.digest);
  });

  test('at once with another of the same commit leaves one image', async () => {
    const app = scene('race');
    const runs = (await Promise.all([1, 2].map(() => app.run(build({ 'no-cache': 'true' }))))).map(doneOf);
    const digest = await app.at(tagOf(repository.sha));
    expect(runs.map(({ outputs }) => outputs.digest)).toEqual([digest, digest]);
    expect(runs.filter(({ outputs }) => outputs.built === 'true').length).toBeLessThanOrEqual(1);
    expect(Object.keys(await app.state())).toEqual([tagOf(repository.sha)]);
  });

  test('of a pull request from a fork needs no registry and writes nothing', async () => {
    const head = { sha: repository.sha, repo: { full_name: 'stranger/app' } };
    const event = { pull_request: { number: 7, head, base: { repo: { full_name: 'acme/app' } } } };
    const options: RunOptions = { event, env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' } };
    const app = { ...scene('fork') };
    // nobody listens there
    const run = await app.ok(build({ image: '127.0.0.1:9/acme/app', platforms: PLATFORMS }), options);
    expect(run.outputs).toMatchObject({ built: 'true', changed: 'false' });
    expect(run.outputs.digest ?? '').toBe('');
    expect(run.annotations.map(({ level, message }) => [level, /fork/.test(message)])).toEqual([['notice', true]]);
  });
});
