import { type CopyOutcome, hasCopying } from '../copy/plan.ts';
import type { Copy } from '../copy/schedule.ts';
import { copyOf, type Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import type { Clock } from '../util/clock.ts';
import { settleBoth } from '../util/concurrency.ts';
import { areTagsUnchanged, ensureHistoryBlobs, isStillCurrent } from './recheck.ts';
import { logGuards, type Round } from './round.ts';
import { MAX_WAIT_MS } from './timing.ts';

/** How images are copied to other repositories. */
export interface ImageCopier {
  /** copies all but the images' own manifests */
  readonly copy: (copies: readonly Copy[]) => Promise<CopyOutcome[]>;
  /** pushes the images' own manifests, under the tags that are copied with them */
  readonly push: (copies: readonly Copy[]) => Promise<void>;
}

interface Deps {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly checkCancelled: () => void;
  readonly copier?: ImageCopier;
}

/**
 * Prepares the writes of a promotion or a rollback: everything is at its destination before any environment moves.
 * @returns whether the plan is still current; if not, plan again
 * @throws the errors of the copier and of `Registry`; CANCELLED when the job was cancelled
 */
export async function prepareUpdate(round: Round, deps: Deps): Promise<boolean> {
  const { plan, startedAt, isLast, progress } = round;
  const { registry, clock, copier, checkCancelled } = deps;
  const copies = copier ? copiesIn(plan) : [];
  if (copies.length > 0) {
    await round.begin();
    logGuards(plan, deps, progress);
    checkCancelled();
  }
  const copying = copier && copies.length > 0 ? copier.copy(copies) : Promise.resolve([]);
  const [copied, hasPrepared] = await settleBoth(copying, isLast ? false : ensureHistoryBlobs(plan, registry));
  progress.copied.push(...copied);
  // the copy may have used up the time limit for waiting on other runs
  if (copies.length > 0) progress.deadline = clock.now() + MAX_WAIT_MS;
  if (copies.length > 0 && !isLast && !(await areTagsUnchanged(plan, registry, clock, startedAt))) return false;
  if (copies.length > 0) checkCancelled();
  // the images are pushed while the environments are read again
  const check = isLast || isStillCurrent(plan, registry, clock, startedAt, hasPrepared);
  const pushing = copier && copies.length > 0 ? copier.push(copies) : Promise.resolve();
  const [, isCurrent] = await settleBoth(pushing, check);
  return isCurrent;
}

function copiesIn({ images }: Plan): Copy[] {
  return images.flatMap((image) => {
    const plan = copyOf(image);
    return plan && hasCopying(plan) ? [{ plan, to: image.image }] : [];
  });
}
