import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fault, Rule, Ruled } from '../support/faults/proxy.ts';
import { prepareTrains, type Trains, trainOf } from '../support/faults/train-trials.ts';
import { attempt, behindProxy, codesOf, RUN, several } from '../support/faults/trials.ts';
import { headTag } from '../support/images/images.ts';
import { gate } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';
import type { RunResult } from '../support/runner/runner.ts';

let registry: Registry;
let trains: Trains;

type Job = keyof Trains['job'];

/** What the registry does from some request of a run on, when the job is cancelled. */
interface Stage {
  name: string;
  /** which request of a kind it begins at, over all images */
  at: { method: string; tag: string; nth: number };
  fault: Fault;
}

const PATIENCE: Fault = { status: 429, headers: { 'retry-after': '30' } };
const stagesOf = (name: string, at: Stage['at']): Stage[] => [
  { name: `${name}, which is never answered`, at, fault: 'never' },
  { name: `${name}, to which patience is asked for`, at, fault: PATIENCE },
];
const STAGES: Stage[] = [
  ...stagesOf('at the first read of an environment', { method: 'HEAD', tag: 'prod', nth: 1 }),
  ...stagesOf('at the second history', { method: 'PUT', tag: 'prod-history', nth: 2 }),
  ...stagesOf('at the first tag', { method: 'PUT', tag: 'prod', nth: 1 }),
  ...stagesOf('at the second tag', { method: 'PUT', tag: 'prod', nth: 2 }),
  ...stagesOf('at the last tag', { method: 'PUT', tag: 'prod', nth: 3 }),
];

/** How many images have moved by then. */
const movedAt = ({ method, tag, nth }: Stage['at']): number => (method === 'PUT' && tag === 'prod' ? nth - 1 : 0);

/** A rule by which from a request on all others of its kind fare like it; those before it are answered first. */
function from({ at: { method, tag, nth }, fault }: Stage) {
  const point = gate();
  let seen = 0;
  let done = 0;
  const allBefore = gate();
  const rule: Rule = async (request: Ruled) => {
    if (request.method !== method || !request.path.endsWith(`/manifests/${tag}`)) return undefined;
    seen += 1;
    if (seen < nth) {
      return {
        after: () => {
          done += 1;
          if (done === nth - 1) setTimeout(allBefore.open, 50);
        },
      };
    }
    if (nth > 1) await allBefore.opened;
    point.open();
    return fault;
  };
  return { rule, reached: point.opened };
}

/** What the log says of where an image's environment is; null where it says nothing. */
function saidOf(run: RunResult, repo: string): { at: string; how: string } | null {
  const [, at = '', how = ''] = new RegExp(`/${repo}: prod is at (.*) \\((.*)\\)`).exec(run.stdout) ?? [];
  return at === '' ? null : { at, how };
}

needs('registry')('a train of three that is cancelled', () => {
  beforeAll(async () => {
    registry = await startRegistry();
    trains = await prepareTrains(registry);
  });
  afterAll(() => registry.stop());

  async function cancelled(job: Job, stage: Stage, signal: NodeJS.Signals) {
    const train = trainOf(trains, trains.job[job]);
    const { rule, reached } = from(stage);
    const before = await Promise.all(train.repos.map((repo) => headTag(registry, repo, 'prod')));
    const run = await behindProxy(registry, rule, (proxy) =>
      train.act(proxy, { ...attempt(RUN), kill: { signal, when: reached, againAfterMs: 300 } }),
    );
    const after = await Promise.all(train.repos.map((repo) => headTag(registry, repo, 'prod')));
    await train.must(registry, attempt(RUN, 2));
    return { run, before, after, repos: train.repos, end: await train.end() };
  }

  test.each<{ job: Job; signal: NodeJS.Signals; stages: Stage[] }>([
    { job: 'second', signal: 'SIGINT', stages: STAGES },
    { job: 'back', signal: 'SIGTERM', stages: STAGES.filter(({ at }) => at.nth === 2) },
  ])('$job, by $signal twice, ends in two seconds and says no word too much', async ({ job, signal, stages }) => {
    const train = trainOf(trains, trains.job[job]);
    await train.must(registry, attempt(RUN));
    const once = await train.end();
    const all = await several(stages, (stage) => cancelled(job, stage, signal), 3);
    for (const [index, { run, before, after, repos, end }] of all.entries()) {
      const { name, at: stopped } = stages[index]!;
      const seen = { name, code: run.exitCode, errors: codesOf(run), isQuick: run.endedAfterMs! < 2000, end };
      expect(seen).toEqual({ name, code: 1, errors: ['CANCELLED'], isQuick: true, end: once });
      expect(run.annotations.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^CANCELLED: .*Completed writes are kept\. Re-run.*$/),
      ]);
      const moved = after.filter((digest, at) => digest !== before[at]).length;
      // before there is a plan nothing has changed, and there is nothing to tell of each
      const hasPlan = stopped.method === 'PUT';
      expect([name, moved, run.outputs.changed]).toEqual([name, movedAt(stopped), hasPlan ? undefined : 'false']);
      const said = repos.map((repo) => saidOf(run, repo));
      if (!hasPlan) expect(said).toEqual([null, null, null]);
      else {
        const isTrue = said.map(
          (one, at) => one?.at === after[at] && (one?.how === 'moved') === (after[at] !== before[at]),
        );
        const isOpen = said.map((one) => one?.at === 'unknown');
        expect([name, isTrue.map((is, at) => is || isOpen[at])]).toEqual([name, [true, true, true]]);
        expect([name, said.filter((one) => one?.how === 'moved').length]).toEqual([name, moved]);
        if (stopped.tag === 'prod-history') expect(isTrue).toEqual([true, true, true]);
        expect(run.summary.match(/\| ⚠️ moved \|/g) ?? []).toHaveLength(moved);
      }
    }
  });

  test.each<Job>(['second', 'back'])('%s, whose log nobody reads any more, ends as any other', async (job) => {
    const [train, other] = [trainOf(trains, trains.job[job]), trainOf(trains, trains.job[job])];
    await train.must(registry, attempt(RUN));
    const run = await other.act(registry, { ...attempt(RUN), deaf: true });
    expect([run.exitCode, run.stderr, run.outputs.changed]).toEqual([0, '', 'true']);
    expect(run.summary).toContain('**To undo**');
    expect(await other.end()).toEqual(await train.end());
  });

  test.each(['/dev/full', '/nowhere/output'])(
    'whose outputs cannot be set in %s has moved, and says so',
    async (file) => {
      const [train, other] = [trainOf(trains, trains.job.second), trainOf(trains, trains.job.second)];
      await train.must(registry, attempt(RUN));
      const { env } = attempt(RUN);
      const run = await other.act(registry, { env: { ...env, GITHUB_OUTPUT: file } });
      expect([run.exitCode, run.stderr, run.annotations]).toEqual([
        1,
        '',
        [
          expect.objectContaining({
            message: expect.stringMatching(/^RUNNER_FAILED: The outputs could not be set .*Completed changes are kept/),
          }),
        ],
      ]);
      expect(run.summary).toContain('Promoted 3 images');
      expect(await other.end()).toEqual(await train.end());
      expect((await other.must(registry, attempt(RUN, 2))).outputs.changed).toBe('false');
    },
  );
});
