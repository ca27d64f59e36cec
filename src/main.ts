import { ActionError, asActionError, mergeErrors } from './errors.ts';
import { execute } from './execute/pipeline.ts';
import { errorOf, historyDigestOf, type Result, warningsOf } from './execute/result.ts';
import type { Metrics } from './figures/types.ts';
import { checkoutProblems, nothingToBuild } from './modes/build-needs.ts';
import type { StatusFacts, Studied } from './modes/status.ts';
import { EMPTY_PLAN, type Plan, type UnbuiltImagePlan } from './plan/plan.ts';
import { type ChangesEntry, NOT_RECORDED, type Recorded } from './recording/types.ts';
import { changeLines } from './report/changes.ts';
import { environmentStateLines } from './report/environment-state.ts';
import { announcement, historyLines, ignoredDestination, lastLines, moveLines, plannedLines } from './report/lines.ts';
import { newsOf } from './report/news.ts';
import { outputsOf } from './report/outputs.ts';
import { isRefusedByGuards } from './report/refused.ts';
import { stageLines } from './report/stage-gates.ts';
import { PLAIN } from './report/style.ts';
import { failureSummary, summaryOf } from './report/summary.ts';
import type { BuildRequest, PlanningRequest, Request } from './request/request.ts';
import { pipelineDeps, recorderFor } from './tools.ts';
import { keepHeapSmall } from './util/memory.ts';
import { annotate, type Reporter } from './util/reporter.ts';
import type { World } from './world.ts';

/** What an entry point other than the action's adds to a run. */
export interface Hooks {
  /** shows what a status has found */
  readonly showStatus?: (facts: StatusFacts, metrics: readonly Metrics[]) => void;
  /** called with each environment of a status and its whole history */
  readonly study?: (studied: Studied) => void;
  /** shows what the gates of all stages say; a dry run of a promotion does only that, and a refusal does not fail it */
  readonly showGates?: (plan: Plan) => void;
  /**
   * Asks whether a plan may be written.
   * @param changes waits for the commits that it puts live, or takes back; null where they are not read
   * @returns whether a person was asked; see PipelineDeps
   */
  readonly approve?: (plan: Plan, changes: () => Promise<readonly (ChangesEntry | null)[] | null>) => Promise<boolean>;
}

/** A run of this many images leaves more garbage than a small heap holds. */
const MANY_IMAGES = 10;

/**
 * Executes a request and reports: the only place that fails a run.
 * @returns the exit code
 */
export async function run(request: Request, world: World, reporter: Reporter, hooks: Hooks = {}): Promise<number> {
  try {
    if (request.images.length >= MANY_IMAGES) keepHeapSmall();
    await announce(request, reporter);
    if (request.mode === 'status') {
      const { status } = await import('./status.ts');
      const failure = await status(request, world, reporter, hooks);
      if (failure) reporter.fail(failure);
      return failure ? 1 : 0;
    }
    if (hooks.showGates) return await checkGates(request, world, reporter, hooks.showGates);
    const nothing = nothingToBuild(request);
    if (nothing !== null) return await report(request, doNothing(nothing), reporter);
    const describe = (plan: Plan): void => {
      for (const line of moveLines(plan)) reporter.info(line);
    };
    const recorder = await recorderFor(request, world, reporter);
    const { approve } = hooks;
    const approval = approve ? { approve: (plan: Plan) => approve(plan, () => recorder.changesOf(plan)) } : {};
    const result =
      request.mode === 'build' && !request.push
        ? await buildWithoutPush(request, world, reporter)
        : await execute(request, {
            ...(await pipelineDeps(request, world, reporter)),
            ...{ ...approval, describe, planned: (plan) => recorder.planned(plan), writing: recorder.writing },
          });
    return await report(request, result, reporter, await recorder.finish(result));
  } catch (error) {
    const environment = 'environment' in request && request.environment ? { environment: request.environment } : {};
    return fail(request.mode, asActionError(error), reporter, { ...environment, changed: 'false', built: 'false' });
  }
}

/**
 * Reports a failure before there was a plan.
 * @param known outputs that are known even after a failure
 * @returns the exit code
 */
export async function fail(
  mode: string,
  error: ActionError,
  reporter: Reporter,
  known: Record<string, string> = { changed: 'false', built: 'false' },
): Promise<number> {
  reporter.fail(error);
  // an empty digest would be no condition at all for the rollback that is to undo this promotion
  const none: Record<string, string> = mode === 'promote' ? { digest: 'none', result: '[]' } : {};
  await reporter.write({ ...none, ...known }, failureSummary(mode, error));
  return 1;
}

