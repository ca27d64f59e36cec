import { shortDigest } from '../image/digest.ts';
import { floatingTagProblem } from '../image/order.ts';
import { repositoryName } from '../image/reference.ts';
import { ruleOf, type TagWrite, versionAndEnvironment, versionsIn } from '../image/tags.ts';
import type { ReadyImagePlan } from '../plan/plan.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { Clock } from '../util/clock.ts';
import { mapAll } from '../util/concurrency.ts';
import { orderedLog } from '../util/ordered-log.ts';
import { digestAfterWrite } from './late-reads.ts';
import type { Round } from './round.ts';
import { VERSION_TAG_RECHECK_MS } from './timing.ts';

/** What writing the first tags of a build needs. */
export interface TagDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly putTag: PutTag;
  readonly log: (line: string) => void;
  readonly checkCancelled: () => void;
}

/**
 * Writes the fixed tags of a build before all others, and makes sure of them: of two releases of one version at once, the
 * one whose image has the tag half a second later goes on. Floating tags are looked at again after that, so that a higher
 * version that was released meanwhile is seen by its own tag.
 * @returns whether the plan is still current; if not, plan again
 * @throws the errors of `PutTag` and `Registry`, merged; REGISTRY_UNAVAILABLE as `digestAfterWrite`; CANCELLED when the job was cancelled
 */
export async function writeVersionTags(round: Round, image: ReadyImagePlan, deps: TagDeps): Promise<boolean> {
  const { version, progress } = round;
  const fixed = image.tags.filter(({ tag }) => isFixed(image, tag));
  const floating = image.tags.filter(({ tag }) => ruleOf(tag, image.identity.revision) === 'floating');
  const unchanged = await mapAll(fixed, (write) => isUnchanged(image, write, deps));
  if (!unchanged.every(Boolean)) return false;
  if (fixed.length > 0) {
    deps.checkCancelled();
    await round.begin();
    for (const { tag } of fixed) progress.early.push(tag);
    const log = orderedLog(fixed, deps.log);
    await mapAll(fixed, async (write) => {
      await deps.putTag(image.image, write.tag, image.target);
      log(write, `${repositoryName(image.image)}:${write.tag} → ${shortDigest(image.target.digest)}`);
    });
    await deps.clock.sleep(VERSION_TAG_RECHECK_MS);
  }
  const checks = [
    ...fixed.map((write) => () => isOurs(image, write, deps)),
    ...floating.map((write) => () => isUnchanged(image, write, deps)),
    ...(floating.length > 0 && version !== null ? [() => isStillHighest(image, floating, version, deps)] : []),
  ];
  return (await mapAll(checks, (check) => check())).every(Boolean);
}

/** Whether a tag is one that never moves. The tags of an environment move, or stay, with it. */
function isFixed({ identity, environment }: ReadyImagePlan, tag: string): boolean {
  if (environment !== null && versionAndEnvironment(tag, [environment]) !== null) return false;
  return ['fixed', 'build'].includes(ruleOf(tag, identity.revision));
}

async function isUnchanged({ image }: ReadyImagePlan, { tag, was }: TagWrite, { registry }: TagDeps): Promise<boolean> {
  return (await digestNow(registry, image, tag)) === was;
}

/** Whether a tag that was written names this run's image; it is read again while it is read as before the write. */
async function isOurs({ image, target }: ReadyImagePlan, write: TagWrite, deps: TagDeps): Promise<boolean> {
  return (await digestAfterWrite(deps, image, write, target.digest)) === target.digest;
}

async function isStillHighest(
  { image }: ReadyImagePlan,
  floating: readonly TagWrite[],
  version: string,
  { registry }: TagDeps,
): Promise<boolean> {
  const present = versionsIn(await registry.tags(image));
  return floating.every(({ tag }) => floatingTagProblem(tag, version, present) === null);
}
