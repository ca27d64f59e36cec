import type { History, HistoryEvent } from './event.ts';
import { isMark, lastHoldEvent } from './records.ts';
import { replay } from './stack.ts';

/** How many events a history keeps; older ones are dropped. */
export const MAX_EVENTS = 200;
/** How many of them may be kept although they are the oldest: the newest of those. */
const MAX_PROTECTED = 100;

/**
 * Builds the history that replaces another one.
 * @param base the history that was read; null if there is none yet
 * @param events all events of the new history, oldest first
 * @returns the history to write; its parent is `base`, and the oldest events beyond 200 are dropped. Where `base` cannot
 *   be read, a new history begins
 */
export function successor(base: History | null, events: readonly HistoryEvent[]): History {
  const kept = dropOldest(events, events.length - MAX_EVENTS);
  return {
    digest: null,
    parent: base === null || base.unreadable !== undefined ? null : base.digest,
    first: (base?.first ?? 1) + events.length - kept.length,
    events: kept,
    ...(base?.annotations ? { annotations: base.annotations } : {}),
  };
}

/**
 * Returns the events without the oldest of them. A hold that is in force, and the marks of images that are live or on the
 * stack, are passed over: they then come before the rest.
 * @param count how many to drop
 */
export function dropOldest(events: readonly HistoryEvent[], count: number): readonly HistoryEvent[] {
  if (count <= 0) return events;
  const keep = protectedEvents(events);
  const indexes = events.map((_, index) => index);
  const order = [...indexes.filter((index) => !keep.has(index)), ...indexes.filter((index) => keep.has(index))];
  const dropped = new Set(order.slice(0, count));
  return events.filter((_, index) => !dropped.has(index));
}

/** The indexes of the events that are kept although they are old. */
function protectedEvents(events: readonly HistoryEvent[]): ReadonlySet<number> {
  const stack = new Set(replay(events).stack.map(({ digest }) => digest));
  const marks = events.flatMap((event, index) => (isMark(event) && stack.has(event.digest) ? [index] : []));
  // without a clock: whoever wrote the newest event knew that time
  const hold = lastHoldEvent(events, events.at(-1)?.at ?? '');
  return new Set([...marks.slice(-MAX_PROTECTED), ...(hold ? [events.lastIndexOf(hold)] : [])]);
}
