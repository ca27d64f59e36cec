import { describe, expect, test } from '@jest/globals';
import { type History, type HistoryEvent, isSameEvent, lastEvent, superseded } from '../../src/history/event.ts';
import {
  type EnvironmentStatus,
  environmentStatus,
  liveEvent,
  reconciledEvents,
  unprovenEvents,
} from '../../src/history/state.ts';
import { event, events, historyOf, linesOf, second } from '../support/images/histories.ts';
import { at, digest } from '../support/requests/requests.ts';

const KNOWN = { version: '9.9.9', revision: 'f'.repeat(40), created: '2026-01-01T00:00:00Z' };

/** One way in which a tag and a history can stand to each other, and what follows from it. */
interface Row {
  /** null: there is no history */
  readonly history: readonly HistoryEvent[] | null;
  /** the tag's digest; null: there is no tag */
  readonly live: string | null;
  readonly kind: EnvironmentStatus['kind'];
  /** which event the standing is about, by its place */
  readonly about?: number;
  /** the events that a new one is appended to */
  readonly settled: string[];
  /** the events of which it is unknown whether they took effect */
  readonly unproven?: string[];
  /** which event made live what is live, by its place */
  readonly by: number | null;
}

const promotions = events('promote A', 'promote B');
/** promote C was planned on B, and overtaken */
const overtaken = events('promote A', 'promote B', 'superseded C');
/** the first promotion of all, which died before its tag */
const first = events('promote A');
const rolledBack = events('promote A', 'promote B', 'rollback A');

const TABLE: Record<string, Row> = {
  'no history and no tag': { history: null, live: null, kind: 'settled', settled: [], by: null },
  'a tag without a history': { history: null, live: 'A', kind: 'moved', settled: ['observed A'], by: null },
  'an emptied history and no tag': { history: [], live: null, kind: 'settled', settled: [], by: null },
  'an emptied history and a tag': {
    history: [],
    live: 'A',
    kind: 'moved',
    settled: ['observed A'],
    by: null,
  },
  'a tag where the last event says': {
    ...{ history: promotions, live: 'B', kind: 'settled' },
    ...{ settled: ['promote A', 'promote B'], by: 1 },
  },
  'a tag where the last event found it': {
    ...{ history: promotions, live: 'A', kind: 'unfinished', about: 1 },
    ...{ settled: ['promote A', 'superseded B'], unproven: ['promote B'], by: 0 },
  },
  'the first promotion of all, without its tag': {
    ...{ history: first, live: null, kind: 'unfinished', about: 0, settled: ['superseded A'], by: null },
    unproven: ['promote A'],
  },
  'a tag that was moved outside this action': {
    ...{ history: promotions, live: 'C', kind: 'moved', about: 1 },
    ...{ settled: ['promote A', 'promote B', 'observed C'], unproven: ['promote B'], by: null },
  },
  'a tag that was deleted': {
    ...{ history: promotions, live: null, kind: 'gone', about: 1 },
    ...{ settled: ['promote A', 'promote B'], by: null },
  },
  'a superseded last event, and the tag on the image of the event before it': {
    ...{ history: overtaken, live: 'B', kind: 'settled' },
    ...{ settled: ['promote A', 'promote B', 'superseded C'], by: 1 },
  },
  'a superseded last event, and the tag on its image': {
    ...{ history: overtaken, live: 'C', kind: 'moved', about: 1 },
    settled: ['promote A', 'promote B', 'superseded C', 'observed C'],
    by: null,
  },
  'a superseded last event, and the tag on an image before what that one found': {
    // the run that was superseded found B live
    ...{ history: overtaken, live: 'A', kind: 'moved', about: 1, by: 0 },
    settled: ['promote A', 'promote B', 'superseded C', 'observed A'],
  },
  'only superseded events, and a tag': {
    ...{ history: [event('superseded', 'A')], live: 'A', kind: 'moved' },
    ...{ settled: ['superseded A', 'observed A'], by: null },
  },
  'only superseded events, and no tag': {
    ...{ history: [event('superseded', 'A')], live: null, kind: 'settled' },
    ...{ settled: ['superseded A'], by: null },
  },
  'a finished rollback': {
    ...{
      history: rolledBack,
      live: 'A',
      kind: 'settled',
      settled: linesOf(rolledBack),
      by: 2,
    },
  },
  'a rollback that did not move its tag': {
    ...{ history: rolledBack, live: 'B', kind: 'unfinished', about: 2, unproven: ['rollback A'], by: 1 },
    // what it rolled back from stays marked
    settled: ['promote A', 'promote B', 'rollback A', 'observed B'],
  },
  'a tag that was reset to an older image outside this action': {
    ...{ history: events('promote A', 'promote B', 'promote C'), live: 'A', kind: 'moved', about: 2 },
    settled: ['promote A', 'promote B', 'promote C', 'observed A'],
    ...{ by: 0, unproven: ['promote C'] },
  },
};

