import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, promotedScene, type Scene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PREFIX = 'vnd.build-once-promote.';
const PROMOTE = { mode: 'promote', environment: 'prod' };
const ROLLBACK = { mode: 'rollback', environment: 'prod' };
const WEEK = 7 * 24 * 3600 * 1000;

needs('registry')('what the history of an environment says', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const shop = (name: string, released: number, promoted: number) => promotedScene(registry, name, released, promoted);

  /** Changes the annotations of a history as another tool would. */
  async function edit(app: Scene, change: (annotations: Record<string, string>) => void, to = app.repo): Promise<void> {
    const { json, mediaType } = (await images.getManifest(registry, app.repo, 'prod-history'))!;
    change(json.annotations);
    await images.putManifest(registry, to, 'prod-history', Buffer.from(JSON.stringify(json)), mediaType);
  }

  /** Makes all events a week older. */
  const age = (app: Scene): Promise<void> =>
    edit(app, (annotations) => {
      for (const [key, text] of Object.entries(annotations)) {
        if (!key.startsWith(`${PREFIX}event.`)) continue;
        const event = JSON.parse(text);
        annotations[key] = JSON.stringify({ ...event, at: new Date(Date.parse(event.at) - WEEK).toISOString() });
      }
    });

  const actions = async (app: Scene, environment = 'prod'): Promise<string[]> =>
    (await app.history(environment)).map(({ action }) => action);

  test('begins with the environment and the repository it is of, and keeps what newer versions write', async () => {
    const { app } = await shop('kept', 2, 1);
    await edit(app, (annotations) => {
      annotations[`${PREFIX}event.000001`] = JSON.stringify({
        ...JSON.parse(annotations[`${PREFIX}event.000001`]!),
        ticket: 'OPS-1',
      });
      annotations[`${PREFIX}event.000002`] = JSON.stringify({
        action: 'approved',
        at: new Date().toISOString(),
        digest: null,
      });
      annotations[`${PREFIX}policy`] = 'x';
    });
    await app.ok({ ...PROMOTE, version: '1.2.0' });
    const { json } = (await images.getManifest(registry, app.repo, 'prod-history'))!;
    expect(json.annotations).toMatchObject({
      [`${PREFIX}environment`]: 'prod',
      [`${PREFIX}repository`]: 'kept',
      [`${PREFIX}policy`]: 'x',
    });
    const events = await app.history('prod');
    expect(events.map(({ action }) => action)).toEqual(['promote', 'approved', 'promote']);
    expect(events[0]).toMatchObject({ ticket: 'OPS-1' });
    expect(events[2]).toMatchObject({ digest: await app.at('1.2.0'), previous: await app.at('1.1.0') });
  });

  test('of a newer format is refused with the advice to update', async () => {
    const { app } = await shop('newer', 2, 1);
    await edit(app, (annotations) => {
      annotations[`${PREFIX}history`] = '2';
    });
    const message = await app.refused('HISTORY_INVALID', { ...PROMOTE, version: '1.2.0' });
    expect(message).toMatch(/update this action/i);
    expect(message).not.toMatch(/delete/i);
  });

  test('is not believed in another repository, unless it is taken over', async () => {
    const { app } = await shop('original', 1, 1);
    const copy = await shop('copied', 2, 0);
    const { json } = (await images.getManifest(registry, app.repo, 'prod-history'))!;
    for (const { digest } of [json.config, ...json.layers])
      await images.pushBlob(registry, 'copied', await images.getBlob(registry, app.repo, digest));
    await edit(app, () => {}, 'copied');
    expect(await copy.app.refused('HISTORY_INVALID', { ...PROMOTE, version: '1.2.0' })).toContain('copied');
    await copy.app.ok({ ...PROMOTE, version: '1.2.0', allow: 'moved' });
    await copy.app.ok({ ...PROMOTE, version: '1.2.0' });
    expect((await copy.app.history('prod')).at(-1)).toMatchObject({ action: 'promote', digest: copy.digests[1] });
  });

  test('is written by each run under its own name, also for an image that another run left unfinished', async () => {
    const { app, digests } = await shop('own', 2, 2);
    await images.putTag(registry, app.repo, 'prod', digests[0]!);
    await age(app);
    await app.ok({ ...PROMOTE, version: '1.2.0' }, { env: { ...attempt(9), GITHUB_TRIGGERING_ACTOR: 'bob' } });
    const events = await app.history('prod');
    expect(events.map(({ action }) => action)).toEqual(['promote', 'superseded', 'promote']);
    expect(events.at(-1)).toMatchObject({ actor: 'bob', digest: digests[1], previous: digests[0] });
  });

  test('makes a rollback skip an image of which it is unknown whether it was live', async () => {
    const { app, digests } = await shop('died', 3, 2);
    await images.putTag(registry, app.repo, 'prod', digests[2]!);
    await age(app);
    const run = await app.ok(ROLLBACK, { env: attempt(8) });
    expect(run.outputs.digest).toBe(digests[0]);
    expect(await actions(app)).toEqual(['promote', 'promote', 'observed', 'rollback']);
    const named = await app.ok({ ...ROLLBACK, version: '1.2.0' }, { env: attempt(9) });
    expect(named.annotations.map(({ message }) => message).join()).toContain('never-live');
  });

  test('keeps an image that was live for a week and was set back outside this action', async () => {
    const { app, digests } = await shop('week', 3, 2);
    await images.putTag(registry, app.repo, 'prod', digests[0]!);
    await age(app);
    await app.ok({ ...PROMOTE, version: '1.3.0' }, { env: attempt(8) });
    expect(await actions(app)).toEqual(['promote', 'promote', 'observed', 'promote']);
    await app.ok({ ...ROLLBACK, version: '1.2.0' }, { env: attempt(9) });
  });

  test('keeps the mark of an image that was rolled back from and restored outside this action', async () => {
    const { app, digests } = await shop('mark', 3, 2);
    await app.ok(ROLLBACK, { env: attempt(7) });
    await images.putTag(registry, app.repo, 'prod', digests[1]!);
    await age(app);
    await app.ok({ ...PROMOTE, version: '1.3.0' }, { env: attempt(8) });
    await app.refused('ROLLED_BACK', { ...PROMOTE, version: '1.2.0', allow: 'downgrade' });
  });

  test('has times that never go back, even if the clock of a runner does', async () => {
    const { app } = await shop('clock', 2, 1);
    const ahead = new Date(Date.now() + 3600_000).toISOString();
    await edit(app, (annotations) => {
      const key = `${PREFIX}event.000001`;
      annotations[key] = JSON.stringify({ ...JSON.parse(annotations[key]!), at: ahead });
    });
    await app.ok({ ...PROMOTE, version: '1.2.0' });
    expect((await app.history('prod')).map(({ at }) => at)).toEqual([ahead, ahead]);
  });

  test('gets an event where the live image is promoted under a higher version; no tag moves', async () => {
    const { app, digests } = await shop('higher', 1, 1);
    await images.putTag(registry, app.repo, '1.4.0', digests[0]!);
    const run = await app.rehearsed({ ...PROMOTE, version: '1.4.0' }, { env: attempt(8) });
    expect(run.outputs).toMatchObject({ version: '1.4.0', changed: 'false', digest: digests[0] });
    const events = await app.history('prod');
    expect(events.map(({ version }) => version)).toEqual(['1.1.0', '1.4.0']);
    expect(events[1]).toMatchObject({ action: 'promote', digest: digests[0], previous: digests[0] });
    const state = await app.state();
    await app.ok({ ...PROMOTE, version: '1.4.0' }, { env: attempt(9) });
    expect(await app.state()).toEqual(state);
    await app.refused('NO_PREVIOUS', ROLLBACK);
  });

  test('that is not one blocks a rollback, but for the emergency way', async () => {
    const { app, digests } = await shop('broken', 2, 2);
    await images.putTag(registry, app.repo, 'prod-history', digests[0]!);
    await app.refused('HISTORY_INVALID', { ...ROLLBACK, version: '1.1.0' });
    await app.refused('HISTORY_INVALID', { ...ROLLBACK, allow: 'moved' });
    await app.ok({ ...ROLLBACK, version: '1.1.0', allow: 'moved', reason: 'it burns' });
    expect(await app.at('prod')).toBe(digests[0]);
    const events = await app.history('prod');
    expect(events.map(({ action, number }) => [number, action])).toEqual([
      [1, 'observed'],
      [2, 'rollback'],
    ]);
    expect(events[0]!.reason).toContain(digests[0]);
    await app.ok({ ...PROMOTE, version: '1.2.0', allow: 'rolled-back' });
  });

  test('is no proof for the next stage where the tag was moved outside this action', async () => {
    const { app, digests } = await shop('proof', 2, 0);
    const stages = { environments: 'staging, prod' };
    await app.ok({ mode: 'promote', environment: 'staging', version: '1.1.0' });
    await images.putTag(registry, app.repo, 'staging', digests[1]!);
    const message = await app.refused('STAGE_SKIPPED', { ...PROMOTE, ...stages, from: 'staging' });
    expect(message).toContain('changed outside this action');
    // promoting it there, as the message says, counts once the tag is back
    expect(message).toContain('Move the tag staging back first');
    await images.putTag(registry, app.repo, 'staging', digests[0]!);
    await app.ok({ mode: 'promote', environment: 'staging', version: '1.2.0' });
    await app.ok({ ...PROMOTE, ...stages, from: 'staging' });
  });

  test('names the version of the next image where the target of a rollback is gone', async () => {
    const { app, digests } = await shop('gone', 3, 3);
    await images.deleteTag(registry, app.repo, digests[1]!);
    expect(await app.refused('NOT_FOUND', ROLLBACK)).toMatch(/next older one is 1\.1\.0/);
    expect((await app.refused('NO_PREVIOUS', { ...ROLLBACK, environment: 'dev' })).length).toBeGreaterThan(0);
    expect(digests).toHaveLength(3);
  });
});
