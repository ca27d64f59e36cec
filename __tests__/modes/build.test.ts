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

/** Pushes an image with its commit, as a builder does by digest. */
const push = (given: Says = {}): string =>
  addIndex(stage.registry, APP, { revision: COMMIT, build: '{}', seed: `build ${builds}`, ...given }).digest;

/** Runs a build with a builder that counts its builds. */
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

describe('a build of a new commit', () => {
  test('builds once and writes the commit tag before all others', async () => {
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

  test('run again builds and changes nothing', async () => {
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
  ])('fails where %s', async (_name, checkout, found) => {
    const { code, message } = await build({ checkout });
    expect({ code, builds }).toEqual({ code: 'INPUT_INVALID', builds: 0 });
    expect(message).toMatch(found);
  });

  test('does not start where its version names another image', async () => {
    stage.release('1.2.3');
    const { code, writes } = await build({ version: '1.2.3', tags: ['1.2.3'] });
    expect({ code, builds, writes }).toEqual({ code: 'VERSION_EXISTS', builds: 0, writes: [] });
  });

  test('outputs changed where the engine pushes the commit tag itself', async () => {
    const engine = async (): Promise<string> => {
      stage.registry.point(APP, TAG, push());
      return stage.at(TAG) ?? '';
    };
    const { outputs } = must(await stage.play(buildRequest(), { deps: { build: engine } }));
    expect(outputs).toMatchObject({ built: 'true', changed: 'true', tags: `reg.test/team/app:${TAG}` });
  });
});

test('a run whose reads fail after its build does not report built: false or changed: false', async () => {
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

describe('a build of a commit that was built already', () => {
  test('writes the missing tags, without a build and without a checkout', async () => {
    const { digest: first } = firstBuild();
    const { outputs } = must(
      await build({ checkout: null, version: '1.2.3', tags: ['1.2.3', '1.2.3-c0ffee1', 'latest'] }),
    );
    expect(outputs).toMatchObject({ digest: first, built: 'false', changed: 'true', version: '1.2.3' });
    expect([stage.at('1.2.3'), stage.at('latest'), builds]).toEqual([first, first, 0]);
  });

  test('finds the first build by its commit tag with 40 characters', async () => {
    const { digest: first } = firstBuild({}, [`git-${COMMIT}`]);
    must(await build());
    expect([stage.at(TAG), builds]).toEqual([first, 0]);
  });

  test('outputs the version in the tags of the image where this run has no version', async () => {
    const { digest: first } = firstBuild();
    stage.registry.point(APP, '1.2.3-c0ffee1', first);
    expect(must(await build()).outputs.version).toBe('1.2.3');
  });

  test('uses an image without a revision under the commit tag, with a warning', async () => {
    const { digest: first } = addImage(stage.registry, APP, { seed: 'silent' }, [TAG]);
    const { warnings, outputs } = must(await build());
    expect(outputs).toMatchObject({ digest: first, revision: COMMIT });
    expect(warnings).toEqual([expect.stringContaining('has no revision')]);
  });

  test('finds the revision of the image in its labels', async () => {
    addImage(stage.registry, APP, { revision: COMMIT }, [TAG]);
    expect(must(await build())).toMatchObject({ warnings: [], outputs: { built: 'false' } });
  });
});

describe('a short commit tag that names an image of another commit', () => {
  const OTHER = commitOf('c0ffee1999');

  test('does not move, and the tag with 40 characters is used', async () => {
    const { digest: first } = firstBuild();
    const { outputs } = must(await build({ commit: OTHER }));
    expect(stage.at(TAG)).toBe(first);
    expect(stage.at(`git-${OTHER}`)).toBe(outputs.digest);
    expect(outputs.tags).toBe(`reg.test/team/app:git-${OTHER}`);
    must(await build({ commit: OTHER }));
    expect(builds).toBe(1);
  });

  test('makes the build fail where the tag with 40 characters names another commit too', async () => {
    addIndex(stage.registry, APP, { revision: OTHER, seed: 'other' }, [TAG, `git-${COMMIT}`]);
    const { code, message, writes } = await build();
    expect({ code, builds, writes }).toEqual({ code: 'VERSION_EXISTS', builds: 0, writes: [] });
    expect(message).toContain(`git-${COMMIT}`);
    expect(message).toContain(OTHER);
  });
});

describe('a build with the input digest', () => {
  test('tags the image, without a build and without a checkout', async () => {
    const adopted = push();
    const { outputs } = must(await build({ digest: adopted, checkout: null, tags: ['main'] }));
    expect(outputs).toMatchObject({ digest: adopted, built: 'false', changed: 'true' });
    expect([stage.at(TAG), stage.at('main'), builds]).toEqual([adopted, adopted, 0]);
  });

  test('is refused where the image has another revision', async () => {
    const { code, message } = await build({ digest: push({ revision: commitOf('beef') }) });
    expect(code).toBe('INPUT_INVALID');
    expect(message).toContain(commitOf('beef'));
  });

  test.each<[string, BuildRequest['allow']]>([
    ['', []],
    [', with allow: rebuild', ['rebuild']],
  ])('is refused where the image has another revision and the commit has a build%s', async (_name, allow) => {
    firstBuild();
    const { code, message, writes } = await build({ digest: push({ revision: commitOf('beef') }), allow });
    expect({ code, writes }).toEqual({ code: 'INPUT_INVALID', writes: [] });
    expect(message).toContain(commitOf('beef'));
  });

  test('fails with NOT_FOUND where the digest is a history', async () => {
    stage.release('1.0.0');
    await stage.promote('prod', '1.0.0');
    const given = { digest: stage.at('prod-history') };
    expect(await build(given)).toMatchObject({ code: 'NOT_FOUND', writes: [] });
    firstBuild();
    expect(await build(given)).toMatchObject({ code: 'NOT_FOUND', writes: [] });
  });

  test('accepts an image without a revision', async () => {
    must(await build({ digest: push({ revision: undefined }) }));
  });

  test('fails with NOT_FOUND where the digest does not exist', async () => {
    expect(await build({ digest: digest('nowhere') })).toMatchObject({ code: 'NOT_FOUND', writes: [] });
  });

  test('uses the first build of the commit where there is one, with a warning', async () => {
    const { digest: first } = firstBuild();
    const { outputs, warnings } = must(await build({ digest: push(), version: '1.2.3', tags: ['1.2.3'] }));
    expect([outputs.digest, stage.at('1.2.3')]).toEqual([first, first]);
    expect(warnings).toEqual([expect.stringContaining('That image is used, not the digest')]);
  });

  test('with allow: rebuild moves the commit tag and the tag of version and commit, but no version tag', async () => {
    const { digest: first } = firstBuild({}, [TAG, '1.2.3-c0ffee1']);
    const adopted = push();
    const given = { digest: adopted, version: '1.2.3', allow: ['rebuild'] } as const;
    must(await build({ ...given, tags: ['1.2.3-c0ffee1'] }));
    expect([stage.at(TAG), stage.at('1.2.3-c0ffee1')]).toEqual([adopted, adopted]);
    stage.registry.point(APP, '1.2.3', first);
    expect(await build({ ...given, tags: ['1.2.3'] })).toMatchObject({ code: 'VERSION_EXISTS', writes: [] });
  });
});

describe('a warning about build inputs that differ from the first build of the commit', () => {
  const stamp = JSON.stringify({ file: 'Dockerfile', target: 'app', platforms: ['linux/amd64'] });

  test.each<[string, Partial<BuildRequest['docker']>, string | null]>([
    ['no input is set', {}, null],
    ['the inputs are the same', { file: './Dockerfile', target: 'app', platforms: ['linux/amd64'] }, null],
    ['file differs', { file: 'Dockerfile.debug' }, 'file Dockerfile.debug (it has Dockerfile)'],
    ['target differs', { target: 'test' }, 'target test (it has app)'],
    [
      'platforms has one more',
      { platforms: ['linux/amd64', 'linux/arm64'] },
      'platforms linux/arm64 (it has linux/amd64)',
    ],
  ])('is given or not as expected where %s', async (_name, docker, differing) => {
    firstBuild({ build: stamp, platforms: ['linux/amd64'] });
    const { code, message, writes } = await build({ docker: { ...DOCKER, ...docker }, tags: ['main'] });
    expect(code).toBe(differing === null ? null : 'BUILD_DIFFERS');
    expect(message).toContain(differing ?? '');
    expect(writes).toHaveLength(differing === null ? 1 : 0);
  });

  test('is not given where the image has no record of its build inputs', async () => {
    addImage(stage.registry, APP, { revision: COMMIT }, [TAG]);
    must(await build({ docker: { ...DOCKER, file: 'x', target: 'y', platforms: ['linux/amd64'] } }));
  });

  test('is not given with allow: rebuild, which builds again', async () => {
    firstBuild({ build: stamp });
    const given = { docker: { ...DOCKER, target: 'test' }, allow: ['rebuild'] } as const;
    expect(must(await build(given)).outputs.built).toBe('true');
  });
});
