import { describe, expect, test } from '@jest/globals';
import { UNKNOWN } from '../../src/image/identity.ts';
import { chooseTargets, type EnvironmentOf, setOf } from '../../src/plan/rollback-target.ts';
import { event, historyOf, nameOfDigest, second, type TestEvent } from '../support/images/histories.ts';
import { at, digest, runUrl } from '../support/requests/requests.ts';

/** The environment of one image: A, and then B by the given event. */
function image(repository: string, given: Partial<TestEvent>): EnvironmentOf {
  const list = [event('promote', 'A', { run: runUrl(1) }), event('promote', 'B', { previous: digest('A'), ...given })];
  const history = historyOf(list);
  return {
    image: { registry: 'reg.test', repository },
    environment: { name: 'prod', live: at('B'), history, known: UNKNOWN },
  };
}

/** Where each image goes: the name of the target, or `left`. */
const goals = (...environments: readonly EnvironmentOf[]): string[] =>
  chooseTargets(environments, runUrl(99), second(1000)).map((target) =>
    target.kind === 'to' ? nameOfDigest(target.digest) : target.kind,
  );

describe('a rollback of several images undoes', () => {
  test('the run with the highest id, not the one whose clock was ahead', () => {
    const ahead = image('api', { run: runUrl(2), at: second(600) });
    expect(goals(ahead, image('web', { run: runUrl(3), at: second(10) }))).toEqual(['left', 'A']);
  });

  test('the newest by time where the runs are of several servers', () => {
    const other = image('api', { run: 'https://ghe.example/a/b/actions/runs/5/attempts/1', at: second(600) });
    expect(goals(other, image('web', { run: runUrl(3000), at: second(10) }))).toEqual(['A', 'left']);
  });

  test('all images of one set, whichever runs moved them', () => {
    const [api, web] = [image('api', { run: runUrl(2), set: 'x' }), image('web', { run: runUrl(3), set: 'x' })];
    expect(goals(api, web)).toEqual(['A', 'A']);
  });

  test('one of two sets of one run', () => {
    const [api, web] = [image('api', { run: runUrl(2), set: 'x' }), image('web', { run: runUrl(2), set: 'y' })];
    expect(goals(api, web).toSorted()).toEqual(['A', 'left']);
  });

  test('all images of one run that recorded no sets', () => {
    expect(goals(image('api', { run: runUrl(2, 1) }), image('web', { run: runUrl(2, 2) }))).toEqual(['A', 'A']);
  });
});

describe('the set of images that move together', () => {
  const one = { image: { registry: 'reg.test', repository: 'api' }, digest: digest('A') };
  const two = { image: { registry: 'reg.test', repository: 'web' }, digest: digest('B') };

  test('is null for one image, and the same in any order', () => {
    expect(setOf([one])).toBeNull();
    expect(setOf([one, two])).toBe(setOf([two, one]));
    expect(setOf([one, two])).not.toBe(setOf([one, { ...two, digest: digest('C') }]));
  });
});
