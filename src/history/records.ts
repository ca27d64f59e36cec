import { type History, type HistoryEvent, isMove, isRecord, MARKS } from './event.ts';
import { runOf } from './run-url.ts';
import { liveEvent } from './state.ts';

/** An image's mark, as it was given. */
export type MarkEvent = HistoryEvent & { readonly action: (typeof MARKS)[number]; readonly digest: string };

/** Whether an event marks an image. */
export function isMark(event: HistoryEvent): event is MarkEvent {
  return event.digest !== null && (MARKS as readonly string[]).includes(event.action);
}

/**
 * Returns the hold that is in force at a time; null where none is. A later hold replaces an earlier one, and one resume
 * ends it.
 * @param at RFC 3339; a time that cannot be read is before every end
 */
export function lastHoldEvent(events: readonly HistoryEvent[], at: string): HistoryEvent | null {
  const last = events.findLast(({ action }) => action === 'hold' || action === 'resume');
  if (last?.action !== 'hold') return null;
  const isOver = last.until !== undefined && Date.parse(last.until) <= Date.parse(at);
  return isOver ? null : last;
}

/** Returns the hold of an environment that is in force at a time; null where none is. @param at RFC 3339 */
export function holdOf(history: History | null, at: string): HistoryEvent | null {
  return lastHoldEvent(history?.events ?? [], at);
}

/**
 * Returns the event by which an earlier attempt of a run recorded the same; null where there is none.
 * @param digest the image that a mark is about; for a hold and its end it does not matter
 * @param run the URL of this run's attempt
 */
export function earlierRecord(
  history: History | null,
  action: string,
  digest: string | null,
  run: string | null,
): HistoryEvent | null {
  const ours = runOf(run);
  if (ours === null) return null;
  const isEarlier = (event: HistoryEvent): boolean => {
    const theirs = runOf(event.run);
    return theirs?.run === ours.run && theirs.attempt < ours.attempt;
  };
  const isSame = (event: HistoryEvent): boolean =>
    isRecord(event) && event.action === action && (!isMark(event) || event.digest === digest);
  return history?.events.findLast((event) => isSame(event) && isEarlier(event)) ?? null;
}

/** Returns the marks of an image, oldest first. */
export function marksOf(history: History | null, digest: string | null): MarkEvent[] {
  return (history?.events ?? []).filter((event) => isMark(event)).filter((event) => event.digest === digest);
}

/** Returns the mark by which an image is blocked; null where it is not, or was cleared since. */
export function blockOf(history: History | null, digest: string | null): MarkEvent | null {
  const last = marksOf(history, digest).findLast(({ action }) => action !== 'verified');
  return last?.action === 'blocked' ? last : null;
}

/**
 * Returns the mark by which an image is verified since it last went live; null where there is none.
 * @param live the manifest that the environment's tag points at
 */
export function verificationOf(
  live: { readonly digest: string } | null,
  history: History | null,
  digest: string,
): MarkEvent | null {
  const events = history?.events ?? [];
  const mark = marksOf(history, digest).findLast(({ action }) => action === 'verified');
  if (!mark) return null;
  const went = live?.digest === digest ? liveEvent(live, history) : lastArrival(events, digest);
  return went !== null && events.indexOf(mark) > events.indexOf(went) ? mark : null;
}

/** The event by which an image that is not live any more went live the last time. */
function lastArrival(events: readonly HistoryEvent[], digest: string): HistoryEvent | null {
  const moves = events.filter(isMove);
  let at = moves.findLastIndex((event) => event.digest === digest);
  // an event about an image that is live already only renames it
  while (moves[at - 1]?.digest === digest) at--;
  return moves[at] ?? null;
}
