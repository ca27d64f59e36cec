import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  actCopy,
  behindProxies,
  type CopyEnd,
  type CopyJob,
  type CopyJobs,
  copyEnd,
  freshPlaces,
  mustCopy,
  prepareCopyJobs,
  triedCopy,
} from '../support/faults/copy-trials.ts';
import { expectAsOnce, fateOf, isPoint, type Point, runUndisturbed } from '../support/faults/kill-points.ts';
import { attempt, RUN, several, silentFrom } from '../support/faults/trials.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';
import { until } from '../support/runner/shell.ts';

/** The end of a copy that is killed at a point and is then run again; and what lay between, which has to be whole. */
async function killed(job: CopyJob, point: Point) {
  const to = freshPlaces(job);
  const { rule, reached } = silentFrom(isPoint(point), point.moment);
  const fate = await behindProxies(job, rule, async (proxies) => {
    const kill = { signal: 'SIGKILL' as const, when: reached };
    return fateOf(await actCopy(job, proxies, to, { ...attempt(RUN), kill }));
  });
  // the registry may be in the middle of a write that nobody waits for any more
  let between: CopyEnd[] = [];
  const look = async (): Promise<boolean> => {
    between = await copyEnd(job, to);
    return true;
  };
  if (!(await until(() => look().catch(() => false), 2000, 100))) await look();
  await mustCopy(job, job, to, attempt(RUN, 2));
  return { fate, moved: between.some(({ tags }) => tags.prod !== undefined), end: await copyEnd(job, to) };
}

// hundreds of runs, on a machine that may be busy with others
jest.setTimeout(300_000);

needs('registry')('a copy that is killed and run again ends as if it had run once', () => {
  let here: Registry;
  let there: Registry;
  let jobs: CopyJobs;
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
    // one platform, its attestation and two images of a train make every kind of request that more would make
    jobs = await prepareCopyJobs(here, there, ['linux/amd64']);
    jobs.job.train.from.length = 2;
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  test.each([
    { name: 'between two registries', key: 'between' as const },
    { name: 'within one, by mounts', key: 'within' as const },
    { name: 'a train', key: 'train' as const },
  ])('$name, before and after every request', async ({ key }) => {
    const job = jobs.job[key];
    const { points, once } = await runUndisturbed(async () => {
      const { run, end, trace } = await triedCopy(job, []);
      expect(run.exitCode).toBe(0);
      return { trace, end };
    });
    expect(once.map(({ story }) => story.length)).toEqual(job.from.map(() => 1));
    const ends = await several(points, (point) => killed(job, point), 8);
    expectAsOnce(points, ends, once);
    // an environment moves at the very end, or not at all
    const early = points
      .filter((_, index) => ends[index]!.fate === 'killed' && ends[index]!.moved)
      .map(({ kind }) => kind);
    expect(early.filter((kind) => !/ (environment|history)$/.test(kind))).toEqual([]);
  });
});
