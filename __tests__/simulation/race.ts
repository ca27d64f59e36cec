import { errorOf, type Result } from '../../src/execute/result.ts';
import { decodeHistory } from '../../src/history/codec.ts';
import { type HistoryEvent, isSameEvent, lastEvent } from '../../src/history/event.ts';
import { moveOf, targetDigest } from '../../src/plan/plan.ts';
import { ENVIRONMENT, fill, requestOf, start, type Task } from './runs.ts';
import { type Network, SimulatedRegistry, Store, World } from './world.ts';

const IMAGES = 6;

export interface Ended {
  readonly task: Task;
  readonly run: string | null;
  readonly result: Result | Error;
}

export interface Outcome {
  readonly live: string | null;
  readonly events: readonly HistoryEvent[];
  readonly ended: readonly Ended[];
  /** number of events before the race */
  readonly before: number;
}

export function eventsOf(store: Store): readonly HistoryEvent[] {
  const manifest = store.get(`${ENVIRONMENT}-history`);
  return manifest ? decodeHistory(manifest, 'the simulated history').events : [];
}

/** Chooses a run's task. @param before how many images were live before */
export type Choose = (world: World, before: number) => Task;

const chooseMove: Choose = (world, before) => {
  const isRollback = before > 1 && world.random() < 0.35;
  return isRollback ? { kind: 'rollback' } : { kind: 'promote', minor: 1 + Math.floor(world.random() * IMAGES) };
};

/** Runs two or three promotions and rollbacks of one environment that begin at almost the same time. */
export async function race(seed: number, network: Network, choose: Choose = chooseMove): Promise<Outcome> {
  const world = new World(seed);
  const store = new Store();
  const before = Math.floor(world.random() * 4);
  fill(store, IMAGES, before);
  const count = world.random() < 0.4 ? 3 : 2;
  const tasks = Array.from({ length: count }, () => choose(world, before));
  const runs = tasks.map((task, index) => {
    const request = requestOf(task, 100 + index);
    const registry = new SimulatedRegistry(world, store, network);
    const result = start(world, registry, request, world.random() * network.most * 10).catch((error: Error) => error);
    return { task, run: request.context.run, result };
  });
  await world.run(runs.map(({ result }) => result));
  const ended = await Promise.all(runs.map(async (run) => ({ ...run, result: await run.result })));
  return { live: store.tags.get(ENVIRONMENT) ?? null, events: eventsOf(store), ended, before };
}

export const isSuccess = ({ result }: Ended): boolean => !(result instanceof Error) && errorOf(result) === null;

export function movedTo({ result }: Ended): string | null {
  if (result instanceof Error || errorOf(result) !== null) return null;
  const [image] = result.plan.images;
  return image && moveOf(image) ? targetDigest(image) : null;
}

/** Whether a run succeeded with an event of its own; one that finishes another run adds none. */
export function wroteEvent(one: Ended): boolean {
  if (movedTo(one) === null || one.result instanceof Error) return false;
  const [image] = one.result.plan.images;
  return image !== undefined && moveOf(image)?.next !== null;
}

/** The violations of the properties that hold on any network, however late a request arrives. */
export function broken({ live, events, ended, before }: Outcome): string[] {
  const last = lastEvent({ digest: null, parent: null, first: 1, events });
  const twice = events.some((event, index) => events.slice(index + 1).some((other) => isSameEvent(event, other)));
  const doubled = ended.filter(({ run }) => events.filter((event) => event.run === run).length > 1);
  const unknown = ended.filter(({ result }) => result instanceof Error && !('code' in result));
  return [
    ...((last?.digest ?? null) === live ? [] : ['the history does not end with the live image']),
    ...(twice ? ['an event is in the history twice'] : []),
    ...doubled.map(({ run }) => `${run} has two events`),
    ...unknown.map(({ result }) => `an internal error: ${(result as Error).stack}`),
    ...(ended.some(isSuccess) || ended.length === 0 || live !== null || before > 0 ? [] : ['no run succeeded']),
  ];
}
