import { expect } from '@jest/globals';
import type { RunResult } from '../runner/runner.ts';
import { kindOf } from './copy-trials.ts';
import type { Ruled, Trace } from './proxy.ts';
import type { Subject, Trial } from './subjects.ts';
import { several, silentFrom } from './trials.ts';

/** A moment of a run: before or after the nth write of a kind is carried out. */
export interface Point {
  kind: string;
  nth: number;
  moment: 'before' | 'after';
}

/**
 * Returns one moment for every state that a killed run can leave: before its first write, and after each write. A read
 * changes nothing, and no request after the one at a point is carried out; so a run that is killed at a read, or before
 * a later write, leaves what it leaves after the write before.
 * A point has its number within its kind, since parallel requests come in another order each time.
 */
export function pointsOf({ writes }: Pick<Trace, 'writes'>): Point[] {
  const counts = new Map<string, number>();
  return writes.flatMap((write, index): Point[] => {
    const kind = kindOf(write);
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const moments: Point['moment'][] = index === 0 ? ['before', 'after'] : ['after'];
    return moments.map((moment) => ({ kind, nth, moment }));
  });
}

/** Returns a function that finds the request of a point; to be called once for every request. */
export function isPoint({ kind, nth }: Point): (request: Ruled) => boolean {
  let seen = 0;
  return (request) => {
    if (kindOf(request) !== kind) return false;
    seen += 1;
    return seen === nth;
  };
}

/** The fate of a run that was to be killed at a point: a run that succeeds did not reach it. */
export function fateOf({
  signal,
  exitCode,
  stdout,
  stderr,
}: RunResult): 'killed' | 'not reached' | `failed: ${string}` {
  if (signal === 'SIGKILL') return 'killed';
  return exitCode === 0 ? 'not reached' : `failed: exit code ${exitCode}, signal ${signal}\n${stdout}${stderr}`;
}

/** The end of a run that was killed at a point (or did not reach it) and was then run again. */
export interface Killed<End> {
  fate: ReturnType<typeof fateOf>;
  end: End;
}

/** The end of a run that is not killed, and the results of the killed runs. */
export interface Kills<End, Between> {
  points: Point[];
  once: End;
  /** by point; `between` was read before the second attempt */
  killed: (Killed<End> & { between: Between })[];
}

/** Kills a subject's run at every point, reads the state, and runs it again. */
export async function killEverywhere<End, Between>(
  subject: Subject<End>,
  look: (trial: Trial<End>) => Promise<Between>,
): Promise<Kills<End, Between>> {
  const whole = subject.begin();
  const { run, trace } = await whole.run([]);
  expect(fateOf(run)).toBe('not reached');
  const [points, once] = [pointsOf(trace), await whole.end()];
  const killed = await several(
    points,
    async (point) => {
      const trial = subject.begin();
      const { rule, reached } = silentFrom(isPoint(point), point.moment);
      const { run: ended } = await trial.run(rule, { kill: { signal: 'SIGKILL', when: reached } });
      const between = await look(trial);
      await trial.again();
      return { fate: fateOf(ended), between, end: await trial.end() };
    },
    8,
  );
  return { points, once, killed };
}

/** Expects every run to be killed at its point, and to end like a run that is not killed when it is run again. */
export function expectAsOnce<End>(points: readonly Point[], killed: readonly Killed<End>[], once: End): void {
  const all = points.map((point, index) => ({ ...point, fate: killed[index]?.fate, end: killed[index]?.end }));
  expect(all).toEqual(points.map((point) => ({ ...point, fate: 'killed', end: once })));
}
