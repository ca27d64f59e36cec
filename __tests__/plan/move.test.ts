import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import type { Identity } from '../../src/image/identity.ts';
import type { Manifest } from '../../src/image/manifest.ts';
import { planMove, type RunInfo } from '../../src/plan/move.ts';
import { event, events, historyOf, linesOf, second } from '../support/images/histories.ts';
import { at, digest, runUrl } from '../support/requests/requests.ts';

const KNOWN: Identity = { version: '1.0.0', revision: null, created: null };
const IDENTITY: Identity = { version: '2.0.0', revision: 'c'.repeat(40), created: '2026-01-01T00:00:00Z' };

function target(name: string): Manifest {
  return { ...(at(name) as NonNullable<ReturnType<typeof at>>), bytes: Buffer.from(name) };
}

function facts(live: string | null, list: readonly HistoryEvent[] | null): EnvironmentFacts {
  return { name: 'prod', live: at(live), history: list && historyOf(list), known: KNOWN };
}

function doing(given: Partial<RunInfo> = {}): RunInfo {
  const { actor, reason } = { actor: 'ana', reason: null };
  return {
    action: 'promote',
    at: second(100),
    actor,
    run: runUrl(9),
    reason,
    allowed: [],
    writesHistory: true,
    canWait: true,
    ...given,
  };
}

/** A promotion of C by another run on top of A and B, which has not moved the tag. */
function unfinished(given: Partial<HistoryEvent> = {}): HistoryEvent[] {
  const c = event('promote', 'C', { at: second(95), run: runUrl(8), previous: digest('B'), ...given });
  return [...events('promote A', 'promote B'), c];
}

/** What a plan comes to: nothing, a wait, finishing, a move without history, or the events that it writes. */
function comesTo(environment: EnvironmentFacts, to: string, given: Partial<RunInfo> = {}): string | string[] {
  const { move, inProgress } = planMove(environment, target(to), IDENTITY, doing(given));
  if (inProgress) return 'waits';
  if (!move) return 'nothing';
  if (move.next) return linesOf(move.next.events);
  return move.event ? 'finishes' : 'moves without history';
}

interface Row {
  readonly live: string | null;
  readonly history: readonly HistoryEvent[] | null;
  readonly to?: string;
  readonly doing?: Partial<RunInfo>;
  readonly comesTo: string | string[];
}

const TABLE: Record<string, Row> = {
  'the first promotion of all': { live: null, history: null, comesTo: ['promote C'] },
  'the next promotion': { live: 'A', history: events('promote A'), comesTo: ['promote A', 'promote C'] },
  'an image that is live already': { live: 'C', history: events('promote C'), comesTo: 'nothing' },
  'an image that is live already, by other hands': { live: 'C', history: events('promote A'), comesTo: 'nothing' },
  'a tag that was there before any history': { live: 'A', history: null, comesTo: ['observed A', 'promote C'] },
  'a tag that other hands moved': {
    ...{ live: 'X', history: events('promote A'), comesTo: ['promote A', 'observed X', 'promote C'] },
  },
  'a tag that is gone, which is not observed': {
    ...{ live: null, history: events('promote A', 'promote B'), comesTo: ['promote A', 'promote B', 'promote C'] },
  },
  'a history that was emptied': { live: null, history: [], comesTo: ['promote C'] },
  'the same action, unfinished by another run': { live: 'B', history: unfinished(), comesTo: 'finishes' },
  'the first promotion of all, unfinished': {
    ...{ live: null, history: [event('promote', 'C')], comesTo: 'finishes' },
  },
  'the same action, unfinished long ago': { live: 'B', history: unfinished({ at: second(-9e6) }), comesTo: 'finishes' },
  'another image, unfinished a moment ago': { live: 'B', history: unfinished(), to: 'D', comesTo: 'waits' },
  'the same image by another action, unfinished a moment ago': {
    ...{ live: 'B', history: unfinished(), doing: { action: 'rollback' }, comesTo: 'waits' },
  },
  'another image, unfinished 59 seconds ago': {
    live: 'B',
    history: unfinished({ at: second(41) }),
    to: 'D',
    comesTo: 'waits',
  },
  'another image, unfinished a minute ago': {
    ...{ live: 'B', history: unfinished({ at: second(40) }), to: 'D' },
    comesTo: ['promote A', 'promote B', 'superseded C', 'promote D'],
  },
  'another image, after waiting': {
    ...{ live: 'B', history: unfinished(), to: 'D', doing: { canWait: false } },
    comesTo: ['promote A', 'promote B', 'superseded C', 'promote D'],
  },
  'another image, unfinished by an earlier attempt of this run': {
    ...{ live: 'B', history: unfinished({ run: runUrl(9, 1) }), to: 'D', doing: { run: runUrl(9, 2) } },
    comesTo: ['promote A', 'promote B', 'superseded C', 'promote D'],
  },
  'another image, unfinished by another step of this attempt': {
    ...{ live: 'B', history: unfinished({ run: runUrl(9) }), to: 'D', comesTo: 'waits' },
  },
  'another image, unfinished by nobody knows whom': {
    ...{ live: 'B', history: unfinished({ run: null }), to: 'D', doing: { run: null }, comesTo: 'waits' },
  },
  'history: false': {
    live: 'A',
    history: events('promote A'),
    doing: { writesHistory: false },
    comesTo: 'moves without history',
  },
  'history: false, where other hands moved the tag': {
    ...{ live: 'X', history: events('promote A'), doing: { writesHistory: false }, comesTo: 'moves without history' },
  },
};

describe('pointing an environment at an image', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    expect(comesTo(facts(row.live, row.history), row.to ?? 'C', row.doing)).toEqual(row.comesTo);
  });

  test('the event says all of the image, of who, when and why, and of what was live', () => {
    const given = { reason: 'because', allowed: ['downgrade'] };
    const { move } = planMove(facts('A', events('promote A')), target('C'), IDENTITY, doing(given));
    const expected = { ...IDENTITY, previous: digest('A'), at: second(100), run: runUrl(9), size: 700, ...given };
    expect(move?.event).toEqual(event('promote', 'C', expected));
    expect(move?.next?.events.at(-1)).toBe(move?.event);
  });

  test('what is live is its previous, not what the history says', () => {
    const { move } = planMove(facts('X', events('promote A')), target('C'), IDENTITY, doing());
    expect(move?.event?.previous).toBe(digest('X'));
  });

  test('the history that is written follows the one that was read', () => {
    const { move } = planMove(facts('A', events('promote A')), target('C'), IDENTITY, doing());
    expect(move?.next?.parent).toBe(historyOf([]).digest);
    expect(move?.from).toEqual(at('A'));
  });

  test('what finishes another run writes that run’s event, not one of its own', () => {
    const history = unfinished();
    const { move } = planMove(facts('B', history), target('C'), IDENTITY, doing());
    expect(move?.event).toBe(history[2]);
  });

  test.each([
    [['moved' as const], true],
    [['downgrade' as const], false],
  ])('allow: %s lets it overtake others: %s', (allowed, overtakes) => {
    const { move } = planMove(facts('A', events('promote A')), target('C'), IDENTITY, doing({ allowed }));
    expect(move?.force).toBe(overtakes);
  });
});
