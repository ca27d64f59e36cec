import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type History, type HistoryEvent, isMove, lastEvent, type MoveEvent, superseded, timeAfter } from './event.ts';
import { type Replay, replay } from './stack.ts';

/** How an environment's tag compares with its history. */
export type EnvironmentStatus =
  /** the tag matches the last event, or neither exists */
  | { readonly kind: 'settled' }
  /** the last event was written, but the tag was not moved: the run was interrupted or is still going */
  | { readonly kind: 'unfinished'; readonly event: MoveEvent }
  /** the tag matches neither the last event nor the digest before it: it was moved without a record */
  | { readonly kind: 'moved'; readonly event: MoveEvent | null }
  /** the tag was deleted */
  | { readonly kind: 'gone'; readonly event: MoveEvent };

type Live = { readonly digest: string } | null;

/**
 * An unfinished event that is older than this is kept as it is, in milliseconds: its run may have died, or its image may
 * have been live for a long time and the tag set back outside this action.
 */
const RECENT_MS = 600_000;

/**
 * Compares an environment's tag with its history.
 * @param live the manifest that the tag points at; null if there is no tag
 */
export function environmentStatus(live: Live, history: History | null): EnvironmentStatus {
  const event = lastEvent(history);
  if (event === null) return live ? { kind: 'moved', event: null } : { kind: 'settled' };
  if (live?.digest === event.digest) return { kind: 'settled' };
  const isAtPrevious = (live?.digest ?? null) === event.previous;
  // a later event that found this image live proves that the event took effect
  const events = history?.events ?? [];
  const isProven = event.action === 'observed' || isNamedAfter(event, events, events.lastIndexOf(event));
  if (isAtPrevious && !isProven) return { kind: 'unfinished', event };
  return live ? { kind: 'moved', event } : { kind: 'gone', event };
}

/** Whether an event that follows the one at `index`, up to the next that moves, found its image live. */
function isNamedAfter(event: MoveEvent, events: readonly HistoryEvent[], index: number): boolean {
  for (let at = index + 1; at < events.length; at++) {
    const later = events[at];
    // what an observed event has as previous was read in the history, not from the tag
    if (!later || later.action === 'observed') return false;
    if (later.previous === event.digest) return true;
    if (isMove(later)) return false;
  }
  return false;
}

/**
 * Finds the events of which it is unknown whether they took effect: the run may have died before its tag moved.
 * @returns an event that does not move is never among them
 */
export function unprovenEvents(live: Live, history: History | null): ReadonlySet<HistoryEvent> {
  const events = history?.events ?? [];
  const state = environmentStatus(live, history);
  const unproven = new Set<HistoryEvent>();
  let next: MoveEvent | null = null;
  // newest first: what follows an event tells whether it took effect
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (!event || !isMove(event)) continue;
    const isUntold =
      next === null
        ? state.kind === 'unfinished' || state.kind === 'moved'
        : // without a tag, the next run had nothing to name
          next.action === 'observed' || next.previous !== null;
    if (isUntold && event.action !== 'observed' && !isNamedAfter(event, events, index)) unproven.add(event);
    next = event;
  }
  return unproven;
}

/** Replays what is known to have happened in an environment. */
export function replayEnvironment(live: Live, history: History | null): Replay {
  return replay(history?.events ?? [], unprovenEvents(live, history));
}

/**
 * Builds the event for an image that was found live without a record.
 * @param known the identity of the live image
 * @param previous the last digest in the history
 * @param at RFC 3339, UTC
 */
export function observed(live: Descriptor, known: Identity, previous: string | null, at: string): HistoryEvent {
  return {
    action: 'observed',
    at,
    digest: live.digest,
    mediaType: live.mediaType,
    size: live.size,
    version: known.version,
    revision: known.revision,
    created: known.created,
    previous,
    actor: null,
    run: null,
    reason: null,
    allowed: [],
    set: null,
  };
}

/** The move for which the events are reconciled. */
export interface NextMove {
  readonly action: string;
  readonly digest: string;
}

/**
 * Returns the events that a new one is appended to. An unfinished last event is marked as superseded if it is recent, or
 * the new one does the same; a change made outside this action is added as observed.
 * @param known the identity of the live image, used if it has to be recorded as observed
 * @param now RFC 3339, UTC
 * @param next the move that is to be appended; null if that is not known yet
 */
export function reconciledEvents(
  live: Descriptor | null,
  history: History | null,
  known: Identity,
  now: string,
  next: NextMove | null = null,
): readonly HistoryEvent[] {
  const state = environmentStatus(live, history);
  const events = history?.events ?? [];
  if (state.kind === 'unfinished' && (live === null || isSuperseded(state.event, now, next)))
    return events.map((event) => (event === state.event ? superseded(event) : event));
  if (live && (state.kind === 'moved' || state.kind === 'unfinished'))
    return [...events, observed(live, known, state.event?.digest ?? null, timeAfter(events, now))];
  return events;
}

/** A rollback is never marked as superseded by another move: what it rolled back from stays marked. */
function isSuperseded(event: MoveEvent, now: string, next: NextMove | null): boolean {
  if (next?.digest === event.digest && next.action === event.action) return true;
  return event.action !== 'rollback' && Math.abs(Date.parse(now) - Date.parse(event.at)) < RECENT_MS;
}

/** Finds the event that made the live image live; null if there is none. */
export function liveEvent(live: Live, history: History | null): MoveEvent | null {
  if (!live) return null;
  const unproven = unprovenEvents(live, history);
  const moves = history?.events.filter((event) => isMove(event)).filter((event) => !unproven.has(event)) ?? [];
  let at = moves.findLastIndex(({ digest }) => digest === live.digest);
  // an event about an image that is live already only renames it
  while (moves[at - 1]?.digest === live.digest) at--;
  return moves[at] ?? null;
}
