import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BuildRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { buildRequest, DOCKER } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1');
const TAG = 'git-c0ffee1';
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

const image = (seed: string, tags: string[] = []) =>
  addIndex(stage.registry, APP, { revision: COMMIT, build: '{}', seed }, tags);

function build(given: Partial<BuildRequest> = {}): Promise<Played> {
  return stage.play(buildRequest(given), { deps: { build: async () => image('built').digest } });
}

describe('a build with an environment', () => {
  test('moves the environment and writes its history', async () => {
    const { outputs, writes } = must(await build({ environment: 'dev', version: '1.0.0' }));
    expect(stage.at('dev')).toBe(outputs.digest);
    expect(writes).toEqual([TAG, 'dev-history', 'dev'].map((tag) => `reg.test/team/app:${tag}`));
    expect(await stage.history('dev')).toEqual(['build 1.0.0']);
    expect(outputs.environment).toBe('dev');
  });

  test('outputs the previous image, and run again changes nothing', async () => {
    stage.release('0.9.0');
    await stage.promote('dev', '0.9.0');
    const given = { environment: 'dev', version: '1.0.0' };
    expect(must(await build(given)).outputs).toMatchObject({
      'previous-version': '0.9.0',
      'previous-digest': stage.at('0.9.0'),
    });
    expect(must(await build(given))).toMatchObject({ writes: [], outputs: { changed: 'false' } });
  });

  test('of an older image does not move the environment or its tags, warns and succeeds', async () => {
    stage.release('2.0.0');
    await stage.promote('dev', '2.0.0');
    const environmentTags = ['{{environment}}', 'dev-stable'];
    stage.registry.point(APP, 'dev-stable', stage.at('2.0.0') ?? '');
    const given = { environment: 'dev', version: '1.0.0', tags: ['1.0.0'], environmentTags };
    const { warnings, outputs } = must(await build(given));
    expect(warnings).toEqual([expect.stringMatching(/1\.0\.0 is older than 2\.0\.0, .*not moved/)]);
    expect([stage.live('dev'), stage.live('dev-stable'), stage.live('1.0.0')]).toEqual(['2.0.0', '2.0.0', '1.0.0']);
    expect(outputs).toMatchObject({ built: 'true', changed: 'true', tags: expect.not.stringContaining('dev') });
    // the outputs about the environment are what stays live there
    expect(outputs).toMatchObject({ digest: stage.at('2.0.0'), version: '2.0.0', environment: 'dev' });
    expect(await stage.history('dev')).toEqual(['promote 2.0.0']);
  });

  test('of an older image moves the environment with allow: downgrade', async () => {
    stage.release('2.0.0');
    await stage.promote('dev', '2.0.0');
    must(await build({ environment: 'dev', version: '1.0.0', tags: ['1.0.0'], allow: ['downgrade'] }));
    expect(stage.live('dev')).toBe('1.0.0');
  });

  test('of an image that the environment was rolled back from is refused', async () => {
    image('built', [TAG]);
    stage.release('0.9.0');
    await stage.promote('dev', '0.9.0');
    must(await build({ environment: 'dev', version: '1.0.0' }));
    await stage.rollBack('dev');
    const { code, message, writes } = await build({ environment: 'dev', version: '1.0.0' });
    expect({ code, writes }).toEqual({ code: 'ROLLED_BACK', writes: [] });
    expect(message).toContain('allow: rolled-back');
  });

  test('of an older image that the environment was rolled back from does not move it, warns and succeeds', async () => {
    image('built', [TAG]);
    for (const version of ['0.9.0', '2.0.0']) stage.release(version);
    await stage.promote('dev', '0.9.0');
    const given = { environment: 'dev', version: '1.0.0' };
    must(await build(given));
    await stage.rollBack('dev');
    await stage.promote('dev', '2.0.0');
    const before = await stage.history('dev');
    const { warnings, outputs, writes } = must(await build({ ...given, tags: ['main'] }));
    expect(warnings).toEqual([expect.stringMatching(/1\.0\.0 is older than 2\.0\.0, .*not moved/)]);
    expect(writes).toEqual(['reg.test/team/app:main']);
    expect(outputs).toMatchObject({ digest: stage.at('2.0.0'), version: '2.0.0', 'previous-version': '2.0.0' });
    expect([stage.live('dev'), await stage.history('dev')]).toEqual(['2.0.0', before]);
    expect(await build({ ...given, allow: ['downgrade'] })).toMatchObject({ code: 'ROLLED_BACK', writes: [] });
  });

  test.each<[string, string[], string | null]>([
    ['the first stage', ['dev', 'prod'], null],
    ['a later stage', ['qa', 'dev'], 'STAGE_SKIPPED'],
    ['an environment without stages', [], null],
  ])('that is %s passes or is refused as expected', async (_name, stages, code) => {
    const played = await build({ environment: 'dev', stages });
    expect(played.code).toBe(code);
    if (code)
      expect(played).toMatchObject({ writes: [], message: expect.stringContaining('first stage, qa, not dev') });
  });

  test('writes environment-tags', async () => {
    const environmentTags = ['{{environment}}', '{{version}}-{{environment}}'];
    const { outputs } = must(await build({ environment: 'dev', version: '1.0.0', environmentTags }));
    expect(stage.at('1.0.0-dev')).toBe(outputs.digest);
  });

  test('in a dry run lists the environment among the tags it would write', async () => {
    const { outputs, writes } = must(await build({ environment: 'dev', tags: ['main'], dryRun: true }));
    expect(writes).toEqual([]);
    expect(outputs.tags?.split('\n')).toEqual(['dev', 'main', TAG].map((tag) => `reg.test/team/app:${tag}`));
    expect(outputs).toMatchObject({ built: 'true', changed: 'false', digest: '' });
  });
});

