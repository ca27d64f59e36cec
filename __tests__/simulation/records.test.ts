import { describe, expect, test } from '@jest/globals';
import { errorOf } from '../../src/execute/result.ts';
import { cases } from '../support/runner/quick.ts';
import { broken, type Choose, isSuccess, type Outcome, race } from './race.ts';
import type { Network } from './world.ts';

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? cases(600));

/** Holds, their ends and marks beside promotions and rollbacks. */
const choose: Choose = (world, before) => {
  const number = world.random();
  if (number < 0.25) return { kind: 'hold' };
  if (number < 0.4) return { kind: 'mark', as: number < 0.33 ? 'verified' : 'blocked' };
  if (number < 0.5) return { kind: 'resume' };
  if (number < 0.65 && before > 1) return { kind: 'rollback' };
  return { kind: 'promote', minor: 1 + Math.floor(world.random() * 6) };
};

/** Successful runs that recorded something of which the history has nothing. */
function lost({ events, ended }: Outcome): string[] {
  return ended
    .filter((one) => isSuccess(one) && (one.task.kind === 'hold' || one.task.kind === 'mark'))
    .filter(({ run }) => !events.some((event) => event.run === run))
    .map(({ run, task }) => `the ${task.kind} of ${run} is lost`);
}

async function search(network: Network, check: (outcome: Outcome) => string[]): Promise<string | null> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const outcome = await race(seed, network, choose);
    const problems = check(outcome);
    if (problems.length === 0) continue;
    const events = outcome.events.map(
      ({ action, digest, run }) => `${action} ${digest?.slice(7, 11)} ${run?.slice(-14)}`,
    );
    return `seed ${seed}: ${problems.join('; ')}\n${JSON.stringify(outcome.ended.map(({ task }) => task))}\n${events.join('\n')}`;
  }
  return null;
}

describe('holds and marks beside promotions and rollbacks of one environment', () => {
  test.each<[string, Network]>([
    ['a network of steady latency', { least: 20, most: 26 }],
    ['a network of varying latency', { least: 5, most: 100 }],
    ['requests without latency in any order', { least: 0, most: 0.001 }],
  ])('leave one history that ends with the live image and has no event twice: %s', async (_, network) => {
    // where nothing is live there is nothing to mark
    const problems = (outcome: Outcome) => broken(outcome).filter((problem) => problem !== 'no run succeeded');
    expect(await search(network, problems)).toBeNull();
  });

  test.each<[string, Network]>([
    ['a network of steady latency', { least: 20, most: 26 }],
    ['a network of varying latency', { least: 10, most: 60 }],
  ])('are not lost: %s', async (_, network) => {
    expect(await search(network, lost)).toBeNull();
  });
});

describe('conflicts of runs:', () => {
  test('parallel promotions and rollbacks of one environment conflict: some succeed, some fail with TAG_MOVED', async () => {
    const codes = new Map<string, number>();
    for (let seed = 1; seed <= 200; seed++) {
      const { ended } = await race(seed, { least: 5, most: 100 });
      for (const { result } of ended) {
        const code = result instanceof Error ? 'thrown' : (errorOf(result)?.code ?? 'ok');
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
    expect(codes.get('ok')).toBeGreaterThan(100);
    expect(codes.get('TAG_MOVED')).toBeGreaterThan(50);
  });
});
