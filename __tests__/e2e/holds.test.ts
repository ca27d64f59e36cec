import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, promotedScene, runUrl, type Scene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { environment: 'prod' };
const HOLD = { mode: 'hold', ...PROD, reason: 'incident 1' };
const RESUME = { mode: 'resume', ...PROD, reason: 'fixed' };
const promote = (version: string, more = {}) => ({ mode: 'promote', ...PROD, version, ...more });

needs('registry')('an environment on hold', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const shop = (name: string, released: number, promoted: number) => promotedScene(registry, name, released, promoted);
  const actions = async (app: Scene): Promise<string[]> => (await app.history('prod')).map(({ action }) => action);
  const row = async (app: Scene) =>
    JSON.parse((await app.ok({ mode: 'status', environments: 'prod' })).outputs.environments ?? '')[0];

  test('is not moved by a promotion, until it is resumed; the hold moves no tag', async () => {
    const { app, digests } = await shop('held', 2, 1);
    const held = await app.rehearsed(HOLD, { env: attempt(8) });
    expect(held.outputs).toMatchObject({
      changed: 'false',
      digest: digests[0],
      'previous-digest': digests[0],
      environment: 'prod',
    });
    expect(held.outputs['history-digest']).toBe(await app.at('prod-history'));
    expect(await app.at('prod')).toBe(digests[0]);
    expect((await app.history('prod')).at(-1)).toMatchObject({
      ...{ action: 'hold', digest: digests[0], previous: digests[0], version: '1.1.0', actor: 'ada', run: runUrl(8) },
      ...{ reason: 'incident 1', allowed: [] },
    });
    for (const dry of ['true', 'false']) {
      const message = await app.refused('HELD', promote('1.2.0', { 'dry-run': dry }));
      for (const part of ['prod', 'incident 1', 'ada', 'mode: resume', app.image]) expect(message).toContain(part);
    }
    expect(await row(app)).toMatchObject({
      held: { by: 'ada', until: null, reason: 'incident 1' },
      digest: digests[0],
      action: 'promote',
    });
    await app.rehearsed(RESUME, { env: attempt(9) });
    expect((await row(app)).held).toBeNull();
    await app.ok(promote('1.2.0'));
    expect(await actions(app)).toEqual(['promote', 'hold', 'resume', 'promote']);
  });

  test('is moved where held is overridden, and the event says so', async () => {
    const { app } = await shop('override', 2, 1);
    await app.ok(HOLD);
    const done = await app.ok(promote('1.2.0', { allow: 'held' }));
    expect(done.annotations.map(({ message }) => message).join()).toContain('held');
    expect((await app.history('prod')).at(-1)).toMatchObject({ action: 'promote', allowed: ['held'] });
    expect((await row(app)).held).not.toBeNull();
  });

  test('is not on hold any more after its end', async () => {
    const { app } = await shop('until', 2, 1);
    await app.ok({ ...HOLD, until: '1s' });
    expect(typeof (await app.history('prod')).at(-1)).toBe('object');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await row(app)).held).toBeNull();
    await app.ok(promote('1.2.0'));
  });

  test('is held to a time; a later hold replaces it, and one resume ends both', async () => {
    const { app } = await shop('replaced', 2, 1);
    const until = '2100-01-01T00:00:00+01:00';
    await app.ok({ ...HOLD, until });
    expect((await row(app)).held.until).toBe('2099-12-31T23:00:00.000Z');
    await app.ok({ ...HOLD, reason: 'incident 2' });
    expect((await row(app)).held).toMatchObject({ until: null, reason: 'incident 2' });
    await app.ok(RESUME);
    await app.ok(promote('1.2.0'));
  });

  test('refuses a build before anything is built', async () => {
    const { app } = await shop('build', 2, 1);
    await app.ok(HOLD);
    const digest = await app.push(commitOf(9));
    const inputs = { mode: 'build', sha: commitOf(9), version: '1.9.0', ...PROD };
    await app.refused('HELD', { ...inputs, digest });
    await app.refused('HELD', inputs);
  });

  test('is moved by a rollback, and stays on hold', async () => {
    const { app, digests } = await shop('rollback', 2, 2);
    await app.ok(HOLD);
    await app.ok({ mode: 'rollback', ...PROD });
    expect(await app.at('prod')).toBe(digests[0]);
    await app.refused('HELD', promote('1.2.0', { allow: 'rolled-back' }));
  });

  test('a rollback holds it in the same write', async () => {
    const { app, digests } = await shop('both', 2, 2);
    const before = (await app.history('prod')).length;
    const done = await app.rehearsed({ mode: 'rollback', ...PROD, hold: 'true', until: '2h', reason: 'broken' });
    expect(done.summary).toContain('on hold');
    const events = await app.history('prod');
    expect(events.slice(before)).toMatchObject([
      { action: 'rollback', digest: digests[0], previous: digests[1], reason: 'broken' },
      { action: 'hold', reason: 'broken' },
    ]);
    expect(await row(app)).toMatchObject({ digest: digests[0], unfinished: false, held: { reason: 'broken' } });
    await app.refused('HELD', promote('1.2.0', { allow: 'rolled-back' }));
  });

  test('needs a reason, an end to come, and a history', async () => {
    const { app } = await shop('inputs', 1, 1);
    await app.refused('INPUT_INVALID', { ...HOLD, reason: '' });
    await app.refused('INPUT_INVALID', { ...HOLD, history: 'false' });
    await app.refused('INPUT_INVALID', { ...HOLD, until: '2020-01-01T00:00:00Z' });
    await app.refused('INPUT_INVALID', { ...HOLD, until: 'tomorrow' });
    await app.refused('INPUT_INVALID', { mode: 'rollback', ...PROD, hold: 'true' });
    await app.refused('INPUT_INVALID', { mode: 'rollback', ...PROD, until: '2h', reason: 'x' });
    await app.refused('INPUT_INVALID', { ...RESUME, reason: '' });
  });

  test('a resume without a hold succeeds and writes nothing', async () => {
    const { app } = await shop('resume', 1, 1);
    const before = await app.state();
    const done = await app.ok(RESUME);
    expect(done.annotations.map(({ level }) => level)).toEqual(['notice']);
    expect(await app.state()).toEqual(before);
  });

  test('an environment without an image can be held before its first', async () => {
    const { app } = await shop('empty', 1, 0);
    await app.ok(HOLD);
    expect(await app.history('prod')).toMatchObject([{ action: 'hold', digest: null, previous: null }]);
    await app.refused('HELD', promote('1.1.0'));
    await app.ok(RESUME);
    await app.ok(promote('1.1.0'));
  });

  test('several images are held together, and one that is held stops all', async () => {
    const [api, web] = [await shop('train/api', 2, 1), await shop('train/web', 2, 1)];
    const image = [api.app.image, web.app.image].join('\n');
    await api.app.ok({ ...HOLD, image });
    for (const { app } of [api, web]) expect(await actions(app)).toEqual(['promote', 'hold']);
    await api.app.ok(RESUME);
    const message = await api.app.refused('HELD', promote('1.2.0', { image }));
    expect([message.includes(web.app.image), message.includes(`${api.app.image})`)]).toEqual([true, false]);
  });

  test('a later attempt of the run that held it does not hold it twice, and does not end the hold of others', async () => {
    const { app } = await shop('again', 1, 1);
    await app.ok(HOLD, { env: attempt(20) });
    await app.ok(HOLD, { env: attempt(20, 2) });
    expect(await actions(app)).toEqual(['promote', 'hold']);
    await app.ok(RESUME, { env: attempt(21) });
    await app.ok(HOLD, { env: attempt(22) });
    const again = await app.ok(RESUME, { env: attempt(21, 2) });
    expect(again.annotations.map(({ level }) => level)).toEqual(['warning']);
    expect(await actions(app)).toEqual(['promote', 'hold', 'resume', 'hold']);
  });
});
