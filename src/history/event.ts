/** All actions that an event can record. */
export const ACTIONS = ['build', 'promote', 'rollback', 'observed', 'superseded'] as const;
export type Action = (typeof ACTIONS)[number];

/** One event of an environment's history, as stored in an annotation. */
export interface HistoryEvent {
  readonly action: Action;
  /** RFC 3339, UTC */
  readonly at: string;
  readonly digest: string;
  readonly mediaType: string;
  /** of the manifest, in bytes */
  readonly size: number;
  readonly version: string | null;
  readonly revision: string | null;
  readonly created: string | null;
  /** the digest that was live before; null if none was */
  readonly previous: string | null;
  readonly actor: string | null;
  /** the URL of the run's attempt */
  readonly run: string | null;
  readonly reason: string | null;
  /** the guards that the run overrode */
  readonly allowed: readonly string[];
}

/** An environment's history, as read or as it will be written. */
export interface History {
  /** digest of the manifest it was read from; null if not written yet */
  readonly digest: string | null;
  /** digest of the history manifest that this one replaced; null in the first one */
  readonly parent: string | null;
  /** number of the oldest event that is kept, from 1 */
  readonly first: number;
  /** oldest first */
  readonly events: readonly HistoryEvent[];
}

/** How many events a history keeps; older ones are dropped. */
export const MAX_EVENTS = 200;

/** Whether two events record the same occurrence. Renumbering and superseding an event do not change this. */
export function isSameEvent(a: HistoryEvent, b: HistoryEvent): boolean {
  return a.at === b.at && a.digest === b.digest && a.run === b.run && a.previous === b.previous && a.actor === b.actor;
}

/** Returns a copy of the event marked as superseded: it never took effect, or another run overrode it. */
export function superseded(event: HistoryEvent): HistoryEvent {
  return { ...event, action: 'superseded' };
}

/**
 * Builds the history that replaces another one.
 * @param base the history that was read; null if there is none yet
 * @param events all events of the new history, oldest first
 * @returns the history to write; its parent is `base`, and the oldest events beyond 200 are dropped
 */
export function successor(base: History | null, events: readonly HistoryEvent[]): History {
  const dropped = Math.max(0, events.length - MAX_EVENTS);
  return {
    digest: null,
    parent: base?.digest ?? null,
    first: (base?.first ?? 1) + dropped,
    events: events.slice(dropped),
  };
}

/** Returns the last event that is not superseded: the image that the history says is live, or was about to be; null if none. */
export function lastEvent(history: History | null): HistoryEvent | null {
  return history?.events.findLast((event) => event.action !== 'superseded') ?? null;
}
