import type { Metrics } from '../figures/types.ts';
import { type HistoryEvent, isMove } from '../history/event.ts';
import { rollbackTargets } from '../history/stack.ts';
import { replayEnvironment, unprovenEvents } from '../history/state.ts';
import { imageName } from '../image/name.ts';
import type { EnvironmentReport, Studied } from '../modes/status.ts';
import { driftOf } from '../modes/status-report.ts';
import { type BoardEntry, type BoardEvent, type BoardMove, MOVES } from './types.ts';

/** How many events a timeline has at most. */
const EVENTS = 50;

/** Takes from an environment and its history what the board shows. */
export function entryOf({ report, live, history }: Studied, metrics: Metrics): BoardEntry {
  const { row, problem, reason } = report;
  const events = history?.events ?? [];
  const [target] = rollbackTargets(replayEnvironment(live, history));
  const unproven = unprovenEvents(live, history);
  const cell = {
    ...{ image: row.image, stage: row.environment, digest: row.digest, revision: row.revision },
    name: row.digest === null ? null : imageName(row, row.digest),
    ...{ since: row.since, by: row.by, run: row.run, reason, problem, metrics },
    ...{ drift: driftText(report), held: heldOf(report), mark: markOf(report), lag: null },
    restores: target ? imageName(target.by, target.digest) : null,
    events: events
      .slice(-EVENTS)
      .reverse()
      .map((event) => eventOf(event, unproven)),
    older: Math.max(0, events.length - EVENTS),
  };
  return { report, cell, moves: movesOf(report, events, unproven) };
}

function eventOf(event: HistoryEvent, unproven: ReadonlySet<HistoryEvent>): BoardEvent {
  const { at, action, digest, revision, actor, run, reason } = event;
  const isVoid = action === 'superseded' || unproven.has(event);
  const name = digest === null ? null : imageName(event, digest);
  return { ...{ at, action, name, digest, revision, by: actor, run, reason }, isVoid };
}

function driftText(report: EnvironmentReport): string | null {
  const drift = driftOf(report);
  if (drift === 'unreadable') return 'unreadable history';
  if (drift === 'unfinished') return `unfinished ${report.unfinished?.action}`;
  return drift && `${drift} outside this action`;
}

function heldOf({ row: { held } }: EnvironmentReport): string | null {
  if (held === null) return null;
  return [held.reason, held.by && `by ${held.by}`, held.until && `until ${held.until}`].filter(Boolean).join(', ');
}

/** The newest mark of the live image; none where it was cleared. */
function markOf({ row: { marks } }: EnvironmentReport): string | null {
  const mark = marks.at(-1);
  if (!mark || mark.as === 'cleared') return null;
  return [mark.as, mark.by && `by ${mark.by}`].filter(Boolean).join(' ') + (mark.reason ? `: ${mark.reason}` : '');
}

function movesOf(
  { row }: EnvironmentReport,
  events: readonly HistoryEvent[],
  unproven: ReadonlySet<HistoryEvent>,
): BoardMove[] {
  const names = new Map(events.flatMap((event) => (event.digest ? [[event.digest, event] as const] : [])));
  return events
    .filter((event) => isMove(event) && !unproven.has(event) && event.previous !== event.digest)
    .slice(-MOVES)
    .map((event) => ({
      ...{ image: row.image, stage: row.environment, event: eventOf(event, unproven) },
      from:
        event.previous === null
          ? null
          : imageName(names.get(event.previous) ?? { version: null, revision: null }, event.previous),
    }));
}
