import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { BuildRequest } from '../../src/request/request.ts';
import { APP, addImage, addIndex, commitOf, type Says } from '../support/images/memory-images.ts';
import { buildRequest, DOCKER, digest } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1');
const TAG = 'git-c0ffee1';
let stage: Stage;
let builds: number;

beforeEach(() => {
  stage = new Stage();
  builds = 0;
});

/** What a builder pushes by digest: an image that says its commit. */
const push = (given: Says = {}): string =>
  addIndex(stage.registry, APP, { revision: COMMIT, build: '{}', seed: `build ${builds}`, ...given }).digest;

/** Plays a build with a builder that counts. */
function build(given: Partial<BuildRequest> = {}, says: Says = {}): Promise<Played> {
  const builder = async (): Promise<string> => {
    builds++;
    return push({ revision: given.commit ?? COMMIT, ...says });
  };
  return stage.play(buildRequest(given), { deps: { build: builder } });
}

/** The image of this commit's first build, which the registry has already. */
const firstBuild = (says: Says = {}, tags = [TAG]) =>
  addIndex(stage.registry, APP, { revision: COMMIT, build: '{}', seed: 'first', ...says }, tags);

describe('a commit that was not built yet', () => {
  test('is built once, and the commit tag is put before all others', async () => {
    const { outputs, writes } = must(await build({ version: '1.2.3', tags: ['1.2.3', '1.2.3-c0ffee1', '1.2'] }));
    expect(builds).toBe(1);
    expect(writes[0]).toBe(`reg.test/team/app:${TAG}`);
    expect(writes.slice(1).sort()).toEqual(['1.2', '1.2.3', '1.2.3-c0ffee1'].map((tag) => `reg.test/team/app:${tag}`));
    expect(outputs).toMatchObject({
      built: 'true',
      changed: 'true',
      version: '1.2.3',
      revision: COMMIT,
      digest: stage.at(TAG),
    });
  });

  test('run again is neither built nor changed', async () => {
    const given = { version: '1.2.3', tags: ['1.2.3', 'latest'] };
    must(await build(given));
    const { outputs, writes } = must(await build(given));
    expect({ builds, writes }).toEqual({ builds: 1, writes: [] });
    expect(outputs).toMatchObject({ built: 'false', changed: 'false' });
    expect(outputs.tags?.split('\n').sort()).toEqual(
      [TAG, '1.2.3', 'latest'].map((tag) => `reg.test/team/app:${tag}`).sort(),
    );
  });

  test.each<[string, BuildRequest['checkout'], RegExp]>([
    ['nothing is checked out', null, /got no checkout/],
    [
      'another commit is checked out',
      { commit: commitOf('beef'), time: '2026-01-01T00:00:00Z' },
      /got the checkout of beef0+/,
    ],
  ])('cannot be built where %s', async (_name, checkout, found) => {
    const { code, message } = await build({ checkout });
    expect({ code, builds }).toEqual({ code: 'INPUT_INVALID', builds: 0 });
    expect(message).toMatch(found);
  });

  test('is not built where its version names another image already', async () => {
    stage.release('1.2.3');
    const { code, writes } = await build({ version: '1.2.3', tags: ['1.2.3'] });
    expect({ code, builds, writes }).toEqual({ code: 'VERSION_EXISTS', builds: 0, writes: [] });
  });

  test('by an engine that pushes the commit tag itself counts as changed', async () => {
    const engine = async (): Promise<string> => {
      stage.registry.point(APP, TAG, push());
      return stage.at(TAG) ?? '';
    };
    const { outputs } = must(await stage.play(buildRequest(), { deps: { build: engine } }));
    expect(outputs).toMatchObject({ built: 'true', changed: 'true', tags: `reg.test/team/app:${TAG}` });
  });
});

