import type { Descriptor } from '../image/manifest.ts';
import { type History, type HistoryEvent, lastEvent, superseded } from './event.ts';

/** What an environment's tag and its history say together. */
export type EnvironmentStatus =
  /** the tag is where the last event says, or there is neither */
  | { readonly kind: 'settled' }
  /** the last event was written, its tag was not: the run died in between, or is under way */
  | { readonly kind: 'unfinished'; readonly event: HistoryEvent }
  /** the tag is neither there nor where it was before: it was moved without a record */
  | { readonly kind: 'moved'; readonly event: HistoryEvent | null }
  /** the tag is gone */
  | { readonly kind: 'gone'; readonly event: HistoryEvent };

/**
 * Holds an environment's tag against its history.
 * @param live what the tag names, null where there is none
 */
export function environmentStatus(live: { digest: string } | null, history: History | null): EnvironmentStatus {
  const event = lastEvent(history);
  if (event === null) return live ? { kind: 'moved', event: null } : { kind: 'settled' };
  if (live?.digest === event.digest) return { kind: 'settled' };
  if ((live?.digest ?? null) === event.previous) return { kind: 'unfinished', event };
  return live ? { kind: 'moved', event } : { kind: 'gone', event };
}

/** What an observed image is known to be. */
export interface Known {
  readonly version: string | null;
  readonly revision: string | null;
  readonly created: string | null;
}

/** An event for an image that was found live without a record. */
export function observed(live: Descriptor, known: Known, previous: string | null, at: string): HistoryEvent {
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
 * The events that a new one is put after: what is unfinished is kept as superseded, what other hands did is added.
 * @param known what is known of the live image, for the case that it has to be recorded as observed
 */
export function reconciledEvents(
  live: Descriptor | null,
  history: History | null,
  known: Known,
  at: string,
): readonly HistoryEvent[] {
  const state = environmentStatus(live, history);
  const events = history?.events ?? [];
  if (state.kind === 'unfinished') return events.map((event) => (event === state.event ? superseded(event) : event));
  if (state.kind === 'moved' && live) return [...events, observed(live, known, state.event?.digest ?? null, at)];
  return events;
}

/** The events as far as they came true: without the last where it is unfinished. */
export function effectiveEvents(live: { digest: string } | null, history: History | null): readonly HistoryEvent[] {
  const state = environmentStatus(live, history);
  const events = history?.events ?? [];
  return state.kind === 'unfinished' ? events.filter((event) => event !== state.event) : events;
}

/** The event that made live what is live; null where no event did. */
export function liveEvent(live: { digest: string } | null, history: History | null): HistoryEvent | null {
  if (!live) return null;
  return (
    effectiveEvents(live, history).findLast((event) => event.action !== 'superseded' && event.digest === live.digest) ??
    null
  );
}
