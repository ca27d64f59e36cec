import { describe, expect, test } from '@jest/globals';
import { decodeHistory, encodeHistory } from '../../src/history/codec.ts';
import { earlierAttempt } from '../../src/history/earlier-attempt.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { reconcile } from '../../src/history/reconcile.ts';
import { blockOf, holdOf, marksOf, verificationOf } from '../../src/history/records.ts';
import { runOf } from '../../src/history/run-url.ts';
import { orderStages } from '../../src/history/stage-order.ts';
import { MAX_EVENTS, successor } from '../../src/history/successor.ts';
import { UNKNOWN } from '../../src/image/identity.ts';
import { event, events, historyOf, linesOf, second } from '../support/images/histories.ts';
import { at, digest, runUrl } from '../support/requests/requests.ts';

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

  test('is confirmed if the history has it, whatever its last event is', () => {
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

const OURS = { action: 'promote', run: runUrl(9, 2) } as const;
const earlier = (given: Partial<HistoryEvent> = {}) =>
  event('promote', 'C', { run: runUrl(9, 1), previous: digest('B'), ...given });
const before = events('promote A', 'promote B');
const later = event('promote', 'D', { run: runUrl(10), previous: digest('C') });
const elsewhere = runUrl(9, 1).replace('/team/', '/other/');

function kindOf(live: string | null, list: readonly HistoryEvent[], own: Parameters<typeof earlierAttempt>[2] = OURS) {
  return earlierAttempt(live === null ? null : { digest: digest(live) }, historyOf(list), own)?.kind ?? null;
}

describe('an earlier attempt of a run', () => {
  test.each<[string, string | null, readonly HistoryEvent[], string | null]>([
    ['is done where its image is live', 'C', [...before, earlier()], 'done'],
    ['is done where its image is live again', 'C', [...before, earlier(), later, event('rollback', 'C')], 'done'],
    ['is unfinished where the previous image is live', 'B', [...before, earlier()], 'unfinished'],
    ['was overtaken where another image was promoted since', 'D', [...before, earlier(), later], 'moved'],
    ['was overtaken where the previous image was restored since', 'B', [...before, earlier(), later], 'moved'],
    ['was overtaken where the tag was moved by hand', 'X', [...before, earlier()], 'moved'],
    ['was overtaken where the tag is gone', null, [...before, earlier()], 'moved'],
    ['that lost a race has done nothing', 'D', [...before, earlier({ action: 'superseded' }), later], null],
    ['that did something else has done nothing of this', 'D', [...before, earlier({ action: 'rollback' })], null],
    ['of a run of that number in another repository is another run', 'C', [earlier({ run: elsewhere })], null],
    ['does not count once this attempt has moved the environment', 'D', [earlier(), earlier({ run: OURS.run })], null],
  ])('%s', (_name, live, list, kind) => expect(kindOf(live, list)).toBe(kind));

  test.each<[string, string | null]>([
    ['a run without a URL', null],
    ['a run of another service', 'https://ci.example/9'],
    ['a first attempt', runUrl(9, 1)],
  ])('is not there for %s', (_name, run) => {
    expect(kindOf('D', [...before, earlier({ run }), later], { action: 'promote', run })).toBeNull();
  });

  test('is not there without a history', () => {
    expect(earlierAttempt({ digest: digest('A') }, null, OURS)).toBeNull();
  });
});

describe("the run that an attempt's URL names", () => {
  test.each([
    {
      url: 'https://github.com/a/b/actions/runs/42/attempts/2',
      is: { run: 'https://github.com/a/b/actions/runs/42', attempt: 2, id: 42, server: 'https://github.com' },
    },
    { url: 'https://github.com/a/b/actions/runs/42', is: null },
    { url: 'https://ci.example/42', is: null },
    { url: '', is: null },
    { url: null, is: null },
  ])('$url is $is', ({ url, is }) => expect(runOf(url)).toEqual(is));
});

const stage = (name: string, ...events: Parameters<typeof event>[]) => ({
  name,
  history: historyOf(events.map((each) => event(...each))),
});
const names = (list: Parameters<typeof orderStages>[0]): string[] => orderStages(list).map(({ name }) => name);

describe('the order of environments without stages', () => {
  test('is that in which images pass through them', () => {
    const prod = stage('prod', ['promote', 'A', { at: second(9) }]);
    const staging = stage('staging', ['promote', 'A', { at: second(5) }], ['promote', 'B', { at: second(6) }]);
    const dev = stage('dev', ['promote', 'A', { at: second(1) }], ['promote', 'B', { at: second(2) }]);
    expect(names([prod, staging, dev])).toEqual(['dev', 'staging', 'prod']);
  });

  test('begins with the environment that builds set', () => {
    expect(names([stage('a', ['promote', 'A']), stage('z', ['build', 'B'])])).toEqual(['z', 'a']);
  });

  test('is alphabetical where the histories do not tell', () => {
    expect(names([{ name: 'b', history: null }, stage('c', ['promote', 'C']), { name: 'a', history: null }])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});
