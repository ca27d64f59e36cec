import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SLOWLY, watchRun } from '../support/faults/lockstep.ts';
import type { Rule } from '../support/faults/proxy.ts';
import {
  act,
  attempt,
  behindProxy,
  codesOf,
  fresh,
  type Jobs,
  on,
  prepareJobs,
  promote,
  pushVersion,
  ROLLBACK,
  several,
} from '../support/faults/trials.ts';
import * as images from '../support/images/images.ts';
import { type Gate, gate, meeting, pause } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';
import { GITHUB, type RunOptions, type RunResult } from '../support/runner/runner.ts';

let registry: Registry;
let jobs: Jobs;

interface Entrant {
  inputs: Record<string, string>;
  rules?: Rule | Rule[];
  /** Opened when the run has ended. */
  ended?: Gate;
  onStart?: (pid: number) => void;
}

interface Raced {
  repo: string;
  runs: RunResult[];
  /** In the order of the entrants: `ok`, or the code. */
  outcomes: string[];
}

/** A round trip, as between any two machines: what a run can do between another's look and its write takes some. */
const LATENCY_MS = 25;

/** Runs the action several times at once on a fresh copy, each through a proxy of its own. */
async function race(
  from: string,
  entrants: Entrant[],
  repo = fresh(jobs, from),
  ownTime?: RunOptions['ownTime'],
): Promise<Raced> {
  const running = entrants.map(async ({ inputs, rules = [], ended, onStart }, index) => {
    const run = await behindProxy(registry, rules, (proxy) => {
      proxy.latencyMs = LATENCY_MS;
      const options = { ...attempt(600 + index), ...(onStart && { onStart }), ...(ownTime && { ownTime }) };
      return act(proxy, repo, inputs, options);
    });
    ended?.open();
    return run;
  });
  const runs = await Promise.all(running);
  return { repo, runs, outcomes: runs.map((run) => (run.exitCode === 0 ? 'ok' : codesOf(run).join(' '))) };
}

const urlOf = (index: number): string => `${GITHUB.GITHUB_SERVER_URL}/acme/app/actions/runs/${600 + index}/attempts/1`;

/** That the history is whole, ends with what is live, tells of every success, and of nothing twice. */
async function expectTruth({ repo, runs, outcomes }: Raced): Promise<images.HistoryEvent[]> {
  const events = (await images.readHistory(registry, repo, 'prod'))?.events ?? [];
  const live = await images.headTag(registry, repo, 'prod');
  expect([events.at(-1)?.digest, events.at(-1)?.action === 'superseded']).toEqual([live, false]);
  const own = events.filter(({ run }) => run !== null).map(({ run, at }) => `${run} ${at}`);
  expect(new Set(own).size).toBe(own.length);
  const told = runs.filter(({ exitCode }) => exitCode === 0).map(({ outputs }) => outputs.digest);
  for (const digest of told) expect(events.map((event) => event.digest)).toContain(digest);
  expect(outcomes.filter((outcome) => !['ok', 'TAG_MOVED'].includes(outcome))).toEqual([]);
  expect(outcomes).toContain('ok');
  return events;
}

const version = (number: string) => jobs.digests[number as keyof Jobs['digests']];

/** A write that takes so long makes a run look again before it goes on, also where its reads take long (GAP_MS.max). */
const SLOW_MS = 1000;

/** A write that takes so long after the run has received what it asks for beside it. */
function slowWrite() {
  const { onStart, asleep } = watchRun();
  return { onStart, pass: () => asleep().then(() => pause(SLOW_MS)) };
}

/** Two runs of which both have read before either writes: the second's write comes when the first has ended. */
function oneAfterTheOther(one: Record<string, string>, two: Record<string, string>): Entrant[] {
  const arrived = gate();
  const ended = gate();
  const { onStart, pass } = slowWrite();
  const hold = async (): Promise<void> => {
    arrived.open();
    await ended.opened;
    await pass();
  };
  return [
    { inputs: one, rules: on('PUT', 'prod-history', { before: () => arrived.opened }), ended },
    { inputs: two, rules: on('PUT', 'prod-history', { before: hold }), onStart },
  ];
}

