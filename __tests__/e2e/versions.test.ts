import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Scene, sceneOf, timeOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const CREATED = 'org.opencontainers.image.created';
const VERSION = 'org.opencontainers.image.version';

needs('registry')('the version of an image', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  const scene = (name: string): Scene => sceneOf(registry, `acme/${name}`);
  const promote = (app: Scene, version: string, environment = 'prod', more: Record<string, string> = {}) =>
    app.ok({ mode: 'promote', environment, version, ...more });

  describe('where two images have the same one', () => {
    /** Builds a numbered commit as 1.4.0 in dev; the commits are a day apart. */
    const build = async (app: Scene, day: number, created = timeOf(day)) => {
      const digest = await app.push(commitOf(day), { [CREATED]: created });
      const inputs = { mode: 'build', digest, version: '1.4.0', tags: '{{version}}-{{sha}}', environment: 'dev' };
      return { digest, ...(await app.ok(inputs, { env: attempt(day, 1, commitOf(day)) })) };
    };

    test('a build leaves the environment at the one created later, with a warning', async () => {
      const app = scene('same');
      const newer = await build(app, 3);
      const older = await build(app, 1);
      expect(older.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('is older') }]);
      expect(await app.at('dev')).toBe(newer.digest);
      expect(await app.at(`git-${commitOf(1).slice(0, 7)}`)).toBe(older.digest);
      const latest = await build(app, 5);
      expect(await app.at('dev')).toBe(latest.digest);
    });

    test('a promotion of the one created earlier is refused, and passes with allow: downgrade', async () => {
      const app = scene('same-promoted');
      const [newer, older] = [await build(app, 3), await build(app, 1)];
      await promote(app, newer.digest);
      await app.refused('DOWNGRADE', { mode: 'promote', environment: 'prod', version: older.digest });
      await promote(app, older.digest, 'prod', { allow: 'downgrade' });
      expect(await app.at('prod')).toBe(older.digest);
    });

    test.each([
      { name: 'ten years ahead', created: '2036-01-01T00:00:00Z' },
      { name: 'not a time', created: 'yesterday' },
    ])('a creation time that is $name is unknown, and the guard passes with a warning', async ({ created }) => {
      const app = scene(`same-${created.slice(0, 4)}`);
      await build(app, 3, created);
      const next = await build(app, 5);
      expect(next.annotations).toMatchObject([
        { level: 'warning', message: expect.stringContaining('Cannot determine') },
      ]);
      expect(await app.at('dev')).toBe(next.digest);
    });
  });

  describe('where one image has several', () => {
    test('is the highest everywhere, with the others beside it', async () => {
      const app = scene('several');
      const digest = await app.release(1, '1.6.0-rc.1');
      await promote(app, '1.6.0-rc.1');
      await app.ok({ mode: 'build', sha: commitOf(1), version: '1.6.0' }, { env: attempt(2, 1, commitOf(1)) });
      const again = await promote(app, '1.6.0');
      expect(again.result).toMatchObject([
        { digest, version: '1.6.0', also: ['1.6.0-rc.1'], previousVersion: '1.6.0' },
      ]);
      for (const environment of ['staging', 'eu']) {
        const from = await app.ok({ mode: 'promote', environment, from: 'prod' });
        expect(from.result).toMatchObject([{ digest, version: '1.6.0', also: ['1.6.0-rc.1'] }]);
        expect(from.summary).toContain('1.6.0-rc.1');
      }
      const status = await app.ok({ mode: 'status' });
      const rows = JSON.parse(status.outputs.environments ?? '') as { version: string }[];
      expect(rows.map(({ version }) => version)).toEqual(['1.6.0', '1.6.0', '1.6.0']);
    });

    test('is the highest in a build of its release candidate, also for one that another build leaves live', async () => {
      const app = scene('again');
      const digest = await app.release(3, '1.6.0-rc.1', 'dev');
      const release = (version: string, more: Record<string, string> = {}) =>
        app.ok({ mode: 'build', sha: commitOf(3), version, ...more }, { env: attempt(3, 1, commitOf(3)) });
      await release('1.6.0');
      await promote(app, '1.6.0', 'dev');
      for (const again of [await release('1.6.0-rc.1'), await release('1.6.0-rc.1', { environment: 'dev' })]) {
        expect(again.result).toMatchObject([{ digest, version: '1.6.0', also: ['1.6.0-rc.1'] }]);
        expect(again.changed).toBe(false);
      }
      await app.release(1, '1.5.0');
      const older = await app.ok({ mode: 'build', sha: commitOf(1), environment: 'dev' });
      expect(older.result).toMatchObject([{ digest, version: '1.6.0', also: ['1.6.0-rc.1'] }]);
      const status = await app.ok({ mode: 'status', version: '1.6.0-rc.1' });
      expect(status.outputs.version).toBe('1.6.0');
      expect(status.summary).toMatch(/also.*1\.6\.0-rc\.1/);
    });

    test('a release candidate does not overtake the release that the live image became', async () => {
      const app = scene('overtaken');
      await app.release(1, '1.6.0-rc.1');
      await promote(app, '1.6.0-rc.1');
      await app.ok({ mode: 'build', sha: commitOf(1), version: '1.6.0' }, { env: attempt(2, 1, commitOf(1)) });
      await promote(app, '1.6.0');
      await app.release(3, '1.6.0-rc.2');
      await app.refused('DOWNGRADE', { mode: 'promote', environment: 'prod', version: '1.6.0-rc.2' });
    });

    test('an image with one version has none beside it', async () => {
      const app = scene('single');
      await app.release(1, '1.0.0');
      const { result } = await promote(app, '1.0.0');
      expect(result).toMatchObject([{ version: '1.0.0' }]);
      expect(result[0]).not.toHaveProperty('also');
    });
  });

  describe('that ends like the tag of an environment', () => {
    test('is the whole of it where the image says so, in each mode', async () => {
      const app = scene('whole');
      await app.release(9, '0.9.0', 'dev');
      const digest = await app.push(commitOf(1), { [VERSION]: '1.3.0-dev', [CREATED]: timeOf(10) });
      await app.ok({ mode: 'build', digest, version: '1.3.0-dev' }, { env: attempt(1, 1, commitOf(1)) });
      const promoted = await promote(app, '1.3.0-dev', 'dev');
      expect(promoted.outputs).toMatchObject({ digest, version: '1.3.0-dev' });
      expect(await app.history('dev')).toMatchObject([{ version: '0.9.0' }, { version: '1.3.0-dev' }]);
      const status = await app.ok({ mode: 'status', environments: 'dev', version: '1.3.0-dev' });
      expect(status.outputs).toMatchObject({ digest, version: '1.3.0-dev' });
    });

    test('does not keep latest from a release, nor does that of a platform', async () => {
      const app = scene('latest');
      await app.release(9, '0.9.0', 'dev');
      const tags = ['1.3.0-dev', '1.3.0_linux-amd64', '1.3.0-arm64', 'v1.3.0_linux-arm64-v8'];
      for (const [index, tag] of tags.entries()) {
        const digest = await app.push(commitOf(20 + index));
        await app.ok({ mode: 'build', digest, tags: tag }, { env: attempt(20 + index, 1, commitOf(20 + index)) });
      }
      const digest = await app.push(commitOf(2));
      const release = { mode: 'build', digest, version: '1.2.4', latest: 'true' };
      await app.ok(release, { env: attempt(2, 1, commitOf(2)) });
      expect(await Promise.all(['latest', '1.2'].map((tag) => app.at(tag)))).toEqual([digest, digest]);
    });
  });
});
