import { describe, expect, test } from '@jest/globals';
import { expectAsOnce, fateOf, isPoint, type Killed, type Point, pointsOf } from '../support/faults/kill-points.ts';
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
  const writes = ['PUT manifests/prod', 'PUT manifests/1.0.0', 'PUT manifests/prod'];
  const trace = traceOf('GET tags/list', writes[0]!, 'HEAD manifests/prod', ...writes.slice(1), 'HEAD manifests/prod');

  test('are before its first write, and after each', () => {
    expect(linesOf(pointsOf(trace))).toEqual([
      'before here PUT environment 1',
      'after here PUT environment 1',
      'after here PUT tag 1',
      'after here PUT environment 2',
    ]);
  });

  test('are none where nothing is written', () => {
    expect(pointsOf(traceOf('GET tags/list', 'HEAD manifests/prod'))).toEqual([]);
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
])('a run that $name is recognised', ({ run, fate }) => {
  expect(fateOf({ ...run, stdout: 'said ', stderr: 'so' } as RunResult)).toBe(fate);
});

describe('the points of killed runs', () => {
  const points = [1, 2, 3].map((nth): Point => ({ kind: 'here PUT blob', nth, moment: 'after' }));
  const judge = (changed: Partial<Killed<string>>) => (): void => {
    const killed = points.map((_, index) => ({ fate: 'killed' as const, end: 'once', ...(index === 1 && changed) }));
    expectAsOnce(points, killed, 'once');
  };

  test('pass where all are reached and end as once', () => {
    expect(judge({})).not.toThrow();
  });

  test.each([
    { name: 'one is not reached', changed: { fate: 'not reached' as const } },
    { name: 'a run failed', changed: { fate: 'failed: exit code 1' as const } },
    { name: 'one ended otherwise', changed: { end: 'twice' } },
  ])('fail where $name', ({ changed }) => {
    expect(judge(changed)).toThrow();
  });

  test('fail where one has no end', () => {
    expect(() => expectAsOnce(points, [], 'once')).toThrow();
  });
});