needs('registry')('runs at once', () => {
  beforeAll(async () => {
    registry = await startRegistry();
    jobs = await prepareJobs(registry);
    await images.putTag(registry, 'one', '1.2.0', version('1.2.0'));
    await images.putTag(registry, 'two', '1.2.0', version('1.2.0'));
  });
  afterAll(() => registry.stop());

  describe('that have both read before either writes', () => {
    const pairs = [
      { name: 'two promotions', from: 'one', one: promote('1.1.0'), two: promote('1.2.0') },
      { name: 'a promotion and a rollback', from: 'two', one: promote('1.2.0'), two: ROLLBACK },
      { name: 'a rollback and a promotion', from: 'two', one: ROLLBACK, two: promote('1.2.0') },
      { name: 'two promotions of the same image', from: 'one', one: promote('1.1.0'), two: promote('1.1.0') },
      { name: 'two first promotions', from: 'fresh', one: promote('1.0.0'), two: promote('1.1.0') },
    ];
    test.each(pairs)('and write together: $name', async ({ from, one, two }) => {
      const meet = meeting(2);
      const rules = (): Rule => on('PUT', 'prod-history', { before: meet });
      const raced = await race(from, [
        { inputs: one, rules: rules() },
        { inputs: two, rules: rules() },
      ]);
      await expectTruth(raced);
    });

    test('and write one after the other: the second fails', async () => {
      const all = await several(pairs, ({ from, one, two }) => race(from, oneAfterTheOther(one, two)));
      for (const [index, raced] of all.entries()) {
        await expectTruth(raced);
        const { name } = pairs[index]!;
        const second = name.endsWith('same image') ? 'ok' : 'TAG_MOVED';
        expect([name, ...raced.outcomes]).toEqual([name, 'ok', second]);
      }
    });
  });

  test('of which one puts its tag when the other has ended', async () => {
    const arrived = gate();
    const ended = gate();
    const hold = async (): Promise<void> => {
      arrived.open();
      await ended.opened;
    };
    const raced = await race('one', [
      { inputs: promote('1.1.0'), rules: on('PUT', 'prod', { before: hold }) },
      { inputs: promote('1.2.0'), rules: ({ n }) => (n === 1 ? { before: () => arrived.opened } : undefined), ended },
    ]);
    const events = await expectTruth(raced);
    expect(raced.outcomes).toEqual(['ok', 'ok']);
    const [, ...writers] = events.map(({ run }) => run);
    expect(writers.sort()).toEqual([urlOf(0), urlOf(1)]);
    expect(await images.headTag(registry, raced.repo, 'prod')).toBe(version('1.1.0'));
  });

  test('three of them, as they come', async () => {
    const allow = { allow: 'downgrade, rolled-back' };
    const inputs = [{ ...promote('1.2.0'), ...allow }, ROLLBACK, { ...promote('1.1.0'), ...allow }];
    const rounds = Array.from({ length: 4 }, () =>
      race(
        'two',
        inputs.map((each) => ({ inputs: each })),
        undefined,
        SLOWLY,
      ),
    );
    for (const raced of await Promise.all(rounds)) await expectTruth(raced);
  });

  describe('and changes outside this action', () => {
    test.each([
      { when: 'while the history is written', reference: 'prod-history', step: 'before' as const },
      { when: 'before the read-back', reference: 'prod', step: 'after' as const },
    ])('that move the tag $when: the run fails, and the history says so', async ({ reference, step }) => {
      const repo = fresh(jobs, 'one');
      const { onStart, pass } = slowWrite();
      const move = async (): Promise<void> => {
        await images.putTag(registry, repo, 'prod', '1.2.0');
        await pass();
      };
      const entrant = { inputs: promote('1.1.0'), rules: on('PUT', reference, { [step]: move }), onStart };
      const { outcomes } = await race('', [entrant], repo);
      expect(outcomes).toEqual(['TAG_MOVED']);
      const events = (await images.readHistory(registry, repo, 'prod'))!.events;
      expect(events.map(({ action, digest }) => [action, digest])).toEqual([
        ['promote', version('1.0.0')],
        ['superseded', version('1.1.0')],
        ['observed', version('1.2.0')],
      ]);
    });
  });

  describe('builds of one commit', () => {
    const adopt = (digest: string) => ({ mode: 'build', version: '2.0.0', digest, environment: 'prod' });
    const held = (at: () => Promise<void> | void): Rule => on('HEAD', 'git-1111111', { before: at });

    test.each([
      { how: 'as they come', rules: () => [[], []] as Rule[][] },
      {
        how: 'when both put the commit tag',
        rules: () => {
          const meet = meeting(2);
          return [on('PUT', 'git-1111111', { before: meet }), on('PUT', 'git-1111111', { before: meet })];
        },
      },
      {
        how: 'when both have found no build yet',
        rules: () => {
          const meet = meeting(2);
          const done = gate();
          const first = [held(meet), on('PUT', '2.0.0', { before: done.open })];
          const second = [held(() => meet().then(() => done.opened))];
          return [first, second];
        },
      },
    ])('give it one image, $how', async ({ rules }) => {
      const repo = fresh(jobs, 'fresh');
      const digests = [];
      for (const name of ['2.0.0-a', '2.0.0-b']) digests.push((await pushVersion(registry, repo, name, [])).digest);
      const [one = [], two = []] = rules();
      const raced = await race(
        '',
        [
          { inputs: adopt(digests[0]!), rules: one },
          { inputs: adopt(digests[1]!), rules: two },
        ],
        repo,
        SLOWLY,
      );
      await expectTruth(raced);
      expect(raced.outcomes).toEqual(['ok', 'ok']);
      const tags = await images.tagsAndDigests(registry, repo);
      const ours = ['git-1111111', '2.0.0', '2.0.0-1111111', '2.0', 'prod'].map((tag) => tags[tag]);
      expect(new Set(ours).size).toBe(1);
      expect(raced.runs.map(({ outputs }) => outputs.digest)).toEqual([ours[0], ours[0]]);
    });
  });
});
