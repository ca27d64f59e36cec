import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Ruled } from '../support/faults/proxy.ts';
import {
  act,
  attempt,
  behindProxy,
  codesOf,
  endOf,
  fresh,
  type Job,
  type Jobs,
  mustAct,
  on,
  prepareJobs,
  promote,
  RUN,
  several,
  silentFrom,
  undisturbed,
} from '../support/faults/trials.ts';
import { headTag } from '../support/images/images.ts';
import { pause } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';

let registry: Registry;
let jobs: Jobs;

interface Stage {
  job: keyof Jobs['job'];
  name: string;
  /** The request at which the registry falls silent and the signal is sent. */
  at: (request: Ruled) => boolean;
  moment?: 'before' | 'after';
}

const to = (method: string, reference: string, which = 1) => {
  return (request: Ruled): boolean =>
    request.method === method && request.path.endsWith(`/${reference}`) && request.nth === which;
};

const STAGES: Stage[] = [
  { job: 'second', name: 'before the first answer', at: ({ n }) => n === 1 },
  { job: 'second', name: 'during the reads', at: to('GET', 'prod-history') },
  { job: 'second', name: 'with the history on its way', at: to('PUT', 'prod-history') },
  { job: 'second', name: 'with the history written, not answered', at: to('PUT', 'prod-history'), moment: 'after' },
  { job: 'second', name: 'with the tag on its way', at: to('PUT', 'prod') },
  { job: 'second', name: 'with the tag written, not answered', at: to('PUT', 'prod'), moment: 'after' },
  { job: 'second', name: 'during the read-back', at: to('GET', 'prod-history', 2) },
  { job: 'first', name: 'with a blob on its way', at: ({ method }) => method === 'POST' },
  { job: 'back', name: 'with the tag on its way', at: to('PUT', 'prod') },
  { job: 'release', name: 'with the commit tag on its way', at: to('PUT', 'git-1111111') },
  { job: 'release', name: 'with a version tag on its way', at: to('PUT', '1.2.0') },
];

/** Runs a job, sends the signal at the stage, runs it again; what came of both. */
async function interrupted({ from, inputs }: Job, { at, moment = 'before' }: Stage, signal: NodeJS.Signals) {
  const repo = fresh(jobs, from);
  const { rule, reached } = silentFrom(at, moment);
  const run = await behindProxy(registry, rule, (proxy) =>
    act(proxy, repo, inputs, { ...attempt(RUN), kill: { signal, when: reached } }),
  );
  const isMoved = (await headTag(registry, repo, 'prod')) !== (await headTag(registry, from, 'prod'));
  await mustAct(registry, repo, inputs, attempt(RUN, 2));
  return { run, isMoved, end: await endOf(registry, repo) };
}

needs('registry')('a job that is cancelled', () => {
  beforeAll(async () => {
    registry = await startRegistry();
    jobs = await prepareJobs(registry);
  });
  afterAll(() => registry.stop());

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends in two seconds, and the next run carries on',
    async (signal) => {
      const all = await several(STAGES, (stage) => interrupted(jobs.job[stage.job], stage, signal), 3);
      for (const [index, { run, isMoved, end }] of all.entries()) {
        const { job, name } = STAGES[index]!;
        const seen = { job, name, code: run.exitCode, errors: codesOf(run), isQuick: run.endedAfterMs! < 2000, end };
        const once = await undisturbed(jobs, jobs.job[job]);
        expect(seen).toEqual({ job, name, code: 1, errors: ['CANCELLED'], isQuick: true, end: once.end });
        expect([name, isMoved && run.outputs.changed === 'false']).toEqual([name, false]);
      }
    },
  );

  test('ends between two writes: a write under way is answered, and no other begun', async () => {
    const repo = fresh(jobs, 'one');
    let sent = (): void => {};
    const when = new Promise<void>((resolve) => {
      sent = resolve;
    });
    const before = async (): Promise<void> => {
      sent();
      await pause(300);
    };
    await behindProxy(registry, on('PUT', 'prod-history', { before }), async (proxy) => {
      const kill = { signal: 'SIGTERM' as const, when };
      const run = await act(proxy, repo, promote('1.1.0'), { ...attempt(RUN), kill });
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'CANCELLED']);
      expect(proxy.trace.writes.map(({ path, status }) => [path.split('/').at(-1), status])).toEqual([
        ['prod-history', 201],
      ]);
    });
    await mustAct(registry, repo, promote('1.1.0'), attempt(RUN, 2));
    expect(await endOf(registry, repo)).toEqual((await undisturbed(jobs, jobs.job.second)).end);
  });

  test('ends while it waits for another run, or for a registry that asks for patience', async () => {
    const patience = { status: 429, headers: { 'retry-after': '30' } };
    const { rule, reached } = silentFrom(to('PUT', 'prod'), 'before');
    const waiting = fresh(jobs, 'one');
    await behindProxy(registry, rule, (proxy) =>
      act(proxy, waiting, promote('1.1.0'), { ...attempt(1), kill: { signal: 'SIGKILL', when: reached } }),
    );
    const runs = await Promise.all([
      act(registry, waiting, { mode: 'rollback', environment: 'prod', version: '1.1.0' }, stopAfter(1500)),
      behindProxy(registry, on('GET', '1.1.0', patience), (proxy) =>
        act(proxy, 'one', promote('1.1.0'), stopAfter(1500)),
      ),
    ]);
    for (const run of runs) {
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'CANCELLED']);
      expect(run.endedAfterMs).toBeLessThan(2000);
    }
  });
});

function stopAfter(ms: number) {
  return { ...attempt(RUN), kill: { signal: 'SIGTERM' as const, when: pause(ms) } };
}
