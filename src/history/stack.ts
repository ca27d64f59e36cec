import type { HistoryEvent } from './event.ts';

/** One image on an environment's stack, with the event that made it live. */
export interface StackEntry {
  readonly digest: string;
  readonly by: HistoryEvent;
}

/** The result of replaying an environment's events. */
export interface Replay {
  /** images that were made live, oldest first; the last one should be live now */
  readonly stack: readonly StackEntry[];
  /** digests that the environment was rolled back from */
  readonly rolledBack: ReadonlySet<string>;
  /** every digest that was ever live */
  readonly seen: ReadonlySet<string>;
}

/**
 * Replays events onto the stack that rollbacks follow.
 * @param events oldest first; superseded events are skipped
 * @returns the stack after the last event, and every digest that was rolled back from or ever live
 */
export function replay(events: readonly HistoryEvent[]): Replay {
  let stack: StackEntry[] = [];
  const rolledBack = new Set<string>();
  const seen = new Set<string>();
  for (const by of events) {
    if (by.action === 'superseded') continue;
    const { digest } = by;
    const last = stack.findLastIndex((entry) => entry.digest === digest);
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
 * Lists where a rollback without a version can go, nearest first: images below the top that are neither marked as
 * rolled back nor equal to the top.
 * @returns each digest once; the first is the target; empty if there is nothing to go back to
 */
export function rollbackTargets({ stack, rolledBack }: Replay): StackEntry[] {
  const top = stack.at(-1)?.digest;
  const below = stack.slice(0, -1).filter(({ digest }) => digest !== top && !rolledBack.has(digest));
  const nearestFirst = below.reverse();
  return nearestFirst.filter(
    (entry, index) => nearestFirst.findIndex(({ digest }) => digest === entry.digest) === index,
  );
}
