import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type History, type HistoryEvent, lastEvent, superseded } from './event.ts';

/** How an environment's tag compares with its history. */
export type EnvironmentStatus =
  /** the tag matches the last event, or neither exists */
  | { readonly kind: 'settled' }
  /** the last event was written, but the tag was not moved: the run was interrupted or is still going */
  | { readonly kind: 'unfinished'; readonly event: HistoryEvent }
  /** the tag matches neither the last event nor the digest before it: it was moved without a record */
  | { readonly kind: 'moved'; readonly event: HistoryEvent | null }
  /** the tag was deleted */
  | { readonly kind: 'gone'; readonly event: HistoryEvent };

/**
 * Compares an environment's tag with its history.
 * @param live the manifest that the tag points at; null if there is no tag
 */
export function environmentStatus(live: { digest: string } | null, history: History | null): EnvironmentStatus {
  const event = lastEvent(history);
  if (event === null) return live ? { kind: 'moved', event: null } : { kind: 'settled' };
  if (live?.digest === event.digest) return { kind: 'settled' };
  if ((live?.digest ?? null) === event.previous) return { kind: 'unfinished', event };
  return live ? { kind: 'moved', event } : { kind: 'gone', event };
}

/**
 * Builds the event for an image that was found live without a record.
 * @param known the identity of the live image
 * @param previous the digest that was live before, as far as recorded
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
  };
}

/**
 * Returns the events that a new one is appended to. An unfinished last event is marked as superseded; a change made
 * outside this action is added as observed.
 * @param known the identity of the live image, used if it has to be recorded as observed
 * @param at the time of an observed event: RFC 3339, UTC
 */
export function reconciledEvents(
  live: Descriptor | null,
  history: History | null,
  known: Identity,
  at: string,
): readonly HistoryEvent[] {
  const state = environmentStatus(live, history);
  const events = history?.events ?? [];
  if (state.kind === 'unfinished') return events.map((event) => (event === state.event ? superseded(event) : event));
  if (state.kind === 'moved' && live) return [...events, observed(live, known, state.event?.digest ?? null, at)];
  return events;
}

/** Returns the events that took effect: all but an unfinished last one. */
export function effectiveEvents(live: { digest: string } | null, history: History | null): readonly HistoryEvent[] {
  const state = environmentStatus(live, history);
  const events = history?.events ?? [];
  return state.kind === 'unfinished' ? events.filter((event) => event !== state.event) : events;
}

/** Finds the event that made the live image live; null if there is none. */
export function liveEvent(live: { digest: string } | null, history: History | null): HistoryEvent | null {
  if (!live) return null;
  return (
    effectiveEvents(live, history).findLast((event) => event.action !== 'superseded' && event.digest === live.digest) ??
    null
  );
}