async function announce(request: Request, reporter: Reporter): Promise<void> {
  reporter.info(announcement(request));
  for (const line of new Set(request.logLines)) reporter.info(line);
  if (request.ignored.length > 0) reporter.info(`Ignored (not used by ${request.mode}): ${request.ignored.join(', ')}`);
  const warnings = request.mode === 'build' ? await protectSecrets(request, reporter) : [];
  annotate(reporter, [...ignoredDestination(request), ...warnings], request.notices);
}

/** Tells what the gates of all stages say of the images of a dry run. @returns the exit code: 0 where it could tell */
async function checkGates(
  request: PlanningRequest,
  world: World,
  reporter: Reporter,
  show: (plan: Plan) => void,
): Promise<number> {
  const result = await execute(request, await pipelineDeps(request, world, reporter));
  const { plan } = result;
  if (!plan.stages) {
    const [why = 'The gates could not be read.'] = plan.warnings.slice(-1);
    throw errorOf(result) ?? new ActionError('INTERNAL', why);
  }
  annotate(reporter, warningsOf(result), plan.notices);
  show(plan);
  return 0;
}

/** Masks the secrets of a build. @returns warnings about what a build would publish */
async function protectSecrets(request: BuildRequest, reporter: Reporter): Promise<readonly string[]> {
  const { provenanceWarnings, secretMasks } = await import('./docker/secrets.ts');
  const { masks, warnings } = secretMasks(request);
  // masks have no effect while the output of a build is shown
  for (const secret of masks) reporter.mask(secret);
  return [...warnings, ...provenanceWarnings(request)];
}

async function report(
  request: PlanningRequest,
  result: Result,
  reporter: Reporter,
  recorded: Recorded = NOT_RECORDED,
): Promise<number> {
  const { plan } = result;
  for (const line of [...plan.log, ...stageLines(plan)]) reporter.info(line);
  annotate(reporter, [...warningsOf(result), ...recorded.warnings], [...plan.notices, ...recorded.notices]);
  for (const line of changeLines(recorded.changes, request.mode === 'rollback')) reporter.info(line);
  const outputs = outputsOf(result, recorded);
  const problem = await reporter.write(outputs, summaryOf(request, result, recorded));
  const error = errorOf(result) ?? problem;
  for (const line of historyLines(plan, (image) => historyDigestOf(result, image))) reporter.info(line);
  if (error) {
    for (const line of environmentStateLines(result)) reporter.info(line);
    reporter.fail(withNews(request, result, error));
    return 1;
  }
  if (request.dryRun) for (const line of plannedLines(plan)) reporter.info(line);
  for (const line of lastLines(request, result, outputs)) reporter.info(line);
  return 0;
}

/** A run that has nothing to do. @param notice why */
function doNothing(notice: string): Result {
  return {
    kind: 'done',
    plan: { ...EMPTY_PLAN, notices: [notice] },
    ...{ copied: [], built: false, outcome: { images: [] } },
  };
}

/** An error whose title is the news, where guards refused the run. */
function withNews(request: PlanningRequest, result: Result, error: ActionError): ActionError {
  const isRefusal = result.kind === 'failed' && result.error === error && isRefusedByGuards(result);
  if (!isRefusal) return error;
  return new ActionError(error.code, error.message, error, { title: newsOf(request, result, PLAIN).text });
}

/** `push: false`: builds without registry or credentials, and writes nothing. */
async function buildWithoutPush(request: BuildRequest, world: World, reporter: Reporter): Promise<Result> {
  const problems = checkoutProblems(request);
  if (problems.length > 0) throw mergeErrors(problems);
  const { builderOf, dockerFor } = await import('./docker-tools.ts');
  const build = builderOf(request, await dockerFor(request, world, reporter), reporter);
  if (!request.dryRun) await build(request.image, 'not-pushed', () => Promise.resolve(false));
  const { image, version, commit, checkout } = request;
  const plan: UnbuiltImagePlan = {
    ...{ kind: 'unbuilt', image, previous: null, environment: null, commitTag: null, historyDigest: null },
    ...{ tags: [], unchangedTags: [] },
    identity: { version, revision: commit, created: checkout?.time ?? null },
  };
  const result = { plan: { ...EMPTY_PLAN, images: [plan] }, copied: [], built: true };
  return request.dryRun ? { kind: 'planned', ...result } : { kind: 'done', ...result, outcome: { images: [] } };
}
