import { asActionError, mergeErrors } from '../errors.ts';
import { identifyDigest } from '../facts/environment.ts';
import type { ReadEvidence } from '../facts/evidence.ts';
import { guardLines } from '../guards/table.ts';
import type { SurveyCopy } from '../modes/mode.ts';
import { planRequest } from '../modes/table.ts';
import type { RunInfo } from '../plan/move.ts';
import { isReady, isUnbuilt, needsWriting, type Plan, withEarlierTags } from '../plan/plan.ts';
import { isOpen } from '../policy/window.ts';
import type { PlanningRequest } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import { type ApplyDeps, apply } from './apply.ts';
import { type BuildDeps, prepareBuild } from './build.ts';
import { type ImageCopier, prepareUpdate } from './copy.ts';
import { plannedState, readState, watchState } from './environment-state.ts';
import { isStillCurrent } from './recheck.ts';
import type { Failed, Result } from './result.ts';
import { logGuards, type Progress } from './round.ts';
import { MAX_REPLANS, MAX_WAIT_MS, POLL_MS, STALE_MS } from './timing.ts';
import { type TransportReview, withTransportReview } from './transport-review.ts';

/** The dependencies of executing a request; simulations pass their own. */
export interface PipelineDeps extends Omit<ApplyDeps, 'identify'>, Partial<BuildDeps> {
  /** needed where images are copied */
  readonly copier?: ImageCopier & { readonly survey: SurveyCopy };
  /** reads signed statements; absent or null where no policy requires any */
  readonly evidence?: ReadEvidence | null;
  /** why the transport cannot be used for an image; null if it can */
  readonly review?: TransportReview;
  /**
   * Asks a person whether a plan may be written.
   * @returns whether a person was asked: that takes time, so what was read is read again
   * @throws where it may not be written
   */
  readonly approve?: (plan: Plan) => Promise<boolean>;
  /** tells what a plan is about to write */
  readonly describe?: (plan: Plan) => void;
  /** called with each plan that is not refused, before it is written; the run waits for it */
  readonly planned?: (plan: Plan) => Promise<void>;
  /** wraps all writing of a run, such as a record of the deployment */
  readonly writing?: Writing;
}

/** The one moment at which a run begins to write, and the one at which it ends. */
export interface Writing {
  /** before the first write: every check has passed */
  readonly begin: (plan: Plan) => Promise<void>;
  /** before another plan of the run is written, because the registry has changed or the image has been built since */
  readonly replanned?: (plan: Plan) => Promise<void>;
  /** after the last write, also where it failed; not called where nothing was written */
  readonly end: (result: Result) => Promise<void>;
}

/**
 * Executes a request: plans, prepares, writes, and plans again where the registry has changed meanwhile. The same loop
 * for every mode.
 * @returns a refusal and a failed write are part of the result, since known outputs are written even then
 * @throws what reading throws before anything was written
 */
export async function execute(request: PlanningRequest, deps: PipelineDeps): Promise<Result> {
  const progress: Progress = {
    ...{ begun: null, copied: [], built: null, guardsLogged: false, early: [], written: new Map() },
    deadline: deps.clock.now() + MAX_WAIT_MS,
  };
  const result = await planUntilWritten(request, deps, progress);
  if (progress.begun !== null) await deps.writing?.end(result);
  return result;
}

async function planUntilWritten(request: PlanningRequest, deps: PipelineDeps, progress: Progress): Promise<Result> {
  for (let round = 1; ; ) {
    const startedAt = deps.clock.now();
    let plan: Plan;
    try {
      plan = await nextPlan(request, deps, progress);
      // a build that is refused anyway does not wait
      if (plan.inProgress.length > 0 && (request.mode !== 'build' || plan.problems.length === 0)) {
        await waitForOtherRun(plan, deps);
        continue;
      }
    } catch (error) {
      if (progress.begun === null) throw error;
      // the failure is reported with the plan whose writes have begun
      return failed(progress.begun, error, progress);
    }
    if (plan.problems.length > 0) return refused(plan, deps, progress);
    await deps.planned?.(plan);
    if (request.dryRun) return planned(plan, deps);
    if ((await deps.approve?.(plan)) === true) {
      progress.deadline = deps.clock.now() + MAX_WAIT_MS;
      continue;
    }
    try {
      const begin = () => beginWriting(plan, deps, progress);
      const isLast = round++ > MAX_REPLANS;
      const prepare = request.mode === 'build' ? prepareBuild : prepareUpdate;
      const version = request.mode === 'build' ? request.version : null;
      progress.early = [];
      if (!(await prepare({ plan, version, startedAt, isLast, progress, begin }, deps))) continue;
      // a build or a copy takes its time: the guard of the next plan says that it is closed by now
      if (isClosed(plan, deps)) continue;
      if (plan.images.some(needsWriting) && !(await beginInTime(plan, deps, progress, isLast))) continue;
    } catch (error) {
      return { ...failed(plan, error, progress), built: isBuilt(plan) };
    }
    return write(plan, deps, progress);
  }
}

