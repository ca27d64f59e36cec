import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import {
  type History,
  type HistoryEvent,
  isMove,
  isRecord,
  isSameEvent,
  lastEvent,
  superseded,
  timeAfter,
} from './event.ts';
import { observed } from './state.ts';

/** What a run has to do after reading a history back. */
export type ReconcileResult =
  /** nothing: the history ends with the live image and contains this run's event */
  | { readonly kind: 'agreed'; readonly won: boolean }
  /** read again later: another run is expected to correct the history */
  | { readonly kind: 'wait' }
  /** write a history with these events, oldest first */
  | { readonly kind: 'write'; readonly events: readonly HistoryEvent[] };

/** What one run knows when it reads back. */
export interface ReadBack {
  readonly history: History | null;
  readonly live: Descriptor | null;
  /** this run's event, as written */
  readonly ownEvent: HistoryEvent;
  /** events that this run has read so far, as they were before any run superseded them */
  readonly seenEvents: readonly HistoryEvent[];
  /** events from before this run's write: they do not explain what is live now */
  readonly priorEvents: readonly HistoryEvent[];
  /** whether this run may still wait for others */
  readonly canWait: boolean;
  /** the identity of the live image, used if it has to be recorded as observed */
  readonly liveIdentity: Identity;
  /** the time of an observed event: RFC 3339, UTC */
  readonly at: string;
}

const has = (events: readonly HistoryEvent[], event: HistoryEvent): boolean =>
  events.some((other) => isSameEvent(other, event));

/**
 * Decides what a run does after it has read history and tag back. Registries have no compare-and-swap, so every run that
 * wrote reads back, moves the live image's event to the end, and records its own event as superseded if it lost. In the
 * end there is one history; it ends with what is live and contains the event of every run.
 */
export function reconcile(back: ReadBack): ReconcileResult {
  const { live, ownEvent } = back;
  const events = back.history?.events ?? [];
  if (isRecord(ownEvent))
    return has(events, ownEvent) ? { kind: 'agreed', won: true } : write(inserted(events, ownEvent));
  const last = lastEvent(back.history);
  const won = live?.digest === ownEvent.digest;
  if (live === null)
    return has(events, ownEvent)
      ? { kind: 'agreed', won }
      : back.canWait
        ? { kind: 'wait' }
        : write([...events, superseded(ownEvent)]);
  if (last?.digest === live.digest) return addOwnIfMissing(back, events, last, won);
  if (won) return write([...supersedeLast(without(events, ownEvent), last, back), ownEvent]);
  return restoreWinner(back, events, last);
}

/** The events with one that moves nothing, after those that are not younger: what came later counts as later. */
function inserted(events: readonly HistoryEvent[], event: HistoryEvent): HistoryEvent[] {
  const later = events.findIndex(({ at }) => Date.parse(at) > Date.parse(event.at));
  const place = later < 0 ? events.length : later;
  return [...events.slice(0, place), event, ...events.slice(place)];
}

/** The history ends with what is live. Only this run's event can be missing. */
function addOwnIfMissing(
  back: ReadBack,
  events: readonly HistoryEvent[],
  last: HistoryEvent,
  won: boolean,
): ReconcileResult {
  const { ownEvent } = back;
  if (has(events, ownEvent)) return { kind: 'agreed', won };
  // another run found this run's image without its event, and recorded it as observed
  if (won && last.action === 'observed') return write(events.map((event) => (event === last ? ownEvent : event)));
  const at = events.indexOf(last);
  return write([...events.slice(0, at), superseded(ownEvent), ...events.slice(at)]);
}

/** Another run's image is live, but the history does not end with it. */
function restoreWinner(back: ReadBack, events: readonly HistoryEvent[], last: HistoryEvent | null): ReconcileResult {
  const { ownEvent, live, priorEvents, seenEvents } = back;
  const settled = supersedeLast(events, last, back);
  const withOwn = has(settled, ownEvent) ? settled : [...settled, superseded(ownEvent)];
  const isWinner = (event: HistoryEvent): boolean =>
    (isMove(event) || event.action === 'superseded') &&
    event.digest === live?.digest &&
    !has(priorEvents, event) &&
    !isSameEvent(event, ownEvent);
  // if it was superseded or overwritten since, use it as this run read it earlier
  const winner = events.findLast(isWinner) ?? seenEvents.findLast(isWinner);
  if (winner) {
    const original = [...seenEvents, winner].find((event) => isSameEvent(event, winner) && isMove(event));
    if (original) return write([...without(withOwn, winner), original]);
  }
  if (back.canWait) return { kind: 'wait' };
  // the tag was reset to the image of an earlier event, or moved without a record
  const lastSettled = settled.findLast(isMove);
  if (lastSettled?.digest === live?.digest) return write(withOwn);
  const at = timeAfter(withOwn, back.at);
  return write([...withOwn, observed(live as Descriptor, back.liveIdentity, last?.digest ?? null, at)]);
}

/** Marks the last event as superseded, unless it is from before this run's write: then its image was live. */
function supersedeLast(
  events: readonly HistoryEvent[],
  last: HistoryEvent | null,
  { priorEvents }: ReadBack,
): HistoryEvent[] {
  return events.map((event) => (event === last && !has(priorEvents, event) ? superseded(event) : event));
}

function without(events: readonly HistoryEvent[], event: HistoryEvent): HistoryEvent[] {
  return events.filter((other) => !isSameEvent(other, event));
}

function write(events: readonly HistoryEvent[]): ReconcileResult {
  return { kind: 'write', events };
}
