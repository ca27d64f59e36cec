import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  cancelEverywhere,
  expectCancelled,
  expectLoggedStates,
  faultAt,
  loggedState,
  RETRY_LATER,
} from '../support/faults/cancelled.ts';
import { kindOf } from '../support/faults/copy-trials.ts';
import { startCopy } from '../support/faults/subjects.ts';
import { needs } from '../support/runner/available.ts';

const KINDS = [
  'source GET blob',
  'destination HEAD blob',
  'destination POST upload',
  'destination PUT upload',
  'destination PUT tag',
  'destination PUT history',
  'destination PUT environment',
];
const NEVER_ANSWERED = ['destination HEAD blob', 'destination PUT upload', 'destination PUT environment'];
// from the second request of a kind on
const STAGES = [
  ...KINDS.map((kind) => faultAt(`${kind} is to be retried`, (request) => kindOf(request) === kind, 2, RETRY_LATER)),
  ...NEVER_ANSWERED.map((kind) =>
    faultAt(`${kind} is never answered`, (request) => kindOf(request) === kind, 2, 'never'),
  ),
];

needs('registry')('a copy of three images', () => {
  let copy: Awaited<ReturnType<typeof startCopy>>;
  beforeAll(async () => {
    copy = await startCopy();
  });
  afterAll(() => copy.stop());

  test('that is cancelled anywhere ends in two seconds, logs each image, and ends well when run again', async () => {
    const once = await copy.subject.train.once();
    const all = await cancelEverywhere(copy.subject.train, STAGES, { signal: 'SIGINT', againAfterMs: 100 });
    for (const [index, cancelled] of all.entries()) {
      const { name } = STAGES[index]!;
      expectCancelled(name, cancelled, once);
      const { run, repos, after } = cancelled;
      // before there is a plan, nothing can be said about each image
      if (!/destination P/.test(name)) {
        expect([name, repos.map((repo) => loggedState(run, repo))]).toEqual([name, repos.map(() => null)]);
        continue;
      }
      const logged = expectLoggedStates(name, cancelled);
      const live = logged.map(({ at }) => at).filter((at) => at.startsWith('sha256:'));
      expect([name, live]).toEqual([name, after.filter(Boolean)]);
    }
  });
});
