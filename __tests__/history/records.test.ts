import { describe, expect, test } from '@jest/globals';
import { decodeHistory, encodeHistory } from '../../src/history/codec.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { reconcile } from '../../src/history/reconcile.ts';
import { blockOf, holdOf, marksOf, verificationOf } from '../../src/history/records.ts';
import { MAX_EVENTS, successor } from '../../src/history/successor.ts';
import { UNKNOWN } from '../../src/image/identity.ts';
import { event, events, historyOf, linesOf, second } from '../support/images/histories.ts';
import { at, digest } from '../support/requests/requests.ts';

const record = (action: 'hold' | 'resume' | 'verified' | 'blocked' | 'cleared', name: string, n: number, more = {}) =>
  event(action, name, { at: second(n), previous: digest(name), ...more });

describe('the hold of an environment', () => {
  const held = (list: HistoryEvent[], now = 100) => holdOf(historyOf(list), second(now))?.reason ?? null;
  test.each<[string, HistoryEvent[], string | null]>([
    ['is the last one', [record('hold', 'A', 1, { reason: 'x' }), record('hold', 'A', 2, { reason: 'y' })], 'y'],
    ['ends with one resume', [record('hold', 'A', 1), record('hold', 'A', 2), record('resume', 'A', 3)], null],
    ['ends at its end', [record('hold', 'A', 1, { reason: 'x', until: second(100) })], null],
    ['lasts until its end', [record('hold', 'A', 1, { reason: 'x', until: second(101) })], 'x'],
    ['is not ended by a move', [record('hold', 'A', 1, { reason: 'x' }), ...events('promote B')], 'x'],
  ])('%s', (_name, list, expected) => expect(held(list)).toBe(expected));

  test('is read as it was written, with an end, and where nothing is live', () => {
    const list = [
      { ...record('hold', 'A', 1, { until: second(9) }), digest: null, previous: null },
      { ...record('resume', 'A', 2), digest: null, previous: null },
    ];
    const manifest = encodeHistory(historyOf(list));
    expect(decodeHistory(manifest, 'x').events).toEqual(list);
  });
});

describe('the marks of an image', () => {
  test('block it until it is cleared, and verify it since it last went live', () => {
    const [first, other, again] = events('promote A', 'promote B', 'promote A');
    const list = [first!, record('verified', 'A', 0), record('blocked', 'A', 0), other!, again!];
    const history = historyOf(list);
    expect(marksOf(history, digest('A')).map(({ action }) => action)).toEqual(['verified', 'blocked']);
    expect(blockOf(history, digest('A'))?.action).toBe('blocked');
    expect(blockOf(historyOf([...list, record('cleared', 'A', 5)]), digest('A'))).toBeNull();
    expect(verificationOf(at('A'), history, digest('A'))).toBeNull();
    const verified = historyOf([...list, record('verified', 'A', 5)]);
    expect(verificationOf(at('A'), verified, digest('A'))?.at).toBe(second(5));
    const replaced = historyOf([...list.slice(0, 4)]);
    expect(verificationOf(at('B'), replaced, digest('A'))?.action).toBe('verified');
  });
});

describe('a history of more than 200 events', () => {
  const moves = (count: number) => events(...Array.from({ length: count }, (_, n) => `promote ${n % 2 ? 'A' : 'B'}`));

  test('keeps the hold in force and the marks of images on the stack before the rest, numbered without a gap', () => {
    const kept = [record('hold', 'A', 0), record('blocked', 'A', 0)];
    const dropped = [record('verified', 'gone', 0), record('hold', 'A', 0, { until: second(1) })];
    const list = [dropped[0]!, dropped[1]!, ...kept, ...moves(260)];
    const next = successor(null, list);
    expect(next.events).toHaveLength(MAX_EVENTS);
    expect(next.events.slice(0, 2)).toEqual(kept);
    expect(next.events.slice(2)).toEqual(list.slice(-198));
    const read = decodeHistory(encodeHistory(next), 'x');
    expect([read.first, read.events.length]).toEqual([list.length - MAX_EVENTS + 1, MAX_EVENTS]);
    const more = successor(read, [...read.events, ...moves(50)]);
    expect(more.events.slice(0, 2)).toEqual(kept);
    expect(linesOf(more.events).filter((line) => !line.startsWith('promote'))).toEqual(['hold A', 'blocked A']);
  });

  test('drops the oldest marks where there are more than a history can keep', () => {
    const marks = Array.from({ length: 300 }, (_, n) => record('verified', 'A', n));
    const next = successor(null, [...events('promote A'), ...marks]);
    expect(next.events).toHaveLength(MAX_EVENTS);
    expect(next.events.at(-1)).toEqual(marks.at(-1));
  });
});

describe('an event that moves nothing, read back', () => {
  const own = record('hold', 'A', 5);
  const back = (list: HistoryEvent[]) =>
    reconcile({
      ...{ history: historyOf(list), live: at('A'), ownEvent: own, seenEvents: [], priorEvents: [] },
      ...{ canWait: false, liveIdentity: UNKNOWN, at: second(9) },
    });

  test('is agreed where it is there, whatever the history ends with', () => {
    expect(back([...events('promote A'), own])).toEqual({ kind: 'agreed', won: true });
    expect(back([own, event('promote', 'B', { at: second(8) })])).toEqual({ kind: 'agreed', won: true });
  });

  test('is restored, before later events, if another run wrote the history without it', () => {
    const later = event('promote', 'B', { at: second(8), previous: digest('A') });
    expect(back([...events('promote A'), later])).toMatchObject({
      kind: 'write',
      events: [{ action: 'promote' }, own, later],
    });
    expect(back(events('promote A'))).toMatchObject({ kind: 'write', events: [{ action: 'promote' }, own] });
  });
});
