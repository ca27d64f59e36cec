import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  act,
  attempt,
  behindProxy,
  endOf,
  fresh,
  type Job,
  type Jobs,
  mustAct,
  prepareJobs,
  RUN,
  several,
  silentFrom,
  undisturbed,
} from '../support/faults/trials.ts';
import { headTag, readHistory } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';

type Moment = 'before' | 'after';

let registry: Registry;
let jobs: Jobs;

/** The end of a run that is killed at its nth request, and is then run again; and what lay between. */
async function killed({ from, inputs }: Job, n: number, moment: Moment) {
  const repo = fresh(jobs, from);
  const { rule, reached } = silentFrom((request) => request.n === n, moment);
  const died = await behindProxy(registry, rule, async (proxy) => {
    const first = await act(proxy, repo, inputs, { ...attempt(RUN), kill: { signal: 'SIGKILL', when: reached } });
    return first.signal === 'SIGKILL' || first.exitCode;
  });
  const between = await told(repo);
  await mustAct(registry, repo, inputs, attempt(RUN, 2));
  return { end: await endOf(registry, repo), between, died };
}

/** What the history says of the environment when a run has died: not begun, unfinished, done; or not the truth. */
async function told(repo: string): Promise<string> {
  const [history, live] = [await readHistory(registry, repo, 'prod'), await headTag(registry, repo, 'prod')];
  const last = history?.events.at(-1);
  const isOurs = last?.run?.includes(`/${RUN}/`);
  if (last?.digest === live) return isOurs ? 'done' : 'not begun';
  if (isOurs && (last?.previous ?? undefined) === live) return 'unfinished';
  return `prod is at ${live}, the history ends with ${last?.digest} after ${last?.previous}`;
}

needs('registry')('a run that is killed and run again ends as if it had run once', () => {
  beforeAll(async () => {
    registry = await startRegistry();
    jobs = await prepareJobs(registry);
  });
  afterAll(() => registry.stop());

  test.each([
    { name: 'the first promotion ever', job: 'first' as const, events: 1 },
    { name: 'a promotion', job: 'second' as const, events: 2 },
    { name: 'a rollback', job: 'back' as const, events: 3 },
    { name: 'the tagging of a build', job: 'release' as const, events: 2 },
  ])('$name, before and after each of its requests', async ({ job, events }) => {
    const once = await undisturbed(jobs, jobs.job[job]);
    expect([once.end.story.length, once.end.histories]).toEqual([events, events]);
    const moments: Moment[] = ['before', 'after'];
    const numbers = Array.from({ length: once.requests }, (_, index) => index + 1);
    const cases = numbers.flatMap((n) => moments.map((moment) => ({ n, moment })));
    const work = async (one: (typeof cases)[number]) => ({
      ...one,
      ...(await killed(jobs.job[job], one.n, one.moment)),
    });
    const ends = await several(cases, work, 8);
    // a slow answer may have cost the run that was counted one request more than another: that one is not reached then
    const died = (n: number) => (n < once.requests ? true : expect.anything());
    expect(ends).toEqual(
      cases.map((one) => ({ ...one, end: once.end, died: died(one.n), between: expect.any(String) })),
    );
    expect([...new Set(ends.map(({ between }) => between))].sort()).toEqual(['done', 'not begun', 'unfinished']);
  });
});
