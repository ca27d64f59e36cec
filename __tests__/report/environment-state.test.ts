import { describe, expect, test } from '@jest/globals';
import type { EnvironmentState } from '../../src/execute/environment-state.ts';
import type { Result } from '../../src/execute/result.ts';
import type { ImagePlan } from '../../src/plan/plan.ts';
import { environmentStateLines, environmentStateOf } from '../../src/report/environment-state.ts';
import { digest } from '../support/requests/requests.ts';

/** The part of a plan that the report reads. */
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

describe('the environment of an image after a failed write', () => {
  test.each([
    {
      name: 'is as before where it was restored or not moved yet',
      previous: 'old',
      now: digest('old'),
      says: 'as before',
    },
    { name: 'is as before where nothing was and nothing is live', previous: null, now: null, says: 'as before' },
    { name: 'has no change where the image was live already', previous: 'new', now: digest('new'), says: 'no change' },
    {
      name: 'is reported as moved where it could not be restored',
      previous: 'old',
      now: digest('new'),
      says: '⚠️ moved',
    },
    {
      name: 'is reported as moved where a new tag could not be removed',
      previous: null,
      now: digest('new'),
      says: '⚠️ moved',
    },
    { name: 'is reported as gone where its tag was deleted', previous: 'old', now: null, says: '⚠️ gone' },
    {
      name: 'is reported with its digest where another run moved it',
      previous: 'old',
      now: digest('x'),
      says: '⚠️ at `sha256:780000000000`',
    },
    { name: 'is unknown where it could not be read', previous: 'old', now: undefined, says: '⚠️ unknown' },
  ])('$name', ({ previous, now, says }) => {
    const plan = planOf('api', previous);
    const environmentState = new Map(now === undefined ? [] : [[API, now]]);
    expect(environmentStateOf(plan, resultOf([plan], environmentState))).toBe(says);
  });

  test('has one log line per image of several', () => {
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
    {
      name: 'where the run has one image',
      images: [planOf('api', 'old')],
      environmentState: new Map([[API, digest('old')]]),
    },
    {
      name: 'where the environments were not read',
      images: [planOf('api', 'old'), planOf('web', 'old')],
      environmentState: null,
    },
  ])('has no log line $name', ({ images, environmentState }) => {
    expect(environmentStateLines(resultOf(images, environmentState))).toEqual([]);
  });
});
