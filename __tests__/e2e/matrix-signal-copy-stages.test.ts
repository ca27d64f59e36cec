import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  actCopy,
  behindProxies,
  type CopyJob,
  copyEnd,
  freshPlaces,
  kindOf,
  liveAt,
  mustCopy,
  prepareCopyJobs,
  triedCopy,
} from '../support/faults/copy-trials.ts';
import type { Fault, Rule } from '../support/faults/proxy.ts';
import { attempt, codesOf, RUN, several } from '../support/faults/trials.ts';
import { gate } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';

const PATIENCE: Fault = { status: 429, headers: { 'retry-after': '30' } };
/** Kinds of requests at whose second the job is cancelled, and all others of its kind fare alike. */
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
const STAGES = [
  ...KINDS.map((kind) => ({ kind, how: 'told to wait', fault: PATIENCE })),
  ...NEVER_ANSWERED.map((kind) => ({ kind, how: 'never answered', fault: 'never' as Fault })),
];

/** From the second request of a kind on, this happens to all of them; `reached` resolves there. */
function from(kind: string, fault: Fault) {
  const point = gate();
  let seen = 0;
  const rule: Rule = (request) => {
    if (kindOf(request) !== kind) return undefined;
    seen += 1;
    if (seen < 2) return undefined;
    point.open();
    return fault;
  };
  return { rule, reached: point.opened };
}

needs('registry')('a copy of three images', () => {
  let here: Registry;
  let there: Registry;
  let job: CopyJob;
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
    job = (await prepareCopyJobs(here, there)).job.train;
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  test('that is cancelled anywhere ends in two seconds, says where each image is, and ends well when run again', async () => {
    const { end: once } = await triedCopy(job, []);
    const all = await several(
      STAGES,
      async ({ kind, fault }) => {
        const to = freshPlaces(job);
        const { rule, reached } = from(kind, fault);
        const kill = { signal: 'SIGINT' as const, when: reached, againAfterMs: 100 };
        const run = await behindProxies(job, rule, (proxies) => actCopy(job, proxies, to, { ...attempt(RUN), kill }));
        const live = await liveAt(job, to);
        await mustCopy(job, { source: here, destination: there }, to, attempt(RUN, 2));
        return { run, live, to, end: await copyEnd(job, to) };
      },
      3,
    );
    for (const [index, { run, live, to, end }] of all.entries()) {
      const { kind, how } = STAGES[index]!;
      const seen = { kind, how, code: run.exitCode, errors: codesOf(run), isQuick: run.endedAfterMs! < 2000, end };
      expect(seen).toEqual({ kind, how, code: 1, errors: ['CANCELLED'], isQuick: true, end: once });
      expect(run.annotations).toHaveLength(1);
      expect([kind, how, run.stderr, run.outputs.changed === 'false' && live.some(Boolean)]).toEqual([
        kind,
        how,
        '',
        false,
      ]);
      const said = to.map((repo) => new RegExp(`/${repo}: prod is at (.*) \\(`).exec(run.stdout)?.[1]);
      // where there was no plan yet, there is nothing to tell of each
      const isTold = said.map((at) => at !== undefined);
      expect([kind, how, isTold]).toEqual([kind, how, to.map(() => /destination P/.test(kind))]);
      const isTrue = said.map((at, which) => [undefined, 'unknown', live[which] ?? 'no image'].includes(at));
      expect([kind, how, isTrue]).toEqual([kind, how, to.map(() => true)]);
      const moved = said.filter((at) => at?.startsWith('sha256:'));
      expect([kind, how, moved]).toEqual([kind, how, live.filter(Boolean)]);
    }
  });
});
