import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Done, runUrl, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const STAGES = { environments: 'dev, staging, prod' };

needs('registry')('status', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever a row has
  const rows = (run: Done): any[] => JSON.parse(run.outputs.environments!);
  const row = (summary: string, environment: string): string | undefined =>
    summary.split('\n').find((line) => line.startsWith('|') && line.includes(environment));
  const status = (app: Scene, more: Record<string, string> = {}): Promise<Done> => app.ok({ mode: 'status', ...more });

  test('outputs image, time, actor, commit and run of each environment', async () => {
    const app = sceneOf(registry, 'board');
    const [one, two] = [await app.release(1, '1.0.0'), await app.release(2, '1.1.0')];
    for (const [number, version] of ['1.0.0', '1.1.0'].entries())
      await app.ok({ mode: 'promote', environment: 'dev', version }, { env: attempt(number + 1) });
    const env = { ...attempt(7, 2), GITHUB_TRIGGERING_ACTOR: 'grace' };
    await app.ok({ mode: 'promote', environment: 'staging', version: '1.0.0', reason: 'try it' }, { env });
    const before = await app.state();
    const run = await status(app, STAGES);
    expect(await app.state()).toEqual(before);
    const since = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const common = {
      image: app.image,
      since,
      moved: false,
      unfinished: false,
      action: 'promote',
      held: null,
      marks: [],
    };
    const nothing = { digest: null, version: null, revision: null, since: null, by: null, run: null, action: null };
    expect(rows(run)).toEqual([
      {
        ...common,
        environment: 'dev',
        digest: two,
        version: '1.1.0',
        revision: commitOf(2),
        by: 'ada',
        run: runUrl(2),
      },
      {
        ...{ ...common, environment: 'staging', digest: one, version: '1.0.0' },
        ...{ revision: commitOf(1), by: 'grace', run: runUrl(7, 2) },
      },
      { ...common, ...nothing, environment: 'prod' },
    ]);
    expect(run.outputs).toMatchObject({ changed: 'false', built: 'false' });
    for (const part of ['1.0.0', 'grace', `/commit/${commitOf(1)}`, runUrl(7, 2)])
      expect(row(run.summary, 'staging')).toContain(part);
    // without stages: the environments that have a history
    expect(rows(await status(app)).map(({ environment }) => environment)).toEqual(['dev', 'staging']);
  });

  test('with a version outputs where the image is live, and all its tags', async () => {
    const app = sceneOf(registry, 'whereabouts');
    const digest = await app.release(1, '1.0.0');
    await app.release(2, '1.1.0');
    await app.ok({ mode: 'promote', environment: 'dev', version: '1.0.0' });
    const short = commitOf(1).slice(0, 7);
    for (const version of ['1.0.0', commitOf(1).slice(0, 9), digest, 'dev']) {
      const run = await status(app, { ...STAGES, version });
      expect(run.outputs).toMatchObject({ digest, version: '1.0.0', revision: commitOf(1), environment: 'dev' });
      // 1.0 is among them: it does not cover 1.1.0
      expect(run.tags).toEqual(['1.0', '1.0.0', `1.0.0-${short}`, 'dev', `git-${short}`]);
    }
    expect((await status(app, { version: '9.9.9' })).annotations[0]!.message).toContain('1.1.0');
  });

  test('reports a tag that was moved outside this action, and the next promotion records it', async () => {
    const app = sceneOf(registry, 'hands');
    const [one, two, three] = [
      await app.release(1, '1.0.0'),
      await app.release(2, '1.1.0'),
      await app.release(3, '1.2.0'),
    ];
    const promote = { mode: 'promote', environment: 'prod' };
    await app.ok({ ...promote, version: '1.0.0' });
    await images.putTag(registry, app.repo, 'prod', two);
    const moved = await status(app);
    expect(rows(moved)).toEqual([
      {
        ...{ image: app.image, environment: 'prod', digest: two, version: '1.1.0', revision: commitOf(2), moved: true },
        ...{ since: null, by: null, run: null, action: null, unfinished: false },
        ...{ held: null, marks: [] },
      },
    ]);
    expect(row(moved.summary, 'prod')).toContain('changed outside');
    await app.ok({ ...promote, version: '1.2.0' }, { env: attempt(5) });
    const events = await app.history('prod');
    expect(events.map(({ number, action, digest, previous }) => [number, action, digest, previous])).toEqual([
      [1, 'promote', one, null],
      [2, 'observed', two, one],
      [3, 'promote', three, two],
    ]);
    expect(events[1]).toMatchObject({ actor: null, run: null, reason: null, version: '1.1.0', revision: commitOf(2) });
    expect(rows(await status(app))[0]).toMatchObject({ digest: three, moved: false, run: runUrl(5) });
  });

  test('reports a deleted tag, which is not recorded as observed', async () => {
    const app = sceneOf(registry, 'gone');
    const [, two] = [await app.release(1, '1.0.0'), await app.release(2, '1.1.0')];
    const promote = { mode: 'promote', environment: 'prod' };
    for (const version of ['1.0.0', '1.1.0']) await app.ok({ ...promote, version });
    await images.deleteTag(registry, app.repo, 'prod');
    expect(rows(await status(app))).toMatchObject([{ environment: 'prod', digest: null, moved: true }]);
    await app.ok({ ...promote, version: two });
    expect((await app.history('prod')).map(({ action }) => action)).toEqual(['promote', 'promote', 'promote']);
  });

  test('reports an interrupted run', async () => {
    const app = sceneOf(registry, 'unfinished');
    const [one, two] = [await app.release(1, '1.0.0'), await app.release(2, '1.1.0')];
    const promote = { mode: 'promote', environment: 'prod' };
    for (const version of ['1.0.0', '1.1.0']) await app.ok({ ...promote, version });
    await images.putTag(registry, app.repo, 'prod', one);
    const run = await status(app);
    expect(rows(run)).toMatchObject([{ digest: one, version: '1.0.0', unfinished: true, moved: true }]);
    expect(run.summary).toContain('unfinished');
    const events = (await app.history('prod')).length;
    expect((await app.ok({ ...promote, version: '1.1.0' })).outputs).toMatchObject({ digest: two, changed: 'true' });
    expect((await app.history('prod')).length).toBe(events);
  });

  test('is empty for an empty repository, and an invalid history affects only its own row', async () => {
    const app = sceneOf(registry, 'broken');
    expect(rows(await status(app))).toEqual([]);
    await images.pushManifest(registry, app.repo, { tags: ['prod-history'] });
    await app.release(1, '1.0.0', 'dev');
    const run = await status(app);
    expect(rows(run)).toMatchObject([
      { environment: 'dev', version: '1.0.0', moved: false, unfinished: false },
      { environment: 'prod', digest: null, moved: false, unfinished: false },
    ]);
    expect(run.annotations.map(({ message }) => message).join()).toContain(`${app.image}:prod-history`);
    expect(run.summary).toContain('history invalid');
  });

  test('says whether an image exists, and fails where it does not exist no more than where it does', async () => {
    const app = sceneOf(registry, 'exists');
    await app.release(1, '1.0.0');
    expect((await status(app, { version: '1.0.0' })).outputs.exists).toBe('true');
    const run = await status(app, { version: commitOf(7) });
    expect(run.outputs).toMatchObject({ exists: 'false' });
    expect(run.outputs.digest).toBeUndefined();
    expect(run.annotations.map(({ level }) => level)).toEqual(['notice']);
  });

  test('lists environments in the order of the stages where their histories tell, and something that is not an image as unknown', async () => {
    const app = sceneOf(registry, 'order');
    await app.release(1, '1.0.0', 'zero');
    for (const environment of ['yard', 'alpha']) await app.ok({ mode: 'promote', environment, version: '1.0.0' });
    expect(rows(await status(app)).map(({ environment }) => environment)).toEqual(['zero', 'yard', 'alpha']);
    await images.putTag(registry, app.repo, 'alpha', 'zero-history');
    const run = await status(app);
    expect(rows(run)[2]).toMatchObject({ environment: 'alpha', version: null, moved: true });
    expect(run.annotations.map(({ level }) => level)).toContain('warning');
    await app.ok({ mode: 'rollback', environment: 'alpha', version: '1.0.0' });
  });
});
