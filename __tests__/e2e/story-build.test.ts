import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, releaseOf, runUrl, type Scene, sceneOf, timeOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { makeRepository } from '../support/runner/git.ts';

const commit = commitOf(1);
const short = commit.slice(0, 7);

needs('registry')('a build of an image that another step pushed', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  const scene = (name: string): Scene => sceneOf(registry, `acme/${name}`);

  test('tags the image by its digest, and changes nothing the second time', async () => {
    const app = scene('adopted');
    const digest = await app.push(commit);
    const env = attempt(1, 1, commit);
    const first = await app.rehearsed({ mode: 'build', digest }, { env });
    expect(first.outputs).toMatchObject({ digest, revision: commit, built: 'false', changed: 'true', version: '' });
    expect(first.outputs.image).toBe(`${app.image}@${digest}`);
    expect(await app.state()).toEqual({ [`git-${short}`]: digest });

    const again = await app.ok({ mode: 'build', digest }, { env });
    expect(again.outputs).toMatchObject({ digest, changed: 'false', built: 'false' });
    expect(again.tags).toEqual([`git-${short}`]);
    expect(again.stdout).toContain('No change: ');
    expect(await app.state()).toEqual({ [`git-${short}`]: digest });
  });

  test('is refused where the image has another commit', async () => {
    const app = scene('foreign');
    const digest = await app.push(commitOf(2));
    const message = await app.refused('INPUT_INVALID', { mode: 'build', digest }, { env: attempt(1, 1, commit) });
    expect(message).toContain(commitOf(2));
    expect(message).toContain(commit);
  });

  test('uses the first image of the commit, with a warning', async () => {
    const app = scene('second');
    const [first, second] = [await app.push(commit), await app.push(commit)];
    const env = attempt(1, 1, commit);
    await app.ok({ mode: 'build', digest: first }, { env });
    const run = await app.ok({ mode: 'build', digest: second }, { env });
    expect(run.outputs).toMatchObject({ digest: first, changed: 'false' });
    expect(run.annotations.map(({ level }) => level)).toEqual(['warning']);
    const overridden = await app.ok({ mode: 'build', digest: second, allow: 'rebuild' }, { env });
    expect(overridden.outputs).toMatchObject({ digest: second, changed: 'true' });
    expect(await app.state()).toEqual({ [`git-${short}`]: second });
  });

  test('fails with NOT_FOUND where the digest does not exist', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const app = scene('missing');
    const message = await app.refused('NOT_FOUND', { mode: 'build', digest }, { env: attempt(1, 1, commit) });
    expect(message).toContain(digest);
  });

  test('tags it with the version of a release event, with and without a checkout', async () => {
    for (const withCheckout of [false, true]) {
      const repository = withCheckout ? await makeRepository() : null;
      const sha = repository?.sha ?? commit;
      const app = scene(withCheckout ? 'checkout' : 'bare');
      const digest = await app.push(sha);
      await app.ok({ mode: 'build', digest }, { env: attempt(1, 1, sha) });
      const options = { ...releaseOf('v1.2.3', sha), ...(repository && { workspace: repository.dir }) };
      const run = await app.rehearsed({ mode: 'build' }, options);
      expect(run.outputs).toMatchObject({ digest, version: '1.2.3', revision: sha, built: 'false', changed: 'true' });
      const tags = ['1.2', '1.2.3', `1.2.3-${sha.slice(0, 7)}`, `git-${sha.slice(0, 7)}`];
      expect(run.tags).toEqual(tags);
      expect(await app.state()).toEqual(Object.fromEntries(tags.map((tag) => [tag, digest])));
      expect((await app.ok({ mode: 'build' }, options)).outputs.changed).toBe('false');
      repository?.remove();
    }
  });

  test('fails where there is neither an image nor a checkout', async () => {
    const message = await scene('nothing').refused('INPUT_INVALID', { mode: 'build' }, releaseOf('v1.2.3', commit));
    expect(message).toContain(commit);
    expect(message).toMatch(/check(ed)? .*out/i);
  });

  test('moves a floating tag only to the highest version that it covers', async () => {
    const app = scene('floating');
    const tags = '{{version}}\n{{major}}.{{minor}}\n{{major}}';
    const build = async (number: number, version: string): Promise<string> => {
      const digest = await app.push(commitOf(number));
      const env = attempt(number, 1, commitOf(number));
      await app.ok({ mode: 'build', digest, version, tags, latest: 'true' }, { env });
      return digest;
    };
    const floating = async (...names: string[]) => Promise.all(names.map((name) => app.at(name)));
    const first = await build(1, '1.2.3');
    expect(await floating('latest', '1', '1.2')).toEqual([first, first, first]);
    const newer = await build(2, '1.3.0');
    expect(await floating('latest', '1', '1.2', '1.3')).toEqual([newer, newer, first, newer]);
    const patch = await build(3, '1.2.9');
    expect(await floating('latest', '1', '1.2', '1.3')).toEqual([newer, newer, patch, newer]);
    await build(4, '2.0.0-rc.1');
    expect(await floating('latest', '2')).toEqual([newer, undefined]);
    const major = await build(5, 'v2.0.0+build.5');
    expect(await floating('latest', '2', '2.0', '2.0.0_build.5')).toEqual([major, major, major, major]);
  });

  test('moves the first stage, but not to an older image', async () => {
    const app = scene('lowest');
    const [older, newer] = [await app.push(commitOf(1)), await app.push(commitOf(2))];
    const inputs = { mode: 'build', environment: 'dev', environments: 'dev, staging, prod' };
    const env = (number: number) => ({ env: attempt(number, 1, commitOf(number)) });
    const run = await app.rehearsed({ ...inputs, digest: newer, version: '1.1.0' }, env(2));
    expect(run.outputs).toMatchObject({ environment: 'dev', 'previous-digest': '', changed: 'true' });
    const late = await app.ok({ ...inputs, digest: older, version: '1.0.0' }, env(1));
    expect(late.annotations.map(({ level, message }) => [level, /older/.test(message)])).toEqual([['warning', true]]);
    expect(await app.at('dev')).toBe(newer);
    expect(await app.at('1.0.0')).toBe(older);
    const [event, ...others] = await app.history('dev');
    expect(others).toEqual([]);
    expect(event).toMatchObject({ action: 'build', digest: newer, version: '1.1.0', previous: null, run: runUrl(2) });
    const higher = { ...inputs, environment: 'staging', digest: newer };
    expect(await app.refused('STAGE_SKIPPED', higher, env(2))).toContain('dev');
  });

  test('never moves a version tag from another image', async () => {
    const app = scene('versions');
    await app.release(1, '1.2.3');
    const other = await app.push(commitOf(2));
    const inputs = { mode: 'build', digest: other, version: 'v1.2.3' };
    const message = await app.refused('VERSION_EXISTS', inputs, { env: attempt(2, 1, commitOf(2)) });
    expect(message).toContain('1.2.3');
    expect(message).toContain('allow: overwrite');
  });

  test('takes version, revision and creation time from the labels', async () => {
    const app = scene('labels');
    const labels = {
      'org.opencontainers.image.revision': commit,
      'org.opencontainers.image.version': '3.1.4',
      'org.opencontainers.image.created': timeOf(1),
    };
    const { digest } = await images.pushManifest(registry, app.repo, { labels });
    await app.ok({ mode: 'build', digest, environment: 'dev' }, { env: attempt(1, 1, commit) });
    const [event] = await app.history('dev');
    expect(event).toMatchObject({ digest, version: '3.1.4', revision: commit, created: timeOf(1) });
  });
});
