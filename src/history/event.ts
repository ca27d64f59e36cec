/** The actions that move an environment, or record that it was moved. */
export const MOVES = ['build', 'promote', 'rollback', 'observed'] as const;
/** All actions that this version knows. An event of another action changes nothing, and is kept. */
export const ACTIONS = [...MOVES, 'superseded'] as const;
export type Action = (typeof ACTIONS)[number];

/** One event of an environment's history, as stored in an annotation. */
export interface HistoryEvent {
  /** one of `Action`; any other text where a newer version wrote the event */
  readonly action: string;
  /** RFC 3339, UTC; an event of an unknown action may have any text */
  readonly at: string;
  /** null only in events of unknown actions */
  readonly digest: string | null;
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
  /** a digest over the images that moved together, the same in each run of one release; null for one image */
  readonly set: string | null;
  /** the JSON object that it was read from, where it has keys or an action that this version does not know */
  readonly source?: Readonly<Record<string, unknown>>;
}

/** An event that moves an environment. */
export type MoveEvent = HistoryEvent & { readonly action: (typeof MOVES)[number]; readonly digest: string };

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
  /** annotations that this version does not know; they are kept when the history is written */
  readonly annotations?: Readonly<Record<string, string>>;
  /** why the manifest cannot be read: the next write begins a new history */
  readonly unreadable?: string;
}

/** How many events a history keeps; older ones are dropped. */
export const MAX_EVENTS = 200;

/** Whether an event moves an environment: superseded and unknown actions do not. */
export function isMove(event: HistoryEvent): event is MoveEvent {
  return event.digest !== null && (MOVES as readonly string[]).includes(event.action);
}

/** Whether two events record the same occurrence. Renumbering and superseding an event do not change this. */
export function isSameEvent(a: HistoryEvent, b: HistoryEvent): boolean {
  // superseding changes the action of an event that moved
  const isSameAction = a.action === b.action || [a, b].every(({ action }) => isAction(action));
  return (
    isSameAction &&
    a.at === b.at &&
    a.digest === b.digest &&
    a.run === b.run &&
    a.previous === b.previous &&
    a.actor === b.actor
  );
}

function isAction(action: string): action is Action {
  return (ACTIONS as readonly string[]).includes(action);
}

/** Returns a copy of the event marked as superseded: it never took effect, or another run overrode it. */
export function superseded(event: HistoryEvent): HistoryEvent {
  return { ...event, action: 'superseded' };
}

/**
 * Builds the history that replaces another one.
 * @param base the history that was read; null if there is none yet
 * @param events all events of the new history, oldest first
 * @returns the history to write; its parent is `base`, and the oldest events beyond 200 are dropped. Where `base` cannot
 *   be read, a new history begins
 */
export function successor(base: History | null, events: readonly HistoryEvent[]): History {
  const dropped = Math.max(0, events.length - MAX_EVENTS);
  return {
    digest: null,
    parent: base === null || base.unreadable !== undefined ? null : base.digest,
    first: (base?.first ?? 1) + dropped,
    events: events.slice(dropped),
    ...(base?.annotations ? { annotations: base.annotations } : {}),
  };
}

/**
 * Returns a time for a new event: now, or the time of the newest event where that is later. So `at` never goes back,
 * whatever the clocks of the runners say.
 * @param now RFC 3339, UTC
 */
export function timeAfter(events: readonly HistoryEvent[], now: string): string {
  const last = events.findLast(({ at }) => !Number.isNaN(Date.parse(at)))?.at;
  return last !== undefined && Date.parse(last) > Date.parse(now) ? new Date(last).toISOString() : now;
}

/** Returns the last event that moves: the image that the history says is live, or was about to be; null if none. */
export function lastEvent(history: History | null): MoveEvent | null {
  return history?.events.findLast(isMove) ?? null;
}
