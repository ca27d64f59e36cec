import { describe, expect, test } from '@jest/globals';
import { type HistoryEvent, superseded } from '../../src/history/event.ts';
import { type ReadBack, reconcile } from '../../src/history/reconcile.ts';
import { UNKNOWN } from '../../src/image/identity.ts';
import { event, historyOf, linesOf, second } from '../support/images/histories.ts';
import { at, digest, runUrl } from '../support/requests/requests.ts';

/** What was there before: A, then B. This run promotes to M, another one to X, each planned on B. */
const a = event('promote', 'A', { at: second(1), run: runUrl(1) });
const b = event('promote', 'B', { at: second(2), run: runUrl(2), previous: digest('A') });
const mine = event('promote', 'M', { at: second(10), run: runUrl(10), previous: digest('B') });
const theirs = event('promote', 'X', { at: second(11), run: runUrl(11), previous: digest('B') });
const foundMine = event('observed', 'M', { at: second(12), actor: null, run: null, previous: digest('B') });

/** What one run may read back, and what it has to do then. */
interface Row {
  readonly history: readonly HistoryEvent[] | null;
  readonly live: string | null;
  readonly memory?: readonly HistoryEvent[];
  readonly before?: readonly HistoryEvent[];
  readonly patient?: boolean;
  /** the events to write; or won, lost, wait */
  readonly does: 'won' | 'lost' | 'wait' | string[];
}

const TABLE: Record<string, Row> = {
  'its event last and its image live: won': { history: [a, b, mine], live: 'M', does: 'won' },
  'its event superseded, and the winner last: lost, and nothing is missing': {
    history: [a, b, superseded(mine), theirs],
    ...{ live: 'X', does: 'lost' },
  },
  'its event overwritten by one that came to nothing: puts its own last': {
    history: [a, b, theirs],
    ...{ live: 'M', does: ['promote A', 'promote B', 'superseded X', 'promote M'] },
  },
  'its event superseded by a run that lost: makes it the last again': {
    history: [a, b, superseded(mine), theirs],
    ...{ live: 'M', does: ['promote A', 'promote B', 'superseded X', 'promote M'] },
  },
  'its event overwritten and its image overtaken: adds itself before the winner': {
    history: [a, b, theirs],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'promote X'] },
  },
  'its event overwritten by somebody who observed its image: takes that place': {
    history: [a, b, foundMine],
    ...{ live: 'M', does: ['promote A', 'promote B', 'promote M'] },
  },
  'its event last, but the image of an event before it live: puts that one last': {
    history: [a, b, theirs, mine],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'promote X'] },
  },
  'the winner superseded by others: restores it from memory': {
    history: [a, b, superseded(theirs), mine],
    memory: [a, b, theirs],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'promote X'] },
  },
  'the winner superseded, and nobody remembers it: waits for the winner': {
    history: [a, b, superseded(theirs), mine],
    ...{ live: 'X', patient: true, does: 'wait' },
  },
  'an image live that no event explains: waits for whoever put it there': {
    history: [a, b, mine],
    ...{ live: 'X', patient: true, does: 'wait' },
  },
  'an image live that no event explains, waited for in vain: observed': {
    history: [a, b, mine],
    ...{ live: 'X', does: ['promote A', 'promote B', 'superseded M', 'observed X'] },
  },
  'the image of long ago live again, which an old event does not explain: waits': {
    history: [a, b, mine],
    ...{ live: 'A', patient: true, does: 'wait' },
  },
  'the image of long ago live again, waited for in vain: observed': {
    history: [a, b, mine],
    ...{ live: 'A', does: ['promote A', 'promote B', 'superseded M', 'observed A'] },
  },
  'the tag put back where it was: its own event came to nothing': {
    history: [a, b, mine],
    ...{ live: 'B', does: ['promote A', 'promote B', 'superseded M'] },
  },
  'the tag put back, and its event overwritten': {
    history: [a, b],
    ...{ live: 'B', does: ['promote A', 'superseded M', 'promote B'] },
  },
  'no tag, its event there: the tag was deleted': { history: [a, b, mine], live: null, does: 'lost' },
  'no tag, its event not there: waits': { history: [a, b], live: null, patient: true, does: 'wait' },
  'no tag, its event not there, waited for in vain: adds it as superseded': {
    history: [a, b],
    ...{ live: null, does: ['promote A', 'promote B', 'superseded M'] },
  },
  'no history at all, but its image live: writes its event': {
    ...{ history: null, before: [], live: 'M', does: ['promote M'] },
  },
  'the first two runs of all, the other one live and last': {
    ...{ history: [theirs], before: [], live: 'X', does: ['superseded M', 'promote X'] },
  },
};

function readBack({ history, live, memory, before, patient }: Row): ReadBack {
  const memories = memory ?? history?.filter(({ action }) => action !== 'superseded') ?? [];
  return {
    history: history && historyOf(history),
    live: at(live),
    mine,
    memory: memories,
    before: before ?? [a, b],
    canWait: patient ?? false,
    known: UNKNOWN,
    at: second(50),
  };
}

describe('a run that reads back', () => {
  test.each(Object.entries(TABLE))('%s', (_name, row) => {
    const verdict = reconcile(readBack(row));
    const does = verdict.kind === 'agreed' ? (verdict.won ? 'won' : 'lost') : verdict.kind;
    expect(verdict.kind === 'write' ? linesOf(verdict.events) : does).toEqual(row.does);
  });

  const writing = Object.entries(TABLE).filter(([, { does }]) => Array.isArray(does));

  test.each(writing)('is content with what it wrote itself: %s', (_name, row) => {
    const verdict = reconcile(readBack(row));
    const history = verdict.kind === 'write' ? verdict.events : [];
    expect(reconcile(readBack({ ...row, history }))).toEqual({ kind: 'agreed', won: row.live === 'M' });
  });

  test.each(writing)('loses no event that counted before it: %s', (_name, row) => {
    const verdict = reconcile(readBack(row));
    const history = verdict.kind === 'write' ? verdict.events : [];
    expect(history).toEqual(
      expect.arrayContaining([...(row.before ?? [a, b]), expect.objectContaining({ run: mine.run })]),
    );
  });

  test('what it observes is recorded with what is known, at the time of looking, after the last event', () => {
    const known = { version: '3.0.0', revision: null, created: null };
    const verdict = reconcile({ ...readBack({ history: [a, b, mine], live: 'X', does: 'wait' }), known });
    const observed = event('observed', 'X', {
      at: second(50),
      version: '3.0.0',
      actor: null,
      run: null,
      previous: mine.digest,
    });
    expect(verdict).toMatchObject({ kind: 'write' });
    expect(verdict.kind === 'write' && verdict.events.at(-1)).toEqual(observed);
  });
});
