import { describe, expect, test } from '@jest/globals';
import { Progress, progressLine } from '../../src/copy/progress.ts';
import { VirtualClock } from '../support/requests/virtual-clock.ts';

describe('a progress line', () => {
  test.each([
    {
      name: 'half',
      done: 50e6,
      total: 100e6,
      ms: 10_000,
      says: 'copied 50.0 MB of 100 MB (50 %), 5.0 MB/s, 10 s left',
    },
    { name: 'nothing yet', done: 0, total: 100, ms: 10_000, says: 'copied 0 B of 100 B (0 %), 0 B/s' },
    { name: 'nothing to do', done: 0, total: 0, ms: 0, says: 'copied 0 B of 0 B (100 %), 0 B/s' },
    {
      name: 'never 100 too early',
      done: 999,
      total: 1000,
      ms: 1000,
      says: 'copied 999 B of 1.0 kB (99 %), 999 B/s, 0.0 s left',
    },
  ])('$name', ({ done, total, ms, says }) => expect(progressLine(done, total, ms)).toBe(says));

  test('is logged every ten seconds, without bytes that have to be sent again', () => {
    const clock = new VirtualClock();
    const lines: string[] = [];
    const progress = new Progress(1000, clock, (line) => lines.push(line));
    progress.add(400);
    clock.pass(9_999);
    progress.add(100);
    expect(lines).toEqual([]);
    progress.add(-200);
    clock.pass(1);
    progress.add(200);
    progress.add(1);
    expect(lines).toEqual(['copied 500 B of 1.0 kB (50 %), 50 B/s, 10 s left']);
  });

  test('is drawn ten times a second on a terminal, and then not logged', () => {
    const clock = new VirtualClock();
    const lines: string[] = [];
    const shares: number[] = [];
    const progress = new Progress(
      1000,
      clock,
      (line) => lines.push(line),
      (share) => shares.push(share),
    );
    for (const count of [100, 200]) {
      clock.pass(100);
      progress.add(count);
    }
    progress.add(700);
    clock.pass(10_000);
    progress.add(0);
    expect([lines, shares]).toEqual([[], [0.1, 0.3, 1]]);
  });
});
