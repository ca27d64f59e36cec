import { ActionError } from '../errors.ts';
import { repositoryName } from '../image/reference.ts';
import { type BuildPlan, decideBuild, gatherBuild } from '../modes/build.ts';
import type { Plan } from '../plan/plan.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { BuildRequest } from '../request/request.ts';
import {
  failedResult,
  finish,
  MAX_REPLANS,
  MAX_WAIT_MS,
  type PipelineDeps,
  type Result,
  runInfo,
  waitForOtherRun,
  withTransportReview,
} from './pipeline-steps.ts';
import { ensureHistoryBlobs, isStillCurrent } from './recheck.ts';

/** Two builds of one commit at once show themselves within this time, in milliseconds. */
const SECOND_LOOK_MS = 500;

/** Carries a build out: builds only what was not built, and tags nothing before the commit tag is sure. */
export async function build(request: BuildRequest, deps: PipelineDeps): Promise<Result> {
  const end = deps.clock.now() + MAX_WAIT_MS;
  let built: string | null = null;
  let begun: Plan | null = null;
  for (let round = 0; ; ) {
    const started = deps.clock.now();
    const canWait = started < end && !request.dryRun;
    let plan: BuildPlan;
    let checked: Plan;
    try {
      const facts = await gatherBuild(request, deps.registry, built);
      plan = decideBuild(request, facts, runInfo(request, deps, canWait), built);
      checked = withTransportReview(plan, deps);
      if (checked.problems.length === 0 && !request.dryRun && plan.inProgress.length > 0) {
        await waitForOtherRun(plan, deps);
        continue;
      }
    } catch (error) {
      // what was built or tagged by then is told of by the plan that it was done for
      if (begun === null) throw error;
      return failedResult(begun, error, { begun: true, built: built !== null });
    }
    const isRefused = checked.problems.length > 0;
    const wouldBuild = (plan.needsBuild && !isRefused) || plan.images.some((image) => image.built);
    if (isRefused || request.dryRun) return finish(request, checked, deps, { built: wouldBuild });
    // the commit tag may have been put, by this run or by docker's push
    if (!plan.needsBuild && plan.images.some(({ commitTag: first }) => first !== null)) begun = checked;
    try {
      if (plan.needsBuild) {
        built = await buildNow(plan, deps);
        begun = built === null ? begun : checked;
      } else if ((await isSure(plan, deps, built)) && (await isPrepared(plan, deps, started)))
        return finishBuild(request, checked, deps, wouldBuild);
      if (++round > MAX_REPLANS) throw notSure(plan);
    } catch (error) {
      return failedResult(checked, error, { begun: begun !== null });
    }
  }
}

async function isPrepared(plan: Plan, { registry, clock }: PipelineDeps, started: number): Promise<boolean> {
  return isStillCurrent(plan, registry, clock, started, await ensureHistoryBlobs(plan, registry));
}

async function finishBuild(request: BuildRequest, plan: Plan, deps: PipelineDeps, built: boolean): Promise<Result> {
  const result = await finish(request, plan, deps, { built });
  if (!result.outcome) return result;
  // the commit tag was put before all others
  const images = result.outcome.images.map((image) => ({
    ...image,
    written: [...(image.plan.commitTag ? [image.plan.commitTag.tag] : []), ...image.written],
  }));
  return { ...result, outcome: { ...result.outcome, images } };
}

async function buildNow(plan: BuildPlan, deps: PipelineDeps): Promise<string | null> {
  const [image] = plan.images;
  if (!image?.commitTag || !deps.build) throw new Error('a build needs docker');
  const { tag, was } = image.commitTag;
  const isFree = async (): Promise<boolean> => (await digestNow(deps.registry, image.image, tag)) === was;
  return deps.build(image.image, tag, isFree);
}

/**
 * Puts the commit tag, if nobody else has by now, and looks once more half a second later: of two builds of one commit
 * the one that is there is used.
 * @returns whether this plan's image has the commit tag for sure; if not, plan anew
 */
async function isSure(plan: BuildPlan, deps: PipelineDeps, built: string | null): Promise<boolean> {
  const [image] = plan.images;
  if (!image) return true;
  const { target, commitTag: first } = image;
  const tag = first?.tag ?? image.unchangedTags.find((name) => name.startsWith('git-'));
  if (tag === undefined) return true;
  if (first) {
    deps.checkCancelled();
    if ((await digestNow(deps.registry, image.image, tag)) !== first.was) return false;
    await deps.putTag(image.image, tag, target);
    deps.log(`${repositoryName(image.image)}:${tag} → ${target.digest}`);
  }
  if (first === null && target.digest !== built) return true;
  await deps.clock.sleep(SECOND_LOOK_MS);
  return (await digestNow(deps.registry, image.image, tag)) === target.digest;
}

function notSure(plan: Plan): ActionError {
  const [image] = plan.images;
  const name = image ? `${repositoryName(image.image)}:${image.commitTag?.tag}` : 'the commit tag';
  return new ActionError(
    'TAG_MOVED',
    `${name} was put on other images again and again while this run looked. Run one build of a commit at a time (concurrency), then run again.`,
  );
}
