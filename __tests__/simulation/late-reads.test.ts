import { describe, expect, test } from '@jest/globals';
import { errorOf } from '../../src/execute/result.ts';
import { decodeHistory } from '../../src/history/codec.ts';
import { cases } from '../support/runner/quick.ts';
import { broken, type Outcome, race } from './race.ts';
import { ENVIRONMENT, fill, requestOf, start, type Task } from './runs.ts';
import { type Late, type Network, SimulatedRegistry, Store, World } from './world.ts';

const STEADY: Network = { least: 20, most: 26 };
const HISTORY = `${ENVIRONMENT}-history`;
const PROMOTE: Task = { kind: 'promote', minor: 4 };
const ROLLBACK: Task = { kind: 'rollback' };
/** A cache between this action and the registry, that is a minute behind. */
const MINUTE = 60_000;

/** One run alone, where reads are late. */
async function alone(task: Task, live: number, late: Late) {
  const world = new World(1);
  const store = new Store();
  fill(store, 6, live);
  const registry = new SimulatedRegistry(world, store, { ...STEADY, late });
  const began = world.now();
  const running = start(world, registry, requestOf(task, 100), 0);
  await world.run([running]);
  const error = errorOf(await running);
  const events = decodeHistory(store.get(HISTORY)!, 'the simulated history').events;
  return {
    ...{ code: error?.code ?? null, written: registry.written, tookMs: world.now() - began },
    actions: events.slice(live).map(({ action }) => action),
    agrees: events.at(-1)?.digest === store.tags.get(ENVIRONMENT),
  };
}

const TASKS: [string, Task, number][] = [
  ['a first promotion', PROMOTE, 0],
  ['a promotion over another image', PROMOTE, 2],
  ['a rollback', ROLLBACK, 3],
];
const PARTS: [string, (ms: number) => Late][] = [
  ['the environment', (ms) => (tag) => (tag === ENVIRONMENT ? ms : 0)],
  ['the history', (ms) => (tag) => (tag === HISTORY ? ms : 0)],
  ['all tags', (ms) => ms],
];

describe('a run alone, whose reads are late', () => {
  const matrix = TASKS.flatMap(([name, task, live]) =>
    PARTS.flatMap(([what, late]) => [300, 3000, 12_000].map((ms) => [name, what, ms, task, live, late] as const)),
  );
  test.each(matrix)(
    'succeeds and writes once: %s, where %s is read %i ms late',
    async (_, _what, ms, task, live, late) => {
      expect(await alone(task, live, late(ms))).toMatchObject({
        ...{ code: null, written: [HISTORY, ENVIRONMENT], agrees: true },
        actions: [task.kind],
      });
    },
  );

  test.each(
    TASKS.flatMap(([name, task, live]) => PARTS.map(([what, late]) => [name, what, task, live, late] as const)),
  )(
    'says so where a cache is a minute behind, and writes once: %s, where it serves %s',
    async (_, _what, task, live, late) => {
      const { code, written, agrees, tookMs } = await alone(task, live, late(MINUTE));
      expect({ code, written, agrees }).toEqual({
        ...{ code: 'REGISTRY_UNAVAILABLE', written: [HISTORY, ENVIRONMENT], agrees: true },
      });
      expect(tookMs).toBeLessThan(30_000);
    },
  );
});

describe('parallel promotions and rollbacks of one environment, where reads are late', () => {
  test.each<[string, Network]>([
    ['by 3 s', { ...STEADY, late: 3000 }],
    ['by 200 ms', { ...STEADY, late: 200 }],
    ['by 3 s, on a network of varying latency', { least: 5, most: 100, late: 3000 }],
    ['by 3 s, only of the history', { ...STEADY, late: (tag) => (tag === HISTORY ? 3000 : 0) }],
  ])('leave one history that ends with the live image and has no event twice: %s', async (_, network) => {
    const found: string[] = [];
    for (let seed = 1; seed <= cases(400) && found.length === 0; seed++) {
      const outcome: Outcome = await race(seed, network);
      found.push(...broken(outcome).map((problem) => `seed ${seed}: ${problem}`));
    }
    expect(found).toEqual([]);
  });
});
