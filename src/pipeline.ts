import { type CopyOutcome, type CopyPlan, hasCopying } from './copy/plan.ts';
import { ActionError, asActionError, combine } from './errors.ts';
import type { Descriptor } from './image/manifest.ts';
import { nameOf, type Repository } from './image/reference.ts';
import { type BuildPlan, decideBuild, gatherBuild } from './modes/build.ts';
import { identifyDigest } from './modes/facts.ts';
import { decidePromote, gatherPromote, type SurveyCopy } from './modes/promote.ts';
import { decideRollback, gatherRollback } from './modes/rollback.ts';
import { type ApplyDeps, apply, type PutTag } from './plan/apply.ts';
import type { Doing } from './plan/move.ts';
import type { ImagePlan, Outcome, Plan } from './plan/plan.ts';
import { digestNow, isReady } from './plan/ready.ts';
import { oneLine } from './registry/answer.ts';
import type { Registry } from './registry/client.ts';
import type { Clock } from './registry/retry.ts';
import type { BuildRequest, PromoteRequest, Request, RollbackRequest } from './request.ts';
import { gatherAll } from './side-by-side.ts';

/** What carrying out a request needs of the world; a simulation hands in its own. */
export interface PipelineDeps {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly putTag: PutTag;
  readonly log: (line: string) => void;
  readonly checkCancelled: () => void;
  /** builds and pushes; null where nothing was pushed. Only a build needs it */
  readonly build?: (image: Repository, tag: string, isFree: () => Promise<boolean>) => Promise<string | null>;
  /** looks and carries out where images are copied first */
  readonly copying?: Copying;
  /** what the transport finds wrong with a plan */
  readonly review?: (plan: ImagePlan) => { warning: string; problem: ActionError } | null;
}

/** Copying between repositories: what is to be brought, and the bringing. */
export interface Copying {
  readonly survey: SurveyCopy;
  readonly carryOut: (copies: readonly { plan: CopyPlan; to: Repository }[]) => Promise<CopyOutcome[]>;
}

/** What came of a request that plans. */
export interface Result {
  readonly plan: Plan;
  /** what was copied, by this plan or by one that it replaced */
  readonly copied: readonly CopyOutcome[];
  /** null where nothing was carried out: a dry run, or a refusal */
  readonly outcome: Outcome | null;
  /** the refusal or failure that ended the run; null on success */
  readonly error: ActionError | null;
  /** whether writing had begun when it failed, so that nobody can say what changed */
  readonly begun: boolean;
  /** whether this run built the image, or would have */
  readonly built: boolean;
}

type PlanningRequest = Exclude<Request, { mode: 'status' }>;

/** How long another run that seems to be under way is waited for, in milliseconds. */
const PATIENCE_MS = 5000;
const POLL_MS = 1000;
/** Two builds of one commit at once show themselves within this time, in milliseconds. */
const SECOND_LOOK_MS = 500;
const MAX_REPLANS = 5;

/**
 * Carries a request out, from what is in the registry to what is in it then. A refusal and a failed write are part of
 * the result, since outputs that are known are written all the same; a failed read throws.
 */
export async function carryOut(request: PlanningRequest, deps: PipelineDeps): Promise<Result> {
  return request.mode === 'build' ? build(request, deps) : point(request, deps);
}

async function point(request: PromoteRequest | RollbackRequest, deps: PipelineDeps): Promise<Result> {
  const end = deps.clock.now() + PATIENCE_MS;
  const copied: CopyOutcome[] = [];
  for (let round = 1; ; ) {
    const started = deps.clock.now();
    const patient = started < end && !request.dryRun;
    const plan = reviewed(await planPoint(request, deps, doingNow(request, deps, patient)), deps);
    if (plan.busy.length > 0) {
      await waitFor(plan, deps);
      continue;
    }
    const copies = request.dryRun || plan.problems.length > 0 ? [] : copiesIn(plan);
    try {
      copied.push(...(await copyAll(copies, deps)));
      const isFree = request.dryRun || round++ > MAX_REPLANS;
      if (!isFree && !(await isReady(plan, deps.registry, deps.clock, started))) continue;
    } catch (error) {
      const begun = copied.length > 0 || copies.length > 0;
      return { plan, copied, outcome: null, error: asActionError(error), begun, built: false };
    }
    return finish(request, plan, deps, { built: false, copied });
  }
}

type CopyTo = Parameters<Copying['carryOut']>[0][number];

function copiesIn(plan: Plan): CopyTo[] {
  return plan.images.flatMap(({ copy, image }) => (copy && hasCopying(copy) ? [{ plan: copy, to: image }] : []));
}

/** Everything is at its destination before any environment moves. */
async function copyAll(copies: readonly CopyTo[], { copying, checkCancelled }: PipelineDeps): Promise<CopyOutcome[]> {
  if (copies.length === 0 || !copying) return [];
  checkCancelled();
  return copying.carryOut(copies);
}

async function planPoint(request: PromoteRequest | RollbackRequest, deps: PipelineDeps, doing: Doing): Promise<Plan> {
  const { registry } = deps;
  if (request.mode === 'rollback') return planRollback(request, registry, doing);
  const facts = await gatherAll(request.images, (image) =>
    gatherPromote(request, registry, image, deps.copying?.survey),
  );
  return decidePromote(request, facts, doing);
}

async function planRollback(request: RollbackRequest, registry: Registry, doing: Doing): Promise<Plan> {
  const { facts, busy } = await gatherRollback(request, registry, doing);
  const plan = decideRollback(request, facts, doing);
  return { ...plan, busy: [...plan.busy, ...busy] };
}