describe('the tags of a build', () => {
  test('move floating tags only to a higher version where releases are out of order', async () => {
    const release = async (version: string, commit: string) => {
      const [major, minor] = version.split('.');
      const tags = [version, `${major}.${minor}`, `${major}`, 'latest'];
      const deps = {
        build: async () => addIndex(stage.registry, APP, { revision: commit, build: '{}', seed: version }).digest,
      };
      return must(await stage.play(buildRequest({ commit, version, tags }), { deps }));
    };
    for (const [index, version] of ['1.2.8', '1.3.0', '1.2.9', '2.0.0-rc.1', '1.2.7'].entries())
      await release(version, commitOf(`${index}00000a`));
    const at = (tag: string) => stage.live(tag);
    expect({ '1.2': at('1.2'), '1.3': at('1.3'), '1': at('1'), latest: at('latest') }).toEqual({
      ...{ '1.2': '1.2.9', '1.3': '1.3.0', '1': '1.3.0', latest: '1.3.0' },
    });
    expect(stage.at('2')).toBeNull();
  });

  test('do not move floating tags without a version, with a line in the log', async () => {
    const { notices, result } = must(await build({ tags: ['latest', 'main'] }));
    expect(notices).toEqual([]);
    expect(result?.plan.log).toEqual(['reg.test/team/app:latest not moved: this image has no version.']);
    expect(stage.at('latest')).toBeNull();
  });

  test('may not be the tag of an environment', async () => {
    stage.release('1.0.0');
    await stage.promote('live', '1.0.0');
    expect(await build({ tags: ['live'] })).toMatchObject({ code: 'INPUT_INVALID', writes: [] });
  });

  test('may not be the tag of an environment, even where it names this image', async () => {
    const { digest } = image('built', [TAG, '1.0.0']);
    await stage.promote('live', '1.0.0');
    const { code, message, writes } = await build({ tags: ['live'] });
    expect({ code, writes, live: stage.at('live') }).toEqual({ code: 'INPUT_INVALID', writes: [], live: digest });
    expect(message).toContain('"live" has a history');
  });
});

describe('two builds of one commit at once', () => {
  /** A builder during whose work another run writes its own image under the commit tag. */
  const overtaken =
    (says: { build: string } = { build: '{}' }) =>
    async () => {
      addIndex(stage.registry, APP, { revision: COMMIT, seed: 'theirs', ...says }, [TAG]);
      return image('mine').digest;
    };

  test('use the image of the run that writes the commit tag first, and the other outputs built: false', async () => {
    const { outputs, writes, warnings } = must(
      await stage.play(buildRequest({ tags: ['main'] }), { deps: { build: overtaken() } }),
    );
    expect(outputs).toMatchObject({ digest: stage.at(TAG), built: 'false', changed: 'true' });
    expect(writes).toEqual(['reg.test/team/app:main']);
    expect(stage.at('main')).not.toBe(image('mine').digest);
    expect(warnings).toEqual([expect.stringContaining('That image is used, not the image that this run built')]);
  });

  test('use the image of the run that writes the commit tag half a second earlier, and no tag ever names the other image', async () => {
    let theirs = '';
    stage.clock.sleep = async (ms: number) => {
      if (ms === 500) theirs ||= image('theirs', [TAG]).digest;
    };
    const { outputs, writes } = must(await build({ version: '1.0.0', tags: ['1.0.0'] }));
    expect(outputs).toMatchObject({ digest: theirs, built: 'false' });
    expect(stage.at('1.0.0')).toBe(theirs);
    expect(writes).toEqual([`reg.test/team/app:${TAG}`, 'reg.test/team/app:1.0.0']);
  });

  test('warn where the image that is used has other build inputs', async () => {
    const deps = {
      build: overtaken({ build: JSON.stringify({ file: 'Dockerfile', target: 'other', platforms: [] }) }),
    };
    const { code, writes } = await stage.play(buildRequest({ docker: { ...DOCKER, target: 'app' }, tags: ['main'] }), {
      deps,
    });
    expect({ code, writes }).toEqual({ code: 'BUILD_DIFFERS', writes: [] });
  });

  test('use the image of the other run where the engine may not push to the existing tag', async () => {
    const build = async (_image: unknown, _tag: string, isTagFree: () => Promise<boolean>) => {
      image('theirs', [TAG]);
      expect(await isTagFree()).toBe(false);
      return null;
    };
    expect(must(await stage.play(buildRequest(), { deps: { build } })).outputs).toMatchObject({
      built: 'false',
      digest: stage.at(TAG),
    });
  });

  test('fail where the commit tag keeps changing', async () => {
    let count = 0;
    stage.registry.around = async (asked, act) => {
      if (asked.method === 'head' && asked.reference === TAG) image(`other ${count++}`, [TAG]);
      return act();
    };
    expect(await build({ allow: ['rebuild'] })).toMatchObject({
      code: 'TAG_MOVED',
      message: expect.stringContaining('concurrency'),
    });
  });
});
