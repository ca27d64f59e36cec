import { type CopyDeps, copyContents, pushManifests } from './copy/copier.ts';
import { gatherCopy } from './copy/gather.ts';
import { buildImage } from './docker/build.ts';
import { dockerCommand } from './docker/command.ts';
import { dockerConfigWith } from './docker/config.ts';
import { dockerTagger, dockerTagProblem } from './docker/tag.ts';
import { type ActionError, asActionError, mergeErrors } from './errors.ts';
import { carryOut } from './execute/pipeline.ts';
import type { Copier, PipelineDeps, Result } from './execute/pipeline-steps.ts';
import type { Cancel } from './github/cancellation.ts';
import * as log from './github/commands.ts';
import { shortDigest } from './image/digest.ts';
import { type Repository, repositoryName } from './image/reference.ts';
import { checkoutProblems, NOT_BUILT } from './modes/build.ts';
import { gatherStatus } from './modes/status.ts';
import type { Plan } from './plan/plan.ts';
import { placesFrom } from './registry/auth/credentials.ts';
import type { RegistryClient } from './registry/client.ts';
import { oneLine } from './registry/errors/response-error.ts';
import type { RetryBudget } from './registry/http/retry-budget.ts';
import { environmentStateLines } from './report/environment-state.ts';
import { announcement, misplaced, plannedLines } from './report/lines.ts';
import { outputsOf, statusOutputs } from './report/outputs.ts';
import { statusSummary } from './report/status-summary.ts';
import { failureSummary, summaryOf } from './report/summary.ts';
import {
  type BuildRequest,
  copiesOf,
  type PromoteRequest,
  type Request,
  type StatusRequest,
} from './request/request.ts';
import { keepHeapSmall } from './util/memory.ts';
import { clockUntil, privateFolder, unknownToDocker } from './world.ts';

/** images of which a run has so many leave more garbage than a small heap holds */
const MANY = 10;
/** connections to each registry: a copy asks for all its blobs at once */
const CONNECTIONS_TO_COPY = 24;

export { log };

type PlanningRequest = Exclude<Request, StatusRequest>;

