import { type History, isMove } from './event.ts';

/** An environment, for the order of the stages. */
export interface Stage {
  readonly name: string;
  readonly history: History | null;
}

/** The stage that must have an image before this one; null on the first stage and without stages. */
export function stageBefore(stages: readonly string[], environment: string): string | null {
  return stages[stages.indexOf(environment) - 1] ?? null;
}

/**
 * Orders environments as images pass through them, the first stage first: the one that builds write to, then by
 * which had the same images earlier. If the histories do not tell, the order is alphabetical.
 */
export function orderStages<T extends Stage>(environments: readonly T[]): T[] {
  const all = environments.map((environment) => ({ environment, first: firstTimes(environment.history) }));
  const above = all.map((one) => all.filter((other) => other !== one && isBelow(other, one)).length);
  return all
    .map(({ environment, first }, index) => ({ environment, rank: first.isBuilt ? -1 : (above[index] ?? 0) }))
    .sort((a, b) => a.rank - b.rank || (a.environment.name < b.environment.name ? -1 : 1))
    .map(({ environment }) => environment);
}

interface FirstTimes {
  /** when each digest was live for the first time, in milliseconds since 1970 */
  readonly at: ReadonlyMap<string, number>;
  readonly isBuilt: boolean;
}

function firstTimes(history: History | null): FirstTimes {
  const at = new Map<string, number>();
  const moves = history?.events.filter((event) => isMove(event)) ?? [];
  for (const event of moves) {
    if (event.digest !== null && !at.has(event.digest)) at.set(event.digest, Date.parse(event.at));
  }
  return { at, isBuilt: moves.some(({ action }) => action === 'build') };
}

/** Whether one environment had most of the images that both have had before the other. */
function isBelow({ first: a }: { first: FirstTimes }, { first: b }: { first: FirstTimes }): boolean {
  let balance = 0;
  for (const [digest, at] of a.at) {
    const other = b.at.get(digest);
    if (other !== undefined) balance += Math.sign(other - at);
  }
  return balance > 0;
}
