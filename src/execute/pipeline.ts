import { type CopyOutcome, hasCopying } from '../copy/plan.ts';
import type { Copy } from '../copy/schedule.ts';
import { decidePromote, gatherPromote } from '../modes/promote.ts';
import { decideRollback, gatherRollback } from '../modes/rollback.ts';
import type { RunInfo } from '../plan/move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import type { PromoteRequest, RollbackRequest } from '../request/request.ts';
import { mapAll, settleBoth } from '../util/concurrency.ts';
import { plannedState } from './environment-state.ts';
import { build } from './pipeline-build.ts';
import {
  failedResult,
  finish,
  logGuards,
  MAX_REPLANS,
  MAX_WAIT_MS,
  type PipelineDeps,
  type PlanningRequest,
  type Result,
  runInfo,
  waitForOtherRun,
  withTransportReview,
} from './pipeline-steps.ts';
import { areTagsUnchanged, ensureHistoryBlobs, isStillCurrent } from './recheck.ts';

/**
 * Carries a request out, from what is in the registry to what is in it then. A refusal and a failed write are part of
 * the result, since outputs that are known are written all the same; a failed read throws.
 */
export async function carryOut(request: PlanningRequest, deps: PipelineDeps): Promise<Result> {
  return request.mode === 'build' ? build(request, deps) : point(request, deps);
}

async function point(request: PromoteRequest | RollbackRequest, deps: PipelineDeps): Promise<Result> {
  let end = deps.clock.now() + MAX_WAIT_MS;
  const copied: CopyOutcome[] = [];
  let begun: Plan | null = null;
  for (let round = 1; ; ) {
    const started = deps.clock.now();
    const canWait = started < end && !request.dryRun;
    let plan: Plan;
    try {
      plan = withTransportReview(await planPoint(request, deps, runInfo(request, deps, canWait)), deps);
      if (plan.inProgress.length > 0) {
        await waitForOtherRun(plan, deps);
        continue;
      }
    } catch (error) {
      // what was copied is told of by the plan that it was copied for
      if (begun === null) throw error;
      return failedResult(begun, error, { copied, begun: true });
    }
    const copies = request.dryRun || plan.problems.length > 0 ? [] : copiesIn(plan);
    if (copies.length > 0) {
      begun = plan;
      logGuards(plan, deps);
    }
    try {
      const isFree = request.dryRun || round++ > MAX_REPLANS;
      const [brought, isPrepared] = await settleBoth(
        bringAll(copies, deps),
        isFree ? false : ensureHistoryBlobs(plan, deps.registry),
      );
      copied.push(...brought);
      // others are waited for after a copy as before it
      if (copies.length > 0) end = deps.clock.now() + MAX_WAIT_MS;
      if (copies.length > 0 && !isFree && !(await areTagsUnchanged(plan, deps.registry, deps.clock, started))) continue;
      // the images get their names while the environments are looked at again
      const look = isFree || isStillCurrent(plan, deps.registry, deps.clock, started, isPrepared);
      const [, isStill] = await settleBoth(nameAll(copies, deps), look);
      if (!isStill) continue;
    } catch (error) {
      return failedResult(plan, error, {
        copied,
        begun: begun !== null,
        environmentState: begun && plannedState(plan),
      });
    }
    return finish(request, plan, deps, { built: false, copied, told: copies.length > 0 });
  }
}

function copiesIn(plan: Plan): Copy[] {
  return plan.images.flatMap(({ copy, image }) => (copy && hasCopying(copy) ? [{ plan: copy, to: image }] : []));
}

/** Everything is at its destination before any environment moves. */
async function bringAll(
  copies: readonly Copy[],
  { copier: copying, checkCancelled }: PipelineDeps,
): Promise<CopyOutcome[]> {
  if (copies.length === 0 || !copying) return [];
  checkCancelled();
  return copying.bring(copies);
}

async function nameAll(copies: readonly Copy[], { copier: copying, checkCancelled }: PipelineDeps): Promise<void> {
  if (copies.length === 0 || !copying) return;
  checkCancelled();
  await copying.name(copies);
}

async function planPoint(request: PromoteRequest | RollbackRequest, deps: PipelineDeps, doing: RunInfo): Promise<Plan> {
  const { registry } = deps;
  if (request.mode === 'rollback') return planRollback(request, registry, doing);
  const facts = await mapAll(request.images, (image) => gatherPromote(request, registry, image, deps.copier?.survey));
  return decidePromote(request, facts, doing);
}

async function planRollback(request: RollbackRequest, registry: Registry, doing: RunInfo): Promise<Plan> {
  const { facts, busy: inProgress } = await gatherRollback(request, registry, doing);
  const plan = decideRollback(request, facts, doing);
  return { ...plan, inProgress: [...plan.inProgress, ...inProgress] };
}
