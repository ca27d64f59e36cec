import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RollbackRequest } from '../../src/request/request.ts';
import { APP, addIndex } from '../support/images/memory-images.ts';
import { promoting, rollbackRequest } from '../support/requests/requests.ts';
import { commitOfVersion, must, type Played, Stage } from '../support/requests/stage.ts';

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '1.2.0', '2.0.0']) stage.release(version);
});

const rollBack = (given: Partial<RollbackRequest> = {}, as?: readonly [number, number]): Promise<Played> =>
  stage.play(rollbackRequest(given), as ? { as } : {});

describe('a plain rollback', () => {
  test('goes to the image before, in one step, and tells what was and what is', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    const { writes, outputs } = must(await rollBack({ reason: 'it burns' }));
    expect(writes).toEqual(['reg.test/team/app:prod-history', 'reg.test/team/app:prod']);
    expect(outputs).toMatchObject({
      version: '1.0.0',
      'previous-version': '1.1.0',
      changed: 'true',
      environment: 'prod',
    });
    expect(await stage.history('prod')).toEqual(['promote 1.0.0', 'promote 1.1.0', 'rollback 1.0.0']);
  });

  test('twice goes one further back, and a third has nowhere to go', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0', '1.2.0');
    must(await rollBack());
    expect(stage.live('prod')).toBe('1.1.0');
    must(await rollBack());
    expect(stage.live('prod')).toBe('1.0.0');
    const { code, message, writes } = await rollBack();
    expect({ code, writes }).toEqual({ code: 'NO_PREVIOUS', writes: [] });
    expect(message).toContain('reg.test/team/app: prod has no previous image');
    expect(message).toContain('version');
  });

  test('after a roll forward skips what was rolled back from', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    must(await rollBack());
    await stage.promote('prod', '1.2.0');
    must(await rollBack());
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test('goes back from what other hands did, which it records', async () => {
    await stage.promote('prod', '1.0.0');
    stage.registry.point(APP, 'prod', stage.at('2.0.0') ?? '');
    must(await rollBack());
    expect(await stage.history('prod')).toEqual(['promote 1.0.0', 'observed 2.0.0', 'rollback 1.0.0']);
  });

  test('goes back from what an unfinished promotion left live, not from what it meant', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0', '1.2.0');
    stage.registry.point(APP, 'prod', stage.at('1.1.0') ?? '');
    must(await rollBack());
    expect(await stage.history('prod')).toEqual([
      'promote 1.0.0',
      'promote 1.1.0',
      'superseded 1.2.0',
      'rollback 1.0.0',
    ]);
  });

  test('after a promotion with history: false goes back to what the history says was live last', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    must(await stage.play(promoting('1.2.0', { history: false })));
    must(await rollBack());
    expect(stage.live('prod')).toBe('1.1.0');
  });

  test.each<[string, () => Promise<void>, RegExp]>([
    ['no history', async () => stage.registry.point(APP, 'prod', stage.at('1.0.0') ?? ''), /has no history/],
    ['nothing at all', async () => {}, /has no history/],
    ['one image ever', () => stage.promote('prod', '1.0.0'), /no previous image/],
  ])('with %s has no previous', async (_name, set, found) => {
    await set();
    const { code, message, writes } = await rollBack();
    expect({ code, writes }).toEqual({ code: 'NO_PREVIOUS', writes: [] });
    expect(message).toMatch(found);
  });

  test('to an image that is gone fails and names the next one, and goes there by version', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0', '1.2.0');
    const { manifests, tags } = stage.registry.repository(APP);
    manifests.delete(stage.at('1.1.0') ?? '');
    tags.delete('1.1.0');
    const { code, message, writes } = await rollBack();
    expect({ code, writes }).toEqual({ code: 'NOT_FOUND', writes: [] });
    expect(message).toContain(`The next older one is ${stage.at('1.0.0')}`);
    must(await rollBack({ version: stage.at('1.0.0') }));
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test('leaves fixed environment-tags where they are, and moves free ones', async () => {
    const environmentTags = ['{{environment}}', '{{version}}-{{environment}}', 'stable'];
    for (const version of ['1.0.0', '1.1.0']) must(await stage.play(promoting(version, { environmentTags })));
    stage.registry.point(APP, '1.0.0-prod', stage.at('2.0.0') ?? '');
    const { code } = await rollBack({ environmentTags });
    expect({ code, left: stage.live('1.0.0-prod'), stable: stage.live('stable') }).toEqual({
      ...{ code: null, left: '2.0.0', stable: '1.0.0' },
    });
  });
});

