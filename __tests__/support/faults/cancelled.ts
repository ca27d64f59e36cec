import { expect } from '@jest/globals';
import { gate } from '../registries/gate.ts';
import type { RunResult } from '../runner/runner.ts';
import type { Fault, Rule, Ruled } from './proxy.ts';
import type { Subject } from './subjects.ts';
import { codesOf, several, silentFrom } from './trials.ts';

/** A moment at which a job is cancelled: `begin` returns the rule for the registry, and when to send the signal. */
export interface CancelStage {
  readonly name: string;
  begin(): { rule: Rule; reached: Promise<void> };
}

/** A registry that asks to be asked again in 30 seconds. */
export const RETRY_LATER: Fault = { status: 429, headers: { 'retry-after': '30' } };

/** How a cancelled run ended, and how it ended after the second attempt. */
export interface Cancelled<End> {
  run: RunResult;
  repos: readonly string[];
  /** the digest of the environment's tag in each repository: before the run, and after it was cancelled */
  before: (string | undefined)[];
  after: (string | undefined)[];
  end: End;
}

/** From a request on, the registry does not answer; that request is carried out (`after`) or not (`before`). */
export function silentAt(
  name: string,
  is: (request: Ruled) => boolean,
  { nth = 1, moment = 'before' as 'before' | 'after' } = {},
): CancelStage {
  return {
    name,
    begin: () => {
      let seen = 0;
      return silentFrom((request) => is(request) && ++seen === nth, moment);
    },
  };
}

/** From the nth of some requests on, these get a fault; those before it are answered first. */
export function faultAt(name: string, is: (request: Ruled) => boolean, nth: number, fault: Fault): CancelStage {
  return { name, begin: () => faultFrom(is, nth, fault) };
}

function faultFrom(is: (request: Ruled) => boolean, nth: number, fault: Fault): ReturnType<CancelStage['begin']> {
  const [point, allBefore] = [gate(), gate()];
  let [seen, answered] = [0, 0];
  const rule: Rule = async (request) => {
    if (!is(request)) return undefined;
    seen += 1;
    if (seen < nth)
      return {
        after: () => {
          answered += 1;
          // the action has to receive the last of these answers
          if (answered === nth - 1) setTimeout(allBefore.open, 50);
        },
      };
    if (nth > 1) await allBefore.opened;
    point.open();
    return fault;
  };
  return { rule, reached: point.opened };
}

/** Cancels a subject's run at each stage, and runs it again. */
export function cancelEverywhere<End>(
  subject: Subject<End>,
  stages: readonly CancelStage[],
  kill: { signal: NodeJS.Signals; againAfterMs?: number },
): Promise<Cancelled<End>[]> {
  return several(
    stages,
    async (stage) => {
      const trial = subject.begin();
      const { rule, reached } = stage.begin();
      const before = await trial.live();
      const { run } = await trial.run(rule, { kill: { ...kill, when: reached } });
      const after = await trial.live();
      await trial.again();
      return { run, repos: trial.repos, before, after, end: await trial.end() };
    },
    3,
  );
}

/** Expects one error and the exit within two seconds; the second attempt ends as a run that was not cancelled. */
export function expectCancelled<End>(name: string, { run, before, after, end }: Cancelled<End>, once: End): void {
  const isQuick = run.endedAfterMs! < 2000;
  const seen = { name, code: run.exitCode, errors: codesOf(run), stderr: run.stderr, isQuick, end };
  expect(seen).toEqual({ name, code: 1, errors: ['CANCELLED'], stderr: '', isQuick: true, end: once });
  expect(run.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(/^CANCELLED: /)]);
  const isMoved = after.some((digest, index) => digest !== before[index]);
  expect([name, isMoved && run.outputs.changed === 'false']).toEqual([name, false]);
}

/** Returns what the log says about an image's environment after a failure; null if it says nothing. */
export function loggedState({ stdout }: RunResult, repo: string): { at: string; how: string } | null {
  const [, at = '', how = ''] = new RegExp(`/${repo}: prod is at (.*) \\((.*)\\)`).exec(stdout) ?? [];
  return at === '' ? null : { at, how };
}

/**
 * Expects the log to be true for each image: it names the live digest and whether the run moved it, or says that this is
 * unknown.
 */
export function expectLoggedStates<End>(
  name: string,
  { run, repos, before, after }: Cancelled<End>,
): { at: string; how: string }[] {
  const logged = repos.map((repo) => loggedState(run, repo));
  const isTrue = logged.map((one, index) => {
    if (one === null) return false;
    if (one.at === 'unknown') return true;
    const isMoved = after[index] !== before[index];
    return one.at === (after[index] ?? 'no image') && (one.how === 'moved') === isMoved;
  });
  expect([name, logged, isTrue]).toEqual([name, logged, repos.map(() => true)]);
  return logged.flatMap((one) => one ?? []);
}
