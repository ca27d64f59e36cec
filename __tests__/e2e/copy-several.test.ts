import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { release, useWays } from '../support/faults/copy-ways.ts';
import { startProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { gate, pause } from '../support/registries/gate.ts';
import { readWhole } from '../support/requests/copies.ts';
import { attempt, commitOf, refusalOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

needs('registry')('promotions of several images, by a file, or beside others', () => {
  const ways = useWays();

  test('takes the result of a dry run as a lock, also days later', async () => {
    const { app, shop, to } = ways.wayOf('lock');
    const digest = await release(app, 1, '1.0.0');
    const dry = await shop.ok({ ...to('prod'), image: app.image, version: '1.0.0', 'dry-run': 'true' });
    expect(await shop.state()).toEqual({});
    // meanwhile the version that "from" or "latest" would find is another
    await release(app, 2, '1.1.0');
    const file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'release.json');
    writeFileSync(file, dry.outputs.result!);
    const lock = { mode: 'promote', environment: 'prod', image: '', 'from-file': file };
    expect((await shop.ok(lock, { env: attempt(2) })).outputs).toMatchObject({
      digest,
      image: `${shop.image}@${digest}`,
    });
    await shop.ok({ ...to('prod'), image: app.image, version: '1.1.0' }, { env: attempt(3) });
    expect(await shop.refused('TAG_MOVED', { ...lock, allow: 'downgrade' }, { env: attempt(4) })).toContain(
      'when the file was written',
    );
  });

  test('brings several images, each to its own place, and all before any moves', async () => {
    const several = ['one', 'two', 'three'].map((name) => ways.wayOf(`several/${name}`));
    for (const { app } of several) await release(app, 1, '1.0.0');
    const image = several.map(({ app }) => app.image).join('\n');
    const destination = several.map(({ shop }) => shop.image).join('\n');
    const run = await several[0]!.shop.ok({
      mode: 'promote',
      environment: 'prod',
      version: '1.0.0',
      image,
      destination,
    });
    expect(run.result.map((entry) => entry.image)).toEqual(several.map(({ shop }) => shop.image));
    for (const { app, shop } of several)
      expect(await readWhole(ways.there, shop.repo, 'prod')).toEqual(await readWhole(ways.here, app.repo, '1.0.0'));
    const lines = run.stdout.split('\n');
    const lastCopy = lines.findLastIndex((line) => line.startsWith('copied '));
    expect(lines.findIndex((line) => line.includes(':prod →'))).toBeGreaterThan(lastCopy);
    expect(run.summary).toMatch(/\*\*Copied\*\* from `.*dev\/several\/`…: /);
  });

  test('sends what images share once, and mounts it for the others', async () => {
    const several = ['base/one', 'base/two', 'base/three'].map((name) => ways.wayOf(name));
    const size = 500_000;
    for (const [index, { app }] of several.entries()) {
      const annotations = { 'org.opencontainers.image.revision': commitOf(index) };
      const one = { platforms: ['linux/amd64'], seed: 'the same base', layerBytes: size, annotations };
      await images.pushIndex(ways.here, app.repo, { ...one, tags: ['1.0.0'] });
    }
    const proxy = await startProxy(ways.there.url);
    const run = await several[0]!.shop.ok({
      ...{ mode: 'promote', environment: 'prod', version: '1.0.0' },
      image: several.map(({ app }) => app.image).join('\n'),
      destination: several.map(({ shop }) => `${proxy.host}/${shop.repo}`).join('\n'),
    });
    await proxy.stop();
    expect(proxy.trace.blobBytes.up).toBeLessThan(1.2 * size);
    expect(run.summary).toMatch(/\*\*Copied\*\* .*: 5\d\d kB sent in 2 blobs, 4 blobs mounted/);
    for (const { app, shop } of several)
      expect(await readWhole(ways.there, shop.repo, 'prod')).toEqual(await readWhole(ways.here, app.repo, '1.0.0'));
  });

  test.each([
    { name: 'fewer lines than images', image: 2, destination: ['a'], says: 'expected one line per image (2), got 1' },
    { name: 'one place for two', image: 2, destination: ['a', 'a'], says: 'twice' },
  ])('refuses $name', async ({ image, destination, says }) => {
    const { app, shop } = ways.wayOf('refused');
    const inputs = {
      ...{ mode: 'promote', environment: 'prod', version: '1.0.0' },
      image: Array.from({ length: image }, (_, index) => `${app.image}${index}`).join('\n'),
      destination: destination.map((name) => `${shop.image}/${name}`).join('\n'),
    };
    expect(await shop.refused('INPUT_INVALID', inputs)).toContain(says);
  });

  test('takes no version from an image that got it while the copy took its time', async () => {
    const { app, shop, to } = ways.wayOf('late');
    await images.pushIndex(ways.here, app.repo, { tags: ['1.0.0'] });
    const [reached, taken] = [gate(), gate()];
    const before = async (): Promise<void> => {
      reached.open();
      await Promise.all([taken.opened, pause(5200)]);
    };
    const source = await startProxy(ways.here.url, {
      rules: ({ path }) => (path.includes('/blobs/') ? { before } : undefined),
    });
    const running = shop.run({ ...to('prod'), image: `${source.host}/${app.repo}`, version: '1.0.0' });
    await reached.opened;
    const other = await images.pushManifest(ways.there, shop.repo, { tags: ['1.0.0'] });
    taken.open();
    expect(refusalOf('VERSION_EXISTS', await running)).toContain('allow: overwrite');
    await source.stop();
    expect(await shop.state()).toEqual({ '1.0.0': other.digest });
  });
});
