import { type History, isMove } from './event.ts';
import { environmentStatus, unprovenEvents } from './state.ts';

/** A time in which an image was live without interruption. Times are in milliseconds since the epoch. */
export interface Stay {
  readonly since: number;
  /** how long, in milliseconds, as far as the history proves it; never negative */
  readonly length: number;
  /** whether it is still live, according to the history */
  readonly isLive: boolean;
}

type Live = { readonly digest: string } | null;

/**
 * Returns the longest time that an image was live in an environment without interruption, now or before it was replaced.
 * It counts from the event that put the image there. A rename does not interrupt it; a change outside this action does,
 * from the last event that found the image live: what was live in between is unknown.
 * @param now milliseconds since the epoch
 * @returns the stay that still lasts, if it is as long; null where the history does not have the image
 */
export function longestStay(live: Live, history: History | null, digest: string, now: number): Stay | null {
  const stays = staysOf(live, history, digest, now);
  return stays.reduce<Stay | null>((best, stay) => (best === null || stay.length >= best.length ? stay : best), null);
}

/** Returns all times that an image was live, oldest first. @param now milliseconds since the epoch */
export function staysOf(live: Live, history: History | null, digest: string, now: number): Stay[] {
  const unproven = unprovenEvents(live, history);
  const stays: Stay[] = [];
  let open: { since: number; proven: number } | null = null;
  const close = (end: number, isLive = false): void => {
    if (open) stays.push({ since: open.since, length: Math.max(0, end - open.since), isLive });
    open = null;
  };
  for (const event of history?.events ?? []) {
    const at = Date.parse(event.at);
    if (Number.isNaN(at)) continue;
    const isFound: boolean = open !== null && event.previous === digest && event.action !== 'observed';
    if (isFound && open) open.proven = at;
    if (!isMove(event)) continue;
    if (isFound && event.digest === digest && !unproven.has(event)) continue;
    close(open?.proven ?? at);
    if (event.digest === digest && !unproven.has(event)) open = { since: at, proven: at };
  }
  const isSettled = environmentStatus(live, history).kind === 'settled' && live?.digest === digest;
  close(isSettled ? now : (open?.proven ?? now), isSettled);
  return stays;
}
