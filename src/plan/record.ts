import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { type HistoryEvent, timeAfter } from '../history/event.ts';
import { earlierRecord, holdOf } from '../history/records.ts';
import { environmentStatus, reconciledEvents } from '../history/state.ts';
import { successor } from '../history/successor.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { eventOf, isInProgress, type Move, type RunInfo, sayNew } from './move.ts';

/** Plans the hold of a run that moves nothing, unless an earlier attempt of it holds the environment already. */
export function planHold(
  environment: EnvironmentFacts,
  about: { readonly target: Descriptor; readonly identity: Identity },
  run: RunInfo,
  reading: Pick<ImageFacts, 'hasHistory' | 'needsRecheck'>,
): { move: Move | null; inProgress: HistoryEvent | null } {
  const { history } = environment;
  const isDone = earlierRecord(history, 'hold', null, run.run) !== null && holdOf(history, run.at) !== null;
  if (isDone) return { move: null, inProgress: null };
  return planRecord(environment, about, run.hold?.until ?? null, { ...run, action: 'hold' }, reading);
}

/**
 * Plans to write an event that moves nothing.
 * @param about the image that it is about, and what is known of it; null where nothing is live
 * @param until when a hold ends: RFC 3339; null for every other event, and where it does not end by itself
 * @returns no move where another run may be in the middle of one: `inProgress`
 */
export function planRecord(
  environment: EnvironmentFacts,
  about: { readonly target: Descriptor; readonly identity: Identity } | null,
  until: string | null,
  run: RunInfo,
  reading: Pick<ImageFacts, 'hasHistory' | 'needsRecheck'>,
): { move: Move | null; inProgress: HistoryEvent | null } {
  const { live, history: base, known, name } = environment;
  const state = environmentStatus(live, base);
  if (state.kind === 'unfinished' && run.canWait && isInProgress(state.event, run))
    return { move: null, inProgress: state.event };
  const before = reconciledEvents(live, base, known, run.at);
  const target = about?.target ?? { digest: null, mediaType: '', size: 0 };
  const made = eventOf(target, about?.identity ?? UNKNOWN, live, { ...run, at: timeAfter(before, run.at), set: null });
  const event = until === null ? made : { ...made, until };
  const events = sayNew(base, [...before, event]);
  const move: Move = {
    ...{ environment: name, from: live, base, next: successor(base, events), event: events.at(-1) ?? event },
    hasHistoryBlobs: (base !== null && base.unreadable === undefined) || reading.hasHistory,
    ...{ needsRecheck: reading.needsRecheck, force: true, isHistoryOnly: true },
  };
  return { move, inProgress: null };
}
