import { describe, expect, test } from '@jest/globals';
import { release, useWays } from '../support/faults/copy-ways.ts';
import { startProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { readWhole } from '../support/requests/copies.ts';
import { attempt, commitOf } from '../support/requests/scene.ts';
import { dockerConfig, has, needs, parts } from '../support/runner/available.ts';
import { runOrThrow } from '../support/runner/shell.ts';

needs('registry')('a promotion to another repository', () => {
  const ways = useWays();

  test('brings all of it, byte for byte, under its version and commit tags, and points the environment there', async () => {
    const { app, shop, to } = ways.wayOf('all');
    const digest = await release(app, 1, '1.2.3');
    const before = await app.state();
    const run = await shop.rehearsed(
      { ...to('prod'), image: app.image, version: '1.2.3', reason: 'first' },
      { env: attempt(1) },
    );
    expect(run.outputs).toMatchObject({ digest, image: `${shop.image}@${digest}`, changed: 'true', version: '1.2.3' });
    expect(run.result).toEqual([expect.objectContaining({ image: shop.image, source: app.image, digest })]);
    const sha = commitOf(1).slice(0, 7);
    expect(run.tags).toEqual(['1.2.3', `1.2.3-${sha}`, `git-${sha}`, 'prod']);
    expect(await readWhole(ways.there, shop.repo, 'prod')).toEqual(await readWhole(ways.here, app.repo, '1.2.3'));
    for (const tag of run.tags) expect(await shop.at(tag)).toBe(digest);
    expect(await shop.history('prod')).toMatchObject([
      { action: 'promote', digest, version: '1.2.3', reason: 'first' },
    ]);
    // nothing of it is written at the source
    expect(await app.state()).toEqual(before);
    expect(run.summary).toContain(`| copied from | \`${app.image}\` |`);
    if (has('crane')) {
      const read = await runOrThrow(parts().crane.path!, ['digest', `${shop.image}:prod`], {
        env: { DOCKER_CONFIG: dockerConfig() },
      });
      expect(read.trim()).toBe(digest);
    }
    const again = await shop.ok({ ...to('prod'), image: app.image, version: '1.2.3' }, { env: attempt(2) });
    expect(again.outputs).toMatchObject({ digest, changed: 'false', 'previous-digest': digest });
    expect(again.stdout).not.toContain('copied ');
  });

  test('sends what is new and nothing else', async () => {
    const { app, shop, to } = ways.wayOf('new');
    const commit = commitOf(2);
    const common = { platforms: ['linux/amd64', 'linux/arm64'], layerBytes: 400_000 };
    const annotations = { 'org.opencontainers.image.revision': commit };
    const first = await images.pushIndex(ways.here, app.repo, { ...common, seed: 'same', tags: ['1.0.0'] });
    await shop.ok({ ...to('prod'), image: app.image, version: '1.0.0' }, { env: attempt(1) });
    // the index is another, its platforms are the same
    const second = await images.pushIndex(ways.here, app.repo, {
      ...common,
      seed: 'same',
      tags: ['1.1.0'],
      annotations,
    });
    expect(second.manifests).toEqual(first.manifests);
    const proxy = await startProxy(ways.there.url);
    const run = await shop.ok(
      { ...to('prod'), image: app.image, version: '1.1.0', destination: `${proxy.host}/${shop.repo}` },
      { env: attempt(2) },
    );
    await proxy.stop();
    expect(run.outputs.digest).toBe(second.digest);
    expect(proxy.trace.blobBytes.up).toBe(0);
    expect(await readWhole(ways.there, shop.repo, 'prod')).toEqual(await readWhole(ways.here, app.repo, '1.1.0'));
  });

  test('mounts within one registry, so that no layer moves', async () => {
    const { app, shop, to } = ways.wayOf('mount', ways.here);
    const digest = await release(app, 3, '2.0.0');
    const proxy = await startProxy(ways.here.url);
    const through = (image: string): string => `${proxy.host}/${image}`;
    const run = await shop.ok({
      ...to('prod', { destination: through(shop.repo) }),
      ...{ image: through(app.repo), version: '2.0.0' },
    });
    await proxy.stop();
    expect(run.outputs.digest).toBe(digest);
    // a history's two constant blobs, and no other
    expect(proxy.trace.blobBytes.up).toBeLessThan(1000);
    expect(proxy.trace.blobBytes.down).toBeLessThan(1000);
    expect(await readWhole(ways.here, shop.repo, 'prod')).toEqual(await readWhole(ways.here, app.repo, '2.0.0'));
    expect(run.summary).toMatch(/\| copied \| no blob sent, \d+ blobs mounted/);
  });

  describe('guards', () => {
    test('of the destination are asked: an older image, and a version that is another image there', async () => {
      const { app, shop, to } = ways.wayOf('guards');
      await release(app, 1, '1.0.0');
      await release(app, 2, '1.1.0');
      await shop.ok({ ...to('prod'), image: app.image, version: '1.1.0' }, { env: attempt(1) });
      const older = { ...to('prod'), image: app.image, version: '1.0.0' };
      expect(await shop.refused('DOWNGRADE', older)).toContain(shop.image);
      // somebody has released another 1.2.0 there
      await images.pushIndex(ways.there, shop.repo, { tags: ['1.2.0'] });
      await release(app, 3, '1.2.0');
      const taken = { ...to('prod'), image: app.image, version: '1.2.0' };
      expect(await shop.refused('VERSION_EXISTS', taken)).toContain('1.2.0');
      const moved = await shop.ok({ ...taken, allow: 'overwrite' }, { env: attempt(4) });
      expect(await shop.at('1.2.0')).toBe(moved.outputs.digest);
    });

    test('with stages look at the source for the previous stage', async () => {
      const { app, shop, to } = ways.wayOf('stages');
      await release(app, 1, '1.0.0');
      const inputs = { ...to('prod', { environments: 'staging, prod' }), image: app.image, version: '1.0.0' };
      expect(await shop.refused('STAGE_SKIPPED', inputs)).toContain('staging');
      await app.ok({ mode: 'promote', environment: 'staging', version: '1.0.0' }, { env: attempt(2) });
      const run = await shop.ok({ ...inputs, version: '', from: 'staging' }, { env: attempt(3) });
      expect(run.outputs).toMatchObject({ version: '1.0.0', environment: 'prod' });
    });
  });

  test('lets the destination roll back, by version and by history', async () => {
    const { app, shop, to } = ways.wayOf('back');
    const digests: string[] = [];
    for (const [index, version] of ['1.0.0', '1.1.0', '1.2.0'].entries()) {
      digests.push(await release(app, index + 1, version));
      await shop.ok({ ...to('prod'), image: app.image, version }, { env: attempt(index + 1) });
    }
    const plain = await shop.ok({ mode: 'rollback', environment: 'prod' }, { env: attempt(11) });
    expect(plain.outputs).toMatchObject({ digest: digests[1], version: '1.1.0', 'previous-version': '1.2.0' });
    const named = await shop.ok({ mode: 'rollback', environment: 'prod', version: '1.0.0' }, { env: attempt(12) });
    expect(named.outputs.digest).toBe(digests[0]);
    const staging = { mode: 'promote', environment: 'staging', version: commitOf(3).slice(0, 7) };
    expect((await shop.ok(staging, { env: attempt(13) })).outputs.digest).toBe(digests[2]);
  });

  test('takes the commit tag of all 40 characters where another commit has the short one', async () => {
    const { app, shop, to } = ways.wayOf('commit');
    await release(app, 1, '1.0.0');
    const sha = commitOf(1);
    const annotations = { 'org.opencontainers.image.revision': `${sha.slice(0, 7)}${'0'.repeat(33)}` };
    await images.pushIndex(ways.there, shop.repo, { tags: [`git-${sha.slice(0, 7)}`], annotations });
    const run = await shop.ok({ ...to('prod'), image: app.image, version: '1.0.0' });
    expect(run.tags).toEqual(['1.0.0', `1.0.0-${sha.slice(0, 7)}`, `git-${sha}`, 'prod']);
  });

  test('names what is gone from an image, and copies nothing of it', async () => {
    const { app, shop, to } = ways.wayOf('gone');
    const { manifests } = await images.pushIndex(ways.here, app.repo, { tags: ['1.0.0'] });
    await images.deleteTag(ways.here, app.repo, manifests[1]!.digest);
    const message = await shop.refused('INCOMPLETE', { ...to('prod'), image: app.image, version: '1.0.0' });
    expect(message).toContain(manifests[1]!.digest);
    expect(await shop.state()).toEqual({});
  });
});
