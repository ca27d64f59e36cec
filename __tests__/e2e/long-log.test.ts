import { afterEach, expect, test } from '@jest/globals';
import { watchRun } from '../support/faults/lockstep.ts';
import { gate, pause } from '../support/registries/gate.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { refusalOf } from '../support/requests/scene.ts';
import { runAction } from '../support/runner/runner.ts';

const servers = serverPool();
afterEach(servers.stop);

const IMAGES = 200;

test('a log longer than a pipe buffer is complete up to its error when it is read late', async () => {
  const asked = gate();
  const { host } = await servers.serve((_, number) => {
    if (number >= IMAGES) asked.open();
    return {
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ errors: [{ code: 'NAME_UNKNOWN', message: 'repository name not known' }] }),
    };
  });
  const names = Array.from({ length: IMAGES }, (_, number) => `${host}/${'a-long-name-'.repeat(17)}${number}`);
  const inputs = { mode: 'promote', image: names.join('\n'), version: '1.0.0', environment: 'prod' };
  // until it has nothing left to do but to wait for its reader
  const { onStart, asleep } = watchRun();
  const run = await runAction(inputs, { unread: asked.opened.then(asleep), onStart });
  expect(run.stdout.length).toBeGreaterThan(256 * 1024);
  const message = refusalOf('NOT_FOUND', run);
  // the list of names says the part that they share once
  for (const name of names) expect(message).toContain(name.slice(host.length + 1));
});

test('a cancelled run logs the cancellation once and does not wait for a slow reader', async () => {
  const point = gate();
  const { host } = await servers.serve((_, number) => {
    if (number === 300) point.open();
    return { status: 404 };
  });
  const names = Array.from({ length: 600 }, (_, number) => `${host}/${'a-long-name-'.repeat(5)}${number}`);
  const inputs = { mode: 'promote', image: names.join('\n'), version: '1.0.0', environment: 'prod' };
  // read again after the run stopped waiting for its reader, and before it ends
  const unread = point.opened.then(() => pause(1700));
  const run = await runAction(inputs, { unread, kill: { signal: 'SIGINT', when: point.opened } });
  expect([run.exitCode, run.annotations.length > 1]).toEqual([1, false]);
  expect(run.endedAfterMs).toBeLessThan(2500);
});
