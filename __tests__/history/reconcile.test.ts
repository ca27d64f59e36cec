import { describe, expect, test } from '@jest/globals';
import { type HistoryEvent, superseded } from '../../src/history/event.ts';
import { type ReadBack, reconcile } from '../../src/history/reconcile.ts';
import { UNKNOWN } from '../../src/image/identity.ts';
import { event, historyOf, linesOf, second } from '../support/images/histories.ts';
import { at, digest, runUrl } from '../support/requests/requests.ts';

/** Prior events: A, then B. This run promotes to M and another one to X, both planned on B. */
const a = event('promote', 'A', { at: second(1), run: runUrl(1) });
const b = event('promote', 'B', { at: second(2), run: runUrl(2), previous: digest('A') });
const ownEvent = event('promote', 'M', { at: second(10), run: runUrl(10), previous: digest('B') });
const theirs = event('promote', 'X', { at: second(11), run: runUrl(11), previous: digest('B') });
const observedOwn = event('observed', 'M', { at: second(12), actor: null, run: null, previous: digest('B') });

/** What one run reads back, and what it has to do. */
interface Row {
  readonly history: readonly HistoryEvent[] | null;
  readonly live: string | null;
  readonly seenEvents?: readonly HistoryEvent[];
  readonly priorEvents?: readonly HistoryEvent[];
  readonly canWait?: boolean;
  /** the events to write; or won, lost, wait */
  readonly does: 'won' | 'lost' | 'wait' | string[];
}

const TABLE: Record<string, Row> = {
  'wins if its event is last and its image is live': { history: [a, b, ownEvent], live: 'M', does: 'won' },
  'loses if its event is superseded and the winner is last': {
    history: [a, b, superseded(ownEvent), theirs],
    ...{ live: 'X', does: 'lost' },
  },
  'puts its event last if one that took no effect overwrote it': {
    history: [a, b, theirs],
    ...{ live: 'M', does: ['promote A', 'promote B', 'superseded X', 'promote M'] },
  },
  'puts its event last again if a run that lost superseded it': {
    history: [a, b, superseded(ownEvent), theirs],
    ...{ live: 'M', does: ['promote A', 'promote B', 'superseded X', 'promote M'] },
  },
  'adds its event before the winner if it was overwritten and lost': {
    history: [a, b, theirs],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'promote X'] },
  },
  'replaces an observed event of its own image': {
    history: [a, b, observedOwn],
    ...{ live: 'M', does: ['promote A', 'promote B', 'promote M'] },
  },
  'moves an earlier event to the end if its image is live': {
    history: [a, b, theirs, ownEvent],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'promote X'] },
  },
  'restores a superseded winner that it has seen before': {
    history: [a, b, superseded(theirs), ownEvent],
    seenEvents: [a, b, theirs],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'promote X'] },
  },
  'waits for a superseded winner that it has not seen before': {
    history: [a, b, superseded(theirs), ownEvent],
    ...{ live: 'X', canWait: true, does: 'wait' },
  },
  'waits if no event explains the live image': {
    history: [a, b, ownEvent],
    ...{ live: 'X', canWait: true, does: 'wait' },
  },
  'records an unexplained live image as observed after waiting': {
    history: [a, b, ownEvent],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'observed X'] },
  },
  'waits if only a prior event explains the live image': {
    history: [a, b, ownEvent],
    ...{ live: 'A', canWait: true, does: 'wait' },
  },
  'records an older image that is live again as observed after waiting': {
    history: [a, b, ownEvent],
    ...{ live: 'A', does: ['promote A', 'promote B', 'superseded M', 'observed A'] },
  },
  'supersedes its event if the tag was reset to the previous image': {
    history: [a, b, ownEvent],
    ...{ live: 'B', does: ['promote A', 'promote B', 'superseded M'] },
  },
  'adds its event as superseded if the tag was reset and the event was overwritten': {
    history: [a, b],
    ...{ live: 'B', does: ['promote A', 'superseded M', 'promote B'] },
  },
  'loses if the tag was deleted and its event is recorded': { history: [a, b, ownEvent], live: null, does: 'lost' },
  'waits if there is no tag and its event is missing': { history: [a, b], live: null, canWait: true, does: 'wait' },
  'adds its event as superseded if there is still no tag after waiting': {
    history: [a, b],
    ...{ live: null, does: ['promote A', 'promote B', 'superseded M'] },
  },
  'writes its event if there is no history and its image is live': {
    ...{ history: null, priorEvents: [], live: 'M', does: ['promote M'] },
  },
  'adds its event before the winner in a race of the first two runs': {
    ...{ history: [theirs], priorEvents: [], live: 'X', does: ['superseded M', 'promote X'] },
  },
};

function readBack({ history, live, seenEvents, priorEvents, canWait }: Row): ReadBack {
  const seen = seenEvents ?? history?.filter(({ action }) => action !== 'superseded') ?? [];
  return {
    history: history && historyOf(history),
    live: at(live),
    ownEvent,
    seenEvents: seen,
    priorEvents: priorEvents ?? [a, b],
    canWait: canWait ?? false,
    liveIdentity: UNKNOWN,
    at: second(50),
  };
}

describe('a run that reads the history back', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    const result = reconcile(readBack(row));
    const does = result.kind === 'agreed' ? (result.won ? 'won' : 'lost') : result.kind;
    expect(result.kind === 'write' ? linesOf(result.events) : does).toEqual(row.does);
  });

  const writing = Object.entries(TABLE).filter(([, { does }]) => Array.isArray(does));

  test.each(writing)('accepts the history it wrote itself, where it %s', (_name, row) => {
    const result = reconcile(readBack(row));
    const history = result.kind === 'write' ? result.events : [];
    expect(reconcile(readBack({ ...row, history }))).toEqual({ kind: 'agreed', won: row.live === 'M' });
  });

  test.each(writing)('keeps all prior events and its own, where it %s', (_name, row) => {
    const result = reconcile(readBack(row));
    const history = result.kind === 'write' ? result.events : [];
    expect(history).toEqual(
      expect.arrayContaining([...(row.priorEvents ?? [a, b]), expect.objectContaining({ run: ownEvent.run })]),
    );
  });

  test('records an observed image with its identity and the time of the read, after the last event', () => {
    const liveIdentity = { version: '3.0.0', revision: null, created: null };
    const result = reconcile({ ...readBack({ history: [a, b, ownEvent], live: 'X', does: 'wait' }), liveIdentity });
    const observed = event('observed', 'X', {
      at: second(50),
      version: '3.0.0',
      actor: null,
      run: null,
      previous: ownEvent.digest,
    });
    expect(result).toMatchObject({ kind: 'write' });
    expect(result.kind === 'write' && result.events.at(-1)).toEqual(observed);
  });
});
