import { beforeEach, describe, expect, test } from '@jest/globals';
import { gatherStatus } from '../../src/modes/status.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

let stage: Stage;

/** An image without a version label, with one tag. */
const tagged = (tag: string) =>
  addIndex(stage.registry, APP, { revision: commitOf('abcdef1'), build: '{}', seed: 'unversioned' }, [tag]);

beforeEach(() => {
  stage = new Stage();
  stage.release('1.0.0');
});

describe('the version in the tag of an environment', () => {
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
