import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getManifest, putManifest } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, promotedScene, type Scene } from '../support/requests/scene.ts';
import { has } from '../support/runner/available.ts';
import { ROOT } from '../support/runner/runner.ts';

/** The first commit whose bundle keeps what it does not know; it knows neither holds nor marks. */
const READER = 'ae5385b';

const EVENT = 'vnd.build-once-promote.event.';

const git = (...args: string[]) => spawnSync('git', ['-C', ROOT, ...args], { maxBuffer: 64 * 1024 * 1024 });
const isHere = has('registry') && git('cat-file', '-e', `${READER}:dist/index.js`).status === 0;
const title = 'the bundle that first kept what it does not know';
const suite = isHere ? describe : describe.skip;

suite(isHere ? title : `${title} [not run here, needs registry, the commit ${READER}]`, () => {
  let registry: Registry;
  let older: { entry: string; metadata: string };
  beforeAll(async () => {
    registry = await startRegistry();
    const dir = mkdtempSync(join(tmpdir(), 'older-'));
    const archive = git('archive', READER, 'dist', 'action.yml').stdout;
    expect(spawnSync('tar', ['-x', '-C', dir], { input: archive }).status).toBe(0);
    older = { entry: join(dir, 'dist/index.js'), metadata: join(dir, 'action.yml') };
  });
  afterAll(() => registry.stop());

  const prod = { environment: 'prod' };
  const events = async (app: Scene) => (await app.history('prod')).map(({ action }) => action);

  test('works with a history that has holds and marks, and keeps them for this version', async () => {
    const { app, digests } = await promotedScene(registry, 'older/app', 3, 2);
    await app.ok({ mode: 'mark', ...prod, as: 'verified', reason: 'tests' }, { env: attempt(10) });
    await app.ok({ mode: 'hold', ...prod, until: '2099-01-01T00:00:00Z', reason: 'freeze' }, { env: attempt(11) });
    // and what a version writes that is newer still
    const { json, mediaType } = (await getManifest(registry, app.repo, 'prod-history'))!;
    const key = Object.keys(json.annotations)
      .sort()
      .findLast((name) => name.startsWith(EVENT))!;
    const hold = JSON.parse(json.annotations[key]);
    const next = `${EVENT}${String(Number(key.slice(EVENT.length)) + 1).padStart(6, '0')}`;
    json.annotations['vnd.build-once-promote.colour'] = 'blue';
    json.annotations[key] = JSON.stringify({ ...hold, weather: 'fine' });
    json.annotations[next] = JSON.stringify({ ...hold, action: 'polished' });
    await putManifest(registry, app.repo, 'prod-history', Buffer.from(JSON.stringify(json)), mediaType);
    const before = await events(app);
    expect(before.slice(-3)).toEqual(['verified', 'hold', 'polished']);

    const status = await app.ok({ mode: 'status', environments: 'prod' }, { ...older, env: attempt(12) });
    expect(JSON.parse(status.outputs.environments!)).toMatchObject([{ digest: digests[1], action: 'promote' }]);
    await app.ok({ mode: 'promote', ...prod, version: '1.3.0' }, { ...older, env: attempt(13) });
    expect(await app.at('prod')).toBe(digests[2]);
    await app.ok({ mode: 'rollback', ...prod }, { ...older, env: attempt(14) });
    expect(await app.at('prod')).toBe(digests[1]);
    expect(await events(app)).toEqual([...before, 'promote', 'rollback']);

    const { annotations } = (await getManifest(registry, app.repo, 'prod-history'))!.json;
    expect(annotations['vnd.build-once-promote.colour']).toBe('blue');
    expect(JSON.parse(annotations[key])).toEqual({ ...hold, weather: 'fine' });
    const today = await app.ok({ mode: 'status', environments: 'prod' }, { env: attempt(90) });
    const [live] = JSON.parse(today.outputs.environments!);
    expect(live).toMatchObject({
      ...{ digest: digests[1], held: { by: 'ada', until: hold.until, reason: 'freeze' } },
      marks: [{ as: 'verified', reason: 'tests' }],
    });
    await app.refused('HELD', { mode: 'promote', ...prod, version: '1.3.0', allow: 'rolled-back' });
    await app.ok({ mode: 'resume', ...prod, reason: 'over' }, { env: attempt(15) });
    await app.ok({ mode: 'promote', ...prod, version: '1.3.0', allow: 'rolled-back' }, { ...older, env: attempt(16) });
    expect((await events(app)).slice(-2)).toEqual(['resume', 'promote']);
  });
});
