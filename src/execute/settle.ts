import { ActionError } from '../errors.ts';
import { type History, type HistoryEvent, successor } from '../history/event.ts';
import { reconcile } from '../history/reconcile.ts';
import { loadHistory, saveHistory } from '../history/store.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import type { Clock } from '../util/clock.ts';
import { SETTLE_MAX_ROUNDS, SETTLE_POLL_MS, SETTLE_WAIT_MS, SETTLE_WRITE_MS } from './timing.ts';

/** One environment of one image whose tag and history a run has written. */
export interface Settling {
  readonly image: Repository;
  readonly environment: string;
  readonly mine: HistoryEvent;
  /** the events that were there before this run's write */
  readonly before: readonly HistoryEvent[];
}

export interface SettleDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  /** what is known of an image that is live without an event */
  readonly identify: (image: Repository, live: Descriptor) => Promise<Identity>;
}

/**
 * Reads the history and the tag back until they agree, and writes what is missing.
 * @returns whether the environment is at this run's image, and its history
 * @throws TAG_MOVED where they do not agree after 40 readings
 */
export async function settle(
  what: Settling,
  deps: SettleDeps,
): Promise<{ won: boolean; history: History | null; live: Descriptor | null }> {
  const { registry, clock } = deps;
  const memory: HistoryEvent[] = [];
  const end = clock.now() + SETTLE_WAIT_MS;
  for (let round = 0; round < SETTLE_MAX_ROUNDS; round++) {
    const began = clock.now();
    const [history, live] = await Promise.all([
      loadHistory(registry, what.image, what.environment),
      registry.head(what.image, what.environment),
    ]);
    memory.push(...(history?.events.filter(({ action }) => action !== 'superseded') ?? []));
    const canWait = clock.now() < end;
    const at = new Date(clock.now()).toISOString();
    const own = { ownEvent: what.mine, priorEvents: what.before, seenEvents: memory };
    const verdict = reconcile({ ...own, history, live, canWait, at, liveIdentity: await known(live, canWait) });
    if (verdict.kind === 'agreed') return { won: verdict.won, history, live };
    if (verdict.kind === 'write') {
      await saveHistory(registry, what.image, what.environment, successor(history, verdict.events));
    }
    const pause = verdict.kind === 'write' ? Math.max(SETTLE_WRITE_MS, 4 * (clock.now() - began)) : SETTLE_POLL_MS;
    await clock.sleep(pause * (1 + clock.random()));
  }
  throw new ActionError(
    'TAG_MOVED',
    `${repositoryName(what.image)}: the history of ${what.environment} was written by several runs at the same time and did not converge. Let the other runs end, check with mode: status, and run again. A concurrency group prevents this.`,
  );

  async function known(live: Descriptor | null, canWait: boolean): Promise<Identity> {
    // only a run that can't wait any longer records what it found
    return live && !canWait ? deps.identify(what.image, live) : UNKNOWN;
  }
}
