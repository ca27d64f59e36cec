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
 * Returns every moment at which a killed run can leave a different state: before and after each of its writes, before
 * the first read after a write, and after its last request. A read changes nothing, so a run that is killed between two
 * reads leaves what it leaves at the point before them.
 * A point has its number within its kind, since parallel requests come in another order each time.
 * @param isBeforeReads also before every other read
 */
export function pointsOf({ seen }: Trace, isBeforeReads = false): Point[] {
  const counts = new Map<string, number>();
  return seen.flatMap((request, index): Point[] => {
    const kind = kindOf(request);
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const previous = seen[index - 1];
    const isBetweenReads = isRead(request) && previous !== undefined && isRead(previous);
    const moments: Point['moment'][] = isBetweenReads && !isBeforeReads ? [] : ['before'];
    if (!isRead(request) || index === seen.length - 1) moments.push('after');
    return moments.map((moment) => ({ kind, nth, moment }));
  });
}

/**
 * Returns what killed runs are compared with: the points, and the end of a run that is not killed. A slow run reads
 * some tags again, so the shortest of three runs in sequence is used.
 */
export async function runUndisturbed<End>(
  run: () => Promise<{ trace: Trace; end: End }>,
  isBeforeReads = false,
): Promise<{ points: Point[]; once: End }> {
  const runs = [await run(), await run(), await run()];
  const { trace, end } = runs.reduce((least, one) => (one.trace.count < least.trace.count ? one : least));
  expect(runs.map((one) => one.end)).toEqual(runs.map(() => end));
  return { points: pointsOf(trace, isBeforeReads), once: end };
}

function isRead({ method }: Pick<Seen, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
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
  { isBeforeReads = false } = {},
): Promise<Kills<End, Between>> {
  const { points, once } = await runUndisturbed(async () => {
    const trial = subject.begin();
    const { run, trace } = await trial.run([]);
    expect(fateOf(run)).toBe('not reached');
    return { trace, end: await trial.end() };
  }, isBeforeReads);
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

/** The percentage of points that runs may fail to reach. */
const UNREACHED_PERCENT = 10;

/**
 * Expects every killed run to end like a run that is not killed. After a slow response, the counted run may have read
 * a tag once more than other runs do: so a few reads may not be reached, but never a write.
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
