/** What can have happened to an environment. */
export const ACTIONS = ['build', 'promote', 'rollback', 'observed', 'superseded'] as const;
export type Action = (typeof ACTIONS)[number];

/** One event of an environment's history, as it stands in the annotations. */
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
  /** the digest that was live before */
  readonly previous: string | null;
  readonly actor: string | null;
  /** the URL of the run's attempt */
  readonly run: string | null;
  readonly reason: string | null;
  /** the guards that the run lifted */
  readonly allowed: readonly string[];
}

/** An environment's history as it was read, or as it is to be written. */
export interface History {
  /** digest of the manifest it was read from; null where it is not written yet */
  readonly digest: string | null;
  /** digest of the history manifest that this one replaced; null in the first */
  readonly parent: string | null;
  /** number of the first event that is kept */
  readonly first: number;
  readonly events: readonly HistoryEvent[];
}

/** The newest so many events are kept. */
export const MAX_EVENTS = 200;

/** Whether two events are the same happening: renumbering and superseding leave this as it is. */
export function isSameEvent(a: HistoryEvent, b: HistoryEvent): boolean {
  return a.at === b.at && a.digest === b.digest && a.run === b.run && a.previous === b.previous && a.actor === b.actor;
}

/** The same event as one that came to nothing, or was overtaken. */
export function superseded(event: HistoryEvent): HistoryEvent {
  return { ...event, action: 'superseded' };
}

/**
 * A history with other events at its end.
 * @param base what was read, or null where there is none yet
 * @param events all events from now on, in order
 * @returns the history to write: its parent is the one that it replaces, the oldest events beyond 200 are dropped
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

/** The last event that is not superseded: what the history says is live, or was about to be. */
export function lastEvent(history: History | null): HistoryEvent | null {
  return history?.events.findLast((event) => event.action !== 'superseded') ?? null;
}
