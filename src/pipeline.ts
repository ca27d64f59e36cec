import { type CopyOutcome, hasCopying } from './copy/plan.ts';
import { asActionError } from './errors.ts';
import { decidePromote, gatherPromote } from './modes/promote.ts';
import { decideRollback, gatherRollback } from './modes/rollback.ts';
import { build } from './pipeline-build.ts';
import {
  type Copying,
  doingNow,
  finish,
  MAX_REPLANS,
  PATIENCE_MS,
  type PipelineDeps,
  type PlanningRequest,
  type Result,
  reviewed,
  standsAfter,
  waitFor,
} from './pipeline-steps.ts';
import type { Doing } from './plan/move.ts';
import type { Plan } from './plan/plan.ts';
import { isReady, prepare } from './plan/ready.ts';
import type { Registry } from './registry/client.ts';
import type { PromoteRequest, RollbackRequest } from './request.ts';
import { gatherAll } from './side-by-side.ts';

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
      const isFree = request.dryRun || round++ > MAX_REPLANS;
      // both are waited for, so that nothing goes on behind a failure
      const [copying, preparing] = await Promise.allSettled([
        copyAll(copies, deps),
        isFree ? false : prepare(plan, deps.registry),
      ]);
      if (copying.status === 'rejected') throw copying.reason;
      copied.push(...copying.value);
      if (preparing.status === 'rejected') throw preparing.reason;
      if (!isFree && !(await isReady(plan, deps.registry, deps.clock, started, preparing.value))) continue;
    } catch (thrown) {
      const error = asActionError(thrown);
      const begun = copied.length > 0 || copies.length > 0;
      const stands = begun ? await standsAfter(error, plan, deps) : null;
      return { plan, copied, outcome: null, error, begun, stands, built: false };
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
