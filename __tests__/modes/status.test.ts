import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Repository } from '../../src/image/reference.ts';
import { gatherStatus, type StatusRow } from '../../src/modes/status.ts';
import { statusOutputs } from '../../src/report/outputs.ts';
import type { StatusRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { promoting, runUrl, statusRequest } from '../support/requests/requests.ts';
import { commitOfVersion, must, Stage } from '../support/requests/stage.ts';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) stage.release(version);
});

const status = (given: Partial<StatusRequest> = {}) =>
  gatherStatus(statusRequest(given), stage.registry, '2026-03-01T12:00:00Z');

/** The rows of the output `environments`. */
async function rows(given: Partial<StatusRequest> = {}): Promise<StatusRow[]> {
  const request = statusRequest(given);
  return JSON.parse(
    statusOutputs(await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z'), request).environments ?? '',
  ) as StatusRow[];
}

/** The row of prod. */
async function prod(): Promise<StatusRow> {
  const [row] = await rows({ environments: ['prod'] });
  if (!row) throw new Error('there is no row');
  return row;
}

const point = (version: string) => stage.registry.point(APP, 'prod', stage.at(version) ?? '');

describe('a row of status', () => {
  test('has every key, with actor, action, time and run', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    expect(await prod()).toEqual({
      image: 'reg.test/team/app',
      environment: 'prod',
      digest: stage.at('1.1.0'),
      version: '1.1.0',
      revision: commitOfVersion('1.1.0'),
      since: '2026-03-01T12:02:00.000Z',
      by: 'ana',
      run: runUrl(2),
      action: 'promote',
      held: null,
      marks: [],
      moved: false,
      unfinished: false,
    });
  });

  test('has the action rollback after a rollback', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    await stage.rollBack('prod');
    expect(await prod()).toMatchObject({ version: '1.0.0', action: 'rollback', run: runUrl(3), moved: false });
  });

  test('has the live image and no time where the tag was moved outside this action', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    point('2.0.0');
    const nobody = { since: null, by: null, run: null, action: null };
    expect(await prod()).toMatchObject({
      version: '2.0.0',
      revision: commitOfVersion('2.0.0'),
      moved: true,
      ...nobody,
    });
  });

  test('has no time where an older image was set outside this action', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0', '2.0.0');
    point('1.0.0');
    expect(await prod()).toMatchObject({ version: '1.0.0', moved: true, since: null, run: null });
  });

  test('has the live image where a run was interrupted before it moved the tag', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    point('1.0.0');
    expect(await prod()).toMatchObject({ version: '1.0.0', run: runUrl(1), moved: true });
    const { environments: standings } = await status({ environments: ['prod'] });
    expect(standings[0]?.unfinished).toMatchObject({ version: '1.1.0', run: runUrl(2) });
  });

  test('has no image where the tag was deleted', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    stage.registry.repository(APP).tags.delete('prod');
    expect(await prod()).toMatchObject({ digest: null, version: null, revision: null, since: null, moved: true });
  });

  test('has the live image where there is no history', async () => {
    point('1.0.0');
    expect(await prod()).toMatchObject({ version: '1.0.0', since: null, moved: false });
  });

  test('has no image where there is neither tag nor history', async () => {
    expect(await prod()).toMatchObject({ digest: null, moved: false });
  });

  test('has the version that the image got after it went live', async () => {
    const revision = commitOf('1a7e');
    const { digest } = addIndex(stage.registry, APP, { revision, build: '{}', seed: 'late' }, ['git-1a7e000']);
    must(await stage.play(promoting('git-1a7e000')));
    expect((await prod()).version).toBeNull();
    stage.registry.point(APP, '1.5.0-1a7e000', digest);
    expect((await prod()).version).toBe('1.5.0');
  });

  test('has the highest version in all histories, as every other row of the same image', async () => {
    const { digest } = addIndex(stage.registry, APP, { revision: commitOf('1a7e'), build: '{}' }, ['3.0.0', '3.0.1']);
    await stage.promote('dev', '3.0.0');
    await stage.promote('prod', '3.0.1');
    stage.registry.point(APP, 'qa', digest);
    const board = await rows({ environments: ['dev', 'prod', 'qa'] });
    expect(board.map((row) => row.digest)).toEqual([digest, digest, digest]);
    expect(board.map(({ version }) => version)).toEqual(['3.0.1', '3.0.1', '3.0.1']);
    expect((await rows()).map(({ version }) => version)).toEqual(['3.0.1', '3.0.1']);
  });

  test('has the action observed once a change made outside this action is recorded', async () => {
    await stage.promote('prod', '1.0.0');
    point('1.1.0');
    must(await stage.play(promoting('2.0.0')));
    await stage.rollBack('prod');
    expect(await prod()).toMatchObject({ version: '1.1.0', action: 'rollback' });
    expect(await stage.history('prod')).toEqual(['promote 1.0.0', 'observed 1.1.0', 'promote 2.0.0', 'rollback 1.1.0']);
  });
});

