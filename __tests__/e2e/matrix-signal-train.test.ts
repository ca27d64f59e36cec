import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type CancelStage,
  cancelEverywhere,
  expectCancelled,
  expectLoggedStates,
  faultAt,
  loggedState,
  RETRY_LATER,
} from '../support/faults/cancelled.ts';
import type { Ruled } from '../support/faults/proxy.ts';
import { startTrain } from '../support/faults/subjects.ts';
import { attempt, RUN } from '../support/faults/trials.ts';
import { needs } from '../support/runner/available.ts';

interface Stage extends CancelStage {
  /** whether the run has a plan by then, and so can say something about each image */
  hasPlan: boolean;
  /** how many images have been moved by then */
  moved: number;
}

/** Two stages at the nth request of a method for a tag: it is never answered, or has to be sent again later. */
function stagesAt(name: string, method: string, tag: string, nth: number): Stage[] {
  const is = (request: Ruled): boolean => request.method === method && request.path.endsWith(`/manifests/${tag}`);
  const known = { hasPlan: method === 'PUT', moved: method === 'PUT' && tag === 'prod' ? nth - 1 : 0 };
  return [
    { ...known, ...faultAt(`${name}, which is never answered`, is, nth, 'never') },
    { ...known, ...faultAt(`${name}, which has to be retried`, is, nth, RETRY_LATER) },
  ];
}

const SECOND = [
  ...stagesAt('at the second history', 'PUT', 'prod-history', 2),
  ...stagesAt('at the second tag', 'PUT', 'prod', 2),
];
const ALL = [
  ...SECOND,
  ...stagesAt('at the first read of an environment', 'HEAD', 'prod', 1),
  ...stagesAt('at the first tag', 'PUT', 'prod', 1),
  ...stagesAt('at the last tag', 'PUT', 'prod', 3),
];

let train: Awaited<ReturnType<typeof startTrain>>;

needs('registry')('a train of three', () => {
  beforeAll(async () => {
    train = await startTrain();
  });
  afterAll(() => train.stop());

  test.each([
    { job: 'second' as const, signal: 'SIGINT' as const, stages: ALL },
    { job: 'back' as const, signal: 'SIGTERM' as const, stages: SECOND },
  ])('$job, that gets $signal twice, ends in two seconds and logs each image', async ({ job, signal, stages }) => {
    const once = await train.subject[job].once();
    const all = await cancelEverywhere(train.subject[job], stages, { signal, againAfterMs: 300 });
    for (const [index, cancelled] of all.entries()) {
      const { name, hasPlan, moved } = stages[index]!;
      const { run, repos, before, after } = cancelled;
      expectCancelled(name, cancelled, once);
      const changed = after.filter((digest, at) => digest !== before[at]).length;
      expect([name, changed, run.outputs.changed]).toEqual([name, moved, hasPlan ? undefined : 'false']);
      if (!hasPlan) {
        expect(repos.map((repo) => loggedState(run, repo))).toEqual([null, null, null]);
        continue;
      }
      const logged = expectLoggedStates(name, cancelled);
      expect([name, logged.filter(({ how }) => how === 'moved').length]).toEqual([name, moved]);
      // no tag is under way yet, so nothing is unknown
      if (/history/.test(name)) expect(logged.map(({ at }) => at)).not.toContain('unknown');
      expect(run.summary.match(/\| ⚠️ moved \|/g) ?? []).toHaveLength(moved);
    }
  });

  test.each(['second', 'back'] as const)('%s whose log is no longer read ends like any other', async (job) => {
    const trial = train.subject[job].begin();
    const { run } = await trial.run([], { deaf: true });
    expect([run.exitCode, run.stderr, run.outputs.changed]).toEqual([0, '', 'true']);
    expect(run.summary).toContain('**To undo**');
    expect(await trial.end()).toEqual(await train.subject[job].once());
  });

  test.each(['/dev/full', '/nowhere/output'])(
    'whose outputs cannot be set in %s has moved, and says so',
    async (file) => {
      const trial = train.subject.second.begin();
      const { run } = await trial.run([], { env: { ...attempt(RUN).env, GITHUB_OUTPUT: file } });
      const message = expect.stringMatching(
        /^RUNNER_FAILED: The outputs could not be set .*Completed changes are kept/,
      );
      expect([run.exitCode, run.stderr]).toEqual([1, '']);
      expect(run.annotations).toEqual([expect.objectContaining({ message })]);
      expect(run.summary).toContain('Promoted 1.1.0 (3 images) to prod');
      expect(await trial.end()).toEqual(await train.subject.second.once());
      expect((await trial.again()).outputs.changed).toBe('false');
    },
  );
});
