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

function runInfo(given: Partial<RunInfo> = {}): RunInfo {
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

/** The result of a plan in short: nothing, waits, finishes, moves without history, or the events that it writes. */
function resultOf(environment: EnvironmentFacts, to: string, given: Partial<RunInfo> = {}): string | string[] {
  const { move, inProgress } = planMove(environment, target(to), IDENTITY, runInfo(given));
  if (inProgress) return 'waits';
  if (!move) return 'nothing';
  if (move.next) return linesOf(move.next.events);
  return move.event ? 'finishes' : 'moves without history';
}

interface Row {
  readonly live: string | null;
  readonly history: readonly HistoryEvent[] | null;
  readonly to?: string;
  readonly run?: Partial<RunInfo>;
  readonly expected: string | string[];
}

const TABLE: Record<string, Row> = {
  'the first promotion': { live: null, history: null, expected: ['promote C'] },
  'the next promotion': { live: 'A', history: events('promote A'), expected: ['promote A', 'promote C'] },
  'the live image': {
    ...{ live: 'C', history: [event('promote', 'C', { version: '2.0.0' })], expected: 'nothing' },
  },
  'the live image under a lower version': {
    ...{ live: 'C', history: [event('promote', 'C', { version: '2.0.1' })], expected: 'nothing' },
  },
  'the live image under a higher version, which is recorded': {
    live: 'C',
    history: [event('promote', 'C', { version: '2.0.0-rc.1' })],
    expected: ['promote C', 'promote C'],
  },
  'the live image under a higher version with history: false': {
    ...{ live: 'C', history: [event('promote', 'C', { version: '2.0.0-rc.1' })], run: { writesHistory: false } },
    expected: 'nothing',
  },
  'an image that was set live outside this action': { live: 'C', history: events('promote A'), expected: 'nothing' },
  'another image, where the tag existed before the history': {
    live: 'A',
    history: null,
    expected: ['observed A', 'promote C'],
  },
  'another image, where the tag was moved outside this action': {
    ...{ live: 'X', history: events('promote A'), expected: ['promote A', 'observed X', 'promote C'] },
  },
  'another image, where the tag was deleted, which is not recorded as observed': {
    ...{ live: null, history: events('promote A', 'promote B'), expected: ['promote A', 'promote B', 'promote C'] },
  },
  'an image, where the history has no events': { live: null, history: [], expected: ['promote C'] },
  'the same image, whose promotion an earlier attempt left unfinished': {
    ...{ live: 'B', history: unfinished(), run: { run: runUrl(8, 2) }, expected: 'finishes' },
  },
  'the same image, whose promotion another run left unfinished': {
    ...{ live: 'B', history: unfinished({ at: second(30) }) },
    expected: ['promote A', 'promote B', 'superseded C', 'promote C'],
  },
  'the same image, while its promotion by another run is unfinished': {
    ...{ live: 'B', history: unfinished(), expected: 'waits' },
  },
  'the same image, whose first promotion an earlier attempt left unfinished': {
    ...{ live: null, history: [event('promote', 'C')], run: { run: runUrl(1, 2) }, expected: 'finishes' },
  },
  'the same image, whose promotion a run of that number in another repository left unfinished': {
    live: 'B',
    history: unfinished({ at: second(30), run: runUrl(9, 1).replace('/team/', '/other/') }),
    run: { run: runUrl(9, 2) },
    expected: ['promote A', 'promote B', 'superseded C', 'promote C'],
  },
  'the same image by a rollback, while a rollback to it by another run is unfinished': {
    live: 'B',
    history: [...events('promote C', 'promote B'), event('rollback', 'C', { at: second(95), previous: digest('B') })],
    run: { action: 'rollback' },
    expected: ['promote C', 'promote B', 'superseded C', 'rollback C'],
  },
  'another image, where the clock of the unfinished run is ahead by hours': {
    ...{ live: 'B', history: unfinished({ at: second(9e3) }), to: 'D' },
    expected: ['promote A', 'promote B', 'promote C', 'observed B', 'promote D'],
  },
  'the same image, whose promotion was left unfinished long ago': {
    live: 'B',
    history: unfinished({ at: second(-9e6) }),
    run: { run: runUrl(8, 2) },
    expected: 'finishes',
  },
  'another image, while a promotion begun 5 seconds ago is unfinished': {
    live: 'B',
    history: unfinished(),
    to: 'D',
    expected: 'waits',
  },
  'the same image by another action, while a promotion begun 5 seconds ago is unfinished': {
    ...{ live: 'B', history: unfinished(), run: { action: 'rollback' }, expected: 'waits' },
  },
  'another image, while a promotion begun 59 seconds ago is unfinished': {
    live: 'B',
    history: unfinished({ at: second(41) }),
    to: 'D',
    expected: 'waits',
  },
  'another image, while a promotion begun a minute ago is unfinished': {
    ...{ live: 'B', history: unfinished({ at: second(40) }), to: 'D' },
    expected: ['promote A', 'promote B', 'superseded C', 'promote D'],
  },
  'another image, after waiting for an unfinished promotion': {
    ...{ live: 'B', history: unfinished(), to: 'D', run: { canWait: false } },
    expected: ['promote A', 'promote B', 'superseded C', 'promote D'],
  },
  'another image, where an earlier attempt of this run left a promotion unfinished': {
    ...{ live: 'B', history: unfinished({ run: runUrl(9, 1) }), to: 'D', run: { run: runUrl(9, 2) } },
    expected: ['promote A', 'promote B', 'superseded C', 'promote D'],
  },
  'another image, while a promotion by another step of this attempt is unfinished': {
    ...{ live: 'B', history: unfinished({ run: runUrl(9) }), to: 'D', expected: 'waits' },
  },
  'another image, while a promotion without a run URL is unfinished': {
    ...{ live: 'B', history: unfinished({ run: null }), to: 'D', run: { run: null }, expected: 'waits' },
  },
  'another image with history: false': {
    live: 'A',
    history: events('promote A'),
    run: { writesHistory: false },
    expected: 'moves without history',
  },
  'another image with history: false, where the tag was moved outside this action': {
    ...{ live: 'X', history: events('promote A'), run: { writesHistory: false }, expected: 'moves without history' },
  },
};

describe('the plan to move an environment to', () => {
  test.each(Object.entries(TABLE))('%s: writes the expected events, waits, or finishes', (_name, row) => {
    expect(resultOf(facts(row.live, row.history), row.to ?? 'C', row.run)).toEqual(row.expected);
  });

  test('another image has an event with the identity, actor, time, reason and previous digest', () => {
    const given = { reason: 'because', allowed: ['downgrade'] };
    const { move } = planMove(facts('A', events('promote A')), target('C'), IDENTITY, runInfo(given));
    const expected = { ...IDENTITY, previous: digest('A'), at: second(100), run: runUrl(9), size: 700, ...given };
    expect(move?.event).toEqual(event('promote', 'C', expected));
    expect(move?.next?.events.at(-1)).toBe(move?.event);
  });

  test('another image has the live digest as previous, not the last digest in the history', () => {
    const { move } = planMove(facts('X', events('promote A')), target('C'), IDENTITY, runInfo());
    expect(move?.event?.previous).toBe(digest('X'));
  });

  test('another image writes a history whose parent is the history that was read', () => {
    const { move } = planMove(facts('A', events('promote A')), target('C'), IDENTITY, runInfo());
    expect(move?.next?.parent).toBe(historyOf([]).digest);
    expect(move?.from).toEqual(at('A'));
  });

  test('the image of an unfinished run writes the event of that run, not a new one', () => {
    const history = unfinished();
    const { move } = planMove(facts('B', history), target('C'), IDENTITY, runInfo({ run: runUrl(8, 2) }));
    expect(move?.event).toBe(history[2]);
  });

  test.each([
    [['moved' as const], true],
    [['downgrade' as const], false],
  ])('another image with allow: %s has force %s', (allowed, overtakes) => {
    const { move } = planMove(facts('A', events('promote A')), target('C'), IDENTITY, runInfo({ allowed }));
    expect(move?.force).toBe(overtakes);
  });
});
