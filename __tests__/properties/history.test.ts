import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeHistory, encodeHistory } from '../../src/history/codec.ts';
import { type Action, type History, type HistoryEvent, lastEvent, superseded } from '../../src/history/event.ts';
import { replay, rollbackTargets } from '../../src/history/stack.ts';
import { environmentStatus, liveEvent, reconciledEvents, unprovenEvents } from '../../src/history/state.ts';
import { MAX_EVENTS, successor } from '../../src/history/successor.ts';
import { MAX_MANIFEST, MEDIA_TYPES, readManifest } from '../../src/image/manifest.ts';
import { digests, events, hostile } from '../support/images/arbitraries.ts';
import { event } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';
import { cases } from '../support/runner/quick.ts';

const NAMES = [...'ABCD'];
const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Action>('build', 'promote', 'rollback', 'observed', 'superseded'),
    fc.constantFrom(...NAMES),
  ),
  { maxLength: 14 },
);
/** Consecutive events, each with the previously live image. */
const pasts: fc.Arbitrary<HistoryEvent[]> = steps.map((all) => {
  let live: string | null = null;
  return all.map(([action, name], index) => {
    const made = event(action, name, { previous: live, at: new Date(index * 1000).toISOString() });
    if (action !== 'superseded') live = made.digest;
    return made;
  });
});
const lives = fc
  .option(fc.constantFrom(...NAMES, 'other'), { nil: null })
  .map((name) => (name === null ? null : { digest: digest(name), mediaType: MEDIA_TYPES.ociIndex, size: 700 }));
const historyOf = (list: readonly HistoryEvent[]): History => ({
  digest: digest('h'),
  parent: null,
  first: 1,
  events: list,
});
const UNKNOWN = { version: null, revision: null, created: null };
const AT = '2026-01-01T00:00:00Z';
const top = (list: readonly HistoryEvent[]): string | undefined => replay(list).stack.at(-1)?.digest;

describe('any history', () => {
  const histories = fc.record({
    digest: fc.constant(null),
    parent: fc.option(digests, { nil: null }),
    first: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.constantFrom(999_990, 999_999_900)),
    events: fc.array(events, { minLength: 1, maxLength: 12 }),
  });

  test('is read back as it was written, with arbitrary text in its fields', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const manifest = encodeHistory(history);
        expect(decodeHistory(manifest, 'x:prod-history')).toEqual({ ...history, digest: manifest.digest });
        expect(readManifest(manifest).isIndex).toBe(false);
        expect(manifest.bytes.toString('latin1')).not.toMatch(/[\u0000-\u001f]/);
      }),
      { numRuns: cases(300) },
    );
  });

  test('that another program wrote is read, or is HISTORY_INVALID', () => {
    const values = fc.oneof(
      hostile,
      fc.jsonValue(),
      fc.constant('{}'),
      events.map((one) => JSON.stringify(one)),
    );
    const keys = fc.constantFrom(
      'vnd.build-once-promote.event.000001',
      'vnd.build-once-promote.event.000002',
      'vnd.build-once-promote.event.1',
      'vnd.build-once-promote.parent',
      '__proto__',
      'x',
    );
    const bodies = fc.oneof(
      fc.json(),
      fc
        .dictionary(keys, values)
        .map((more) =>
          JSON.stringify({ schemaVersion: 2, annotations: { 'vnd.build-once-promote.history': '1', ...more } }),
        ),
      hostile,
    );
    fc.assert(
      fc.property(bodies, (text) => {
        const bytes = Buffer.from(text);
        const manifest = { bytes, mediaType: MEDIA_TYPES.ociManifest, digest: digest('x'), size: bytes.length };
        try {
          for (const { action, digest: named } of decodeHistory(manifest, 'x').events)
            expect([typeof action, named?.length ?? 71]).toEqual(['string', 71]);
        } catch (error) {
          expect(error).toMatchObject({ code: 'HISTORY_INVALID' });
        }
      }),
      { numRuns: cases(1000) },
    );
  });

  test('keeps the newest 200, numbered on without a gap, and fits into a manifest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 450 }), fc.array(events, { minLength: 1, maxLength: 3 }), (count, all) => {
        let history: History | null = null;
        for (let at = 0; at < count; at++) {
          const made: History = successor(history, [...(history?.events ?? []), all[at % all.length] as HistoryEvent]);
          history = { ...made, digest: digest(String(at)) };
          expect(made.parent).toBe(at === 0 ? null : digest(String(at - 1)));
        }
        expect(history?.events).toHaveLength(Math.min(count, MAX_EVENTS));
        expect(history?.first).toBe(Math.max(1, count - MAX_EVENTS + 1));
        const manifest = encodeHistory(history as History);
        expect(manifest.size).toBeLessThanOrEqual(MAX_MANIFEST);
        expect(decodeHistory(manifest, 'x').events.at(-1)).toEqual(all[(count - 1) % all.length]);
      }),
      { numRuns: cases(15) },
    );
  });
});