async function nextPlan(request: PlanningRequest, deps: PipelineDeps, progress: Progress): Promise<Plan> {
  const { built, deadline, written } = progress;
  const { registry, copier, clock, evidence = null } = deps;
  const canWait = clock.now() < deadline && !request.dryRun;
  const run = runInfo(request, clock.now(), canWait);
  const read = await planRequest(request, { registry, survey: copier?.survey ?? null, built, evidence }, run);
  const plan = withEarlierTags(read, written);
  return deps.review ? withTransportReview(plan, deps.review) : plan;
}

function runInfo(request: PlanningRequest, now: number, canWait: boolean): RunInfo {
  const { context, reason, allow, history } = request;
  const action = request.mode === 'mark' ? request.as : request.mode;
  return {
    ...{ action, actor: context.actor, run: context.run, reason, allowed: allow, writesHistory: history },
    at: new Date(now).toISOString(),
    canWait,
  };
}

async function waitForOtherRun({ inProgress }: Plan, { log, clock, checkCancelled }: PipelineDeps): Promise<void> {
  const [event] = inProgress;
  log(
    `Another run (${oneLine(event?.run ?? 'unknown')}) seems to be in the middle of a ${event?.action}: waiting up to ${MAX_WAIT_MS / 1000} s`,
  );
  await clock.sleep(POLL_MS);
  checkCancelled();
}

/** Called by each plan before its first write; writing begins with the first of them. */
async function beginWriting(plan: Plan, deps: PipelineDeps, progress: Progress): Promise<void> {
  const isFirst = progress.begun === null;
  progress.begun = plan;
  await (isFirst ? deps.writing?.begin(plan) : deps.writing?.replanned?.(plan));
}

/** Whether the windows of a plan are closed by now. */
function isClosed({ windows }: Plan, { clock }: PipelineDeps): boolean {
  return windows !== undefined && !isOpen(windows, clock.now());
}

/**
 * Begins to write. Where that took long, as by a record of the deployment, the environments are read again.
 * @returns false where one has changed, or its windows have closed: plan again
 */
async function beginInTime(plan: Plan, deps: PipelineDeps, progress: Progress, isLast: boolean): Promise<boolean> {
  const { clock, registry, checkCancelled } = deps;
  checkCancelled();
  const began = clock.now();
  await beginWriting(plan, deps, progress);
  checkCancelled();
  if (isClosed(plan, deps)) return false;
  return isLast || clock.now() - began < STALE_MS || isStillCurrent(plan, registry, clock, began, true);
}

/** Whether the image of a plan was built by this run. */
function isBuilt({ images }: Plan): boolean {
  return images.some((image) => isReady(image) && image.built);
}

function planned(plan: Plan, { log }: PipelineDeps): Result {
  for (const line of guardLines(plan.checks)) log(line);
  return { kind: 'planned', plan, copied: [], built: plan.images.some(isUnbuilt) };
}

function refused(plan: Plan, deps: PipelineDeps, progress: Progress): Failed {
  logGuards(plan, deps, progress);
  const { copied } = progress;
  return {
    ...{ kind: 'failed', plan, copied, built: isBuilt(plan) },
    ...{
      error: mergeErrors(plan.problems),
      hasWritten: copied.length > 0 || progress.begun !== null,
      environmentState: null,
    },
  };
}

function failed(plan: Plan, error: unknown, { begun, copied, built }: Progress): Failed {
  return {
    ...{ kind: 'failed', plan, copied, built: built !== null, error: asActionError(error) },
    ...{ hasWritten: begun !== null, environmentState: begun && plannedState(plan) },
  };
}

/** Writes a plan whose writes are prepared. */
async function write(plan: Plan, deps: PipelineDeps, progress: Progress): Promise<Result> {
  logGuards(plan, deps, progress);
  deps.describe?.(plan);
  const result = { plan, copied: progress.copied, built: isBuilt(plan) };
  const { state, put } = watchState(plan, deps.putTag);
  try {
    deps.checkCancelled();
    const identify: ApplyDeps['identify'] = (image, live) => identifyDigest(deps.registry, image, live.digest, []);
    return { kind: 'done', ...result, outcome: await apply(plan, { ...deps, putTag: put, identify }, progress.early) };
  } catch (thrown) {
    const error = asActionError(thrown);
    // a cancelled job has no time to read
    const environmentState = error.code === 'CANCELLED' ? state : await readState(plan, deps.registry);
    return { kind: 'failed', ...result, error, hasWritten: true, environmentState };
  }
}
