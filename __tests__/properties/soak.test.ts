import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../src/history/event.ts';
import { longestStay, staysOf } from '../../src/history/stays.ts';
import { event, events, historyOf, second } from '../support/images/histories.ts';
import { at, digest, START } from '../support/requests/requests.ts';

const HOUR = 3_600_000;
const hour = (n: number): string => new Date(START + n * HOUR).toISOString();

/** Events an hour apart: `promote A`; `observed` has what the history said before as its previous. */
function hourly(...lines: string[]): HistoryEvent[] {
  return events(...lines).map((one, index) => ({ ...one, at: hour(index) }));
}
const hours = (list: readonly HistoryEvent[], live: string | null, name: string, now: number): number | null => {
  const stay = longestStay(at(live), historyOf(list), digest(name), START + now * HOUR);
  return stay && stay.length / HOUR;
};

describe('the longest time that an image was live', () => {
  test.each<[string, string[], string | null, number | null]>([
    ['counts until now', ['promote A'], 'A', 10],
    ['counts until it was replaced', ['promote A', 'promote B'], 'B', 1],
    ['is the longer of two', ['promote A', 'promote B', 'promote A'], 'A', 8],
    ['goes on over a rename', ['promote A', 'promote A'], 'A', 10],
    ['is not interrupted by what was superseded', ['promote A', 'superseded B'], 'A', 10],
    ['is unknown where the tag was changed outside this action after it', ['promote A', 'observed B'], 'B', null],
    ['starts again after a change outside this action', ['promote A', 'observed B', 'observed A'], 'A', 8],
    ['ends before a change outside this action', ['promote A', 'promote A', 'observed B'], 'B', 1],
    ['ends with the last proof where the tag is elsewhere by now', ['promote A', 'promote A'], 'B', 1],
    ['ends with the last proof where the tag is gone', ['promote A', 'promote A'], null, 1],
    ['is unknown to the history', ['promote B'], 'B', null],
    ['ends with a move of which nobody knows', ['promote A', 'promote B', 'observed A'], 'A', 8],
  ])('%s', (_name, lines, live, expected) => expect(hours(hourly(...lines), live, 'A', 10)).toBe(expected));

  test('is proven by a mark and by a hold that found the image live', () => {
    const marked = event('verified', 'A', { at: hour(4), previous: digest('A') });
    const moved = event('observed', 'B', { at: hour(6), previous: digest('A') });
    expect(hours([...hourly('promote A'), marked, moved], 'B', 'A', 10)).toBe(4);
  });

  test('is not negative where the clock of this runner is behind', () => {
    expect(hours([event('promote', 'A', { at: hour(5) })], 'A', 'A', 4)).toBe(0);
  });

  const line = fc
    .record({
      action: fc.constantFrom('build', 'promote', 'rollback', 'observed', 'superseded'),
      name: fc.constantFrom('A', 'B', 'C'),
    })
    .map(({ action, name }) => `${action} ${name}`);

  test('is never longer than the time from its first event, and all images together no longer than the whole', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('A', 'B', 'C', null),
        (lines, live) => {
          const list = events(...lines);
          const now = START + 1000 * lines.length;
          const stays = ['A', 'B', 'C'].flatMap((name) => staysOf(at(live), historyOf(list), digest(name), now));
          for (const { since, length } of stays) {
            expect(length).toBeGreaterThanOrEqual(0);
            expect(since + length).toBeLessThanOrEqual(now);
            expect(list.some((one) => Date.parse(one.at) === since)).toBe(true);
          }
          const total = stays.reduce((sum, { length }) => sum + length, 0);
          expect(total).toBeLessThanOrEqual(now - Date.parse(second(0)));
          expect(stays.filter(({ isLive }) => isLive).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('does not change with a rename at any place', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
        const list = events(...lines).filter(({ action }) => action !== 'superseded');
        const last = list.at(-1);
        if (!last) return;
        const now = START + 100_000;
        const renamed = event('promote', 'x', {
          digest: last.digest,
          previous: last.digest,
          at: second(50),
          run: null,
        });
        const of = (all: readonly HistoryEvent[]) =>
          staysOf({ digest: last.digest! }, historyOf(all), last.digest!, now);
        expect(of([...list, renamed])).toEqual(of(list));
      }),
    );
  });
});
