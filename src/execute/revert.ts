import { ActionError, asActionError } from '../errors.ts';
import { type HistoryEvent, isRecord, isSameEvent, lastEvent } from '../history/event.ts';
import { loadHistory, saveHistory } from '../history/store.ts';
import { successor } from '../history/successor.ts';
import { shortDigest } from '../image/digest.ts';
import type { Descriptor } from '../image/manifest.ts';
import { repositoryName } from '../image/reference.ts';
import type { ReadyImagePlan } from '../plan/plan.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { type ApplyDeps, type Moving, replacedBy, type TagWrites } from './apply.ts';
import { lateReads, readPastLate } from './late-reads.ts';
import { settle } from './settle.ts';

/** What a request was about, in its error: the tag is named already. */
const NAMED = /(?<=^Could not [a-z]+) \S+\/\S+(?=: )/;

/**
 * Restores the tags that a failed run has moved, and reverts its events.
 * @returns the error to end with: the given one, with what could not be restored
 */
export async function revert(
  error: ActionError,
  moving: readonly Moving[],
  { attempted, written }: TagWrites,
  deps: ApplyDeps,
): Promise<ActionError> {
  // a cancelled job has no time for this: the next run resumes from what it finds
  if (error.code === 'CANCELLED') return error;
  const stuck = new Map<string, string[]>();
  const tryTo = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    await act().catch((problem: unknown) => {
      const why = asActionError(problem).message.replace(/\.$/, '').replace(NAMED, '');
      stuck.set(why, [...(stuck.get(why) ?? []), what]);
    });
  };
  const tagged = [...attempted].flatMap(([image, tags]) => tags.map((tag) => ({ image, tag })));
  const restored = new Set<string>();
  await forEachLimit(tagged, ({ image, tag }) => {
    const name = `${repositoryName(image.image)}:${tag}`;
    return tryTo(name, async () => {
      const isWritten = written.get(image)?.includes(tag) ?? false;
      if (await restoreTag(image, { tag, isWritten }, deps)) restored.add(name);
    });
  });
  const recorded = moving.filter(({ historyWritten }) => historyWritten);
  await forEachLimit(recorded, (one) =>
    tryTo(`the history of ${nameOf(one)}`, () => revertHistory(one, restored.has(nameOf(one)), deps)),
  );
  if (stuck.size === 0) return error;
  const failures = [...stuck].map(([why, names]) => `${names.join(', ')} (${why})`);
  return new ActionError(
    error.code,
    `${error.message}\nCould not be restored: ${failures.join('; ')}. The next run resumes from there.`,
    error,
  );
}

function nameOf({ plan, move }: Moving): string {
  return `${repositoryName(plan.image)}:${move.environment}`;
}

/**
 * Restores one tag, if it names this run's image.
 * @param write the tag, and whether the registry has accepted its write
 * @returns whether it was restored
 */
async function restoreTag(
  image: ReadyImagePlan,
  { tag, isWritten }: { readonly tag: string; readonly isWritten: boolean },
  deps: ApplyDeps,
): Promise<boolean> {
  const was =
    image.move?.environment === tag
      ? (image.move.from?.digest ?? null)
      : (image.tags.find((write) => write.tag === tag)?.was ?? null);
  const read = () => deps.registry.head(image.image, tag);
  // a write that was accepted may not be visible yet
  const isBefore = (seen: Descriptor | null) => isWritten && was !== null && seen?.digest === was;
  const { seen: now, isLate } = await readPastLate(read, isBefore, deps.clock);
  if (isLate) throw lateReads(`expected ${image.target.digest}, got ${was}`);
  if (now === null || now.digest === was || now.digest !== image.target.digest) return false;
  if (was === null)
    throw new ActionError(
      'REGISTRY_REFUSED',
      'it did not exist before, and deleting a tag is not safe on every registry',
    );
  const manifest = await deps.registry.get(image.image, was);
  if (!manifest) throw new ActionError('NOT_FOUND', `${was} is gone`);
  await deps.registry.put(image.image, tag, manifest);
  deps.log(`${repositoryName(image.image)}:${tag} restored → ${shortDigest(was)}`);
  return true;
}

/**
 * Reverts a run's event where its tag did not move; where another run moved it, settles the history.
 * @param isRestored whether this run has moved the tag and restored it
 */
async function revertHistory(
  { plan, move, historyDigest: written }: Moving,
  isRestored: boolean,
  deps: ApplyDeps,
): Promise<void> {
  const { event: mine, environment, from, base } = move;
  if (mine === null) return;
  if (plan.kind === 'record' || isRecord(mine)) return revertRecord({ plan, move }, mine, written, deps);
  // do not wait for a history that was stored with other bytes: it may never become readable
  const replaced = written === null ? [] : replacedBy(move);
  const before = isRestored ? plan.target.digest : undefined;
  const read = () =>
    Promise.all([loadHistory(deps.registry, plan.image, environment), deps.registry.head(plan.image, environment)]);
  const { seen, isLate } = await readPastLate(
    read,
    ([history, live]) => replaced.includes(history?.digest ?? null) || (isRestored && live?.digest === before),
    deps.clock,
  );
  if (isLate) throw lateReads('expected the history and the tag as this run wrote them');
  const [history, live] = seen;
  if (live?.digest === plan.target.digest) return;
  const last = lastEvent(history);
  // where the move stays as superseded, the hold that came with it stays, too: it stops nothing that is wanted
  if (history === null || last === null || !isSameEvent(last, mine) || live?.digest !== from?.digest) {
    const prior = base?.events ?? [];
    await settle({ image: plan.image, environment, mine, before: prior, replaced, written, from: before }, deps);
    return;
  }
  const isHold = (event: HistoryEvent): boolean => move.hold !== undefined && isSameEvent(event, move.hold);
  const events = history.events.filter((event) => event !== last && !isHold(event));
  await saveHistory(deps.registry, plan.image, environment, successor(history, events));
  deps.log(`${repositoryName(plan.image)}: history entry for ${environment} reverted`);
}

/** Takes an event that moves nothing out of the history again. */
async function revertRecord(
  { plan, move }: Pick<Moving, 'plan' | 'move'>,
  mine: HistoryEvent,
  written: string | null,
  deps: ApplyDeps,
): Promise<void> {
  const { environment } = move;
  const replaced = written === null ? [] : replacedBy(move);
  const read = () => loadHistory(deps.registry, plan.image, environment);
  const { seen, isLate } = await readPastLate(
    read,
    (history) => replaced.includes(history?.digest ?? null),
    deps.clock,
  );
  if (isLate) throw lateReads('expected the history as this run wrote it');
  const events = seen?.events.filter((event) => !isSameEvent(event, mine)) ?? [];
  if (seen === null || events.length === seen.events.length) return;
  await saveHistory(deps.registry, plan.image, environment, successor(seen, events));
  deps.log(`${repositoryName(plan.image)}: history entry for ${environment} reverted`);
}
