import { ActionError, asActionError } from '../errors.ts';
import { isSameEvent, lastEvent, successor } from '../history/event.ts';
import { loadHistory, saveHistory } from '../history/store.ts';
import { shortDigest } from '../image/digest.ts';
import { repositoryName } from '../image/reference.ts';
import type { ReadyImagePlan } from '../plan/plan.ts';
import { forEachLimit } from '../util/concurrency.ts';
import type { ApplyDeps, Moving } from './apply.ts';
import { settle } from './settle.ts';

/**
 * Restores the tags that a failed run has moved, and reverts its events.
 * @param attempted the tags whose write was begun, by image
 * @returns the error to end with: the given one, with what could not be restored
 */
export async function revert(
  error: ActionError,
  moving: readonly Moving[],
  attempted: ReadonlyMap<ReadyImagePlan, readonly string[]>,
  deps: ApplyDeps,
): Promise<ActionError> {
  // a cancelled job has no time for this: the next run resumes from what it finds
  if (error.code === 'CANCELLED') return error;
  const stuck: string[] = [];
  const tryTo = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    await act().catch((problem: unknown) => stuck.push(`${what} (${asActionError(problem).message})`));
  };
  const tagged = [...attempted].flatMap(([image, tags]) => tags.map((tag) => ({ image, tag })));
  await forEachLimit(tagged, ({ image, tag }) =>
    tryTo(`${repositoryName(image.image)}:${tag}`, () => restoreTag(image, tag, deps)),
  );
  const recorded = moving.filter(({ historyWritten }) => historyWritten);
  await forEachLimit(recorded, (one) =>
    tryTo(`the history of ${repositoryName(one.plan.image)}:${one.move.environment}`, () => revertHistory(one, deps)),
  );
  if (stuck.length === 0) return error;
  return new ActionError(
    error.code,
    `${error.message}\nCould not be restored: ${stuck.join('; ')}. The next run resumes from there.`,
    error,
  );
}

/** Restores one tag, if it names this run's image. */
async function restoreTag(image: ReadyImagePlan, tag: string, deps: ApplyDeps): Promise<void> {
  const was =
    image.move?.environment === tag
      ? (image.move.from?.digest ?? null)
      : (image.tags.find((write) => write.tag === tag)?.was ?? null);
  const now = await deps.registry.head(image.image, tag);
  if (now === null || now.digest === was || now.digest !== image.target.digest) return;
  if (was === null)
    throw new ActionError(
      'REGISTRY_REFUSED',
      'it did not exist before, and deleting a tag is not safe on every registry',
    );
  const manifest = await deps.registry.get(image.image, was);
  if (!manifest) throw new ActionError('NOT_FOUND', `${was} is gone`);
  await deps.registry.put(image.image, tag, manifest);
  deps.log(`${repositoryName(image.image)}:${tag} restored → ${shortDigest(was)}`);
}

/** Reverts a run's event where its tag did not move; where another run moved it, settles the history. */
async function revertHistory({ plan, move }: Moving, deps: ApplyDeps): Promise<void> {
  const { event: mine, environment, from } = move;
  if (mine === null) return;
  const [history, live] = await Promise.all([
    loadHistory(deps.registry, plan.image, environment),
    deps.registry.head(plan.image, environment),
  ]);
  if (live?.digest === plan.target.digest) return;
  const last = lastEvent(history);
  if (history === null || last === null || !isSameEvent(last, mine) || live?.digest !== from?.digest) {
    await settle({ image: plan.image, environment, mine, before: move.base?.events ?? [] }, deps);
    return;
  }
  const events = history.events.filter((event) => event !== last);
  await saveHistory(deps.registry, plan.image, environment, successor(history, events));
  deps.log(`${repositoryName(plan.image)}: history entry for ${environment} reverted`);
}
