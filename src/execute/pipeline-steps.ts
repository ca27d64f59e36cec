import type { CopyOutcome } from '../copy/plan.ts';
import type { Copy } from '../copy/schedule.ts';
import { type ActionError, asActionError, mergeErrors } from '../errors.ts';
import { identifyDigest } from '../facts/environment.ts';
import { guardLines } from '../guards/guard.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { SurveyCopy } from '../modes/promote.ts';
import type { RunInfo } from '../plan/move.ts';
import type { ImagePlan, Outcome, Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import { oneLine } from '../registry/errors/response-error.ts';
import type { Clock } from '../registry/http/retry.ts';
import type { Request } from '../request/request.ts';
import { type ApplyDeps, apply, type PutTag } from './apply.ts';
import { type EnvironmentState, readState, watchState } from './environment-state.ts';

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
  readonly copier?: Copier;
  /** what the transport finds wrong with a plan */
  readonly review?: (image: Repository, target: Manifest) => { warning: string; problem: ActionError } | null;
}

/** Copying between repositories: what is to be brought, and the bringing. */
export interface Copier {
  readonly survey: SurveyCopy;
  /** all but the images themselves */
  readonly bring: (copies: readonly Copy[]) => Promise<CopyOutcome[]>;
  /** the images themselves, under the tags that go along */
  readonly name: (copies: readonly Copy[]) => Promise<void>;
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
  /** where environments stand after a failure in the middle; null where nothing had begun, or nobody looked */
  readonly environmentState?: EnvironmentState | null;
  /** whether writing had begun when it failed, so that nobody can say what changed */
  readonly begun: boolean;
  /** whether this run built the image, or would have */
  readonly built: boolean;
}

/** A request that plans before it writes. */
export type PlanningRequest = Exclude<Request, { mode: 'status' }>;

/** How long another run that seems to be under way is waited for, in milliseconds. */
export const MAX_WAIT_MS = 5000;
const POLL_MS = 1000;
/** An environment that others keep moving is planned for so often. */
export const MAX_REPLANS = 5;

/** Waits a moment for another run that seems to be under way. */
export async function waitForOtherRun(plan: Plan, deps: PipelineDeps): Promise<void> {
  const [event] = plan.inProgress;
  deps.log(
    `Another run (${oneLine(event?.run ?? 'unknown')}) seems to be in the middle of a ${event?.action}: waiting a moment`,
  );
  await deps.clock.sleep(POLL_MS);
  deps.checkCancelled();
}

/** Who does what, as of now. @param canWait whether others are waited for */
export function runInfo(request: PlanningRequest, deps: PipelineDeps, canWait: boolean): RunInfo {
  const { context, reason, allow, history } = request;
  return {
    action: request.mode,
    at: new Date(deps.clock.now()).toISOString(),
    actor: context.actor,
    run: context.run,
    reason,
    allowed: allow,
    writesHistory: history,
    canWait,
  };
}

/** Tells in the log what each guard said. */
export function logGuards({ checks }: Plan, { log }: Pick<PipelineDeps, 'log'>): void {
  for (const line of guardLines(checks)) log(line);
}

/**
 * Carries out a plan that was made ready, unless it is refused or only tried.
 * @param told whether the log has its guards already
 */
export async function finish(
  request: PlanningRequest,
  plan: Plan,
  deps: PipelineDeps,
  { built, copied = [], told = false }: { built: boolean; copied?: readonly CopyOutcome[]; told?: boolean },
): Promise<Result> {
  const result = { plan, copied, outcome: null, error: null, begun: copied.length > 0, built };
  if (!told) logGuards(plan, deps);
  if (plan.problems.length > 0) return { ...result, error: mergeErrors(plan.problems) };
  if (request.dryRun) return result;
  const { state, put } = watchState(plan, deps.putTag);
  try {
    deps.checkCancelled();
    return { ...result, outcome: await apply(plan, applyDeps({ ...deps, putTag: put })), begun: true };
  } catch (thrown) {
    const error = asActionError(thrown);
    // a cancelled job has no time to look
    return {
      ...result,
      error,
      begun: true,
      environmentState: error.code === 'CANCELLED' ? state : await readState(plan, deps.registry),
    };
  }
}

/** A run that ended before it could carry its plan out; where nothing is said, nothing had begun. */
export function failedResult(
  plan: Plan,
  thrown: unknown,
  known: Partial<Pick<Result, 'copied' | 'begun' | 'built' | 'environmentState'>> = {},
): Result {
  return { plan, copied: [], outcome: null, error: asActionError(thrown), begun: false, built: false, ...known };
}

/** A plan with what the transport finds wrong with it. */
export function withTransportReview(plan: Plan, { review }: PipelineDeps): Plan {
  const found = review
    ? plan.images.filter(writesTags).flatMap(({ image, target }) => review(image, target) ?? [])
    : [];
  if (found.length === 0) return plan;
  return {
    ...plan,
    problems: [...plan.problems, ...found.map(({ problem }) => problem)],
    warnings: [...plan.warnings, ...found.map(({ warning }) => warning)],
  };
}

function writesTags(plan: ImagePlan): boolean {
  return plan.target.digest !== '' && (plan.move !== null || plan.commitTag !== null || plan.tags.length > 0);
}

function applyDeps(deps: PipelineDeps): ApplyDeps {
  const identify = (image: Repository, live: Descriptor) => identifyDigest(deps.registry, image, live.digest, []);
  return { ...deps, identify };
}
