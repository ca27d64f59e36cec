import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../src/history/event.ts';
import { longestStay, staysOf } from '../../src/history/stays.ts';
import { isInside, isOpen, nextOpening, parseWindow, type Window } from '../../src/policy/window.ts';
import { event, events, historyOf, second } from '../support/images/histories.ts';
import { at, digest, START } from '../support/requests/requests.ts';
import { cases } from '../support/runner/quick.ts';

const MINUTE = 60_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A window as the file has it. */
const times = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([a, b]) => a !== b);
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const weekly = fc
  .record({ from: fc.constantFrom(...DAYS), to: fc.constantFrom(...DAYS), times, zone: fc.constantFrom(...ZONES) })
  .map(({ from, to, times: [a, b], zone }) => `${from}-${to} ${clock(a)}-${clock(b)} ${zone}`);
const date = fc
  .integer({ min: 0, max: 700 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
const dates = fc
  .record({ first: date, second: date, zone: fc.constantFrom(...ZONES) })
  .map(({ first, second, zone }) => `${[first, second].sort().join('/')} ${zone}`);
const windows = fc.array(
  fc.record({ effect: fc.constantFrom('allow' as const, 'deny' as const), text: fc.oneof(weekly, dates) }),
  { minLength: 1, maxLength: 4 },
);
const read = (given: readonly { effect: 'allow' | 'deny'; text: string }[]): Window[] =>
  given.map(({ effect, text }) => {
    const window = parseWindow(effect, text);
    if (typeof window === 'string') throw new Error(`${text}: ${window}`);
    return window;
  });
const instant = fc
  .integer({ min: Date.UTC(2026, 0, 1) / MINUTE, max: Date.UTC(2027, 11, 31) / MINUTE })
  .map((minute) => minute * MINUTE);

/** Whether a window has a time, by another way: the weekday and the time of day as `Intl` writes them. */
function byWallClock({ effect: _, span, zone }: Window, at: number): boolean {
  const text = (instant: number) =>
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    }).formatToParts(instant);
  const part = (type: string) => text(at).find((each) => each.type === type)!.value;
  const day = Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day'))) / 86_400_000;
  if (span.kind === 'dates') return span.first <= day && day <= span.last;
  const weekday = DAYS.indexOf(part('weekday'));
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  if (span.from < span.to) return span.days[weekday]! && span.from <= minute && minute < span.to;
  return (span.days[weekday]! && minute >= span.from) || (span.days[(weekday + 6) % 7]! && minute < span.to);
}

describe('any windows', () => {
  test('are open when the clock on the wall shows a time that is allowed and not denied', () => {
    fc.assert(
      fc.property(windows, instant, (given, at) => {
        const all = read(given);
        const allows = all.filter(({ effect }) => effect === 'allow');
        const isDenied = all.some((window) => window.effect === 'deny' && byWallClock(window, at));
        const isAllowed = allows.length === 0 || allows.some((window) => byWallClock(window, at));
        expect(isOpen(all, at)).toBe(isAllowed && !isDenied);
        for (const window of all) expect(isInside(window, at)).toBe(byWallClock(window, at));
      }),
      { numRuns: cases(300) },
    );
  });

  test('open at the time that is named, and not before', () => {
    fc.assert(
      fc.property(windows, instant, (given, at) => {
        const all = read(given);
        const next = nextOpening(all, at);
        if (next === null) return;
        expect(isOpen(all, next)).toBe(true);
        if (next === at) return;
        expect(next).toBeGreaterThan(at);
        expect(isOpen(all, next - 1000)).toBe(false);
        // no opening in between is passed over: look at every quarter of an hour of two weeks
        for (let time = at; time < Math.min(next, at + 14 * 24 * 60 * MINUTE); time += 15 * MINUTE)
          expect(isOpen(all, time)).toBe(false);
      }),
      { numRuns: cases(60) },
    );
  });
});

describe('a window', () => {
  const allow = (...texts: string[]): Window[] => read(texts.map((text) => ({ effect: 'allow', text })));
  const opens = (text: string, at: string): string | null => {
    const next = nextOpening(allow(text), Date.parse(at));
    return next === null ? null : new Date(next).toISOString();
  };

  test.each([
    [
      'the day the clocks go forward',
      'Sun 09:00-16:00 Europe/Berlin',
      '2026-03-28T20:00:00Z',
      '2026-03-29T07:00:00.000Z',
    ],
    ['the day before that', 'Sat 09:00-16:00 Europe/Berlin', '2026-03-27T20:00:00Z', '2026-03-28T08:00:00.000Z'],
    ['the day the clocks go back', 'Sun 09:00-16:00 Europe/Berlin', '2026-10-24T20:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['an hour that is skipped', 'Sun 02:30-05:00 Europe/Berlin', '2026-03-28T20:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['New York in spring', 'Sun 03:00-04:00 America/New_York', '2026-03-07T20:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['the end of the week', 'Sat-Mon 22:00-24:00 UTC', '2026-11-24T00:00:00Z', '2026-11-28T22:00:00.000Z'],
    ['the day after midnight', 'Fri 22:00-02:00 UTC', '2026-11-28T02:00:00Z', '2026-12-04T22:00:00.000Z'],
    ['a range of dates', '2026-12-24/2026-12-26 Europe/Berlin', '2026-11-28T02:00:00Z', '2026-12-23T23:00:00.000Z'],
  ])('opens on %s', (_name, text, at, expected) => expect(opens(text, at)).toBe(expected));

  test.each([
    ['Mon-Thu 09:00-16:00 UTC', '2026-11-26T15:59:59Z', true],
    ['Mon-Thu 09:00-16:00 UTC', '2026-11-26T16:00:00Z', false],
    ['Mon-Thu 09:00-16:00 UTC', '2026-11-26T09:00:00Z', true],
    ['Fri 22:00-02:00 UTC', '2026-11-28T01:59:00Z', true],
    ['Fri 22:00-02:00 UTC', '2026-11-27T01:00:00Z', false],
    ['Fri,Sun 00:00-24:00 UTC', '2026-11-29T23:59:59Z', true],
    ['Fri,Sun 00:00-24:00 UTC', '2026-11-28T12:00:00Z', false],
    ['2026-12-24/2026-12-26 UTC', '2026-12-26T23:59:59Z', true],
    ['2026-12-24/2026-12-26 UTC', '2026-12-27T00:00:00Z', false],
  ])('%s at %s: %p', (text, at, expected) => expect(isOpen(allow(text), Date.parse(at))).toBe(expected));

  test('that is denied wins over one that is allowed; an empty list and denies alone are open', () => {
    const deny = (text: string) => ({ effect: 'deny' as const, text });
    const all = read([{ effect: 'allow', text: 'Mon-Sun 00:00-24:00 UTC' }, deny('Sat-Sun 00:00-24:00 UTC')]);
    expect([isOpen(all, Date.parse('2026-11-28T12:00:00Z')), isOpen(all, Date.parse('2026-11-27T12:00:00Z'))]).toEqual([
      false,
      true,
    ]);
    expect(isOpen([], 0)).toBe(true);
    expect(isOpen(read([deny('Sat-Sun 00:00-24:00 UTC')]), Date.parse('2026-11-27T12:00:00Z'))).toBe(true);
    expect(nextOpening(read([deny('Mon-Sun 00:00-24:00 UTC')]), 0)).toBeNull();
  });
});

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
