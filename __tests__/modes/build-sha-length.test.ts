import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BuildRequest } from '../../src/request/request.ts';
import { APP, addImage, addIndex, commitOf } from '../support/images/memory-images.ts';
import { buildRequest } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1234567');
let stage: Stage;
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

const tagOf = (length: number, commit = COMMIT): string => `git-${commit.slice(0, length)}`;

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
    expect(again.outputs).toMatchObject({ digest: outputs.digest, built: 'false', changed: 'true', revision: COMMIT });
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
