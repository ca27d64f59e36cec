import type { HistoryEvent } from './event.ts';

/** One image on an environment's stack, with the event that put it there. */
export interface StackEntry {
  readonly digest: string;
  readonly by: HistoryEvent;
}

/** What the events of an environment come to. */
export interface Replay {
  /** what was made live, oldest first; the last is what should be live now */
  readonly stack: readonly StackEntry[];
  /** digests that were rolled back from */
  readonly rolledBack: ReadonlySet<string>;
  /** every digest that was ever live */
  readonly seen: ReadonlySet<string>;
}

/**
 * Replays events onto the stack that a rollback goes by.
 * @param events in order; superseded ones change nothing
 */
export function replay(events: readonly HistoryEvent[]): Replay {
  let stack: StackEntry[] = [];
  const rolledBack = new Set<string>();
  const seen = new Set<string>();
  for (const by of events) {
    if (by.action === 'superseded') continue;
    const { digest } = by;
    const last = stack.findLastIndex((layer) => layer.digest === digest);
    if (by.action === 'rollback') {
      const top = stack.at(-1);
      if (top) rolledBack.add(top.digest);
      stack = last >= 0 ? stack.slice(0, last + 1) : [...stack.slice(0, -1), { digest, by }];
      rolledBack.delete(digest);
    } else if (by.action === 'observed') {
      stack = last >= 0 ? stack.slice(0, last + 1) : [...stack, { digest, by }];
    } else {
      stack = [...stack, { digest, by }];
      rolledBack.delete(digest);
    }
    seen.add(digest);
  }
  return { stack, rolledBack, seen };
}

/**
 * Where a plain rollback may go, nearest first: unmarked images under the top, other than the top's.
 * @returns the first is the target; none where there is nothing to go back to
 */
export function rollbackTargets({ stack, rolledBack }: Replay): StackEntry[] {
  const top = stack.at(-1)?.digest;
  const below = stack.slice(0, -1).filter(({ digest }) => digest !== top && !rolledBack.has(digest));
  const nearestFirst = below.reverse();
  return nearestFirst.filter(
    (layer, index) => nearestFirst.findIndex(({ digest }) => digest === layer.digest) === index,
  );
}
