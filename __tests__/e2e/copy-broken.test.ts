import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Rule, startProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { readWhole } from '../support/requests/copies.ts';
import { attempt, doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const NAMES = ['api', 'web'];
const LAYER_BYTES = 200_000;
const DENIED = { status: 403, body: JSON.stringify({ errors: [{ code: 'DENIED', message: 'quota exceeded' }] }) };

needs('registry')('copies of several images that break off', () => {
  let here: Registry;
  let there: Registry;
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  test('move nothing, report the state of each image, and resume where they broke off', async () => {
    for (const name of NAMES) await images.pushIndex(here, `dev/${name}`, { tags: ['1.0.0'], layerBytes: LAYER_BYTES });
    const full: Rule = ({ method, path }) => (method === 'POST' && path.includes('/shop/web/') ? DENIED : undefined);
    const proxy = await startProxy(there.url, { rules: full });
    const inputs = {
      ...{ mode: 'promote', environment: 'prod', version: '1.0.0' },
      image: NAMES.map((name) => `${here.host}/dev/${name}`).join('\n'),
      destination: NAMES.map((name) => `${proxy.host}/shop/${name}`).join('\n'),
    };
    const broken = await runAction(inputs, { env: attempt(1) });
    refusalOf('REGISTRY_REFUSED', broken);
    for (const name of NAMES) {
      expect(await images.tagsAndDigests(there, `shop/${name}`)).toEqual({});
      expect(broken.stdout).toContain(`${proxy.host}/shop/${name}: prod is at no image (as before)`);
    }
    expect(broken.summary).toContain('What has arrived is not sent again');
    const sent = proxy.trace.blobBytes.up;
    proxy.rules = [];
    doneOf(await runAction(inputs, { env: attempt(1, 2) }));
    // what had arrived in the first run is not sent by the second
    expect(proxy.trace.blobBytes.up).toBeLessThan(NAMES.length * 2 * (LAYER_BYTES + 2000));
    expect(proxy.trace.blobBytes.up).toBeGreaterThan(sent);
    await proxy.stop();
    for (const name of NAMES)
      expect(await readWhole(there, `shop/${name}`, 'prod')).toEqual(await readWhole(here, `dev/${name}`, '1.0.0'));
  });
});
