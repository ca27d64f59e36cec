import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Done, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { environment: 'prod' };

needs('registry')('a rollback', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  /** Versions 1.1.0, 1.2.0 and so on, promoted to prod in order by the runs 1, 2 and so on. */
  async function promoted(name: string, count: number): Promise<{ app: Scene; digests: string[] }> {
    const app = sceneOf(registry, name);
    const digests: string[] = [];
    for (let number = 1; number <= count; number++) {
      const created = { 'org.opencontainers.image.version': `1.${number}.0` };
      digests.push(await app.push(commitOf(number), created));
      await app.ok({ mode: 'promote', ...PROD, version: digests.at(-1)! }, { env: attempt(number) });
    }
    return { app, digests };
  }
  const back = (app: Scene, run: number, again = 1, more: Record<string, string> = {}): Promise<Done> =>
    app.ok({ mode: 'rollback', ...PROD, ...more }, { env: attempt(run, again) });

  test('goes one image further back each time, and fails where there is no previous image', async () => {
    const { app, digests } = await promoted('steps', 3);
    const [one, two, three] = digests as [string, string, string];
    const first = await app.rehearsed({ mode: 'rollback', ...PROD, reason: 'it is slow' }, { env: attempt(4) });
    expect(first.outputs).toMatchObject({ digest: two, version: '1.2.0', changed: 'true', 'previous-digest': three });
    expect(first.outputs).toMatchObject({ 'previous-version': '1.3.0', revision: commitOf(2), environment: 'prod' });
    expect(first.summary).toContain('1.3.0');
    expect((await back(app, 5)).outputs).toMatchObject({ digest: one, 'previous-digest': two, changed: 'true' });
    const message = await app.refused('NO_PREVIOUS', { mode: 'rollback', ...PROD }, { env: attempt(6) });
    expect(message).toContain('version');
    expect((await app.history('prod')).map(({ action, digest, reason }) => [action, digest, reason])).toEqual([
      ['promote', one, null],
      ['promote', two, null],
      ['promote', three, null],
      ['rollback', two, 'it is slow'],
      ['rollback', one, null],
    ]);
  });

  test('goes no further in a later attempt of its run, and one further in a new run', async () => {
    const { app, digests } = await promoted('rerun', 3);
    await back(app, 4);
    const before = await app.state();
    const again = await back(app, 4, 2);
    expect(again.outputs).toMatchObject({ digest: digests[1], changed: 'false', 'previous-digest': digests[2] });
    expect(await app.state()).toEqual(before);
    expect((await back(app, 5)).outputs).toMatchObject({ digest: digests[0], changed: 'true' });
  });

  test('that was interrupted between the history and the tag is finished by its next attempt', async () => {
    const { app, digests } = await promoted('died', 3);
    await back(app, 4);
    await images.putTag(registry, app.repo, 'prod', digests[2]!);
    expect((await app.ok({ mode: 'status' })).outputs.environments).toContain(digests[2]);
    const again = await back(app, 4, 2);
    expect(again.outputs).toMatchObject({ digest: digests[1], changed: 'true' });
    expect((await app.history('prod')).length).toBe(4);
  });

  test('makes a later promotion of the image it left fail without allow: rolled-back', async () => {
    const { app, digests } = await promoted('marked', 2);
    await back(app, 3);
    const inputs = { mode: 'promote', ...PROD, version: digests[1]! };
    const message = await app.refused('ROLLED_BACK', inputs);
    expect(message).toContain('1.2.0');
    expect(message).toContain('allow: rolled-back');
    await app.ok({ ...inputs, allow: 'rolled-back' });
    expect(await app.at('prod')).toBe(digests[1]);
    // the promotion cleared the rolled-back mark
    expect((await back(app, 5)).outputs.digest).toBe(digests[0]);
  });

  test('makes a promotion of the image it left to the next stage fail', async () => {
    const { app, digests } = await promoted('above', 2);
    await back(app, 3);
    const inputs = { mode: 'promote', environment: 'live', environments: 'prod, live', version: digests[1]! };
    expect(await app.refused('STAGE_SKIPPED', inputs)).toContain('rolled back');
  });

  test('to a version that was rolled back from warns, and clears its rolled-back mark', async () => {
    const { app, digests } = await promoted('named', 3);
    await back(app, 4);
    const named = await app.rehearsed({ mode: 'rollback', ...PROD, version: '1.3.0' }, { env: attempt(5) });
    expect(named.outputs).toMatchObject({ digest: digests[2], version: '1.3.0', changed: 'true' });
    expect(named.annotations.map(({ level, message }) => [level, /rolled back/.test(message)])).toEqual([
      ['warning', true],
    ]);
    // the image that this rollback left is marked now, so the next rollback skips it
    expect((await back(app, 6)).outputs.digest).toBe(digests[0]);
  });

  test('to an image that was never live is refused, unless there is no history yet', async () => {
    const { app } = await promoted('never', 2);
    const stranger = await app.push(commitOf(9));
    const inputs = { mode: 'rollback', ...PROD, version: stranger };
    const message = await app.refused('NEVER_LIVE', inputs);
    expect(message).toContain('allow: never-live');
    await app.ok({ ...inputs, allow: 'never-live' });
    expect(await app.at('prod')).toBe(stranger);
    const fresh = await app.ok({ mode: 'rollback', environment: 'fresh', version: stranger });
    expect(fresh.outputs).toMatchObject({ digest: stranger, changed: 'true' });
    await app.refused('NO_PREVIOUS', { mode: 'rollback', environment: 'other' });
  });

  test('to an image that was deleted fails, and suggests the next one', async () => {
    const { app, digests } = await promoted('gone', 3);
    await images.deleteTag(registry, app.repo, digests[1]!);
    const message = await app.refused('NOT_FOUND', { mode: 'rollback', ...PROD });
    expect(message).toContain(digests[1]);
    expect(message).toContain(digests[0]);
    expect((await back(app, 5, 1, { version: digests[0]! })).outputs.digest).toBe(digests[0]);
  });

  test('starts from the live image where the tag was moved outside this action', async () => {
    const { app, digests } = await promoted('hands', 2);
    // of the last promotion nobody can know whether it was live
    const stranger = await app.push(commitOf(9));
    await images.putTag(registry, app.repo, 'prod', stranger);
    const run = await back(app, 3);
    expect(run.outputs).toMatchObject({ digest: digests[0], 'previous-digest': stranger });
    const events = await app.history('prod');
    expect(events.map(({ action }) => action)).toEqual(['promote', 'promote', 'observed', 'rollback']);
    expect(events[2]).toMatchObject({ digest: stranger, actor: null, run: null, revision: commitOf(9) });
  });

  test('does not move versioned tags', async () => {
    const { app, digests } = await promoted('tags', 1);
    const tags = { 'environment-tags': '{{version}}-{{environment}}\nlive' };
    const second = await app.push(commitOf(2), { 'org.opencontainers.image.version': '1.2.0' });
    await app.ok({ mode: 'promote', ...PROD, ...tags, version: second });
    const run = await back(app, 3, 1, tags);
    expect(run.tags).toEqual(['live', 'prod']);
    const { 'prod-history': _, ...state } = await app.state();
    expect(state).toEqual({ '1.2.0-prod': second, live: digests[0], prod: digests[0] });
  });
});
