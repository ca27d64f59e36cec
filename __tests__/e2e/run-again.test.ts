import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, runUrl, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { environment: 'prod' };
const VERSION = 'org.opencontainers.image.version';

needs('registry')('a later attempt of a run', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  /** The images 1.1.0 to 1.4.0, of which the first `live` are promoted to prod by the runs 1, 2 and so on. */
  async function promoted(name: string, live: number): Promise<{ app: Scene; digests: string[] }> {
    const app = sceneOf(registry, name);
    const digests: string[] = [];
    for (const number of [1, 2, 3, 4]) digests.push(await app.push(commitOf(number), { [VERSION]: `1.${number}.0` }));
    for (let number = 1; number <= live; number++) await promote(app, digests[number - 1]!, number);
    return { app, digests };
  }
  const promote = (app: Scene, version: string, run: number, again = 1, environment = 'prod') =>
    app.ok({ mode: 'promote', environment, version }, { env: attempt(run, again) });

  test.each([
    ['a rollback', {}],
    ['a rollback to a version', { version: '1.2.0' }],
  ])('of %s does not undo the fix that went out since', async (name, given) => {
    const { app, digests } = await promoted(name.replaceAll(' ', '-'), 3);
    const rollback = { mode: 'rollback', ...PROD, ...given };
    await app.ok(rollback, { env: attempt(10) });
    await promote(app, digests[3]!, 11);
    for (const dry of ['true', 'false'])
      expect(await app.refused('TAG_MOVED', { ...rollback, 'dry-run': dry }, { env: attempt(10, 2) })).toContain(
        'start a new run',
      );
    await app.ok({ ...rollback, allow: 'moved' }, { env: attempt(10, 3) });
    expect(await app.at('prod')).toBe(digests[1]);
    expect((await app.history('prod')).at(-1)).toMatchObject({ action: 'rollback', allowed: ['moved'] });
  });

  test('of a promotion from a stage is already done, even if another image is live in that stage now', async () => {
    const { app, digests } = await promoted('from', 1);
    await promote(app, digests[1]!, 10, 1, 'staging');
    const inputs = { mode: 'promote', ...PROD, from: 'staging' };
    await app.ok(inputs, { env: attempt(11) });
    await promote(app, digests[2]!, 12, 1, 'staging');
    const before = await app.state();
    const again = await app.ok(inputs, { env: attempt(11, 2) });
    expect(again.outputs).toMatchObject({
      digest: digests[1],
      version: '1.2.0',
      changed: 'false',
      environment: 'prod',
    });
    expect(again.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining(digests[2]!) }),
    );
    expect(await app.state()).toEqual(before);
    await promote(app, digests[3]!, 13);
    await app.refused('TAG_MOVED', inputs, { env: attempt(11, 3) });
  });

  test('is already done where the image that it names was deleted', async () => {
    const { app, digests } = await promoted('gone', 2);
    await images.putTag(registry, 'gone', 'rc', digests[2]!);
    await promote(app, 'rc', 10);
    await images.putTag(registry, 'gone', 'rc', digests[3]!);
    expect((await promote(app, 'rc', 10, 2)).outputs).toMatchObject({ digest: digests[2], changed: 'false' });
    await images.deleteTag(registry, 'gone', 'rc');
    expect((await promote(app, 'rc', 10, 3)).outputs).toMatchObject({ digest: digests[2], changed: 'false' });
    await promote(app, digests[3]!, 11);
    await app.refused('TAG_MOVED', { mode: 'promote', ...PROD, version: 'rc' }, { env: attempt(10, 4) });
  });

  test('finishes what its first attempt began, even if its inputs now name another image', async () => {
    const { app, digests } = await promoted('begun', 1);
    await promote(app, digests[1]!, 10, 1, 'staging');
    const inputs = { mode: 'promote', ...PROD, from: 'staging' };
    await app.ok(inputs, { env: attempt(11) });
    await images.putTag(registry, 'begun', 'prod', digests[0]!);
    await promote(app, digests[2]!, 12, 1, 'staging');
    const again = await app.ok(inputs, { env: attempt(11, 2) });
    expect(again.outputs).toMatchObject({ digest: digests[1], changed: 'true' });
    expect(await app.at('prod')).toBe(digests[1]);
    expect((await app.history('prod')).map(({ run }) => run)).toEqual([runUrl(1), runUrl(11)]);
  });

  test('of a build leaves its environment where it was rolled back or moved on since, warns, and succeeds', async () => {
    const app = sceneOf(registry, 'build');
    await app.release(1, '1.1.0', 'dev');
    const digest = await app.push(commitOf(2));
    const inputs = { mode: 'build', digest, sha: commitOf(2), version: '1.2.0', environment: 'dev' };
    await app.ok(inputs, { env: attempt(10, 1, commitOf(2)) });
    await app.ok({ mode: 'rollback', environment: 'dev' }, { env: attempt(11) });
    const before = await app.state();
    const again = await app.ok(inputs, { env: attempt(10, 2, commitOf(2)) });
    expect(again.annotations.map(({ level }) => level)).toContain('warning');
    expect(again.outputs).toMatchObject({ changed: 'false', built: 'false' });
    expect(await app.state()).toEqual(before);
    await app.ok({ ...inputs, allow: 'moved, rolled-back' }, { env: attempt(10, 3, commitOf(2)) });
    expect(await app.at('dev')).toBe(digest);
  });

  test('of several images names the one that was moved since, and moves none', async () => {
    const [api, web] = [await promoted('train/api', 1), await promoted('train/web', 1)];
    const image = [api.app.image, web.app.image].join('\n');
    for (const { app, digests } of [api, web]) await images.putTag(registry, app.repo, '1.2.0', digests[1]!);
    const inputs = { mode: 'promote', ...PROD, image, version: '1.2.0' };
    await api.app.ok(inputs, { env: attempt(10) });
    const again = await api.app.ok(inputs, { env: attempt(10, 2) });
    expect(again.outputs.changed).toBe('false');
    await promote(web.app, web.digests[2]!, 11);
    const message = await web.app.refused('TAG_MOVED', inputs, { env: attempt(10, 3) });
    expect([message.includes(web.app.image), message.includes(api.app.image)]).toEqual([true, false]);
    await promote(api.app, api.digests[2]!, 12);
    const undo = { mode: 'rollback', ...PROD, image, version: 'old' };
    for (const { app, digests } of [api, web]) await images.putTag(registry, app.repo, 'old', digests[0]!);
    await api.app.ok(undo, { env: attempt(13) });
    await promote(web.app, web.digests[3]!, 14);
    await web.app.refused('TAG_MOVED', undo, { env: attempt(13, 2) });
    expect(await api.app.at('prod')).toBe(api.digests[0]);
  });

  test('is not taken for the run of another person, whose promotion of the same image has its own event', async () => {
    const { app, digests } = await promoted('bob', 1);
    const inputs = { mode: 'promote', ...PROD, version: digests[1]! };
    await app.ok({ ...inputs, reason: 'Alice' }, { env: { ...attempt(10), GITHUB_TRIGGERING_ACTOR: 'alice' } });
    await images.putTag(registry, 'bob', 'prod', digests[0]!);
    const bob = await app.ok({ ...inputs, reason: 'Bob' }, { env: { ...attempt(11), GITHUB_TRIGGERING_ACTOR: 'bob' } });
    expect(bob.changed).toBe(true);
    expect((await app.history('prod')).slice(1).map(({ action, actor, reason }) => [action, actor, reason])).toEqual([
      ['superseded', 'alice', 'Alice'],
      ['promote', 'bob', 'Bob'],
    ]);
  });
});
