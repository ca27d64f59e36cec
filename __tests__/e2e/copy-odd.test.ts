import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { ODD_IMAGES } from '../support/images/odd-images.ts';
import { Place } from '../support/images/place.ts';
import { type Registry, type RegistryKind, startRegistry } from '../support/registries/registry.ts';
import { readWhole } from '../support/requests/copies.ts';
import { attempt, doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

/** distribution accepts layers with URLs only for configured addresses. */
function start(kind: RegistryKind): Promise<Registry> {
  const config = { validation: { manifests: { urls: { allow: ['^https://'] } } } };
  return startRegistry(kind === 'olareg' ? { kind } : { kind, config });
}

needs(
  'registry',
  'registry2',
  'olareg',
)('odd images', () => {
  describe.each<{ from: RegistryKind; to: RegistryKind }>([
    { from: 'distribution3', to: 'olareg' },
    { from: 'olareg', to: 'distribution2' },
  ])('from $from to $to', ({ from, to }) => {
    let here: Registry;
    let there: Registry;
    let proxy: TestProxy;
    beforeAll(async () => {
      [here, there] = await Promise.all([start(from), start(to)]);
      proxy = await startProxy(there.url);
    });
    afterAll(() => Promise.all([proxy.stop(), here.stop(), there.stop()]));

    /** what has arrived */
    const copied: { app: string; shop: string; digest: string }[] = [];
    const taken = ODD_IMAGES.filter(({ only }) => only === undefined || only === from);
    test.each(taken.map((odd, number) => ({ ...odd, number })))('$name', async ({ push, number, code, isLate }) => {
      const [app, shop] = [`dev/odd-${number}`, `shop/odd-${number}`];
      const { digest } = await push(new Place(here, app));
      await images.putTag(here, app, '1.0.0', digest);
      const inputs = {
        ...{ mode: 'promote', environment: 'prod', version: '1.0.0' },
        ...{ image: `${here.host}/${app}`, destination: `${proxy.host}/${shop}` },
      };
      proxy.trace.clear();
      const run = await runAction(inputs, { env: attempt(1) });
      if (code !== undefined) {
        refusalOf(code, run);
        const writes = proxy.trace.writes.map(({ path }) => path);
        expect(isLate ? writes.filter((path) => !path.includes('/blobs/')) : writes).toEqual([]);
        expect(await images.tagsAndDigests(there, shop)).toEqual({});
        return;
      }
      expect(doneOf(run).outputs).toMatchObject({ digest, changed: 'true' });
      const whole = await readWhole(there, shop, 'prod');
      expect(whole).toEqual(await readWhole(here, app, '1.0.0'));
      expect(whole.manifests).toHaveProperty([digest]);
      copied.push({ app, shop, digest });
    });

    test('content that has arrived is not sent again', async () => {
      const inputs = {
        ...{ mode: 'promote', environment: 'prod', version: '1.0.0' },
        image: copied.map(({ app }) => `${here.host}/${app}`).join('\n'),
        destination: copied.map(({ shop }) => `${proxy.host}/${shop}`).join('\n'),
      };
      proxy.trace.clear();
      const { result } = doneOf(await runAction(inputs, { env: attempt(2) }));
      expect(result.map(({ digest, changed }) => ({ digest, changed }))).toEqual(
        copied.map(({ digest }) => ({ digest, changed: false })),
      );
      expect(proxy.trace.writes.map(({ path }) => path)).toEqual([]);
    });
  });
});
