import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { addIndex } from '../support/images/memory-images.ts';
import { type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { doneOf } from '../support/requests/scene.ts';
import { runAction } from '../support/runner/runner.ts';

let here: LyingRegistry | undefined;
afterEach(() => here?.server.stop());

/**
 * Loaded before the action: gives a name two addresses, and each connection to IPv4 begins so many milliseconds late. At
 * the IPv6 address nothing listens, so it fails at once, as one without a route does.
 */
const distant = (name: string, ms: number, addresses: object[]): string => `
const dns = require('node:dns');
const { TCP } = process.binding('tcp_wrap');
const { lookup } = dns;
dns.lookup = (name, options, callback) => {
  if (name !== ${JSON.stringify(name)}) return lookup(name, options, callback);
  process.nextTick(callback, null, ${JSON.stringify(addresses)});
};
const { connect } = TCP.prototype;
TCP.prototype.connect = function (...args) {
  setTimeout(() => connect.apply(this, args), ${ms});
  return 0;
};`;

const IPV4 = { address: '127.0.0.1', family: 4 };
const IPV6 = { address: '::1', family: 6 };

test.each([
  { name: 'after it', addresses: [IPV4, IPV6] },
  { name: 'before it', addresses: [IPV6, IPV4] },
])('a registry 300 ms away is reached, with an IPv6 address without a route $name', async ({ addresses }) => {
  here = await lyingRegistry(() => {}, { name: 'registry.test' });
  const port = here.server.host.split(':')[1];
  const image = { registry: `registry.test:${port}`, repository: 'acme/app' };
  here.image = image;
  const { digest } = addIndex(here.store, image, { version: '1.0.0', seed: 'a' }, ['1.0.0']);
  const file = join(mkdtempSync(join(tmpdir(), 'distant-')), 'distant.cjs');
  writeFileSync(file, distant('registry.test', 300, addresses));
  const inputs = { mode: 'promote', version: '1.0.0', environment: 'prod', 'plain-http': 'true' };
  const name = `${image.registry}/${image.repository}`;
  const done = doneOf(
    await runAction({ ...inputs, image: name }, { env: { NODE_OPTIONS: `--require ${file}`, NO_PROXY: '*' } }),
  );
  expect(done.outputs).toMatchObject({ digest, changed: 'true' });
  expect(here.store.repository(image).tags.get('prod')).toBe(digest);
});
