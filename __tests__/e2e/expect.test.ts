import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { attempt, promotedScene, type Scene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { environment: 'prod' };
const promote = (version: string, more = {}) => ({ mode: 'promote', ...PROD, version, ...more });
const undo = (wanted: string, more = {}) => ({ mode: 'rollback', ...PROD, expect: wanted, ...more });

needs('registry')('a rollback with expect', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const shop = (name: string, released: number, promoted: number) => promotedScene(registry, name, released, promoted);

  async function stays(app: Scene, inputs: Record<string, string>, run = 50): Promise<void> {
    const before = await app.state();
    const done = await app.ok(inputs, { env: attempt(run) });
    expect(done.annotations.map(({ level }) => level)).toContain('warning');
    expect(done.outputs).toMatchObject({ changed: 'false', digest: before.prod });
    expect(await app.state()).toEqual(before);
  }

  test('undoes the promotion whose digest it names, and no other', async () => {
    const { app, digests } = await shop('digest', 3, 1);
    const own = await app.ok(promote('1.2.0'), { env: attempt(10) });
    await app.ok(promote('1.3.0'), { env: attempt(11) });
    await stays(app, undo(own.outputs.digest!, { hold: 'true', reason: 'failed' }));
    const theirs = await app.at('prod');
    await app.rehearsed(undo(theirs!), { env: attempt(12) });
    expect(await app.at('prod')).toBe(digests[1]);
    await stays(app, undo(theirs!));
  });

  test('takes a version; none matches nothing; empty is not set', async () => {
    const { app, digests } = await shop('version', 3, 3);
    await stays(app, undo('1.2.0'));
    await stays(app, undo('none'), 51);
    await app.ok(undo('v1.3.0'), { env: attempt(52) });
    expect(await app.at('prod')).toBe(digests[1]);
    await app.ok(undo(''), { env: attempt(53) });
    expect(await app.at('prod')).toBe(digests[0]);
  });

  test('does nothing after a promotion that was refused, or found no image', async () => {
    const { app, digests } = await shop('failed', 2, 2);
    const refused = await app.run(promote('1.1.0'), { env: attempt(20) });
    expect(refused.outputs).toMatchObject({ digest: digests[0], changed: 'false' });
    await stays(app, undo(refused.outputs.digest!));
    const missing = await app.run(promote('9.9.9'), { env: attempt(21) });
    expect(missing.outputs).toMatchObject({ digest: 'none', changed: 'false' });
    await stays(app, undo(missing.outputs.digest!), 51);
    await stays(app, undo(missing.outputs.result!), 52);
    const invalid = await app.run(promote('1.1.0', { allow: 'everything' }), { env: attempt(22) });
    expect(invalid.outputs.digest).toBe('none');
  });

  test('of several images undoes each that is at its own digest', async () => {
    const [api, web] = [await shop('train/api', 3, 1), await shop('train/web', 3, 1)];
    const image = [api.app.image, web.app.image].join('\n');
    const own = await api.app.ok(promote('1.2.0', { image }), { env: attempt(30) });
    await web.app.ok(promote('1.3.0'), { env: attempt(31) });
    const workspace = workspaceWith('');
    writeFileSync(join(workspace, 'result.json'), own.outputs.result!);
    const done = await api.app.ok(undo('result.json', { image }), { env: attempt(32), workspace });
    expect(done.annotations.map(({ message }) => message).join()).toContain(web.app.image);
    expect([await api.app.at('prod'), await web.app.at('prod')]).toEqual([api.digests[0], web.digests[2]]);
    expect(done.result.map(({ digest }) => digest)).toEqual([api.digests[0], web.digests[2]]);
    await api.app.ok(promote('1.2.0', { image, allow: 'downgrade, rolled-back' }), { env: attempt(33) });
    await api.app.ok(undo(own.outputs.result!, { image }), { env: attempt(34) });
    expect([await api.app.at('prod'), await web.app.at('prod')]).toEqual([api.digests[0], web.digests[2]]);
  });

  test('that a later attempt runs again goes no further back', async () => {
    const { app, digests } = await shop('again', 3, 3);
    await app.ok(undo(digests[2]!), { env: attempt(40) });
    const again = await app.ok(undo(digests[2]!), { env: attempt(40, 2) });
    expect(again.outputs.changed).toBe('false');
    expect(await app.at('prod')).toBe(digests[1]);
  });

  test('takes a result in the object that the command line prints', async () => {
    const { app, digests } = await shop('printed', 2, 2);
    const done = await app.ok(undo(JSON.stringify({ result: [{ image: app.image, digest: digests[1] }] })));
    expect([done.outputs.changed, await app.at('prod')]).toEqual(['true', digests[0]]);
  });

  test('refuses what is neither a digest, a version nor a result', async () => {
    const { app } = await shop('invalid', 1, 1);
    for (const wanted of ['missing.json', '[{}]', '{}', '[', '[{"image":"acme/app","digest":"x"}]'])
      await app.refused('INPUT_INVALID', undo(wanted));
  });
});
