import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type CancelStage,
  cancelEverywhere,
  expectCancelled,
  RETRY_LATER,
  silentAt,
} from '../support/faults/cancelled.ts';
import type { Ruled } from '../support/faults/proxy.ts';
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
import { gate, pause } from '../support/registries/gate.ts';
import { needs } from '../support/runner/available.ts';
import { onThisMachine } from '../support/runner/speed.ts';

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
    const sent = gate();
    const before = async (): Promise<void> => {
      sent.open();
      await pause(300);
    };
    const kill = { signal: 'SIGTERM' as const, when: sent.opened };
    const { run, trace } = await trial.run(on('PUT', 'prod-history', { before }), { kill });
    expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'CANCELLED']);
    const writes = trace.writes.map(({ path, status }) => [path.split('/').at(-1), status]);
    expect(writes).toEqual([['prod-history', 201]]);
    await trial.again();
    expect(await trial.end()).toEqual(await image.subject.second.once());
  });

  test('ends while it waits for another run, or for a registry that asks to retry later', async () => {
    const stopAfter = (ms: number) => ({ ...attempt(RUN), kill: { signal: 'SIGTERM' as const, when: pause(ms) } });
    const { rule, reached } = silentFrom(to('PUT', 'prod'), 'before');
    const waiting = image.subject.second.begin();
    await waiting.run(rule, { ...attempt(1), kill: { signal: 'SIGKILL', when: reached } });
    const back = { mode: 'rollback', environment: 'prod', version: '1.1.0' };
    const runs = await Promise.all([
      act(image.registry, waiting.repos[0]!, back, stopAfter(1500)),
      behindProxy(image.registry, on('GET', '1.1.0', RETRY_LATER), (proxy) =>
        act(proxy, 'one', promote('1.1.0'), stopAfter(1500)),
      ),
    ]);
    for (const run of runs) {
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'CANCELLED']);
      expect(run.endedAfterMs).toBeLessThan(onThisMachine(2000));
    }
  });
});