describe('any sequence of events', () => {
  test('has its last event’s image on top, and on the stack only what was live', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const { stack, rolledBack: marked, seen } = replay(past);
        expect(stack.at(-1)?.digest).toBe(lastEvent(historyOf(past))?.digest);
        for (const { digest: one } of stack) expect(seen.has(one)).toBe(true);
        for (const one of marked) expect(seen.has(one)).toBe(true);
      }),
      { numRuns: cases(1000) },
    );
  });

  test('is the same without what was superseded', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const come = past.filter(({ action }) => action !== 'superseded');
        expect(replay(past)).toEqual(replay(come));
        expect(replay([...past, superseded(event('promote', 'E'))])).toEqual(replay(come));
      }),
    );
  });

  test('goes back to no image that is on top or was rolled back from, nor to one twice', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const state = replay(past);
        const targets = rollbackTargets(state).map((layer) => layer.digest);
        expect(new Set(targets).size).toBe(targets.length);
        expect(targets).not.toContain(top(past));
        for (const target of targets) expect(state.rolledBack.has(target)).toBe(false);
      }),
      { numRuns: cases(500) },
    );
  });

  test('followed by new images A, B, C… goes back one by one, to A at last', () => {
    fc.assert(
      fc.property(pasts, fc.integer({ min: 2, max: 6 }), (past, count) => {
        const fresh = Array.from({ length: count }, (_, at) => `new${at}`);
        let now = [...past, ...fresh.map((name) => event('promote', name))];
        for (const name of [...fresh].reverse().slice(1)) {
          const [target] = rollbackTargets(replay(now));
          expect(target?.digest).toBe(digest(name));
          const left = top(now) ?? '';
          now = [...now, event('rollback', name)];
          expect(top(now)).toBe(digest(name));
          expect(replay(now).rolledBack.has(left)).toBe(true);
          expect(replay(now).rolledBack.has(digest(name))).toBe(false);
        }
      }),
      { numRuns: cases(500) },
    );
  });

  test('rolled back to any image has it on top without a mark, and marks the previous one', () => {
    fc.assert(
      fc.property(pasts, fc.constantFrom(...NAMES), (past, name) => {
        const left = top(past);
        const { stack, rolledBack: marked } = replay([...past, event('rollback', name)]);
        expect(stack.at(-1)?.digest).toBe(digest(name));
        expect(marked.has(digest(name))).toBe(false);
        if (left !== undefined && left !== digest(name)) expect(marked.has(left)).toBe(true);
      }),
      { numRuns: cases(500) },
    );
  });

  test('clears the mark of an image that is promoted again', () => {
    fc.assert(
      fc.property(pasts, fc.constantFrom(...NAMES), (past, name) => {
        expect(replay([...past, event('promote', name)]).rolledBack.has(digest(name))).toBe(false);
      }),
    );
  });
});

describe('a history together with its tag', () => {
  test('is reconciled once, for good, and ends with what is live', () => {
    fc.assert(
      fc.property(pasts, lives, (past, live) => {
        const told = reconciledEvents(live, historyOf(past), UNKNOWN, AT);
        expect(['settled', 'gone']).toContain(environmentStatus(live, historyOf(told)).kind);
        expect(reconciledEvents(live, historyOf(told), UNKNOWN, AT)).toEqual(told);
        if (live) expect(top(told)).toBe(live.digest);
        const { kind } = environmentStatus(live, historyOf(past));
        const isKept = kind === 'unfinished' && live !== null && lastEvent(historyOf(told))?.action === 'observed';
        expect(told.length - past.length).toBe(kind === 'moved' || isKept ? 1 : 0);
      }),
      { numRuns: cases(1000) },
    );
  });

  test('doubts the last event only where the tag is not at its image', () => {
    fc.assert(
      fc.property(pasts, lives, (past, live) => {
        const { kind } = environmentStatus(live, historyOf(past));
        const last = lastEvent(historyOf(past));
        const doubted = unprovenEvents(live, historyOf(past));
        if (last && (kind === 'settled' || kind === 'gone')) expect(doubted.has(last)).toBe(false);
        if (kind === 'unfinished') expect(last && doubted.has(last)).toBe(true);
        const by = liveEvent(live, historyOf(past));
        if (by) expect(by.digest).toBe(live?.digest);
        if (live && (kind === 'settled' || kind === 'unfinished')) expect(by).not.toBeNull();
      }),
      { numRuns: cases(1000) },
    );
  });
});
