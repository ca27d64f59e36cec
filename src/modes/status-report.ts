import type { EnvironmentFacts } from '../facts/types.ts';
import { type History, type HistoryEvent, isMove, lastEvent } from '../history/event.ts';
import { holdOf, marksOf } from '../history/records.ts';
import { environmentStatus, liveEvent, unprovenEvents } from '../history/state.ts';
import type { Descriptor } from '../image/manifest.ts';

/** An image and an environment, as the output `environments` has them. */
export interface StatusRow {
  readonly image: string;
  readonly environment: string;
  readonly digest: string | null;
  readonly version: string | null;
  readonly revision: string | null;
  readonly since: string | null;
  readonly by: string | null;
  readonly run: string | null;
  readonly action: string | null;
  /** whether the tag names another image than the history's last event */
  readonly moved: boolean;
  /** whether the run of the history's last event was interrupted, or is still at work */
  readonly unfinished: boolean;
  /** the hold that is in force; null where none is */
  readonly held: Held | null;
  /** the marks of the live image, oldest first */
  readonly marks: readonly Mark[];
  /** why its history cannot be read; left out where it can, or there is none */
  readonly problem?: string;
}

/** A hold, as the output has it. */
export interface Held {
  readonly by: string | null;
  readonly since: string;
  /** null where it does not end by itself */
  readonly until: string | null;
  readonly reason: string | null;
}

/** A mark of an image, as the output has it. */
export interface Mark {
  readonly as: string;
  readonly by: string | null;
  readonly at: string;
  readonly run: string | null;
  readonly reason: string | null;
}

/** One environment of one image, with more than the output holds. */
export interface EnvironmentReport {
  readonly row: StatusRow;
  /** the event of a run that was interrupted or is still at work; null where there is none */
  readonly unfinished: HistoryEvent | null;
  readonly historyDigest: string | null;
  readonly reason: string | null;
  /** its newest moves that took effect, oldest first */
  readonly moves: readonly ReportedMove[];
  /** why its history cannot be read; null where it can, or there is none */
  readonly problem: string | null;
}

/** A move of an environment, without what only the history needs. */
export type ReportedMove = Pick<HistoryEvent, 'at' | 'action' | 'digest' | 'previous' | 'version' | 'revision'>;

/** How many moves a report has at most. */
const MOVES = 50;

/** An environment with its whole history. */
export interface Studied {
  readonly report: EnvironmentReport;
  /** the manifest of its tag; null where there is none */
  readonly live: { readonly digest: string } | null;
  /** null where there is none, or it cannot be read */
  readonly history: History | null;
}

/**
 * The report of one environment. Pure.
 * @param now RFC 3339
 * @param problem why its history cannot be read
 */
export function describe(
  image: string,
  { name, live, history, known }: EnvironmentFacts,
  now: string,
  problem: string | null = null,
): EnvironmentReport {
  const last = lastEvent(history);
  const event = liveEvent(live, history);
  const state = environmentStatus(live, history);
  // after a change outside this action, an older event of the same image does not say since when it is live
  const source = state.kind === 'moved' ? null : event;
  return {
    row: {
      image,
      environment: name,
      digest: live?.digest ?? null,
      version: live ? known.version : null,
      revision: live ? known.revision : null,
      since: source?.at ?? null,
      by: source?.actor ?? null,
      run: source?.run ?? null,
      action: source?.action ?? null,
      moved: last !== null && last.digest !== live?.digest,
      unfinished: state.kind === 'unfinished',
      held: heldOf(history, now),
      marks: marksIn(history, live?.digest ?? null),
      ...(problem === null ? {} : { problem }),
    },
    unfinished: state.kind === 'unfinished' ? state.event : null,
    historyDigest: history?.digest ?? null,
    reason: source?.reason ?? null,
    moves: movesOf(live, history),
    problem,
  };
}

/** How an environment differs from its history. */
export type Drift = 'unreadable' | 'unfinished' | 'deleted' | 'changed';

/** Returns how an environment differs from its history; null where it does not. */
export function driftOf({ row, unfinished, problem }: EnvironmentReport): Drift | null {
  if (problem !== null) return 'unreadable';
  if (unfinished !== null) return 'unfinished';
  if (!row.moved) return null;
  return row.digest === null ? 'deleted' : 'changed';
}

function movesOf(live: Descriptor | null, history: History | null): ReportedMove[] {
  const unproven = unprovenEvents(live, history);
  const moves = (history?.events ?? []).filter((event) => isMove(event) && !unproven.has(event)).slice(-MOVES);
  return moves.map(({ at, action, digest, previous, version, revision }) => ({
    ...{ at, action, digest, previous, version, revision },
  }));
}

function heldOf(history: History | null, now: string): Held | null {
  const hold = holdOf(history, now);
  return hold && { by: hold.actor, since: hold.at, until: hold.until ?? null, reason: hold.reason };
}

function marksIn(history: History | null, digest: string | null): Mark[] {
  return marksOf(history, digest).map(({ action, actor, at, run, reason }) => ({
    as: action,
    by: actor,
    at,
    run,
    reason,
  }));
}
