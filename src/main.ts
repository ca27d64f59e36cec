import type { BoardInput } from './board/write.ts';
import { provenanceWarnings, secretMasks } from './docker/secrets.ts';
import { ActionError, asActionError, mergeErrors } from './errors.ts';
import { execute } from './execute/pipeline.ts';
import { errorOf, historyDigestOf, type Result, warningsOf } from './execute/result.ts';
import { metricsOf } from './figures/metrics.ts';
import type { Metrics } from './figures/types.ts';
import { checkoutProblems, nothingToBuild } from './modes/build-needs.ts';
import { gatherStatus, type StatusFacts, type Studied } from './modes/status.ts';
import { EMPTY_PLAN, type Plan, type UnbuiltImagePlan } from './plan/plan.ts';
import { type ChangesEntry, NOT_RECORDED, type Recorded } from './recording/types.ts';
import { changeLines } from './report/changes.ts';
import { environmentStateLines } from './report/environment-state.ts';
import {
  announcement,
  historyLines,
  ignoredDestination,
  lastLines,
  moveLines,
  plannedLines,
  statusLines,
} from './report/lines.ts';
import { newsOf } from './report/news.ts';
import { outputsOf, statusOutputs } from './report/outputs.ts';
import { isRefusedByGuards } from './report/refused.ts';
import { stageLines } from './report/stage-gates.ts';
import { statusSummary } from './report/status-summary.ts';
import { PLAIN } from './report/style.ts';
import { failureSummary, summaryOf } from './report/summary.ts';
import type { BuildRequest, PageInput, PlanningRequest, Request, StatusRequest } from './request/request.ts';
import { builderOf, dockerFor, pipelineDeps, recorderFor } from './tools.ts';
import { systemClock } from './util/clock.ts';
import { keepHeapSmall } from './util/memory.ts';
import { annotate, type Reporter } from './util/reporter.ts';
import type { World } from './world.ts';

/** What a face other than the action's adds to a run. */
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
   * @returns whether somebody was asked; see PipelineDeps
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
    announce(request, reporter);
    if (request.mode === 'status') return await status(request, world, reporter, hooks);
    if (hooks.showGates) return await checkGates(request, world, reporter, hooks.showGates);
    const nothing = nothingToBuild(request);
    if (nothing !== null) return await report(request, doNothing(nothing), reporter);
    const describe = (plan: Plan): void => {
      for (const line of moveLines(plan)) reporter.info(line);
    };
    const recorder = recorderFor(request, world, reporter);
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

function announce(request: Request, reporter: Reporter): void {
  reporter.info(announcement(request));
  for (const line of new Set(request.logLines)) reporter.info(line);
  if (request.ignored.length > 0) reporter.info(`Ignored (not used by ${request.mode}): ${request.ignored.join(', ')}`);
  const { masks, warnings } = request.mode === 'build' ? secretMasks(request) : { masks: [], warnings: [] };
  // masks have no effect while the output of a build is shown
  for (const secret of masks) reporter.mask(secret);
  const published = request.mode === 'build' ? provenanceWarnings(request) : [];
  annotate(reporter, [...ignoredDestination(request), ...warnings, ...published], request.notices);
}

async function status(
  request: StatusRequest,
  { registry }: World,
  reporter: Reporter,
  { showStatus, study }: Hooks,
): Promise<number> {
  const now = systemClock.now();
  const generated = new Date(now).toISOString();
  const board = request.page === null ? null : await import('./board/write.ts');
  const facts = await gatherStatus(request, registry, generated, (studied) => {
    study?.(studied);
    const { row } = studied.report;
    const metrics = metricsOf({ ...row, ...studied }, now);
    return { metrics, entry: board?.entryOf(studied, metrics) ?? null };
  });
  const metrics = facts.studied.flatMap((each) => each?.metrics ?? []);
  annotate(reporter, facts.warnings, facts.notices);
  for (const line of statusLines(request, facts)) reporter.info(line);
  showStatus?.(facts, metrics);
  const entries = facts.studied.flatMap((each) => each?.entry ?? []);
  const rows = facts.environments.map(({ row }) => row);
  const data = { entries, rows, metrics, generated, stages: request.environments };
  const page = await writePage(request.page, board, data, facts);
  const outputs = { ...statusOutputs(facts, request, metrics), ...page.outputs };
  const failure = (await reporter.write(outputs, statusSummary(request, facts, metrics, now))) ?? page.problem;
  if (failure) reporter.fail(failure);
  return failure ? 1 : 0;
}

/**
 * Writes the board where `page` is set. What it shows must be whole: a history that cannot be read fails the run, after
 * the rest was written.
 */
async function writePage(
  page: PageInput | null,
  board: typeof import('./board/write.ts') | null,
  input: BoardInput,
  { environments }: StatusFacts,
): Promise<{ outputs: Record<string, string>; problem: ActionError | null }> {
  if (page === null || board === null) return { outputs: {}, problem: null };
  try {
    const path = await board.writeBoard(page, input);
    const unreadable = environments.flatMap(({ problem }) => problem ?? []);
    const problems = unreadable.map((message) => new ActionError('HISTORY_INVALID', message));
    return { outputs: { page: path }, problem: problems.length > 0 ? mergeErrors(problems) : null };
  } catch (error) {
    return { outputs: {}, problem: asActionError(error) };
  }
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