/** What the entry has made ready. */
export interface Started {
  readonly request: Request;
  readonly registry: RegistryClient;
  readonly retryBudget: RetryBudget;
  readonly cancel: Cancel;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Carries a request out and reports: the only place that ends a run as failed.
 * @returns the exit code
 */
export async function run({ request, registry, retryBudget, cancel, env }: Started): Promise<number> {
  try {
    if (request.images.length >= MANY) keepHeapSmall();
    announce(request);
    if (request.mode === 'status') return await status(request, registry);
    const result =
      request.mode === 'build' && !request.push
        ? await buildOnly(request, cancel, env)
        : await carryOut(request, await depsOf({ request, registry, retryBudget, cancel, env }));
    return await report(request, result);
  } catch (error) {
    const environment = 'environment' in request && request.environment ? { environment: request.environment } : {};
    return failed(request.mode, asActionError(error), { ...environment, changed: 'false', built: 'false' });
  }
}

/**
 * Reports a failure that came before there was a plan.
 * @param known outputs that are known all the same
 */
export async function failed(
  mode: string,
  error: ActionError,
  known: Record<string, string> = { changed: 'false', built: 'false' },
): Promise<number> {
  log.fail(error);
  await log.write(known, failureSummary(mode, error, known.environment));
  return 1;
}

function announce(request: Request): void {
  log.info(announcement(request));
  if (request.ignored.length > 0)
    log.info(`Inputs that ${request.mode} does not know, ignored: ${request.ignored.join(', ')}`);
  log.annotate(misplaced(request), request.notices);
  // masks are not heard while a build's output is quoted
  if (request.mode === 'build')
    for (const secret of request.docker.secrets) log.mask(secret.slice(secret.indexOf('=') + 1));
}

async function status(request: StatusRequest, registry: RegistryClient): Promise<number> {
  const facts = await gatherStatus(request, registry);
  for (const { row } of facts.environments) {
    const where = request.images.length > 1 ? `${row.image} ` : '';
    log.info(
      `${where}${row.environment}: ${row.digest === null ? 'nothing' : `${row.version ?? 'no version'} ${shortDigest(row.digest)}`}${row.since ? ` since ${row.since}` : ''}${row.by ? ` by ${oneLine(row.by)}` : ''}${row.moved ? ' (not where its history says)' : ''}`,
    );
  }
  const unset = await log.write(statusOutputs(facts, request), statusSummary(request, facts));
  if (unset) log.fail(unset);
  return unset ? 1 : 0;
}

async function report(request: PlanningRequest, result: Result): Promise<number> {
  const { plan } = result;
  log.annotate(plan.warnings, plan.notices);
  const outputs = outputsOf(result);
  const unset = await log.write(outputs, summaryOf(request, result));
  const error = result.error ?? unset;
  for (const { image, environment, historyDigest } of result.plan.images) {
    const digest =
      result.outcome?.images.find(({ plan: { image: moved } }) => moved === image)?.historyDigest ?? historyDigest;
    if (digest) log.info(`history ${repositoryName(image)}:${environment}-history is ${digest}`);
  }
  if (error) {
    for (const line of environmentStateLines(result)) log.info(line);
    log.fail(error);
    return 1;
  }
  if (request.dryRun) for (const line of [...plannedLines(plan), 'Dry run: nothing was written.']) log.info(line);
  else if (outputs.changed !== 'true') log.info('Already so: nothing was changed.');
  if (plan.images.length > 1) log.info(`images: all ${plan.images.length} are in the output result, by digest`);
  else if (outputs.image) log.info(`image: ${outputs.image}`);
  return 0;
}

type Planning = Omit<Started, 'request'> & { readonly request: PlanningRequest };

async function depsOf({ request, registry, retryBudget, cancel, env }: Planning): Promise<PipelineDeps> {
  const throughDocker = request.transport === 'docker';
  const temp = request.mode === 'build' || throughDocker ? privateFolder(env) : '';
  const docker = dockerCommand(temp ? await dockerEnv(request, env, temp) : env, cancel.reads, log.quoted);
  const clock = clockUntil(cancel);
  return {
    registry,
    clock,
    log: log.info,
    checkCancelled: cancel.check,
    putTag: throughDocker
      ? dockerTagger(docker, registry)
      : (image, tag, manifest) => registry.put(image, tag, manifest),
    ...(throughDocker ? { review: dockerTagProblem } : {}),
    ...(request.mode === 'promote' && copiesOf(request).length > 0
      ? { copier: copyingOf(request, registry, { retryBudget, checkCancelled: cancel.check, clock }) }
      : {}),
    ...(request.mode === 'build'
      ? {
          build: (image, tag, isFree) => {
            const deps = { docker, temp, env, log: log.info, isFree };
            return buildImage(request, image, tag, deps);
          },
        }
      : {}),
  };
}

function copyingOf(
  request: PromoteRequest,
  store: RegistryClient,
  more: Pick<CopyDeps, 'retryBudget' | 'checkCancelled' | 'clock'>,
): Copier {
  const deps = { store, log: log.info, ...more };
  return {
    survey: (from, to, target) =>
      gatherCopy(store, from, to, target, request.with, () => {
        for (const image of request.dryRun ? [] : [from, to]) store.open(image, CONNECTIONS_TO_COPY);
      }),
    bring: (copies) => copyContents(copies, deps),
    name: (copies) => pushManifests(copies, deps),
  };
}

async function dockerEnv(request: PlanningRequest, env: NodeJS.ProcessEnv, temp: string): Promise<NodeJS.ProcessEnv> {
  const credentials = await unknownToDocker(request, env);
  if (credentials.size === 0) return env;
  const places = placesFrom(env);
  return { ...env, ...(await dockerConfigWith(places.folder, temp, credentials, places.inline)) };
}

/** `push: false`: builds, asks no registry and no credentials, and writes nothing. */
async function buildOnly(request: BuildRequest, cancel: Cancel, env: NodeJS.ProcessEnv): Promise<Result> {
  const [image] = request.images;
  const problems = checkoutProblems(request);
  if (!image || problems.length > 0) throw mergeErrors(problems);
  const docker = dockerCommand(env, cancel.reads, log.quoted);
  const deps = { docker, temp: privateFolder(env), env, log: log.info, isFree: () => Promise.resolve(false) };
  if (!request.dryRun) await buildImage(request, image, 'not-pushed', deps);
  const outcome = request.dryRun ? null : { images: [] };
  return { plan: unpushedPlan(request, image), copied: [], outcome, error: null, begun: false, built: true };
}

/** The plan of a build that is not pushed: nothing is written, so there is no digest and no tag. */
function unpushedPlan({ commit, version, checkout }: BuildRequest, image: Repository): Plan {
  const identity = { version, revision: commit, created: checkout?.time ?? null };
  const nothing = {
    previous: null,
    copy: null,
    move: null,
    environment: null,
    commitTag: null,
    tags: [],
    unchangedTags: [],
  };
  const images = [{ ...nothing, image, target: NOT_BUILT, identity, historyDigest: null, built: true }];
  return { images, checks: [], problems: [], warnings: [], notices: [], inProgress: [] };
}
