import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { type Action, type History, type HistoryEvent, isMove, timeAfter } from '../history/event.ts';
import { isSameRun, runOf } from '../history/run-url.ts';
import { environmentStatus, reconciledEvents } from '../history/state.ts';
import { successor } from '../history/successor.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import { compareVersions } from '../image/order.ts';
import { parseVersion } from '../image/version.ts';

/** Who does something, when, and why. */
export interface RunInfo {
  readonly action: Exclude<Action, 'observed' | 'superseded'>;
  /** RFC 3339, UTC */
  readonly at: string;
  readonly actor: string | null;
  /** URL of the run's attempt */
  readonly run: string | null;
  readonly reason: string | null;
  /** names of the guards that this run overrides */
  readonly allowed: readonly string[];
  readonly writesHistory: boolean;
  /** what the run holds in the write of a move; absent where it holds nothing */
  readonly hold?: { readonly until: string | null };
  /** a digest over the images that move together; null or absent for one image */
  readonly set?: string | null;
  /** whether the run still has time to wait for another run that may be at work */
  readonly canWait: boolean;
}

/** An environment that is to be moved to another image. */
export interface Move {
  readonly environment: string;
  /** what its tag names, as it was read; null where there is no tag */
  readonly from: Descriptor | null;
  /** its history as it was read; null where there is none */
  readonly base: History | null;
  /** the history to write; null where none is to be written */
  readonly next: History | null;
  /** the event of this move: new in `next`, or there already from an interrupted run; null without history */
  readonly event: HistoryEvent | null;
  /** whether the repository is known to hold the two constant blobs of a history */
  readonly hasHistoryBlobs: boolean;
  /** whether more was read after the environment, so that it is read again before anything is written */
  readonly needsRecheck: boolean;
  /** whether the tag is moved although it has been moved by another run meanwhile */
  readonly force: boolean;
  /** whether only the history is written, and no tag: a live image gets a higher version there, or something is recorded */
  readonly isHistoryOnly: boolean;
  /** the hold that is written together with the event; absent where none is */
  readonly hold?: HistoryEvent;
}

/** An unfinished event that is younger than this, by either clock, may belong to a run that is still at work, in milliseconds. */
const IN_PROGRESS_MS = 60_000;

/**
 * Plans to move an environment to an image: completes what an earlier attempt of this run began, keeps what another run
 * or action left unfinished as superseded, records what was changed outside this action.
 * @param reading how the environment was read
 * @returns no move where the image is live already; `inProgress` where another run may be in the middle of one
 */
export function planMove(
  environment: EnvironmentFacts,
  target: Manifest,
  identity: Identity,
  run: RunInfo,
  reading: Pick<ImageFacts, 'hasHistory' | 'needsRecheck'> = { hasHistory: false, needsRecheck: false },
): { move: Move | null; inProgress: HistoryEvent | null } {
  const { live, history: base, known, name } = environment;
  const isLive = live?.digest === target.digest;
  if (isLive && !isRenamed(environment, identity, run)) return { move: null, inProgress: null };
  const common = {
    environment: name,
    from: live,
    base,
    hasHistoryBlobs: (base !== null && base.unreadable === undefined) || reading.hasHistory,
    needsRecheck: reading.needsRecheck,
    force: run.allowed.includes('moved'),
    isHistoryOnly: isLive,
  };
  const state = environmentStatus(live, base);
  if (state.kind === 'unfinished') {
    const { event } = state;
    const isSame = event.action === run.action && event.digest === target.digest;
    // only a later attempt of its run completes an event; another run writes its own, so that the history says who did it
    if (isSame && isSameRun(event.run, run.run)) return { move: { ...common, next: null, event }, inProgress: null };
    // two people who roll back at once want the same image: a run that waited would go back one image too far
    const isJoined = isSame && run.action === 'rollback';
    if (!isJoined && run.canWait && isInProgress(event, run)) return { move: null, inProgress: event };
  }
  if (!run.writesHistory) return { move: { ...common, next: null, event: null }, inProgress: null };
  const before = reconciledEvents(live, base, known, run.at, { action: run.action, digest: target.digest });
  const event = eventOf(target, identity, live, { ...run, at: timeAfter(before, run.at) });
  const hold = run.hold && holdEvent(event, run.hold.until);
  const events = sayNew(base, [...before, event, ...(hold ? [hold] : [])]);
  const next = successor(base, events);
  return {
    move: { ...common, next, event: events[before.length] ?? event, ...(hold ? { hold } : {}) },
    inProgress: null,
  };
}

/**
 * The hold that goes with a move. Like the move it has as `previous` what is live before: were it the new image, a run
 * that dies before it moves the tag would seem to have moved it.
 */
function holdEvent(move: HistoryEvent, until: string | null): HistoryEvent {
  return { ...move, action: 'hold', set: null, ...(until === null ? {} : { until }) };
}

/** Whether the live image is promoted under a higher version than the environment's history has for it. */
function isRenamed({ live, history }: EnvironmentFacts, { version }: Identity, run: RunInfo): boolean {
  if (run.action !== 'promote' || !run.writesHistory || history === null || version === null) return false;
  if (environmentStatus(live, history).kind !== 'settled') return false;
  const events = history.events.filter((event) => isMove(event) && event.digest === live?.digest);
  return events.length > 0 && events.every((event) => isHigher(version, event.version));
}

function isHigher(version: string, than: string | null): boolean {
  const parsed = than === null ? null : parseVersion(than);
  return parsed === null || compareVersions(version, parsed) > 0;
}

/** Where a new history replaces one that cannot be read, its first event says so. */
export function sayNew(base: History | null, events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  const [first, ...rest] = events;
  if (base?.unreadable === undefined || first === undefined) return events;
  const note = `New history: the one before, ${base.digest}, could not be read.`;
  return [{ ...first, reason: first.reason === null ? note : `${note} ${first.reason}` }, ...rest];
}

/** The event of a run about an image. @param live what is live before it */
export function eventOf(
  target: { readonly digest: string | null; readonly mediaType: string; readonly size: number },
  identity: Identity,
  live: Descriptor | null,
  run: RunInfo,
): HistoryEvent {
  return {
    action: run.action,
    at: run.at,
    digest: target.digest,
    mediaType: target.mediaType,
    size: target.size,
    ...{ version: identity.version, revision: identity.revision, created: identity.created },
    previous: live?.digest ?? null,
    actor: run.actor,
    run: run.run,
    reason: run.reason,
    allowed: run.allowed,
    set: run.set ?? null,
  };
}

/** Whether an unfinished event may belong to a run that is still at work: young, and not an earlier attempt of this run. */
export function isInProgress(event: HistoryEvent, { run, at }: RunInfo): boolean {
  const theirs = runOf(event.run);
  const ours = runOf(run);
  if (theirs && ours && theirs.run === ours.run && theirs.attempt < ours.attempt) return false;
  // the clock of another runner may be ahead
  return Math.abs(Date.parse(at) - Date.parse(event.at)) < IN_PROGRESS_MS;
}