async function waitFor(plan: Plan, deps: PipelineDeps): Promise<void> {
  const [event] = plan.busy;
  deps.log(
    `Another run (${oneLine(event?.run ?? 'unknown')}) seems to be in the middle of a ${event?.action}: waiting a moment`,
  );
  await deps.clock.sleep(POLL_MS);
  deps.checkCancelled();
}

function doingNow(request: PlanningRequest, deps: PipelineDeps, patient: boolean): Doing {
  const { context, reason, allow, history } = request;
  return {
    action: request.mode,
    at: new Date(deps.clock.now()).toISOString(),
    actor: context.actor,
    run: context.run,
    reason,
    allowed: allow,
    writesHistory: history,
    patient,
  };
}

async function finish(
  request: PlanningRequest,
  plan: Plan,
  deps: PipelineDeps,
  { built, copied = [] }: { built: boolean; copied?: readonly CopyOutcome[] },
): Promise<Result> {
  const result = { plan, copied, outcome: null, error: null, begun: copied.length > 0, built };
  for (const { guard, verdict, image, text } of plan.checks) deps.log(`guard ${guard}: ${verdict}: ${image}: ${text}`);
  if (plan.problems.length > 0) return { ...result, error: combine(plan.problems) };
  if (request.dryRun) return result;
  try {
    deps.checkCancelled();
    return { ...result, outcome: await apply(plan, applyDeps(deps)), begun: true };
  } catch (error) {
    return { ...result, error: asActionError(error), begun: true };
  }
}

function reviewed(plan: Plan, { review }: PipelineDeps): Plan {
  const found = review ? plan.images.filter(writesTags).flatMap((image) => review(image) ?? []) : [];
  if (found.length === 0) return plan;
  return {
    ...plan,
    problems: [...plan.problems, ...found.map(({ problem }) => problem)],
    warnings: [...plan.warnings, ...found.map(({ warning }) => warning)],
  };
}

function writesTags(plan: ImagePlan): boolean {
  return plan.target.digest !== '' && (plan.move !== null || plan.first !== null || plan.tags.length > 0);
}

function applyDeps(deps: PipelineDeps): ApplyDeps {
  const identify = (image: Repository, live: Descriptor) => identifyDigest(deps.registry, image, live.digest, []);
  return { ...deps, identify };
}

async function build(request: BuildRequest, deps: PipelineDeps): Promise<Result> {
  const end = deps.clock.now() + PATIENCE_MS;
  let built: string | null = null;
  for (let round = 0; ; ) {
    const started = deps.clock.now();
    const patient = started < end && !request.dryRun;
    const plan: BuildPlan = decideBuild(
      request,
      await gatherBuild(request, deps.registry, built),
      doingNow(request, deps, patient),
      built,
    );
    const checked = reviewed(plan, deps);
    const isRefused = checked.problems.length > 0;
    const wouldBuild = (plan.needsBuild && !isRefused) || plan.images.some((image) => image.built);
    if (isRefused || request.dryRun) return finish(request, checked, deps, { built: wouldBuild });
    if (plan.busy.length > 0) {
      await waitFor(plan, deps);
      continue;
    }
    try {
      if (plan.needsBuild) built = await buildNow(plan, deps);
      else if ((await isSure(plan, deps, built)) && (await isReady(plan, deps.registry, deps.clock, started)))
        return finishBuild(request, checked, deps, wouldBuild);
      if (++round > MAX_REPLANS) throw notSure(plan);
    } catch (error) {
      // the commit tag may have been put, by this run or by docker's push
      const begun = built !== null || plan.images.some(({ first }) => !plan.needsBuild && first !== null);
      return { plan: checked, copied: [], outcome: null, error: asActionError(error), begun, built: false };
    }
  }
}

async function finishBuild(request: BuildRequest, plan: Plan, deps: PipelineDeps, built: boolean): Promise<Result> {
  const result = await finish(request, plan, deps, { built });
  if (!result.outcome) return result;
  // the commit tag was put before all others
  const images = result.outcome.images.map((image) => ({
    ...image,
    written: [...(image.plan.first ? [image.plan.first.tag] : []), ...image.written],
  }));
  return { ...result, outcome: { ...result.outcome, images } };
}

async function buildNow(plan: BuildPlan, deps: PipelineDeps): Promise<string | null> {
  const [image] = plan.images;
  if (!image?.first || !deps.build) throw new Error('a build needs docker');
  const { tag, was } = image.first;
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
  const { target, first } = image;
  const tag = first?.tag ?? image.already.find((name) => name.startsWith('git-'));
  if (tag === undefined) return true;
  if (first) {
    deps.checkCancelled();
    if ((await digestNow(deps.registry, image.image, tag)) !== first.was) return false;
    await deps.putTag(image.image, tag, target);
    deps.log(`${nameOf(image.image)}:${tag} → ${target.digest}`);
  }
  if (first === null && target.digest !== built) return true;
  await deps.clock.sleep(SECOND_LOOK_MS);
  return (await digestNow(deps.registry, image.image, tag)) === target.digest;
}

function notSure(plan: Plan): ActionError {
  const [image] = plan.images;
  const name = image ? `${nameOf(image.image)}:${image.first?.tag}` : 'the commit tag';
  return new ActionError(
    'TAG_MOVED',
    `${name} was put on other images again and again while this run looked. Run one build of a commit at a time (concurrency), then run again.`,
  );
}
