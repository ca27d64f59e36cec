import { expect } from '@jest/globals';
import type { RunResult } from '../runner/runner.ts';
import { kindOf } from './copy-trials.ts';
import type { Ruled, Seen, Trace } from './proxy.ts';
import type { Subject, Trial } from './subjects.ts';
import { several, silentFrom } from './trials.ts';

/** A moment of a run: before or after the nth request of a kind is carried out. */
export interface Point {
  kind: string;
  nth: number;
  moment: 'before' | 'after';
}

/**
 * Every moment at which killing a run may leave something else behind: before each of its requests, after each of its
 * writes, and after its last request. After a read all is as it is before the request that follows.
 * A point has its number within its kind, since parallel requests come in another order each time.
 * @param isAfterReads also after each read
 */
export function pointsOf({ seen }: Trace, isAfterReads = false): Point[] {
  const counts = new Map<string, number>();
  return seen.flatMap((request, index): Point[] => {
    const kind = kindOf(request);
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const isLast = index === seen.length - 1;
    const moments: Point['moment'][] = isRead(request) && !isLast && !isAfterReads ? ['before'] : ['before', 'after'];
    return moments.map((moment) => ({ kind, nth, moment }));
  });
}

/**
 * What runs are compared by that are killed: the points, and how one ends that is not killed. A run that is slow looks
 * at some tags once more, so the shortest of three is taken, one after the other.
 */
export async function runUndisturbed<End>(
  run: () => Promise<{ trace: Trace; end: End }>,
  isAfterReads = false,
): Promise<{ points: Point[]; once: End }> {
  const runs = [await run(), await run(), await run()];
  const { trace, end } = runs.reduce((least, one) => (one.trace.count < least.trace.count ? one : least));
  expect(runs.map((one) => one.end)).toEqual(runs.map(() => end));
  return { points: pointsOf(trace, isAfterReads), once: end };
}

function isRead({ method }: Pick<Seen, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Whether a request is the one of a point; asked of every request once. */
export function isPoint({ kind, nth }: Point): (request: Ruled) => boolean {
  let seen = 0;
  return (request) => {
    if (kindOf(request) !== kind) return false;
    seen += 1;
    return seen === nth;
  };
}

/** What became of a run that was to be killed at a point: one that ends well by itself has not come to it. */
export function fateOf({
  signal,
  exitCode,
  stdout,
  stderr,
}: RunResult): 'killed' | 'not reached' | `failed: ${string}` {
  if (signal === 'SIGKILL') return 'killed';
  return exitCode === 0 ? 'not reached' : `failed: exit code ${exitCode}, signal ${signal}\n${stdout}${stderr}`;
}

/** How a run ended that was killed at a point (or never came to it) and was then run again. */
export interface Killed<End> {
  fate: ReturnType<typeof fateOf>;
  end: End;
}

/** How a subject ends undisturbed, and what its runs left that were killed. */
export interface Kills<End, Between> {
  points: Point[];
  once: End;
  /** by point; `between` is what was seen before the run was repeated */
  killed: (Killed<End> & { between: Between })[];
}

/** Kills a subject's run at every point, looks at what it left, and runs it again. */
export async function killEverywhere<End, Between>(
  subject: Subject<End>,
  look: (trial: Trial<End>) => Promise<Between>,
  { isAfterReads = false } = {},
): Promise<Kills<End, Between>> {
  const { points, once } = await runUndisturbed(async () => {
    const trial = subject.begin();
    const { run, trace } = await trial.run([]);
    expect(fateOf(run)).toBe('not reached');
    return { trace, end: await trial.end() };
  }, isAfterReads);
  const killed = await several(
    points,
    async (point) => {
      const trial = subject.begin();
      const { rule, reached } = silentFrom(isPoint(point), point.moment);
      const { run } = await trial.run(rule, { kill: { signal: 'SIGKILL', when: reached } });
      const between = await look(trial);
      await trial.again();
      return { fate: fateOf(run), between, end: await trial.end() };
    },
    8,
  );
  return { points, once, killed };
}

/** How many points in a hundred a run may fail to come to. */
const UNREACHED_PERCENT = 10;

/**
 * That whatever the point, all ended as it does where nothing is killed. A slow answer may have cost the run that was
 * counted a look more for each image than another takes: a few reads may be out of reach so, never a write.
 */
export function expectAsOnce<End>(
  points: readonly Point[],
  killed: readonly Killed<End>[],
  once: End,
  mayMiss = Math.floor((points.length * UNREACHED_PERCENT) / 100),
): void {
  const all = points.map((point, index) => ({ ...point, fate: killed[index]?.fate, end: killed[index]?.end }));
  const fateAt = ({ kind }: Point): unknown =>
    / (GET|HEAD) /.test(kind) ? expect.stringMatching(/^(killed|not reached)$/) : 'killed';
  expect(all).toEqual(points.map((point) => ({ ...point, fate: fateAt(point), end: once })));
  const missed = all.filter(({ fate }) => fate === 'not reached').map(({ kind, nth }) => `${kind} ${nth}`);
  const few = missed.slice(0, mayMiss);
  expect({ points: points.length, missed }).toEqual({ points: points.length, missed: few });
}
