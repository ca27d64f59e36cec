import { ActionError } from '../errors.ts';
import { type History, type HistoryEvent, isSameEvent } from '../history/event.ts';
import { reconcile } from '../history/reconcile.ts';
import { historyTag, loadHistory, saveHistory } from '../history/store.ts';
import { successor } from '../history/successor.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import type { Clock } from '../util/clock.ts';
import { lateReads, readPastLate } from './late-reads.ts';
import {
  LATE_READS_MS,
  SETTLE_MAX_MS,
  SETTLE_MAX_ROUNDS,
  SETTLE_POLL_MS,
  SETTLE_WAIT_MS,
  SETTLE_WRITE_MS,
} from './timing.ts';

/** One environment of one image whose tag and history a run has written. */
export interface Settling {
  readonly image: Repository;
  readonly environment: string;
  readonly mine: HistoryEvent;
  /** the events that were there before this run's write */
  readonly before: readonly HistoryEvent[];
  /** digests of the histories that this run's write came after; null where there was none */
  readonly replaced: readonly (string | null)[];
  /** digest of the history that this run wrote; null where it wrote none */
  readonly written: string | null;
  /** the digest that the tag had before this run moved it; undefined where this run has not moved it */
  readonly from: string | null | undefined;
}

export interface SettleDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  /** what is known of an image that is live without an event */
  readonly identify: (image: Repository, live: Descriptor) => Promise<Identity>;
}

interface Reading {
  readonly history: History | null;
  readonly live: Descriptor | null;
  /** when reading began, in milliseconds since the epoch */
  readonly began: number;
}

/**
 * Reads the history and the tag back until they agree, and writes what is missing. While a reading shows the state from
 * before this run's writes it is late, and nothing is written.
 * @returns whether the environment is at this run's image, and its history
 * @throws TAG_MOVED where they do not agree after 40 readings; REGISTRY_UNAVAILABLE where reads stay late
 */
export async function settle(
  what: Settling,
  deps: SettleDeps,
): Promise<{ won: boolean; history: History | null; live: Descriptor | null }> {
  const { registry, clock } = deps;
  const { mine, before, image, environment } = what;
  const memory: HistoryEvent[] = [];
  const replaced = new Set(what.replaced);
  const known = new Set<string | null>(what.written === null ? [] : [what.written]);
  const limit = clock.now() + SETTLE_MAX_MS;
  let canWaitUntil: number | null = null;
  let wasTagRead = false;
  for (let round = 0; round < SETTLE_MAX_ROUNDS; round++) {
    const until = Math.min(limit, clock.now() + LATE_READS_MS);
    const { seen, isLate } = await readPastLate(readBoth, isBefore, clock, until);
    if (isLate) throw stillLate(what, seen, replaced);
    const { history, live, began } = seen;
    canWaitUntil ??= clock.now() + SETTLE_WAIT_MS;
    const canWait = clock.now() < canWaitUntil;
    const at = new Date(clock.now()).toISOString();
    const own = { ownEvent: mine, priorEvents: before, seenEvents: memory };
    const verdict = reconcile({ ...own, history, live, canWait, at, liveIdentity: await identityOf(live, canWait) });
    if (verdict.kind === 'agreed') return { won: verdict.won, history, live };
    if (verdict.kind === 'write') {
      const { digest } = await saveHistory(registry, image, environment, successor(history, verdict.events));
      // whatever this run has read or written by now came before this write
      for (const each of known) replaced.add(each);
      known.add(digest);
    }
    const pause = verdict.kind === 'write' ? Math.max(SETTLE_WRITE_MS, 4 * (clock.now() - began)) : SETTLE_POLL_MS;
    await clock.sleep(pause * (1 + clock.random()));
  }
  throw notConverged(what);

  async function readBoth(): Promise<Reading> {
    const began = clock.now();
    const [history, live] = await Promise.all([
      loadHistory(registry, image, environment),
      registry.head(image, environment),
    ]);
    known.add(history?.digest ?? null);
    memory.push(...(history?.events.filter(({ action }) => action !== 'superseded') ?? []));
    return { history, live, began };
  }

  function isBefore({ history, live }: Reading): boolean {
    // once we have read our own write, seeing the old value again means that someone moved the tag back
    const isTagLate = !wasTagRead && isTagBefore(what, live, [...(history?.events ?? []), ...memory]);
    wasTagRead ||= !isTagLate;
    return isTagLate || replaced.has(history?.digest ?? null);
  }

  async function identityOf(live: Descriptor | null, canWait: boolean): Promise<Identity> {
    // only a run that can't wait any longer records what it found
    return live && !canWait ? deps.identify(image, live) : UNKNOWN;
  }
}

function notConverged({ image, environment }: Settling): ActionError {
  return new ActionError(
    'TAG_MOVED',
    `${repositoryName(image)}: the history of ${environment} was written by several runs at the same time and did not converge. Let the other runs end, check with mode: status, and run again. A concurrency group prevents this.`,
  );
}

/** Whether the tag is read as before this run moved it, and no other run says that it has moved it back. */
function isTagBefore(
  { from, mine, before }: Settling,
  live: Descriptor | null,
  events: readonly HistoryEvent[],
): boolean {
  if (from === undefined || from === mine.digest || (live?.digest ?? null) !== from) return false;
  const isOthers = (event: HistoryEvent): boolean =>
    event.digest === from && !isSameEvent(event, mine) && !before.some((prior) => isSameEvent(prior, event));
  return !events.some(isOthers);
}

function stillLate(
  { image, environment, mine }: Settling,
  { history, live }: Reading,
  replaced: ReadonlySet<string | null>,
): ActionError {
  const name = repositoryName(image);
  if (!replaced.has(history?.digest ?? null))
    return lateReads(`${name}: expected ${mine.digest} in ${environment}, got ${live?.digest ?? 'no image'}`);
  return lateReads(
    `${name}: expected the history that this run wrote under ${historyTag(environment)}, got ${history?.digest ?? 'none'}`,
  );
}
