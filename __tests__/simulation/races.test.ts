import { describe, expect, test } from '@jest/globals';
import { cases } from '../support/runner/quick.ts';
import { broken, movedTo, type Outcome, race, wroteEvent } from './race.ts';
import type { Network } from './world.ts';

/** Seeds per property; set SIMULATION_SEEDS=100000 for a longer search. */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? cases(1500));

/**
 * Successes without an event for their image. A write that is delayed for longer than another whole run can replace
 * an event that no run has read. Without compare-and-swap in the registry nothing can prevent that, so this property
 * needs a network whose highest latency is not many times its lowest.
 */
function missing({ events, ended, before }: Outcome): string[] {
  const young = events.slice(before);
  const rewritten = events.slice(0, before).some(({ action }) => action === 'superseded');
  const lost = ended
    .filter((run) => movedTo(run) !== null && !young.some(({ digest }) => digest === movedTo(run)))
    .map(({ run }) => `the success of ${run} is missing`);
  return rewritten ? ['an event from before the race is superseded', ...lost] : lost;
}

/** A property: its violations in one outcome. */
type Check = (outcome: Outcome) => string[];

/** The events of successful runs that are missing, where no other run has the same image. */
const missingAlone: Check = ({ events, ended }) => {
  const targets = ended.map(movedTo);
  return ended
    .filter((one) => wroteEvent(one) && targets.filter((digest) => digest === movedTo(one)).length === 1)
    .filter((one) => !events.some(({ run }) => run === one.run))
    .map(({ run }) => `the event of ${run} is missing`);
};

/** Runs many seeds. Returns the first violation of each property with its seed; null where there is none. */
async function search<Name extends string>(
  network: Network,
  checks: Record<Name, Check>,
): Promise<Record<Name, string | null>> {
  const names = Object.keys(checks) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, null])) as Record<Name, string | null>;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const outcome = await race(seed, network);
    for (const name of names) found[name] ??= violation(seed, outcome, checks[name](outcome));
  }
  return found;
}

function violation(seed: number, { events, ended }: Outcome, problems: string[]): string | null {
  if (problems.length === 0) return null;
  const told = events.map(({ action, digest, run }) => `${action} ${digest?.slice(7, 11)} ${run?.slice(-14)}`);
  return `seed ${seed}: ${problems.join('; ')}\n${JSON.stringify(ended.map(({ task }) => task))}\n${told.join('\n')}`;
}

describe('parallel promotions and rollbacks of one environment', () => {
  test.each<[string, Network]>([
    ['a network of extreme latency', { least: 1, most: 400 }],
    ['a network of varying latency', { least: 5, most: 100 }],
    ['requests without latency in any order', { least: 0, most: 0.001 }],
  ])('leave one history that ends with the live image and has no event twice: %s', async (_, network) => {
    expect(await search(network, { broken })).toEqual({ broken: null });
  });

  test('leave an event for the image of every successful run, too, on a network of less varying latency', async () => {
    expect(await search({ least: 10, most: 60 }, { broken, missing })).toEqual({ broken: null, missing: null });
  });

  test('leave the event of every successful run, too, on a network of steady latency, except where two runs have the same image', async () => {
    const none = { broken: null, missing: null, missingAlone: null };
    expect(await search({ least: 20, most: 26 }, { broken, missing, missingAlone })).toEqual(none);
  });
});