test('a run that cannot read on after its build does not say that nothing was built or changed', async () => {
  const engine = async (): Promise<string> => {
    stage.registry.point(APP, TAG, push());
    stage.registry.around = () => Promise.reject(new ActionError('REGISTRY_UNAVAILABLE', 'no answer'));
    return stage.at(TAG) ?? '';
  };
  const { code, outputs } = await stage.play(buildRequest(), { deps: { build: engine } });
  expect(code).toBe('REGISTRY_UNAVAILABLE');
  expect(outputs).toMatchObject({ built: 'true' });
  expect(outputs).not.toHaveProperty('changed');
});

describe('a commit that was built already', () => {
  test('gets the tags that are missing, without a build and without a checkout', async () => {
    const { digest: first } = firstBuild();
    const { outputs } = must(
      await build({ checkout: null, version: '1.2.3', tags: ['1.2.3', '1.2.3-c0ffee1', 'latest'] }),
    );
    expect(outputs).toMatchObject({ digest: first, built: 'false', changed: 'true', version: '1.2.3' });
    expect([stage.at('1.2.3'), stage.at('latest'), builds]).toEqual([first, first, 0]);
  });

  test('is found by all 40 characters too', async () => {
    const { digest: first } = firstBuild({}, [`git-${COMMIT}`]);
    must(await build());
    expect([stage.at(TAG), builds]).toEqual([first, 0]);
  });

  test('has the version that its tags tell, though this run asks for none', async () => {
    const { digest: first } = firstBuild();
    stage.registry.point(APP, '1.2.3-c0ffee1', first);
    expect(must(await build()).outputs.version).toBe('1.2.3');
  });

  test('whose image does not say its commit is taken for it, with a warning', async () => {
    const { digest: first } = addImage(stage.registry, APP, { seed: 'silent' }, [TAG]);
    const { warnings, outputs } = must(await build());
    expect(outputs).toMatchObject({ digest: first, revision: COMMIT });
    expect(warnings).toEqual([expect.stringContaining('has no revision')]);
  });

  test('says its commit by labels as well', async () => {
    addImage(stage.registry, APP, { revision: COMMIT }, [TAG]);
    expect(must(await build())).toMatchObject({ warnings: [], outputs: { built: 'false' } });
  });
});

describe('a commit tag that another commit has', () => {
  const OTHER = commitOf('c0ffee1999');

  test('is left, and the one with all 40 characters is used', async () => {
    const { digest: first } = firstBuild();
    const { outputs } = must(await build({ commit: OTHER }));
    expect(stage.at(TAG)).toBe(first);
    expect(stage.at(`git-${OTHER}`)).toBe(outputs.digest);
    expect(outputs.tags).toBe(`reg.test/team/app:git-${OTHER}`);
    must(await build({ commit: OTHER }));
    expect(builds).toBe(1);
  });

  test('with all 40 characters is an image of no commit of its own: refused', async () => {
    addIndex(stage.registry, APP, { revision: OTHER, seed: 'other' }, [TAG, `git-${COMMIT}`]);
    const { code, message, writes } = await build();
    expect({ code, builds, writes }).toEqual({ code: 'VERSION_EXISTS', builds: 0, writes: [] });
    expect(message).toContain(`git-${COMMIT}`);
    expect(message).toContain(OTHER);
  });
});

