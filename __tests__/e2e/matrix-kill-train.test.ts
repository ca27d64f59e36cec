import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAsOnce, killEverywhere } from '../support/faults/kill-points.ts';
import { startTrain } from '../support/faults/subjects.ts';
import { needs } from '../support/runner/available.ts';

needs('registry')('a train of three that is killed and run again ends as if it had run once', () => {
  let train: Awaited<ReturnType<typeof startTrain>>;
  beforeAll(async () => {
    train = await startTrain();
  });
  afterAll(() => train.stop());

  test.each([
    { name: 'the first promotion ever', job: 'first' as const, events: 1 },
    { name: 'a promotion', job: 'second' as const, events: 2 },
    { name: 'a rollback', job: 'back' as const, events: 3 },
  ])('$name, before its first write and after each write', async ({ job, events }) => {
    const { points, once, killed } = await killEverywhere(train.subject[job], async () => null);
    expect(once.map(({ story, histories }) => [story.length, histories])).toEqual(once.map(() => [events, events]));
    expectAsOnce(points, killed, once);
  });
});
