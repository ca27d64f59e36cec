import type { RunInfo } from '../plan/move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Mode, PlanningRequest } from '../request/request.ts';
import { build } from './build.ts';
import type { PlanningMode, Sources } from './mode.ts';
import { promote } from './promote.ts';
import { record } from './record.ts';
import { rollback } from './rollback.ts';

/**
 * How each mode that writes gathers its facts and decides. `request/` has the other half of the table: the inputs of a
 * mode, how they are read, and the scope of its tokens. `status` writes nothing, so it has no plan: see status.ts.
 */
export const PLANNING_MODES = {
  ...{ build, promote, rollback },
  ...{ hold: record, resume: record, mark: record },
} as const satisfies Record<Exclude<Mode, 'status'>, unknown>;

/**
 * Gathers the facts of a request and decides what to write.
 * @throws what reading throws; a refusal is part of the plan
 */
export async function planRequest(request: PlanningRequest, sources: Sources, run: RunInfo): Promise<Plan> {
  const mode: PlanningMode<typeof request, unknown> = PLANNING_MODES[request.mode] as never;
  const plan = mode.decide(request, await mode.gather(request, sources, run), run);
  return { ...plan, warnings: [...plan.warnings, ...(sources.registry.warnings ?? [])] };
}
