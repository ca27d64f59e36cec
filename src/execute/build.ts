import { ActionError } from '../errors.ts';
import { shortDigest } from '../image/digest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { isReady, isUnbuilt, type Plan, type ReadyImagePlan, type UnbuiltImagePlan } from '../plan/plan.ts';
import type { PutTag } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import { digestAfterWrite } from './late-reads.ts';
import { ensureHistoryBlobs, isStillCurrent } from './recheck.ts';
import type { Round } from './round.ts';
import { COMMIT_TAG_RECHECK_MS } from './timing.ts';
import { type TagDeps, writeVersionTags } from './version-tags.ts';

/** How an image is built. */
export interface BuildDeps {
  /**
   * Builds and pushes an image.
   * @param tag the commit tag, for a builder that can push only by tag
   * @param isTagFree whether no other run has written that tag by now
   * @returns the digest in the registry; null where nothing was pushed because the tag was not free
   */
  readonly build: (image: Repository, tag: string, isTagFree: () => Promise<boolean>) => Promise<string | null>;
}

type Deps = TagDeps & Partial<BuildDeps>;

/**
 * Prepares the writes of a build: builds what is not built yet, then writes the commit tag. No other tag is written
 * before it is certain which image has the commit tag.
 * @returns whether the plan is still current; if not, plan again
 * @throws TAG_MOVED where other runs keep moving the commit tag
 */
export async function prepareBuild(round: Round, given: Deps): Promise<boolean> {
  const { plan, startedAt, isLast, progress } = round;
  const deps: Deps = { ...given, putTag: notingTags(given.putTag, progress.written) };
  const { registry, clock } = deps;
  const unbuilt = plan.images.find(isUnbuilt);
  if (unbuilt) {
    progress.built = await buildImage(unbuilt, deps);
    // the commit tag may have been written by docker's push
    if (progress.built !== null) await round.begin();
  } else {
    const images = plan.images.filter(isReady);
    if (images.some(({ commitTag }) => commitTag !== null)) await round.begin();
    let isCertain = true;
    for (const image of images) isCertain &&= await writeCommitTag(image, deps, progress.built);
    for (const image of images) isCertain &&= await writeVersionTags(round, image, deps);
    if (isCertain) {
      const hasPrepared = await ensureHistoryBlobs(plan, registry);
      if (await isStillCurrent(plan, registry, clock, startedAt, hasPrepared)) return true;
    }
  }
  if (isLast) throw notConverged(plan);
  return false;
}

/** Notes each tag that was put, with its digest. */
function notingTags(putTag: PutTag, written: Map<string, string>): PutTag {
  return async (image, tag, manifest) => {
    const put = await putTag(image, tag, manifest);
    written.set(tag, manifest.digest);
    return put;
  };
}

async function buildImage({ image, commitTag }: UnbuiltImagePlan, { build, registry }: Deps): Promise<string | null> {
  if (!build || !commitTag) throw new Error('this run cannot build');
  const { tag, was } = commitTag;
  return build(image, tag, async () => (await digestNow(registry, image, tag)) === was);
}

/**
 * Writes the commit tag unless another run has written it meanwhile, and reads it again half a second later: of two
 * builds of one commit, the one that has the tag then is used.
 * @param built the digest that this run has built
 * @returns whether the image of the plan has the commit tag for certain
 */
async function writeCommitTag(plan: ReadyImagePlan, deps: Deps, built: string | null): Promise<boolean> {
  const { image, target, commitTag } = plan;
  const tag = commitTag?.tag ?? plan.unchangedTags.find((name) => name.startsWith('git-'));
  if (tag === undefined) return true;
  if (commitTag) {
    deps.checkCancelled();
    if ((await digestNow(deps.registry, image, tag)) !== commitTag.was) return false;
    await deps.putTag(image, tag, target);
    deps.log(`${repositoryName(image)}:${tag} → ${shortDigest(target.digest)}`);
  } else if (target.digest !== built) return true;
  await deps.clock.sleep(COMMIT_TAG_RECHECK_MS);
  const read = () => digestNow(deps.registry, image, tag);
  const seen = await read();
  if (commitTag === null || seen !== commitTag.was) return seen === target.digest;
  await digestAfterWrite(deps, image, commitTag, target.digest);
  // another build's tag becomes visible as late as this one did
  await deps.clock.sleep(COMMIT_TAG_RECHECK_MS);
  return (await read()) === target.digest;
}

function notConverged({ images: [image] }: Plan): ActionError {
  const name = image ? `${repositoryName(image.image)}:${image.commitTag?.tag}` : 'the commit tag';
  return new ActionError(
    'TAG_MOVED',
    `${name} kept moving while this run was reading it. Run one build of a commit at a time (concurrency), then run again.`,
  );
}