const read = (row: Row): History | null => row.history && historyOf(row.history);

describe('the status of an environment with', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    const { kind, about } = row;
    const event = about === undefined ? null : row.history?.[about];
    const carries = kind === 'settled' ? {} : { event };
    expect(environmentStatus(at(row.live), read(row))).toEqual({ kind, ...carries });
  });
});

describe('the events that a new one is appended to, with', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    expect(linesOf(reconciledEvents(at(row.live), read(row), KNOWN, second(99)))).toEqual(row.settled);
  });

  test('a change made outside this action is recorded with its identity, without an actor', () => {
    const [, , found] = reconciledEvents(at('C'), historyOf(promotions), KNOWN, second(99));
    expect(found).toEqual({
      ...event('observed', 'C', { ...KNOWN, at: second(99), previous: digest('B'), actor: null, run: null }),
    });
  });

  test('an unfinished promotion of last week is kept as it is: its image may have been live', () => {
    const week = events('promote A', 'promote B').map((one) => ({ ...one, at: second(-7 * 86_400) }));
    const [, kept, found] = reconciledEvents(at('A'), historyOf(week), KNOWN, second(99));
    expect(kept).toBe(week[1]);
    expect(found).toMatchObject({ action: 'observed', digest: digest('A') });
  });

  test('an unfinished promotion is superseded by another of the same image, however old it is', () => {
    const week = events('promote A', 'promote B').map((one) => ({ ...one, at: second(-7 * 86_400) }));
    const next = { action: 'promote', digest: digest('B') };
    expect(linesOf(reconciledEvents(at('A'), historyOf(week), KNOWN, second(99), next))).toEqual([
      'promote A',
      'superseded B',
    ]);
  });

  test('an observed event is never before the event before it', () => {
    const ahead = events('promote A').map((one) => ({ ...one, at: second(600) }));
    const [, found] = reconciledEvents(at('C'), historyOf(ahead), KNOWN, second(99));
    expect(found?.at).toBe(second(600));
  });

  test('an unfinished event keeps everything but its action', () => {
    const [, kept] = reconciledEvents(at('A'), historyOf(promotions), KNOWN, second(99));
    expect(kept).toEqual({ ...promotions[1], action: 'superseded' });
  });
});

describe('the unproven events with', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    expect(linesOf([...unprovenEvents(at(row.live), read(row))])).toEqual(row.unproven ?? []);
  });
});

describe('the event of the live image with', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    expect(liveEvent(at(row.live), read(row))).toBe(row.by === null ? null : row.history?.[row.by]);
  });
});

describe('events', () => {
  test('the last event is the last that was not superseded', () => {
    expect(lastEvent(historyOf(overtaken))).toBe(overtaken[1]);
    expect(lastEvent(historyOf([]))).toBeNull();
    expect(lastEvent(null)).toBeNull();
  });

  test.each<[string, Partial<HistoryEvent>, boolean]>([
    ['superseded', { action: 'superseded' }, true],
    ['about another image', { digest: digest('Z') }, false],
    ['at another time', { at: second(7) }, false],
    ['of another run', { run: null }, false],
    ['after another image', { previous: digest('Z') }, false],
    ['by another actor', { actor: 'ben' }, false],
  ])('an event that differs by being %s is compared: %#', (_name, other, same) => {
    const one = event('promote', 'A');
    expect(isSameEvent(one, { ...one, ...other })).toBe(same);
  });

  test('superseding an event does not change the original', () => {
    const one = event('promote', 'A');
    expect(superseded(one).action).toBe('superseded');
    expect(one.action).toBe('promote');
  });
});
