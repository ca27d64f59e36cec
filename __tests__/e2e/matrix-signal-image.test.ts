import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type CancelStage,
  cancelEverywhere,
  expectCancelled,
  RETRY_LATER,
  silentAt,
} from '../support/faults/cancelled.ts';
import { watchRun } from '../support/faults/lockstep.ts';
import type { Rule, Ruled } from '../support/faults/proxy.ts';
import { startImage } from '../support/faults/subjects.ts';
import {
  act,
  attempt,
  behindProxy,
  codesOf,
  type Jobs,
  on,
  promote,
  RUN,
  silentFrom,
} from '../support/faults/trials.ts';
import { gate } from '../support/registries/gate.ts';
import { needs } from '../support/runner/available.ts';
import { until } from '../support/runner/shell.ts';

const to = (method: string, reference: string) => (request: Ruled) =>
  request.method === method && request.path.endsWith(`/${reference}`);

const STAGES: Partial<Record<keyof Jobs['job'], CancelStage[]>> = {
  second: [
    silentAt('before the first answer', () => true),
    silentAt('during the reads', to('GET', 'prod-history')),
    silentAt('before the history is written', to('PUT', 'prod-history')),
    silentAt('after the history is written', to('PUT', 'prod-history'), { moment: 'after' }),
    silentAt('before the tag is written', to('PUT', 'prod')),
    silentAt('after the tag is written', to('PUT', 'prod'), { moment: 'after' }),
    silentAt('during the read-back', to('GET', 'prod-history'), { nth: 2 }),
  ],
  first: [silentAt('before a blob is written', ({ method }) => method === 'POST')],
  back: [silentAt('before the tag is written', to('PUT', 'prod'))],
  release: [
    silentAt('before the commit tag is written', to('PUT', 'git-1111111')),
    silentAt('before a version tag is written', to('PUT', '1.2.0')),
  ],
};

let image: Awaited<ReturnType<typeof startImage>>;

needs('registry')('a job that is cancelled', () => {
  beforeAll(async () => {
    image = await startImage();
  });
  afterAll(() => image.stop());

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends in two seconds, and the next run carries on',
    async (signal) => {
      for (const [job, stages] of Object.entries(STAGES) as [keyof Jobs['job'], CancelStage[]][]) {
        const once = await image.subject[job].once();
        const all = await cancelEverywhere(image.subject[job], stages, { signal });
        for (const [index, cancelled] of all.entries())
          expectCancelled(`${job} ${stages[index]!.name}`, cancelled, once);
      }
    },
  );

  test('ends between two writes: a write in progress is completed, and no other begins', async () => {
    const trial = image.subject.second.begin();
    const [sent, noticed] = [gate(), gate()];
    const before = (): Promise<void> => {
      sent.open();
      return noticed.opened;
    };
    const kill = { signal: 'SIGTERM' as const, when: sent.opened, noticed: noticed.open };
    // the second that the write has is long enough on any machine
    const options = { kill, ownTime: { stretch: 60 } };
    const { run, trace } = await trial.run(on('PUT', 'prod-history', { before }), options);
    expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'CANCELLED']);
    const writes = trace.writes.map(({ path, status }) => [path.split('/').at(-1), status]);
    expect(writes).toEqual([['prod-history', 201]]);
    await trial.again();
    expect(await trial.end()).toEqual(await image.subject.second.once());
  });

  test('ends while it waits for another run, or for a registry that asks to retry later', async () => {
    /** Cancels a run that waits when it has made this request; what it waits for is long enough on any machine. */
    const cancelled = (at: { host: string; url: string }, repo: string, inputs: Record<string, string>, rule: Rule) => {
      const { onStart, asleep } = watchRun();
      const asked = gate();
      const isAsked: Rule = async (request) => {
        const fault = await rule(request);
        if (fault !== undefined) asked.open();
        return fault;
      };
      return behindProxy(at, isAsked, (proxy) => {
        const isAnswered = () => proxy.trace.seen.every(({ end }) => Number.isFinite(end));
        const when = asked.opened.then(async () => {
          await until(isAnswered, 120_000);
          await asleep();
        });
        const options = {
          onStart,
          kill: { signal: 'SIGTERM' as const, when },
          ownTime: { stretch: 60 },
        };
        return act(proxy, repo, inputs, { ...attempt(RUN), ...options });
      });
    };
    const { rule, reached } = silentFrom(to('PUT', 'prod'), 'before');
    const waiting = image.subject.second.begin();
    await waiting.run(rule, { ...attempt(1), kill: { signal: 'SIGKILL', when: reached } });
    const back = { mode: 'rollback', environment: 'prod', version: '1.1.0' };
    const runs = await Promise.all([
      cancelled(image.registry, waiting.repos[0]!, back, on('GET', 'prod-history', {})),
      cancelled(image.registry, 'one', promote('1.1.0'), on('GET', '1.1.0', RETRY_LATER)),
    ]);
    for (const run of runs) {
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'CANCELLED']);
      // by itself: it is ended by force only after 1.6 s
      expect(run.endedAfterMs).toBeLessThan(1000);
    }
  });
});
