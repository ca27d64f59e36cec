import { describe, expect, test } from '@jest/globals';
import {
  expectAsOnce,
  fateOf,
  isPoint,
  type Killed,
  type Point,
  pointsOf,
  runUndisturbed,
} from '../support/faults/kill-points.ts';
import { type Ruled, type Seen, Trace } from '../support/faults/proxy.ts';
import type { RunResult } from '../support/runner/runner.ts';

/** A trace of these requests, each as `METHOD what/name`. */
function traceOf(...requests: string[]): Trace {
  const trace = new Trace();
  for (const request of requests) {
    const [method, path] = request.split(' ');
    trace.seen.push({ method, path: `/v2/app/${path}`, query: '', via: 'here' } as Seen);
  }
  return trace;
}

const linesOf = (points: Point[]): string[] => points.map(({ moment, kind, nth }) => `${moment} ${kind} ${nth}`);

describe('the points of a run', () => {
  const trace = traceOf('GET tags/list', 'PUT manifests/prod', 'HEAD manifests/prod', 'HEAD manifests/prod');

  test('are around every write, before the first read after it, and after the last request', () => {
    expect(linesOf(pointsOf(trace))).toEqual([
      'before here GET tags 1',
      'before here PUT environment 1',
      'after here PUT environment 1',
      'before here HEAD environment 1',
      'after here HEAD environment 2',
    ]);
  });

  test('are before every read, too, when asked for', () => {
    expect(linesOf(pointsOf(trace, true))).toEqual([
      'before here GET tags 1',
      'before here PUT environment 1',
      'after here PUT environment 1',
      'before here HEAD environment 1',
      'before here HEAD environment 2',
      'after here HEAD environment 2',
    ]);
  });

  test('are those of the shortest of three runs, which all have to end alike', async () => {
    const traces = [['HEAD tags/a', 'HEAD tags/b'], ['HEAD tags/a'], ['HEAD tags/a', 'HEAD tags/b', 'HEAD tags/c']];
    const runs = (ends: string[]) => {
      const queue = ends.map((end, index) => ({ trace: traceOf(...traces[index]!), end }));
      return async () => queue.shift()!;
    };
    const { points, once } = await runUndisturbed(runs(['once', 'once', 'once']));
    expect([linesOf(points), once]).toEqual([['before here HEAD tags 1', 'after here HEAD tags 1'], 'once']);
    await expect(runUndisturbed(runs(['once', 'twice', 'once']))).rejects.toThrow();
  });

  test('are found again by their number within their kind', () => {
    const { seen } = traceOf('PUT manifests/prod', 'HEAD manifests/prod', 'PUT manifests/1.0.0', 'PUT manifests/prod');
    const is = isPoint({ kind: 'here PUT environment', nth: 2, moment: 'after' });
    expect(seen.map((request) => is(request as unknown as Ruled))).toEqual([false, false, false, true]);
  });
});

test.each([
  { name: 'was killed', run: { signal: 'SIGKILL' as const, exitCode: null }, fate: 'killed' },
  { name: 'ended well before it came to its point', run: { signal: null, exitCode: 0 }, fate: 'not reached' },
  { name: 'failed by itself', run: { signal: null, exitCode: 1 }, fate: 'failed: exit code 1, signal null\nsaid so' },
])('a run that $name is told apart', ({ run, fate }) => {
  expect(fateOf({ ...run, stdout: 'said ', stderr: 'so' } as RunResult)).toBe(fate);
});

describe('forty points', () => {
  const points = Array.from({ length: 40 }, (_, index): Point => {
    return { kind: index < 20 ? 'here GET blob' : 'here PUT blob', nth: (index % 20) + 1, moment: 'before' };
  });
  const judge = (changed: Record<number, Partial<Killed<string>>>) => (): void => {
    const killed = points.map((_, index) => ({ fate: 'killed' as const, end: 'once', ...changed[index] }));
    expectAsOnce(points, killed, 'once');
  };
  const missed = { fate: 'not reached' as const };

  test.each([
    { name: 'all are reached', changed: {} },
    { name: 'four reads are not', changed: { 16: missed, 17: missed, 18: missed, 19: missed } },
  ])('pass where $name', ({ changed }) => {
    expect(judge(changed)).not.toThrow();
  });

  test.each([
    { name: 'five reads are not reached', changed: Object.fromEntries([15, 16, 17, 18, 19].map((at) => [at, missed])) },
    { name: 'a write is not reached', changed: { 39: missed } },
    { name: 'a run failed', changed: { 3: { fate: 'failed: exit code 1' as const } } },
    { name: 'one ended otherwise', changed: { 3: { end: 'twice' } } },
    { name: 'one that was not reached ended otherwise', changed: { 3: { ...missed, end: 'twice' } } },
  ])('fail where $name', ({ changed }) => {
    expect(judge(changed)).toThrow();
  });

  test('fail where one has no end', () => {
    expect(() => expectAsOnce(points, [], 'once')).toThrow();
  });
});
