import { LONG_COPY_MS } from '../copy/copier.ts';
import { historyTag, prepareHistory } from '../history/store.ts';
import type { Repository } from '../image/reference.ts';
import type { ImagePlan, Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import type { Clock } from '../registry/http/retry.ts';
import { mapAll } from '../util/concurrency.ts';

/** A plan whose reading took longer is looked at again before it is carried out, in milliseconds. */
const STALE_MS = 1500;

/**
 * Brings the two constant blobs of a history to repositories without any.
 * @returns whether there was any, so that it took its time
 */
export async function ensureHistoryBlobs(plan: Plan, registry: Registry): Promise<boolean> {
  if (plan.problems.length > 0) return false;
  const bare = plan.images.filter(({ move }) => move?.next && !move.hasHistoryBlobs);
  await mapAll(bare, ({ image }) => prepareHistory(registry, image));
  return bare.length > 0;
}

/**
 * Whether a plan may be carried out as it is. Where the reading or what came before took its time, the environments are
 * looked at again, since what is written on an old reading overwrites what others have written since.
 * @param started when the reading began, in milliseconds since the epoch
 * @param isLate whether something was done since
 * @returns false where an environment has changed: plan anew
 */
export async function isStillCurrent(
  plan: Plan,
  registry: Registry,
  clock: Clock,
  started: number,
  isLate: boolean,
): Promise<boolean> {
  if (plan.problems.length > 0) return true;
  const isOld = isLate || plan.images.some(({ move }) => move?.needsRecheck) || clock.now() - started >= STALE_MS;
  if (!isOld) return true;
  const fresh = await mapAll(plan.images, (image) => isUnchanged(image, registry));
  return fresh.every(Boolean);
}

async function isUnchanged({ image, move }: ImagePlan, registry: Registry): Promise<boolean> {
  if (!move) return true;
  const [live, history] = await Promise.all([
    digestNow(registry, image, move.environment),
    digestNow(registry, image, historyTag(move.environment)),
  ]);
  return live === (move.from?.digest ?? null) && history === (move.base?.digest ?? null);
}

/**
 * Whether tags are where the plan saw them after images were copied: what nobody had then, another run may have given
 * to another image meanwhile, and a version's tag must not be taken from it.
 * @param started when the reading began, in milliseconds since the epoch
 * @returns false where one has changed: plan anew; true without looking where copying took no time
 */
export async function areTagsUnchanged(
  plan: Plan,
  registry: Registry,
  clock: Clock,
  started: number,
): Promise<boolean> {
  if (clock.now() - started < LONG_COPY_MS) return true;
  const writes = plan.images.flatMap(({ image, copy, tags }) =>
    [...(copy?.tags ?? []), ...tags].map((write) => ({ image, ...write })),
  );
  const fresh = await mapAll(writes, async ({ image, tag, was }) => (await digestNow(registry, image, tag)) === was);
  return fresh.every(Boolean);
}

/** What a tag names now; null where there is none. */
export async function digestNow(registry: Registry, image: Repository, tag: string): Promise<string | null> {
  return (await registry.head(image, tag))?.digest ?? null;
}
