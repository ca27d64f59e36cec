import { ActionError } from '../../src/errors.ts';
import type { Descriptor, Manifest } from '../../src/image/manifest.ts';
import { isDigest, type Repository } from '../../src/image/reference.ts';
import type { Registry } from '../../src/registry/client.ts';
import type { Clock } from '../../src/util/clock.ts';

/** Returns a seeded source of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Latency of one direction between a run and the registry, in milliseconds. */
export interface Network {
  readonly least: number;
  readonly most: number;
  /** by how many milliseconds the tags that reads see are behind; 0 where it is left out */
  readonly late?: Late;
}

/** How late reads of tags are, by tag. */
export type Late = number | ((tag: string) => number);

/** When a run is killed: at its request of this number, before the registry handles it or just after. */
export interface Kill {
  readonly request: number;
  readonly handled: boolean;
}

interface Pending {
  at: number;
  order: number;
  act: () => void;
}

/** A world with a virtual clock: time passes only when nothing else can happen. */
export class World implements Clock {
  readonly random: () => number;
  private time = Date.parse('2026-01-01T00:00:00Z');
  private order = 0;
  private pending: Pending[] = [];

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.pending.push({ at: this.time + milliseconds, order: this.order++, act: resolve });
    });
  }

  /** Lets time pass until all of these have ended, or nothing is left to happen. */
  async run(processes: readonly Promise<unknown>[]): Promise<void> {
    let open = processes.length;
    for (const process of processes) {
      process.then(
        () => open--,
        () => open--,
      );
    }
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (open === 0) return;
      const next = this.takeNext();
      if (!next) return;
      this.time = Math.max(this.time, next.at);
      next.act();
    }
  }

  private takeNext(): Pending | undefined {
    let best = 0;
    for (let index = 1; index < this.pending.length; index++) {
      const [a, b] = [this.pending[index] as Pending, this.pending[best] as Pending];
      if (a.at < b.at || (a.at === b.at && a.order < b.order)) best = index;
    }
    return this.pending.splice(best, 1)[0];
  }
}

/** What the simulated registry holds: tags and manifests of one repository. */
export class Store {
  readonly manifests = new Map<string, Manifest>();
  readonly tags = new Map<string, string>();
  /** every digest that a tag ever had, in order, and since when */
  readonly past = new Map<string, { readonly at: number; readonly digest: string }[]>();

  /** @param at the time, in milliseconds since the epoch */
  put(reference: string, manifest: Manifest, at = 0): void {
    this.manifests.set(manifest.digest, manifest);
    if (isDigest(reference)) return;
    this.tags.set(reference, manifest.digest);
    this.past.set(reference, [...(this.past.get(reference) ?? []), { at, digest: manifest.digest }]);
  }

  /** @param at the time as of which a tag is read; now where it is left out */
  get(reference: string, at = Number.POSITIVE_INFINITY): Manifest | null {
    const named = isDigest(reference) ? reference : this.past.get(reference)?.findLast((was) => was.at <= at)?.digest;
    return this.manifests.get(named ?? '') ?? null;
  }
}

/** One run's connection to the registry: each request has latency in both directions, and a killed run sends no more. */
export class SimulatedRegistry implements Registry {
  requests = 0;
  /** what this run wrote, or tried to, in order */
  readonly written: string[] = [];
  private readonly world: World;
  private readonly store: Store;
  private readonly network: Network;
  private readonly kill: Kill | null;

  constructor(world: World, store: Store, network: Network, kill: Kill | null = null) {
    this.world = world;
    this.store = store;
    this.network = network;
    this.kill = kill;
  }

  head(image: Repository, reference: string): Promise<Descriptor | null> {
    return this.get(image, reference);
  }

  get(_image: Repository, reference: string): Promise<Manifest | null> {
    const { late = 0 } = this.network;
    const behind = typeof late === 'number' ? late : late(reference);
    return this.request(() => this.store.get(reference, this.world.now() - behind));
  }

  put(_image: Repository, reference: string, manifest: Manifest): Promise<void> {
    this.written.push(reference);
    return this.request(() => this.store.put(reference, manifest, this.world.now()));
  }

  tags(): Promise<string[]> {
    return this.request(() => [...this.store.tags.keys()]);
  }

  blob(): Promise<Buffer | null> {
    throw new ActionError('INTERNAL', 'the simulated images say everything in their annotations');
  }

  ensureBlob(): Promise<void> {
    return this.request(() => undefined);
  }

  private async request<T>(act: () => T): Promise<T> {
    const number = ++this.requests;
    const kill = this.kill;
    const silence = new Promise<T>(() => {});
    if (kill && (number > kill.request || (number === kill.request && !kill.handled))) return silence;
    await this.world.sleep(this.leg());
    const result = act();
    // killed before the response arrives: the write is applied, and the run does not know
    if (kill && number >= kill.request) return silence;
    await this.world.sleep(this.leg());
    return kill && this.requests >= kill.request ? silence : result;
  }

  private leg(): number {
    return this.network.least + this.world.random() * (this.network.most - this.network.least);
  }
}
