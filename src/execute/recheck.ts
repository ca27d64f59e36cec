import { LONG_COPY_MS } from '../copy/deps.ts';
import { historyTag, prepareHistory } from '../history/store.ts';
import { copyOf, type ImagePlan, type Plan, updateOf } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { Clock } from '../util/clock.ts';
import { mapAll } from '../util/concurrency.ts';
import { STALE_MS } from './timing.ts';

/**
 * Pushes the two constant blobs of a history to repositories that may not have them yet.
 * @returns whether anything was pushed, which takes time
 * @throws the errors of `prepareHistory`, merged
 */
export async function ensureHistoryBlobs({ images }: Plan, registry: Registry): Promise<boolean> {
  const withoutBlobs = images.filter((image) => {
    const move = updateOf(image);
    return move?.next && !move.hasHistoryBlobs;
  });
  await mapAll(withoutBlobs, ({ image }) => prepareHistory(registry, image));
  return withoutBlobs.length > 0;
}

/**
 * Whether a plan may be written as it is. Where reading took its time, or something was done since, the environments are
 * read again: writes that are based on an old reading would overwrite what other runs have written since.
 * @param startedAt when the reading began, in milliseconds since the epoch
 * @param hasPrepared whether something was done since
 * @returns false where an environment has changed: plan again
 * @throws the errors of `Registry.head`, merged
 */
export async function isStillCurrent(
  { images }: Plan,
  registry: Registry,
  clock: Clock,
  startedAt: number,
  hasPrepared: boolean,
): Promise<boolean> {
  const needsRecheck =
    hasPrepared || images.some((image) => updateOf(image)?.needsRecheck) || clock.now() - startedAt >= STALE_MS;
  if (!needsRecheck) return true;
  const unchanged = await mapAll(images, (image) => isUnchanged(image, registry));
  return unchanged.every(Boolean);
}

async function isUnchanged(plan: ImagePlan, registry: Registry): Promise<boolean> {
  const move = updateOf(plan);
  if (!move) return true;
  const [live, history] = await Promise.all([
    digestNow(registry, plan.image, move.environment),
    digestNow(registry, plan.image, historyTag(move.environment)),
  ]);
  return live === (move.from?.digest ?? null) && history === (move.base?.digest ?? null);
}

/**
 * Whether tags still name what the plan read, after images were copied: another run may have written a version's tag
 * meanwhile, and it must not be taken from that image.
 * @param startedAt when the reading began, in milliseconds since the epoch
 * @returns false where one has changed: plan again; true without reading if planning and copying took less than five seconds
 * @throws the errors of `Registry.head`, merged
 */
export async function areTagsUnchanged(
  { images }: Plan,
  registry: Registry,
  clock: Clock,
  startedAt: number,
): Promise<boolean> {
  if (clock.now() - startedAt < LONG_COPY_MS) return true;
  const writes = images.flatMap((plan) =>
    [...(copyOf(plan)?.tags ?? []), ...plan.tags].map((write) => ({ image: plan.image, ...write })),
  );
  const unchanged = await mapAll(
    writes,
    async ({ image, tag, was }) => (await digestNow(registry, image, tag)) === was,
  );
  return unchanged.every(Boolean);
}
