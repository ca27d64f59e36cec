import { describe, expect, test } from '@jest/globals';
import { errorOf } from '../../src/execute/result.ts';
import { decodeHistory } from '../../src/history/codec.ts';
import { type HistoryEvent, isSameEvent, lastEvent } from '../../src/history/event.ts';
import { cases } from '../support/runner/quick.ts';
import { ENVIRONMENT, fill, requestOf, start, type Task } from './runs.ts';
import { type Kill, type Network, SimulatedRegistry, Store, World } from './world.ts';

const NETWORK: Network = { least: 20, most: 26 };
const MAX_REQUESTS = 20;
const PROMOTE: Task = { kind: 'promote', minor: 4 };
const ROLLBACK: Task = { kind: 'rollback' };

function eventsOf(store: Store): readonly HistoryEvent[] {
  const manifest = store.get(`${ENVIRONMENT}-history`);
  return manifest ? decodeHistory(manifest, 'the simulated history').events : [];
}

/** The live digest and the events of the history, without times and attempts. */
function stateOf(store: Store): unknown {
  const events = eventsOf(store).map(({ action, digest, previous, version }) => ({
    action,
    digest,
    previous,
    version,
  }));
  return { live: store.tags.get(ENVIRONMENT), events };
}

/** One run, killed or not, and then the same run again as its second attempt. */
async function killedAndAgain(task: Task, live: number, kill: Kill | null): Promise<Store> {
  const world = new World(kill ? kill.request : 1);
  const store = new Store();
  fill(store, 6, live);
  await world.run([start(world, new SimulatedRegistry(world, store, NETWORK, kill), requestOf(task, 100), 0)]);
  const again = start(world, new SimulatedRegistry(world, store, NETWORK), requestOf(task, 100, 2), 10);
  await world.run([again]);
  const error = errorOf(await again);
  if (error) throw error;
  return store;
}

describe('a run that is killed and run again ends as if it had run once', () => {
  test.each<[string, Task, number]>([
    ['a first promotion', PROMOTE, 0],
    ['a promotion over another image', PROMOTE, 2],
    ['a rollback', ROLLBACK, 3],
  ])('for each request of %s', async (_, task, live) => {
    const expected = stateOf(await killedAndAgain(task, live, null));
    for (let request = 1; request <= MAX_REQUESTS; request++) {
      for (const handled of [false, true]) {
        const found = { request, handled, state: stateOf(await killedAndAgain(task, live, { request, handled })) };
        expect(found).toEqual({ request, handled, state: expected });
      }
    }
  });
});

describe('a run that is killed while another run is in progress', () => {
  test('leaves one history that ends with the live image, and the next run succeeds', async () => {
    for (let seed = 1; seed <= cases(600); seed++) {
      const world = new World(seed);
      const store = new Store();
      fill(store, 6, 1 + Math.floor(world.random() * 3));
      const kill: Kill = { request: 1 + Math.floor(world.random() * 12), handled: world.random() < 0.5 };
      const killed = start(world, new SimulatedRegistry(world, store, NETWORK, kill), requestOf(PROMOTE, 100), 0);
      killed.catch(() => {});
      const other = start(
        world,
        new SimulatedRegistry(world, store, NETWORK),
        requestOf({ kind: 'promote', minor: 5 }, 101),
        world.random() * 300,
      );
      await world.run([other]);
      const again = start(
        world,
        new SimulatedRegistry(world, store, NETWORK),
        requestOf({ kind: 'promote', minor: 6 }, 102),
        0,
      );
      await world.run([again]);
      const events = eventsOf(store);
      const last = lastEvent({ digest: null, parent: null, first: 1, events });
      const twice = events.some((event, at) => events.slice(at + 1).some((each) => isSameEvent(event, each)));
      const result = await again;
      expect({ seed, live: store.tags.get(ENVIRONMENT), twice, error: errorOf(result) }).toEqual({
        seed,
        live: last?.digest,
        twice: false,
        error: null,
      });
    }
  });
});
