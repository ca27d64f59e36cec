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

describe('a rollback without a version', () => {
  test('goes to the previous image, and outputs the old and the new image', async () => {
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

  test('goes one image further back each time, and fails where there is no previous image', async () => {
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

  test('after a new promotion skips the image that was rolled back from', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    must(await rollBack());
    await stage.promote('prod', '1.2.0');
    must(await rollBack());
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test('undoes a change made outside this action, and records it', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    stage.registry.point(APP, 'prod', stage.at('2.0.0') ?? '');
    must(await rollBack());
    // of 1.1.0 nobody can know whether it was live
    expect(await stage.history('prod')).toEqual(['promote 1.0.0', 'promote 1.1.0', 'observed 2.0.0', 'rollback 1.0.0']);
  });

  test('names the last image in the history where the tag was changed outside this action', async () => {
    await stage.promote('prod', '1.0.0');
    stage.registry.point(APP, 'prod', stage.at('2.0.0') ?? '');
    const { code, message } = await rollBack();
    expect({ code, names: message.includes('1.0.0') }).toEqual({ code: 'NO_PREVIOUS', names: true });
    const { warnings } = must(await rollBack({ version: '1.0.0' }));
    expect(warnings).toContainEqual(expect.stringContaining('never-live'));
  });

  test('goes back from the live image, not from the image of an unfinished promotion', async () => {
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

  test('after a promotion with history: false goes to the last image that is known to have been live', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    must(await stage.play(promoting('1.2.0', { history: false })));
    must(await rollBack());
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test.each<[string, () => Promise<void>, RegExp]>([
    ['no history', async () => stage.registry.point(APP, 'prod', stage.at('1.0.0') ?? ''), /has no history/],
    ['no tag and no history', async () => {}, /has no environment prod: nothing was ever live there/],
    ['one image in the history', () => stage.promote('prod', '1.0.0'), /prod has only ever had 1\.0\.0/],
  ])('fails with NO_PREVIOUS where there is %s', async (_name, set, found) => {
    await set();
    const { code, message, writes } = await rollBack();
    expect({ code, writes }).toEqual({ code: 'NO_PREVIOUS', writes: [] });
    expect(message).toMatch(found);
  });

  test('fails where the previous image was deleted, and names the next one, which a rollback by version reaches', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0', '1.2.0');
    const { manifests, tags } = stage.registry.repository(APP);
    manifests.delete(stage.at('1.1.0') ?? '');
    tags.delete('1.1.0');
    const { code, message, writes } = await rollBack();
    expect({ code, writes }).toEqual({ code: 'NOT_FOUND', writes: [] });
    expect(message).toContain(`The next older one is 1.0.0 (${stage.at('1.0.0')})`);
    must(await rollBack({ version: stage.at('1.0.0') }));
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test('does not move fixed environment-tags, and moves the others', async () => {
    const environmentTags = ['{{environment}}', '{{version}}-{{environment}}', 'stable'];
    for (const version of ['1.0.0', '1.1.0']) must(await stage.play(promoting(version, { environmentTags })));
    stage.registry.point(APP, '1.0.0-prod', stage.at('2.0.0') ?? '');
    const { code } = await rollBack({ environmentTags });
    expect({ code, left: stage.live('1.0.0-prod'), stable: stage.live('stable') }).toEqual({
      ...{ code: null, left: '2.0.0', stable: '1.0.0' },
    });
  });
});

describe('a rollback that runs again', () => {
  beforeEach(() => stage.promote('prod', '1.0.0', '1.1.0', '1.2.0'));

  test('in a later attempt goes no further, and outputs the same previous image', async () => {
    must(await rollBack({}, [7, 1]));
    const again = must(await rollBack({}, [7, 2]));
    expect(again).toMatchObject({ writes: [], notices: [expect.stringContaining('earlier attempt of this run')] });
    expect(again.outputs).toMatchObject({ version: '1.1.0', 'previous-version': '1.2.0', changed: 'false' });
    expect(again.outputs['previous-digest']).toBe(stage.at('1.2.0'));
  });

  test.each<[string, readonly [number, number]]>([
    ['another run', [8, 1]],
    ['a second step of the same attempt', [7, 1]],
  ])('in %s goes one image further back', async (_name, as) => {
    must(await rollBack({}, [7, 1]));
    must(await rollBack({}, as));
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test.each<[string, Partial<RollbackRequest>]>([
    ['without a version', {}],
    ['with a version', { version: '1.1.0' }],
  ])('in a later attempt %s leaves a promotion by another run in between', async (_name, given) => {
    must(await rollBack(given, [7, 1]));
    await stage.promote('prod', '2.0.0');
    const { code, writes } = await rollBack(given, [7, 2]);
    expect({ code, writes, live: stage.live('prod') }).toEqual({ code: 'TAG_MOVED', writes: [], live: '2.0.0' });
    must(await rollBack({ ...given, allow: ['moved'] }, [7, 3]));
    expect(stage.live('prod')).toBe('1.1.0');
  });

  test('in a later attempt finishes the unfinished first attempt', async () => {
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
    ['a commit in upper case', () => commitOfVersion('1.0.0').toUpperCase()],
  ])('finds it by %s', async (_name, text) => {
    const { outputs } = must(await rollBack({ version: text() }));
    expect(outputs).toMatchObject({ digest: stage.at('1.0.0'), version: '1.0.0' });
  });

  test('looks it up in the history before the tags, which may have moved', async () => {
    const first = stage.at('1.0.0');
    stage.registry.point(APP, '1.0.0', stage.at('2.0.0') ?? '');
    must(await rollBack({ version: '1.0.0' }));
    expect(stage.at('prod')).toBe(first);
  });

  test('outputs the highest version where the image has several, and the others beside it', async () => {
    stage.registry.point(APP, '1.0.1', stage.at('1.0.0') ?? '');
    must(await stage.play(promoting('1.0.1', { allow: ['downgrade'] })));
    await stage.promote('prod', '2.0.0');
    const { outputs, entries } = must(await rollBack({ version: '1.0.0' }));
    expect(outputs.version).toBe('1.0.1');
    expect(entries).toMatchObject([{ version: '1.0.1', also: ['1.0.0'] }]);
  });

  test('that was never live is refused, and passes with allow: never-live', async () => {
    const { code, message, writes } = await rollBack({ version: '2.0.0' });
    expect({ code, writes }).toEqual({ code: 'NEVER_LIVE', writes: [] });
    expect(message).toMatch(/was never live in prod \(.*\)\. .*allow: never-live/);
    must(await rollBack({ version: '2.0.0', allow: ['never-live'] }));
    expect(stage.live('prod')).toBe('2.0.0');
  });

  test('that was set outside this action and observed passes', async () => {
    stage.registry.point(APP, 'prod', stage.at('2.0.0') ?? '');
    await stage.rollBack('prod');
    must(await rollBack({ version: '2.0.0' }));
  });

  test('whose promotion was superseded is refused', async () => {
    must(await stage.play(promoting('2.0.0')));
    stage.registry.point(APP, 'prod', stage.at('1.2.0') ?? '');
    await stage.rollBack('prod');
    expect(await rollBack({ version: '2.0.0' })).toMatchObject({ code: 'NEVER_LIVE' });
  });

  test('that was rolled back from passes with a warning, and clears its rolled-back mark', async () => {
    await stage.rollBack('prod');
    const { warnings } = must(await rollBack({ version: '1.2.0' }));
    expect(warnings).toContainEqual(expect.stringContaining('clears its rolled-back mark'));
    await stage.promote('prod', '2.0.0');
    must(await stage.play(promoting('1.2.0', { allow: ['downgrade'] })));
  });

  test('that is live changes nothing', async () => {
    expect(must(await rollBack({ version: '1.2.0' })).writes).toEqual([]);
  });

  test('accepts any image where there is no history yet, and begins one', async () => {
    stage.registry.point(APP, 'qa', stage.at('2.0.0') ?? '');
    must(await rollBack({ environment: 'qa', version: '1.0.0' }));
    expect(await stage.history('qa')).toEqual(['observed 2.0.0', 'rollback 1.0.0']);
  });

  test('that does not exist fails with NOT_FOUND', async () => {
    expect(await rollBack({ version: '3.0.0' })).toMatchObject({ code: 'NOT_FOUND', writes: [] });
  });

  test('accepts the tag of an image without a version', async () => {
    const { digest } = addIndex(stage.registry, APP, { seed: 'x' }, ['nightly']);
    must(await rollBack({ version: 'nightly', allow: ['never-live'] }));
    expect(stage.at('prod')).toBe(digest);
  });
});