describe('the rows of status', () => {
  test('are the requested environments in that order, whether they exist or not', async () => {
    await stage.promote('prod', '1.0.0');
    const names = (await rows({ environments: ['staging', 'prod', 'dev'] })).map(({ environment }) => environment);
    expect(names).toEqual(['staging', 'prod', 'dev']);
  });

  test('are the environments with a history, in the order of the stages where that is known, by default', async () => {
    for (const name of ['prod', 'dev', 'qa']) await stage.promote(name, '1.0.0');
    stage.registry.point(APP, 'staging', stage.at('1.0.0') ?? '');
    expect((await rows()).map(({ environment }) => environment)).toEqual(['prod', 'dev', 'qa']);
  });

  test('are in the order of the images', async () => {
    const web: Repository = { registry: 'reg.test', repository: 'team/web' };
    stage.release('1.0.0', {}, web);
    must(await stage.play(promoting('1.0.0', { images: [APP, web] })));
    expect((await rows({ images: [APP, web] })).map(({ image }) => image)).toEqual([
      'reg.test/team/app',
      'reg.test/team/web',
    ]);
  });

  test('are empty for a repository that does not exist', async () => {
    expect(await rows({ images: [{ registry: 'reg.test', repository: 'nowhere' }] })).toEqual([]);
  });
});

describe('status with a version', () => {
  test('outputs digest, commit, tags and environment of that image', async () => {
    await stage.promote('dev', '1.0.0', '1.1.0');
    await stage.promote('prod', '1.0.0');
    const request = statusRequest({ version: '1.0.0' });
    const facts = await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z');
    const sha = commitOfVersion('1.0.0').slice(0, 7);
    const tags = ['1.0.0', `1.0.0-${sha}`, `git-${sha}`, 'prod'];
    expect(facts.locations).toMatchObject([{ tags, live: ['prod'], identity: { version: '1.0.0' } }]);
    expect(statusOutputs(facts, request)).toMatchObject({
      digest: stage.at('1.0.0'),
      version: '1.0.0',
      revision: commitOfVersion('1.0.0'),
      environment: 'prod',
      tags: tags.map((tag) => `reg.test/team/app:${tag}`).join('\n'),
    });
  });

  test('finds an image by commit that is live in several environments or in none', async () => {
    await stage.promote('dev', '1.0.0');
    await stage.promote('prod', '1.0.0');
    const [found] = (await status({ version: commitOfVersion('1.0.0').slice(0, 9) })).locations;
    expect(found?.live).toEqual(['dev', 'prod']);
    expect((await status({ version: '2.0.0' })).locations[0]?.live).toEqual([]);
  });

  test('says that an image does not exist, and fails nothing', async () => {
    const { exists, notices } = await status({ version: '9.9.9' });
    expect(exists).toBe(false);
    expect(notices).toEqual([expect.stringContaining('has no image "9.9.9"')]);
  });
});

test('status writes nothing', async () => {
  await stage.promote('prod', '1.0.0', '1.1.0');
  point('2.0.0');
  const before = stage.registry.count('put', 'ensureBlob');
  await status({ version: '1.0.0' });
  await status({ environments: ['prod', 'dev'] });
  expect(stage.registry.count('put', 'ensureBlob')).toBe(before);
});
