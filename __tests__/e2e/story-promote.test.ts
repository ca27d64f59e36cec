import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, runUrl, type Scene, sceneOf, timeOf } from '../support/requests/scene.ts';
import { dockerConfig, has, needs, parts } from '../support/runner/available.ts';
import { runOrThrow } from '../support/runner/shell.ts';

const STAGES = { environments: 'dev, staging, prod' };

needs('registry')('a promotion', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  const scene = (name: string): Scene => sceneOf(registry, name);
  const to = (environment: string, more: Record<string, string> = {}): Record<string, string> => ({
    ...{ mode: 'promote', environment, ...STAGES },
    ...more,
  });

  /** The manifest bytes of a tag, read by another tool. */
  async function bytesAt(app: Scene, tag: string): Promise<string> {
    if (!has('crane')) return (await images.getManifest(registry, app.repo, tag))!.bytes.toString();
    const env = { DOCKER_CONFIG: dockerConfig() };
    return runOrThrow(parts().crane.path!, ['manifest', `${app.image}:${tag}`], { env });
  }

  test('moves the same manifest bytes through all stages, and records each step', async () => {
    const app = scene('stages');
    const digest = await app.release(1, '1.2.3');
    const built = await bytesAt(app, '1.2.3');
    expect(images.digestOf(built)).toBe(digest);
    const sources = [{ version: '1.2.3' }, { from: 'dev' }, { version: commitOf(1) }];
    for (const [index, environment] of ['dev', 'staging', 'prod'].entries()) {
      const inputs = to(environment, { ...sources[index], reason: `step ${index}` });
      const run = await app.rehearsed(inputs, { env: attempt(index + 1) });
      const known = { digest, version: '1.2.3', revision: commitOf(1), environment };
      expect(run.outputs).toMatchObject({ ...known, image: `${app.image}@${digest}`, changed: 'true', built: 'false' });
      expect(run.tags).toEqual([environment]);
      expect(run.result).toEqual([
        {
          ...{ ...known, image: app.image, tags: [`${app.image}:${environment}`], changed: true, built: false },
          ...{ previousDigest: null, previousVersion: null, previousRevision: null },
        },
      ]);
      expect(await bytesAt(app, environment)).toBe(built);
      const history = await images.readHistory(registry, app.repo, environment);
      expect(history).toMatchObject({ digest: run.outputs['history-digest'], parent: null });
      expect(history?.events).toEqual([
        {
          ...{ number: 1, action: 'promote', at: expect.stringMatching(/^\d{4}-.*Z$/), digest, previous: null },
          ...{ mediaType: 'application/vnd.oci.image.index.v1+json', size: built.length },
          ...{ version: '1.2.3', revision: commitOf(1), created: timeOf(1) },
          ...{ actor: 'ada', run: runUrl(index + 1), reason: `step ${index}`, allowed: [] },
        },
      ]);
      const again = await app.ok(inputs, { env: attempt(index + 10) });
      expect(again.outputs).toMatchObject({ digest, changed: 'false', 'previous-digest': digest });
      expect((await app.history(environment)).length).toBe(1);
    }
  });

  test('outputs the previous image, and links its history to the one before', async () => {
    const app = scene('chain');
    const [one, two] = [await app.release(1, '1.0.0'), await app.release(2, '1.1.0')];
    const first = await app.ok(to('dev', { version: 'v1.0.0' }), { env: attempt(1) });
    const second = await app.ok(to('dev', { version: two, allow: 'skip' }), { env: attempt(2) });
    expect(second.outputs).toMatchObject({ 'previous-digest': one, 'previous-version': '1.0.0', version: '1.1.0' });
    expect(await images.historyChain(registry, app.repo, 'dev')).toEqual([
      second.outputs['history-digest'],
      first.outputs['history-digest'],
    ]);
    const events = await app.history('dev');
    expect(events.map(({ number, digest, previous, allowed }) => ({ number, digest, previous, allowed }))).toEqual([
      { number: 1, digest: one, previous: null, allowed: [] },
      { number: 2, digest: two, previous: one, allowed: ['skip'] },
    ]);
    expect(second.summary).toContain('1.0.0');
    expect(second.summary).toContain('mode: rollback');
    expect(second.summary).toContain(`image: ${app.image}@${two}`);
    expect(second.summary).toContain(second.outputs['history-digest']);
  });

  test('that skips a stage is refused before anything is written', async () => {
    const app = scene('skip');
    const [one] = [await app.release(1, '1.0.0'), await app.release(2, '1.1.0')];
    expect(await app.refused('STAGE_SKIPPED', to('staging', { version: '1.1.0' }))).toContain('allow: skip');
    await app.ok(to('dev', { version: '1.0.0' }));
    const message = await app.refused('STAGE_SKIPPED', to('staging', { version: '1.1.0' }));
    for (const part of ['1.1.0', 'dev', '1.0.0']) expect(message).toContain(part);
    const dry = await app.refused('STAGE_SKIPPED', to('staging', { version: '1.1.0', 'dry-run': 'true' }));
    expect(dry).toBe(message);
    await app.ok(to('dev', { version: '1.1.0' }));
    // it was live in dev, and dev was not rolled back from it
    await app.ok(to('staging', { version: '1.0.0' }));
    expect(await app.at('staging')).toBe(one);
    const overridden = await app.rehearsed(to('prod', { version: '1.1.0', allow: 'skip' }));
    expect(overridden.annotations.map(({ level }) => level)).toEqual(['warning']);
    expect((await app.history('prod')).map(({ allowed }) => allowed)).toEqual([['skip']]);
  });

  test('to an older image is refused, and passes with allow: downgrade', async () => {
    const app = scene('older');
    const [one, two] = [await app.release(1, '1.9.0'), await app.release(2, '1.10.0')];
    const inputs = { mode: 'promote', environment: 'prod' };
    await app.ok({ ...inputs, version: two });
    const message = await app.refused('DOWNGRADE', { ...inputs, version: '1.9.0' });
    for (const part of ['1.9.0', '1.10.0', 'mode: rollback', 'allow: downgrade']) expect(message).toContain(part);
    const overridden = await app.ok({ ...inputs, version: '1.9.0', allow: 'downgrade' });
    expect(overridden.outputs.digest).toBe(one);
    expect((await app.history('prod')).at(-1)).toMatchObject({ action: 'promote', allowed: ['downgrade'] });
  });

  test('compares creation times where there is no version, and warns where there is neither', async () => {
    const app = scene('undated');
    const created = (number: number) => ({ 'org.opencontainers.image.created': timeOf(number) });
    const [older, newer] = [await app.push(commitOf(1), created(1)), await app.push(commitOf(2), created(2))];
    const unknown = (await images.pushManifest(registry, app.repo)).digest;
    const inputs = { mode: 'promote', environment: 'prod' };
    await app.ok({ ...inputs, version: newer });
    await app.refused('DOWNGRADE', { ...inputs, version: older });
    const unsure = await app.ok({ ...inputs, version: unknown });
    expect(unsure.annotations.map(({ level, message }) => [level, /older/.test(message)])).toEqual([['warning', true]]);
  });

  test('never moves a versioned environment tag from another image', async () => {
    const app = scene('versioned');
    const digest = await app.release(1, '1.0.0');
    const inputs = { mode: 'promote', environment: 'prod', 'environment-tags': '{{version}}-{{environment}}' };
    const run = await app.rehearsed({ ...inputs, version: '1.0.0' });
    expect(run.tags).toEqual(['1.0.0-prod', 'prod']);
    const other = await app.push(commitOf(2), { 'org.opencontainers.image.version': '1.0.0' });
    const message = await app.refused('VERSION_EXISTS', { ...inputs, version: other });
    expect(message).toContain('1.0.0-prod');
    expect(message).toContain('allow: overwrite');
    expect(await app.at('1.0.0-prod')).toBe(digest);
  });

  test('of an image that does not exist suggests similar names', async () => {
    const app = scene('near');
    await app.release(1, '1.2.3');
    await app.ok(to('dev', { version: '1.2.3' }));
    expect(await app.refused('NOT_FOUND', to('dev', { version: '1.2.4' }))).toContain('1.2.3');
    expect(await app.refused('NOT_FOUND', to('dev', { version: 'dev-history' }))).toContain('dev-history');
    expect(await app.refused('NOT_FOUND', to('prod', { from: 'staging' }))).toContain('staging');
    expect(await app.refused('NOT_FOUND', to('dev', { version: 'f'.repeat(40) }))).toContain('1.2.3');
  });

  test('with history: false writes no history, but guards use the existing one', async () => {
    const app = scene('silent');
    const [one] = [await app.release(1, '1.0.0'), await app.release(2, '1.1.0')];
    const silent = to('dev', { history: 'false' });
    await app.ok({ ...silent, version: '1.0.0' });
    expect(Object.keys(await app.state())).not.toContain('dev-history');
    expect(await app.at('dev')).toBe(one);
    await app.ok(to('dev', { version: '1.1.0' }));
    expect((await app.history('dev')).map(({ action }) => action)).toEqual(['observed', 'promote']);
    await app.ok({ mode: 'rollback', environment: 'dev' });
    await app.refused('ROLLED_BACK', { ...silent, version: '1.1.0' });
    expect((await app.history('dev')).length).toBe(3);
  });
});
