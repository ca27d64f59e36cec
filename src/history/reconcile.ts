import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type History, type HistoryEvent, isSameEvent, lastEvent, superseded } from './event.ts';
import { observed } from './state.ts';

/** What reading a history back after a write asks for. */
export type Verdict =
  /** the history ends with what is live, and has this run's event */
  | { readonly kind: 'agreed'; readonly won: boolean }
  /** another run is the one to put it right: look again */
  | { readonly kind: 'wait' }
  /** these events belong into the history */
  | { readonly kind: 'write'; readonly events: readonly HistoryEvent[] };

/** What one run knows when it reads back. */
export interface ReadBack {
  readonly history: History | null;
  readonly live: Descriptor | null;
  /** this run's event, as it wrote it */
  readonly mine: HistoryEvent;
  /** events seen earlier in this run, before anybody superseded them */
  readonly memory: readonly HistoryEvent[];
  /** events that were there before this run wrote: they don't explain what is live now */
  readonly before: readonly HistoryEvent[];
  /** whether this run has waited for others long enough */
  readonly canWait: boolean;
  /** what is known of the live image, for the case that it has to be recorded as observed */
  readonly known: Identity;
  /** RFC 3339 */
  readonly at: string;
}

const has = (events: readonly HistoryEvent[], event: HistoryEvent): boolean =>
  events.some((other) => isSameEvent(other, event));

/**
 * Decides what a run that reads back has to do, so that in the end there is one history, it ends with what is live,
 * and no success is missing from it. Registries have no compare-and-swap: every run that wrote looks, and puts the live
 * image's event last and its own, where it lost, before it as superseded.
 */
export function reconcile(back: ReadBack): Verdict {
  const { live, mine } = back;
  const events = back.history?.events ?? [];
  const last = lastEvent(back.history);
  const won = live?.digest === mine.digest;
  if (live === null)
    return has(events, mine)
      ? { kind: 'agreed', won }
      : back.canWait
        ? { kind: 'wait' }
        : write([...events, superseded(mine)]);
  if (last?.digest === live.digest) return agreeing(back, events, last, won);
  if (won) return write([...overtaken(without(events, mine), last, back), mine]);
  return lost(back, events, last);
}

/** The history ends with what is live; only this run's event may be missing. */
function agreeing(back: ReadBack, events: readonly HistoryEvent[], last: HistoryEvent, won: boolean): Verdict {
  if (has(events, back.mine)) return { kind: 'agreed', won };
  const at = events.indexOf(last);
  // somebody who found this run's image, but not its event
  if (won && last.action === 'observed') return write(events.map((event) => (event === last ? back.mine : event)));
  return write([...events.slice(0, at), superseded(back.mine), ...events.slice(at)]);
}

/** Another image is live, and the history doesn't end with it. */
function lost(back: ReadBack, events: readonly HistoryEvent[], last: HistoryEvent | null): Verdict {
  const { mine, live, before } = back;
  const settled = overtaken(events, last, back);
  const ending = lastEvent({ digest: null, parent: null, first: 1, events: settled });
  const withMine = has(settled, mine) ? settled : [...settled, superseded(mine)];
  const isTheirs = (event: HistoryEvent): boolean =>
    event.digest === live?.digest && !has(before, event) && !isSameEvent(event, mine);
  // superseded by somebody, or overwritten: as it was seen earlier
  const theirs = events.findLast(isTheirs) ?? back.memory.findLast(isTheirs);
  if (theirs) {
    const original = [...back.memory, theirs].find(
      (event) => isSameEvent(event, theirs) && event.action !== 'superseded',
    );
    if (original) return write([...without(withMine, theirs), original]);
  }
  if (back.canWait) return { kind: 'wait' };
  // the tag went back to where the rest of the history says, or by hands that leave no record
  if (ending?.digest === live?.digest) return write(withMine);
  return write([...withMine, observed(live as Descriptor, back.known, last?.digest ?? null, back.at)]);
}

/** The last event came to nothing, unless it is an old one, which was live in its time. */
function overtaken(events: readonly HistoryEvent[], last: HistoryEvent | null, { before }: ReadBack): HistoryEvent[] {
  return events.map((event) => (event === last && !has(before, event) ? superseded(event) : event));
}

function without(events: readonly HistoryEvent[], event: HistoryEvent): HistoryEvent[] {
  return events.filter((other) => !isSameEvent(other, event));
}

function write(events: readonly HistoryEvent[]): Verdict {
  return { kind: 'write', events };
}
