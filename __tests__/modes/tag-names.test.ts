import { beforeEach, describe, expect, test } from '@jest/globals';
import { gatherStatus } from '../../src/modes/status.ts';
import type { BuildRequest } from '../../src/request/request.ts';
import { APP, addImage, addIndex, commitOf } from '../support/images/memory-images.ts';
import { buildRequest, promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1234567');
let stage: Stage;

const tagOf = (length: number, commit = COMMIT): string => `git-${commit.slice(0, length)}`;

describe('the input sha-length:', () => {
  let builds: number;

  beforeEach(() => {
    stage = new Stage();
    builds = 0;
  });

  function build(shaLength: number, given: Partial<BuildRequest> = {}): Promise<Played> {
    const request = buildRequest({ commit: COMMIT, shaLength, ...given });
    const builder = async (): Promise<string> => {
      const says = { revision: request.commit, build: '{}', seed: `build ${++builds}` };
      return addIndex(stage.registry, APP, says).digest;
    };
    return stage.play(request, { deps: { build: builder } });
  }

  describe('a commit that was built with another sha-length', () => {
    test.each([
      [7, 12],
      [12, 7],
      [7, 40],
      [40, 7],
    ])('%i is found with %i, is not built again, and gets the new commit tag', async (first, second) => {
      const { outputs } = must(await build(first));
      const again = must(await build(second, { checkout: null }));
      expect(builds).toBe(1);
      expect(again.writes).toEqual([`reg.test/team/app:${tagOf(second)}`]);
      expect(stage.at(tagOf(second))).toBe(outputs.digest);
      expect(again.outputs).toMatchObject({
        digest: outputs.digest,
        built: 'false',
        changed: 'true',
        revision: COMMIT,
      });
      expect(must(await build(second)).writes).toEqual([]);
    });

    test('gets its missing tags', async () => {
      const { outputs } = must(await build(7));
      must(await build(12, { version: '1.2.3', tags: ['1.2.3'] }));
      expect([stage.at('1.2.3'), builds]).toEqual([outputs.digest, 1]);
    });
  });

  describe('a commit tag of another length is not used', () => {
    test('where it names another commit with the same first characters', async () => {
      const other = commitOf('c0ffee1999');
      const { outputs } = must(await build(7, { commit: other }));
      must(await build(12));
      expect([builds, stage.at(tagOf(7))]).toEqual([2, outputs.digest]);
      expect(stage.at(tagOf(12))).not.toBe(outputs.digest);
    });

    test('where its image has no revision', async () => {
      const { digest } = addImage(stage.registry, APP, { seed: 'silent' }, [tagOf(7)]);
      must(await build(12));
      expect([builds, stage.at(tagOf(7))]).toEqual([1, digest]);
    });
  });
});

/** An image without a version label, with one tag. */
const tagged = (tag: string) =>
  addIndex(stage.registry, APP, { revision: commitOf('abcdef1'), build: '{}', seed: 'unversioned' }, [tag]);

describe('the version in the tag of an environment', () => {
  beforeEach(() => {
    stage = new Stage();
    stage.release('1.0.0');
  });

  test.each<[string, string[], string[], string]>([
    ['1.2.3-eu-prod', ['eu-prod'], [], '1.2.3'],
    ['1.2.3-eu-prod', [], ['eu-prod', 'prod'], '1.2.3'],
    ['1.2.3-eu-prod', ['eu-prod'], ['eu', 'prod'], '1.2.3'],
    ['1.2.3-eu-prod', ['eu'], [], '1.2.3-eu'],
    ['1.2.3-rc.1-eu-prod', ['eu-prod'], [], '1.2.3-rc.1'],
    ['1.2.3-staging', ['staging'], [], '1.2.3'],
    ['v1.2.3-staging', ['staging'], [], '1.2.3'],
    ['1.2.3_b.5-staging', ['staging'], [], '1.2.3+b.5'],
    ['1.2.3-staging', [], ['staging', 'prod'], '1.2.3'],
    ['1.2.3-staging', [], [], '1.2.3-staging'],
    ['1.2.3-rc.1', ['staging'], [], '1.2.3-rc.1'],
    ['1.2.3-rc.1', [], ['staging', 'prod'], '1.2.3-rc.1'],
  ])('%s with the histories %j and the stages %j is %s', async (tag, histories, stages, version) => {
    for (const environment of histories) await stage.promote(environment, '1.0.0');
    const { digest } = tagged(tag);
    const { outputs } = must(await stage.play(promoting(tag, { stages: stages, allow: ['skip'] })));
    expect(outputs).toMatchObject({ digest, version });
    expect(await stage.history('prod')).toEqual([`promote ${version}`]);
  });

  test('is the same in a rollback to that tag and in its status', async () => {
    await stage.promote('eu-prod', '1.0.0');
    await stage.promote('prod', '1.0.0');
    tagged('1.2.3-eu-prod');
    const request = rollbackRequest({ version: '1.2.3-eu-prod', allow: ['never-live'] });
    expect(must(await stage.play(request)).outputs.version).toBe('1.2.3');
    const asked = statusRequest({ environments: ['prod'], version: '1.2.3-eu-prod' });
    expect((await gatherStatus(asked, stage.registry, '2026-03-01T12:00:00Z')).locations).toMatchObject([
      { identity: { version: '1.2.3' } },
    ]);
  });
});
