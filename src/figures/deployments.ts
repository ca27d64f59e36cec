import { type History, type HistoryEvent, isMove, type MoveEvent } from '../history/event.ts';
import { type StackEntry, stackAfter } from '../history/stack.ts';
import { unprovenEvents } from '../history/state.ts';

/** A build or promotion that took effect and changed the digest of its environment. */
export interface Deployment {
  readonly event: MoveEvent;
  /** whether it was rolled back from later, or its image was marked as blocked and not cleared since */
  readonly hasFailed: boolean;
  /** how long its image was there before the rollback or the next move forward; null where it did not fail or recover */
  readonly recoveryMs: number | null;
}

/** A deployment while the events are replayed. */
interface Tracked {
  readonly event: MoveEvent;
  /** its position among the moves */
  readonly at: number;
  isBlocked: boolean;
  /** the move that put the image there before it was rolled back from, and the rollback; null without one */
  rolledBack: { readonly from: MoveEvent; readonly to: MoveEvent } | null;
}

type Live = { readonly digest: string } | null;

/**
 * Finds the deployments of an environment and what became of them. A rollback fails the deployment of the image that it
 * leaves: the top of the stack that rollbacks follow. An image that is promoted again where the tag had been deleted is
 * another deployment, although the stack has it once.
 * @param live the manifest that the environment's tag points at; null where there is none
 * @returns oldest first. Renames, observed, superseded, unfinished and unproven events are none of them
 */
export function deploymentsOf(live: Live, history: History | null): Deployment[] {
  const unproven = unprovenEvents(live, history);
  const moves: MoveEvent[] = [];
  const found: Tracked[] = [];
  /** by the entry on the stack, the newest deployment that put it there; none where something else did */
  const deployed = new Map<StackEntry | undefined, Tracked>();
  let stack: readonly StackEntry[] = [];
  for (const event of history?.events ?? []) {
    if (event.action === 'blocked' || event.action === 'cleared') mark(found, event);
    const top = stack.at(-1);
    if (!isMove(event) || unproven.has(event) || isRename(event, top)) continue;
    stack = stackAfter(stack, event);
    if (event.action === 'build' || event.action === 'promote') {
      const deployment: Tracked = { event, at: moves.length, isBlocked: false, rolledBack: null };
      found.push(deployment);
      deployed.set(stack.at(-1), deployment);
    } else {
      const from = moves.at(-1);
      const left = stack.at(-1) === top ? undefined : deployed.get(top);
      if (event.action === 'rollback' && left && from) left.rolledBack ??= { from, to: event };
    }
    moves.push(event);
  }
  return found.map((deployment) => ({
    event: deployment.event,
    hasFailed: deployment.isBlocked || deployment.rolledBack !== null,
    recoveryMs: recoveryOf(deployment, moves),
  }));
}

/** Whether an event is about the image that is live already. Where the tag was deleted, nothing was live. */
function isRename({ digest, previous }: MoveEvent, top: StackEntry | undefined): boolean {
  return previous === digest || (previous !== null && top?.digest === digest);
}

/** Marks the newest deployment of a digest as blocked, or clears that. */
function mark(found: readonly Tracked[], { action, digest }: HistoryEvent): void {
  const deployment = found.findLast(({ event }) => event.digest === digest);
  if (deployment) deployment.isBlocked = action === 'blocked';
}

function recoveryOf({ event, at, isBlocked, rolledBack }: Tracked, moves: readonly MoveEvent[]): number | null {
  if (rolledBack) return between(rolledBack.from, rolledBack.to);
  const next = isBlocked ? moves.slice(at + 1).find(({ action }) => action !== 'observed') : undefined;
  return next ? between(event, next) : null;
}

/** The time from one event to a later one in milliseconds, not negative: the clocks of runners differ. */
function between(from: HistoryEvent, to: HistoryEvent): number {
  return Math.max(0, Date.parse(to.at) - Date.parse(from.at));
}
