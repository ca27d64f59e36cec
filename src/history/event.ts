/** The actions that move an environment, or record that it was moved. */
export const MOVES = ['build', 'promote', 'rollback', 'observed'] as const;
/** The actions that mark an image. */
export const MARKS = ['verified', 'blocked', 'cleared'] as const;
/** The actions that record something and move nothing. */
export const RECORDS = ['hold', 'resume', ...MARKS] as const;
/** All actions that this version knows. An event of another action changes nothing, and is kept. */
export const ACTIONS = [...MOVES, 'superseded', ...RECORDS] as const;
export type Action = (typeof ACTIONS)[number];

/** One event of an environment's history, as stored in an annotation. */
export interface HistoryEvent {
  /** one of `Action`; any other text where a newer version wrote the event */
  readonly action: string;
  /** RFC 3339, UTC; an event of an unknown action may have any text */
  readonly at: string;
  /** null only in events of unknown actions, and where a hold or its end found nothing live */
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
  /** when a hold ends by itself: RFC 3339; absent where it does not */
  readonly until?: string;
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

/** Whether an event moves an environment: superseded, records and unknown actions do not. */
export function isMove(event: HistoryEvent): event is MoveEvent {
  return event.digest !== null && (MOVES as readonly string[]).includes(event.action);
}

/** Whether two events record the same occurrence. Renumbering and superseding an event do not change this. */
export function isSameEvent(a: HistoryEvent, b: HistoryEvent): boolean {
  // superseding changes the action of an event that moved
  const isSameAction = a.action === b.action || [a, b].every((event) => isMoveOrSuperseded(event.action));
  return (
    isSameAction &&
    a.at === b.at &&
    a.digest === b.digest &&
    a.run === b.run &&
    a.previous === b.previous &&
    a.actor === b.actor
  );
}

function isMoveOrSuperseded(action: string): boolean {
  return action === 'superseded' || (MOVES as readonly string[]).includes(action);
}

/** Whether an event records something and moves nothing: a hold, its end, or a mark. */
export function isRecord(event: HistoryEvent): boolean {
  return (RECORDS as readonly string[]).includes(event.action);
}

/** Returns a copy of the event marked as superseded: it never took effect, or another run overrode it. */
export function superseded(event: HistoryEvent): HistoryEvent {
  return { ...event, action: 'superseded' };
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
