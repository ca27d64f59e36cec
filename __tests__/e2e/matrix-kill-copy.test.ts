import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CopyEnd } from '../support/faults/copy-trials.ts';
import { expectAsOnce, killEverywhere } from '../support/faults/kill-points.ts';
import { startCopy, type Trial } from '../support/faults/subjects.ts';
import { needs } from '../support/runner/available.ts';
import { until } from '../support/runner/shell.ts';

/** Whether an environment has moved in what a killed copy left, which has to be whole. */
async function hasMoved({ end }: Trial<CopyEnd[]>): Promise<boolean> {
  // the registry may still carry out a write whose client has been killed
  let between: CopyEnd[] = [];
  const look = async (): Promise<boolean> => {
    between = await end();
    return true;
  };
  if (!(await until(() => look().catch(() => false), 120_000, 100))) await look();
  return between.some(({ tags }) => tags.prod !== undefined);
}

needs('registry')('a copy that is killed and run again ends as if it had run once', () => {
  let copy: Awaited<ReturnType<typeof startCopy>>;
  beforeAll(async () => {
    copy = await startCopy({ small: true });
  });
  afterAll(() => copy.stop());

  test.each([
    { name: 'between two registries', key: 'between' as const, images: 1 },
    { name: 'within one, by mounts', key: 'within' as const, images: 1 },
    { name: 'a train', key: 'train' as const, images: 2 },
  ])('$name, before its first write and after each write', async ({ key, images }) => {
    const { points, once, killed } = await killEverywhere(copy.subject[key], hasMoved);
    expect(once.map(({ story }) => story.length)).toEqual(Array.from({ length: images }, () => 1));
    expectAsOnce(points, killed, once);
    // an environment moves at the very end, or not at all
    const early = points
      .filter((_, index) => killed[index]!.fate === 'killed' && killed[index]!.between)
      .map(({ kind }) => kind);
    expect(early.filter((kind) => !/ (environment|history)$/.test(kind))).toEqual([]);
  });
});
