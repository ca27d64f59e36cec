import { type HistoryEvent, isMove, type MoveEvent } from './event.ts';

/** One image on an environment's stack, with the event that made it live. */
export interface StackEntry {
  readonly digest: string;
  readonly by: MoveEvent;
}

/** The result of replaying an environment's events. */
export interface Replay {
  /** images that were made live, oldest first; the last one should be live now */
  readonly stack: readonly StackEntry[];
  /** digests that the environment was rolled back from */
  readonly rolledBack: ReadonlySet<string>;
  /** every digest that was ever live */
  readonly seen: ReadonlySet<string>;
  /** those of `seen` that a run made live, not only a change outside this action */
  readonly placed: ReadonlySet<string>;
  /** digests of which it is unknown whether they were ever live */
  readonly uncertain: ReadonlySet<string>;
}

const NONE: ReadonlySet<HistoryEvent> = new Set();

/**
 * Returns the stack after a move that took effect; a move to the image at the top leaves it as it is. Entries that stay
 * are the same objects.
 */
export function stackAfter(stack: readonly StackEntry[], by: MoveEvent): readonly StackEntry[] {
  const { digest, action } = by;
  if (stack.at(-1)?.digest === digest) return stack;
  const isBack = action === 'rollback' || action === 'observed';
  const last = isBack ? stack.findLastIndex((entry) => entry.digest === digest) : -1;
  if (last >= 0) return stack.slice(0, last + 1);
  // a rollback to an image that has no place replaces the top
  return [...(action === 'rollback' ? stack.slice(0, -1) : stack), { digest, by }];
}

/**
 * Replays events onto the stack that rollbacks follow. An event about the top changes nothing: it only renames it.
 * @param events oldest first; superseded events and events of unknown actions are skipped
 * @param unproven events of which it is unknown whether they took effect: they move nothing, but a rollback among them
 *   still marks what it left
 * @returns the stack after the last event, and every digest that was rolled back from or ever live
 */
export function replay(events: readonly HistoryEvent[], unproven: ReadonlySet<HistoryEvent> = NONE): Replay {
  let stack: readonly StackEntry[] = [];
  const rolledBack = new Set<string>();
  const seen = new Set<string>();
  const placed = new Set<string>();
  const uncertain = new Set<string>();
  for (const by of events) {
    if (!isMove(by)) continue;
    const { digest, action } = by;
    if (unproven.has(by)) {
      uncertain.add(digest);
      if (action === 'rollback' && by.previous !== null && by.previous !== digest) rolledBack.add(by.previous);
      continue;
    }
    const top = stack.at(-1);
    if (action === 'rollback' && top && top.digest !== digest) rolledBack.add(top.digest);
    // promoting an image explicitly, or going back to it, clears its rolled-back mark
    if (action !== 'observed') rolledBack.delete(digest);
    stack = stackAfter(stack, by);
    seen.add(digest);
    if (action !== 'observed') placed.add(digest);
  }
  for (const digest of seen) uncertain.delete(digest);
  return { stack, rolledBack, seen, placed, uncertain };
}

/**
 * Lists where a rollback without a version can go, nearest first: images below the top that are neither marked as
 * rolled back nor equal to the top.
 * @returns each digest once; the first is the target; empty if there is nothing to go back to
 */
export function rollbackTargets({ stack, rolledBack }: Pick<Replay, 'stack' | 'rolledBack'>): StackEntry[] {
  const top = stack.at(-1)?.digest;
  const below = stack.slice(0, -1).filter(({ digest }) => digest !== top && !rolledBack.has(digest));
  const nearestFirst = below.reverse();
  return nearestFirst.filter(
    (entry, index) => nearestFirst.findIndex(({ digest }) => digest === entry.digest) === index,
  );
}
