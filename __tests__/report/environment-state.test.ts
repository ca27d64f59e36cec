import { describe, expect, test } from '@jest/globals';
import type { EnvironmentState } from '../../src/execute/environment-state.ts';
import type { Result } from '../../src/execute/result.ts';
import type { ImagePlan } from '../../src/plan/plan.ts';
import { environmentStateLines, environmentStateOf } from '../../src/report/environment-state.ts';
import { digest } from '../support/requests/requests.ts';

/** As much of a plan as is looked at. */
function planOf(name: string, previous: string | null, target = 'new'): ImagePlan {
  return {
    kind: 'ready',
    image: { registry: 'reg.test', repository: `team/${name}` },
    environment: 'prod',
    previous: previous === null ? null : { digest: digest(previous), version: null },
    target: { digest: digest(target) },
  } as ImagePlan;
}

function resultOf(images: ImagePlan[], environmentState: EnvironmentState | null): Result {
  return { kind: 'failed', plan: { images }, environmentState } as unknown as Result;
}

const API = 'reg.test/team/api';

describe('the environment of an image after a failure in the middle', () => {
  test.each([
    { name: 'put back, or not begun', previous: 'old', now: digest('old'), says: 'as before' },
    { name: 'nothing was live, and nothing is', previous: null, now: null, says: 'as before' },
    { name: 'was there already', previous: 'new', now: digest('new'), says: 'no change' },
    { name: 'could not be put back', previous: 'old', now: digest('new'), says: '⚠️ moved' },
    { name: 'the first ever, which stays', previous: null, now: digest('new'), says: '⚠️ moved' },
    { name: 'its tag is gone', previous: 'old', now: null, says: '⚠️ gone' },
    { name: 'somebody else moved it', previous: 'old', now: digest('x'), says: '⚠️ at `sha256:780000000000`' },
    { name: 'the registry does not say', previous: 'old', now: undefined, says: '⚠️ unknown' },
  ])('$name', ({ previous, now, says }) => {
    const plan = planOf('api', previous);
    const environmentState = new Map(now === undefined ? [] : [[API, now]]);
    expect(environmentStateOf(plan, resultOf([plan], environmentState))).toBe(says);
  });

  test('is a line in the log for each of several', () => {
    const images = [planOf('api', 'old'), planOf('web', 'old'), planOf('jobs', null), planOf('mail', 'old')];
    const environmentState = new Map<string, string | null>([
      [API, digest('old')],
      ['reg.test/team/web', digest('new')],
      ['reg.test/team/jobs', null],
    ]);
    expect(environmentStateLines(resultOf(images, environmentState))).toEqual([
      `reg.test/team/api: prod is at ${digest('old')} (as before)`,
      `reg.test/team/web: prod is at ${digest('new')} (moved)`,
      'reg.test/team/jobs: prod is at no image (as before)',
      'reg.test/team/mail: prod is at unknown (unknown)',
    ]);
  });

  test.each([
    { name: 'of one image', images: [planOf('api', 'old')], environmentState: new Map([[API, digest('old')]]) },
    { name: 'where nobody looked', images: [planOf('api', 'old'), planOf('web', 'old')], environmentState: null },
  ])('is no line $name', ({ images, environmentState }) => {
    expect(environmentStateLines(resultOf(images, environmentState))).toEqual([]);
  });
});
