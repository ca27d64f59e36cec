import { ActionError } from '../errors.ts';
import { type History, type HistoryEvent, successor } from '../history/event.ts';
import { reconcile } from '../history/reconcile.ts';
import { loadHistory, saveHistory } from '../history/store.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import type { Clock } from '../registry/http/retry.ts';

/** What a run has to settle: one environment of one image. */
export interface Settling {
  readonly image: Repository;
  readonly environment: string;
  readonly mine: HistoryEvent;
  /** the events before this run's write */
  readonly before: readonly HistoryEvent[];
}

export interface SettleDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  /** what is known of an image found live without a record */
  readonly identify: (image: Repository, live: Descriptor) => Promise<Identity>;
}

/** How long a run that lost waits for the winner to write the history, in milliseconds. */
const PATIENCE_MS = 2000;
const POLL_MS = 150;
const MEND_MS = 300;
const MAX_ROUNDS = 40;

/**
 * Reads the history and the tag back until they agree, and writes what is missing.
 * @returns whether the environment is where this run put it, and the history as it stands
 * @throws TAG_MOVED where it cannot be settled in reasonable time
 */
export async function settle(
  what: Settling,
  deps: SettleDeps,
): Promise<{ won: boolean; history: History | null; live: Descriptor | null }> {
  const { registry, clock } = deps;
  const memory: HistoryEvent[] = [];
  const end = clock.now() + PATIENCE_MS;
  for (let round = 0; round < MAX_ROUNDS; round++) {
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
    // another run may have read before this write and write after it: who mends stays until that would show
    const pause = verdict.kind === 'write' ? Math.max(MEND_MS, 4 * (clock.now() - began)) : POLL_MS;
    await clock.sleep(pause * (1 + clock.random()));
  }
  throw new ActionError(
    'TAG_MOVED',
    `${repositoryName(what.image)}: the history of ${what.environment} was written by several runs at once and did not come to rest. Let the other runs end, then look with mode: status and run again; a concurrency group prevents this.`,
  );

  async function known(live: Descriptor | null, canWait: boolean): Promise<Identity> {
    // only a run that has waited in vain records what it found
    return live && !canWait ? deps.identify(what.image, live) : UNKNOWN;
  }
}
