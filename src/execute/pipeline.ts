import { type CopyOutcome, hasCopying } from '../copy/plan.ts';
import type { Copy } from '../copy/schedule.ts';
import { decidePromote, gatherPromote } from '../modes/promote.ts';
import { decideRollback, gatherRollback } from '../modes/rollback.ts';
import type { Doing } from '../plan/move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import type { PromoteRequest, RollbackRequest } from '../request/request.ts';
import { bothOf, gatherAll } from '../util/concurrency.ts';
import { standsAsPlanned } from './environment-state.ts';
import { build } from './pipeline-build.ts';
import {
  broken,
  doingNow,
  finish,
  MAX_REPLANS,
  PATIENCE_MS,
  type PipelineDeps,
  type PlanningRequest,
  type Result,
  reviewed,
  tellGuards,
  waitFor,
} from './pipeline-steps.ts';
import { areTagsFresh, isReady, prepare } from './recheck.ts';

/**
 * Carries a request out, from what is in the registry to what is in it then. A refusal and a failed write are part of
 * the result, since outputs that are known are written all the same; a failed read throws.
 */
export async function carryOut(request: PlanningRequest, deps: PipelineDeps): Promise<Result> {
  return request.mode === 'build' ? build(request, deps) : point(request, deps);
}

async function point(request: PromoteRequest | RollbackRequest, deps: PipelineDeps): Promise<Result> {
  let end = deps.clock.now() + PATIENCE_MS;
  const copied: CopyOutcome[] = [];
  let begun: Plan | null = null;
  for (let round = 1; ; ) {
    const started = deps.clock.now();
    const patient = started < end && !request.dryRun;
    let plan: Plan;
    try {
      plan = reviewed(await planPoint(request, deps, doingNow(request, deps, patient)), deps);
      if (plan.busy.length > 0) {
        await waitFor(plan, deps);
        continue;
      }
    } catch (error) {
      // what was copied is told of by the plan that it was copied for
      if (begun === null) throw error;
      return broken(begun, error, { copied, begun: true });
    }
    const copies = request.dryRun || plan.problems.length > 0 ? [] : copiesIn(plan);
    if (copies.length > 0) {
      begun = plan;
      tellGuards(plan, deps);
    }
    try {
      const isFree = request.dryRun || round++ > MAX_REPLANS;
      const [brought, isPrepared] = await bothOf(bringAll(copies, deps), isFree ? false : prepare(plan, deps.registry));
      copied.push(...brought);
      // others are waited for after a copy as before it
      if (copies.length > 0) end = deps.clock.now() + PATIENCE_MS;
      if (copies.length > 0 && !isFree && !(await areTagsFresh(plan, deps.registry, deps.clock, started))) continue;
      // the images get their names while the environments are looked at again
      const look = isFree || isReady(plan, deps.registry, deps.clock, started, isPrepared);
      const [, isStill] = await bothOf(nameAll(copies, deps), look);
      if (!isStill) continue;
    } catch (error) {
      return broken(plan, error, { copied, begun: begun !== null, stands: begun && standsAsPlanned(plan) });
    }
    return finish(request, plan, deps, { built: false, copied, told: copies.length > 0 });
  }
}

function copiesIn(plan: Plan): Copy[] {
  return plan.images.flatMap(({ copy, image }) => (copy && hasCopying(copy) ? [{ plan: copy, to: image }] : []));
}

/** Everything is at its destination before any environment moves. */
async function bringAll(copies: readonly Copy[], { copying, checkCancelled }: PipelineDeps): Promise<CopyOutcome[]> {
  if (copies.length === 0 || !copying) return [];
  checkCancelled();
  return copying.bring(copies);
}

async function nameAll(copies: readonly Copy[], { copying, checkCancelled }: PipelineDeps): Promise<void> {
  if (copies.length === 0 || !copying) return;
  checkCancelled();
  await copying.name(copies);
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
