import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { type Action, type History, type HistoryEvent, successor } from '../history/event.ts';
import { runOf } from '../history/run-url.ts';
import { environmentStatus, reconciledEvents } from '../history/state.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';

/** Who does something, when, and why. */
export interface RunInfo {
  readonly action: Extract<Action, 'build' | 'promote' | 'rollback'>;
  /** RFC 3339, UTC */
  readonly at: string;
  readonly actor: string | null;
  /** URL of the run's attempt */
  readonly run: string | null;
  readonly reason: string | null;
  /** names of the guards that this run overrides */
  readonly allowed: readonly string[];
  readonly writesHistory: boolean;
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
}

/** An unfinished event that is younger than this may belong to a run that is still at work, in milliseconds. */
const IN_PROGRESS_MS = 60_000;

/**
 * Plans to move an environment to an image: completes what an interrupted run began, keeps what another action left
 * unfinished as superseded, records what was changed outside this action.
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
  if (live?.digest === target.digest) return { move: null, inProgress: null };
  const common = {
    environment: name,
    from: live,
    base,
    hasHistoryBlobs: base !== null || reading.hasHistory,
    needsRecheck: reading.needsRecheck,
    force: run.allowed.includes('moved'),
  };
  const state = environmentStatus(live, base);
  if (state.kind === 'unfinished') {
    const { event } = state;
    const isSame = event.action === run.action && event.digest === target.digest;
    if (isSame) return { move: { ...common, next: null, event }, inProgress: null };
    if (run.canWait && isInProgress(event, run)) return { move: null, inProgress: event };
  }
  if (!run.writesHistory) return { move: { ...common, next: null, event: null }, inProgress: null };
  const event = eventOf(target, identity, live, run);
  const events = [...reconciledEvents(live, base, known, run.at), event];
  return { move: { ...common, next: successor(base, events), event }, inProgress: null };
}

function eventOf(target: Manifest, identity: Identity, live: Descriptor | null, run: RunInfo): HistoryEvent {
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
  };
}

/** Whether an unfinished event may belong to a run that is still at work: young, and not an earlier attempt of this run. */
export function isInProgress(event: HistoryEvent, { run, at }: RunInfo): boolean {
  const theirs = runOf(event.run);
  const ours = runOf(run);
  if (theirs && ours && theirs.run === ours.run && theirs.attempt < ours.attempt) return false;
  return Date.parse(at) - Date.parse(event.at) < IN_PROGRESS_MS;
}
