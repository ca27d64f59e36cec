import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { type Action, type HistoryEvent, successor } from '../history/event.ts';
import { runOf } from '../history/run-url.ts';
import { environmentStatus, reconciledEvents } from '../history/state.ts';
import type { Identity } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import type { Move } from './plan.ts';

/** Who does something, when, and why. */
export interface RunInfo {
  readonly action: Extract<Action, 'build' | 'promote' | 'rollback'>;
  /** RFC 3339, UTC */
  readonly at: string;
  readonly actor: string | null;
  readonly run: string | null;
  readonly reason: string | null;
  readonly allowed: readonly string[];
  readonly writesHistory: boolean;
  /** whether another run that seems to be under way is waited for */
  readonly canWait: boolean;
}

const YOUNG_MS = 60_000;

/**
 * Plans to point an environment at an image: finishes what died half way, supersedes what another action left
 * unfinished, records what other hands did.
 * @param reading how the environment was read
 * @returns no move where the image is live already; `busy` where another run seems to be in the middle of one
 */
export function planMove(
  environment: EnvironmentFacts,
  target: Manifest,
  identity: Identity,
  doing: RunInfo,
  reading: Pick<ImageFacts, 'hasHistory' | 'needsRecheck'> = { hasHistory: false, needsRecheck: false },
): { move: Move | null; busy: HistoryEvent | null } {
  const { live, history: base, known, name } = environment;
  if (live?.digest === target.digest) return { move: null, busy: null };
  const common = {
    environment: name,
    from: live,
    base,
    hasHistoryBlobs: base !== null || reading.hasHistory,
    needsRecheck: reading.needsRecheck,
    force: doing.allowed.includes('moved'),
  };
  const state = environmentStatus(live, base);
  if (state.kind === 'unfinished') {
    const { event } = state;
    const isSame = event.action === doing.action && event.digest === target.digest;
    if (isSame) return { move: { ...common, next: null, event }, busy: null };
    if (doing.canWait && isUnderWay(event, doing)) return { move: null, busy: event };
  }
  if (!doing.writesHistory) return { move: { ...common, next: null, event: null }, busy: null };
  const event: HistoryEvent = {
    action: doing.action,
    at: doing.at,
    digest: target.digest,
    mediaType: target.mediaType,
    size: target.size,
    ...{ version: identity.version, revision: identity.revision, created: identity.created },
    previous: live?.digest ?? null,
    actor: doing.actor,
    run: doing.run,
    reason: doing.reason,
    allowed: doing.allowed,
  };
  const events = [...reconciledEvents(live, base, known, doing.at), event];
  return { move: { ...common, next: successor(base, events), event }, busy: null };
}

/** Whether an unfinished event may be a run's that is still at work: young, and not an earlier attempt of this run. */
export function isUnderWay(event: HistoryEvent, doing: RunInfo): boolean {
  const theirs = runOf(event.run);
  const ours = runOf(doing.run);
  if (theirs && ours && theirs.run === ours.run && theirs.attempt < ours.attempt) return false;
  return Date.parse(doing.at) - Date.parse(event.at) < YOUNG_MS;
}