describe('adopting a digest', () => {
  test('tags it, without a build and without a checkout', async () => {
    const adopted = push();
    const { outputs } = must(await build({ digest: adopted, checkout: null, tags: ['main'] }));
    expect(outputs).toMatchObject({ digest: adopted, built: 'false', changed: 'true' });
    expect([stage.at(TAG), stage.at('main'), builds]).toEqual([adopted, adopted, 0]);
  });

  test('that says another commit is refused', async () => {
    const { code, message } = await build({ digest: push({ revision: commitOf('beef') }) });
    expect(code).toBe('INPUT_INVALID');
    expect(message).toContain(commitOf('beef'));
  });

  test.each<[string, BuildRequest['allow']]>([
    ['', []],
    [' and rebuild is lifted', ['rebuild']],
  ])('that says another commit is refused also where the commit has a build%s', async (_name, allow) => {
    firstBuild();
    const { code, message, writes } = await build({ digest: push({ revision: commitOf('beef') }), allow });
    expect({ code, writes }).toEqual({ code: 'INPUT_INVALID', writes: [] });
    expect(message).toContain(commitOf('beef'));
  });

  test('of a history, which is no image, is NOT_FOUND', async () => {
    stage.release('1.0.0');
    await stage.promote('prod', '1.0.0');
    const given = { digest: stage.at('prod-history') };
    expect(await build(given)).toMatchObject({ code: 'NOT_FOUND', writes: [] });
    firstBuild();
    expect(await build(given)).toMatchObject({ code: 'NOT_FOUND', writes: [] });
  });

  test('that says no commit is taken for this one', async () => {
    must(await build({ digest: push({ revision: undefined }) }));
  });

  test('that is not there is NOT_FOUND', async () => {
    expect(await build({ digest: digest('nowhere') })).toMatchObject({ code: 'NOT_FOUND', writes: [] });
  });

  test('where the commit has another build leaves it and uses the first, with a warning', async () => {
    const { digest: first } = firstBuild();
    const { outputs, warnings } = must(await build({ digest: push(), version: '1.2.3', tags: ['1.2.3'] }));
    expect([outputs.digest, stage.at('1.2.3')]).toEqual([first, first]);
    expect(warnings).toEqual([expect.stringContaining('That image is used, not the digest')]);
  });

  test('where rebuild is lifted moves the commit tag and V-sha to it, but no version', async () => {
    const { digest: first } = firstBuild({}, [TAG, '1.2.3-c0ffee1']);
    const adopted = push();
    const given = { digest: adopted, version: '1.2.3', allow: ['rebuild'] } as const;
    must(await build({ ...given, tags: ['1.2.3-c0ffee1'] }));
    expect([stage.at(TAG), stage.at('1.2.3-c0ffee1')]).toEqual([adopted, adopted]);
    stage.registry.point(APP, '1.2.3', first);
    expect(await build({ ...given, tags: ['1.2.3'] })).toMatchObject({ code: 'VERSION_EXISTS', writes: [] });
  });
});

describe('a build that differs from the commit’s build', () => {
  const stamp = JSON.stringify({ file: 'Dockerfile', target: 'app', platforms: ['linux/amd64'] });

  test.each<[string, Partial<BuildRequest['docker']>, string | null]>([
    ['nothing is named', {}, null],
    ['the same is named', { file: './Dockerfile', target: 'app', platforms: ['linux/amd64'] }, null],
    ['another file is named', { file: 'Dockerfile.debug' }, 'file Dockerfile.debug (it has Dockerfile)'],
    ['another target is named', { target: 'test' }, 'target test (it has app)'],
    [
      'a platform more is named',
      { platforms: ['linux/amd64', 'linux/arm64'] },
      'platforms linux/arm64 (it has linux/amd64)',
    ],
  ])('where %s', async (_name, docker, differing) => {
    firstBuild({ build: stamp, platforms: ['linux/amd64'] });
    const { code, message, writes } = await build({ docker: { ...DOCKER, ...docker }, tags: ['main'] });
    expect(code).toBe(differing === null ? null : 'BUILD_DIFFERS');
    expect(message).toContain(differing ?? '');
    expect(writes).toHaveLength(differing === null ? 1 : 0);
  });

  test('is not found out where the image says nothing of how it was built', async () => {
    addImage(stage.registry, APP, { revision: COMMIT }, [TAG]);
    must(await build({ docker: { ...DOCKER, file: 'x', target: 'y', platforms: ['linux/amd64'] } }));
  });

  test('is built anew where rebuild is lifted', async () => {
    firstBuild({ build: stamp });
    const given = { docker: { ...DOCKER, target: 'test' }, allow: ['rebuild'] } as const;
    expect(must(await build(given)).outputs.built).toBe('true');
  });
});
