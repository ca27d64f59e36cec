import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectAsOnce, killEverywhere } from '../support/faults/kill-points.ts';
import { startImage, type Trial } from '../support/faults/subjects.ts';
import { type End, RUN } from '../support/faults/trials.ts';
import { readHistory } from '../support/images/images.ts';
import { needs } from '../support/runner/available.ts';

let image: Awaited<ReturnType<typeof startImage>>;

/** What the history says of the environment when a run has died: not begun, unfinished, done; or not the truth. */
async function told({ repos: [repo = ''], live: liveOf }: Trial<End>): Promise<string> {
  const [history, [live]] = [await readHistory(image.registry, repo, 'prod'), await liveOf()];
  const last = history?.events.at(-1);
  const isOurs = last?.run?.includes(`/${RUN}/`);
  if (last?.digest === live) return isOurs ? 'done' : 'not begun';
  if (isOurs && (last?.previous ?? undefined) === live) return 'unfinished';
  return `prod is at ${live}, the history ends with ${last?.digest} after ${last?.previous}`;
}

needs('registry')('a run that is killed and run again ends as if it had run once', () => {
  beforeAll(async () => {
    image = await startImage();
  });
  afterAll(() => image.stop());

  test.each([
    { name: 'the first promotion ever', job: 'first' as const, events: 1 },
    { name: 'a promotion', job: 'second' as const, events: 2 },
    { name: 'a rollback', job: 'back' as const, events: 3 },
    { name: 'the tagging of a build', job: 'release' as const, events: 2 },
  ])('$name, before its first write and after each write', async ({ job, events }) => {
    const { points, once, killed } = await killEverywhere(image.subject[job], told);
    expect([once.story.length, once.histories]).toEqual([events, events]);
    expectAsOnce(points, killed, once);
    expect([...new Set(killed.map(({ between }) => between))].sort()).toEqual(['done', 'not begun', 'unfinished']);
  });
});
