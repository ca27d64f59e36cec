import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { expectAsOnce, fateOf, isPoint, type Point, runUndisturbed } from '../support/faults/kill-points.ts';
import { prepareTrains, type Train, type Trains, trainOf } from '../support/faults/train-trials.ts';
import { attempt, behindProxy, RUN, several, silentFrom } from '../support/faults/trials.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';

let registry: Registry;
let trains: Trains;

/** The end of a train that is killed at a point and is then run again. */
async function killed(job: Train, point: Point) {
  const train = trainOf(trains, job);
  const { rule, reached } = silentFrom(isPoint(point), point.moment);
  const fate = await behindProxy(registry, rule, async (proxy) => {
    const kill = { signal: 'SIGKILL' as const, when: reached };
    return fateOf(await train.act(proxy, { ...attempt(RUN), kill }));
  });
  await train.must(registry, attempt(RUN, 2));
  return { fate, end: await train.end() };
}

// hundreds of runs, on a machine that may be busy with others
jest.setTimeout(300_000);

needs('registry')('a train of three that is killed and run again ends as if it had run once', () => {
  beforeAll(async () => {
    registry = await startRegistry();
    trains = await prepareTrains(registry);
  });
  afterAll(() => registry.stop());

  test.each([
    { name: 'the first promotion ever', job: 'first' as const, events: 1 },
    { name: 'a promotion', job: 'second' as const, events: 2 },
    { name: 'a rollback', job: 'back' as const, events: 3 },
  ])('$name, before and after every request', async ({ job, events }) => {
    const { points, once } = await runUndisturbed(async () => {
      const train = trainOf(trains, trains.job[job]);
      const trace = await behindProxy(registry, [], async (proxy) => {
        await train.must(proxy, attempt(RUN));
        return proxy.trace;
      });
      return { trace, end: await train.end() };
    });
    expect(once.map(({ story, histories }) => [story.length, histories])).toEqual(once.map(() => [events, events]));
    const ends = await several(points, (point) => killed(trains.job[job], point), 8);
    expectAsOnce(points, ends, once);
  });
});