describe('run again', () => {
  beforeEach(() => stage.promote('prod', '1.0.0', '1.1.0', '1.2.0'));

  test('in a later attempt it goes no further, and tells what was before', async () => {
    must(await rollBack({}, [7, 1]));
    const again = must(await rollBack({}, [7, 2]));
    expect(again).toMatchObject({ writes: [], notices: [expect.stringContaining('earlier attempt of this run')] });
    expect(again.outputs).toMatchObject({ version: '1.1.0', 'previous-version': '1.2.0', changed: 'false' });
    expect(again.outputs['previous-digest']).toBe(stage.at('1.2.0'));
  });

  test.each<[string, readonly [number, number]]>([
    ['another run', [8, 1]],
    ['a second step of the same attempt', [7, 1]],
  ])('by %s it goes one further', async (_name, as) => {
    must(await rollBack({}, [7, 1]));
    must(await rollBack({}, as));
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test('in a later attempt, after another run has promoted, it undoes that', async () => {
    must(await rollBack({}, [7, 1]));
    await stage.promote('prod', '2.0.0');
    must(await rollBack({}, [7, 2]));
    expect(stage.live('prod')).toBe('1.1.0');
  });

  test('in a later attempt it finishes what the first one left unfinished', async () => {
    must(await rollBack({}, [7, 1]));
    stage.registry.point(APP, 'prod', stage.at('1.2.0') ?? '');
    const { writes } = must(await rollBack({}, [7, 2]));
    expect(writes).toEqual(['reg.test/team/app:prod']);
    expect(stage.live('prod')).toBe('1.1.0');
  });
});

describe('a rollback to a version', () => {
  beforeEach(() => stage.promote('prod', '1.0.0', '1.1.0', '1.2.0'));

  test.each<[string, () => string]>([
    ['a version', () => '1.0.0'],
    ['a version with a v', () => 'v1.0.0'],
    ['a digest', () => stage.at('1.0.0') ?? ''],
    ['a commit', () => commitOfVersion('1.0.0').slice(0, 8)],
    ['a commit in capitals', () => commitOfVersion('1.0.0').toUpperCase()],
  ])('named by %s', async (_name, text) => {
    const { outputs } = must(await rollBack({ version: text() }));
    expect(outputs).toMatchObject({ digest: stage.at('1.0.0'), version: '1.0.0' });
  });

  test('looks in the history before the tags, which may name another image by now', async () => {
    const first = stage.at('1.0.0');
    stage.registry.point(APP, '1.0.0', stage.at('2.0.0') ?? '');
    must(await rollBack({ version: '1.0.0' }));
    expect(stage.at('prod')).toBe(first);
  });

  test('has the version asked for, where its image has several', async () => {
    stage.registry.point(APP, '1.0.1', stage.at('1.0.0') ?? '');
    must(await stage.play(promoting('1.0.1', { allow: ['downgrade'] })));
    await stage.promote('prod', '2.0.0');
    const { outputs } = must(await rollBack({ version: '1.0.0' }));
    expect(outputs.version).toBe('1.0.0');
  });

  test('that was never live is refused, and lifted', async () => {
    const { code, message, writes } = await rollBack({ version: '2.0.0' });
    expect({ code, writes }).toEqual({ code: 'NEVER_LIVE', writes: [] });
    expect(message).toMatch(/was never live in prod\. .*allow: never-live/);
    must(await rollBack({ version: '2.0.0', allow: ['never-live'] }));
    expect(stage.live('prod')).toBe('2.0.0');
  });

  test('that was only observed was live', async () => {
    stage.registry.point(APP, 'prod', stage.at('2.0.0') ?? '');
    await stage.rollBack('prod');
    must(await rollBack({ version: '2.0.0' }));
  });

  test('whose promotion was superseded was never live', async () => {
    must(await stage.play(promoting('2.0.0')));
    stage.registry.point(APP, 'prod', stage.at('1.2.0') ?? '');
    await stage.rollBack('prod');
    expect(await rollBack({ version: '2.0.0' })).toMatchObject({ code: 'NEVER_LIVE' });
  });

  test('that was rolled back from warns, and takes the mark off', async () => {
    await stage.rollBack('prod');
    const { warnings } = must(await rollBack({ version: '1.2.0' }));
    expect(warnings).toContainEqual(expect.stringContaining('clears its rolled-back mark'));
    await stage.promote('prod', '2.0.0');
    must(await stage.play(promoting('1.2.0', { allow: ['downgrade'] })));
  });

  test('that is live already changes nothing', async () => {
    expect(must(await rollBack({ version: '1.2.0' })).writes).toEqual([]);
  });

  test('with no history yet may be any image, and begins one', async () => {
    stage.registry.point(APP, 'qa', stage.at('2.0.0') ?? '');
    must(await rollBack({ environment: 'qa', version: '1.0.0' }));
    expect(await stage.history('qa')).toEqual(['observed 2.0.0', 'rollback 1.0.0']);
  });

  test('that is nowhere is NOT_FOUND', async () => {
    expect(await rollBack({ version: '3.0.0' })).toMatchObject({ code: 'NOT_FOUND', writes: [] });
  });

  test('to an image without a version, by its tag', async () => {
    const { digest } = addIndex(stage.registry, APP, { seed: 'x' }, ['nightly']);
    must(await rollBack({ version: 'nightly', allow: ['never-live'] }));
    expect(stage.at('prod')).toBe(digest);
  });
});
