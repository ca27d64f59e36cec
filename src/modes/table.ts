import type { RunInfo } from '../plan/move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Mode, PlanningRequest } from '../request/request.ts';
import type { PlanningMode, Sources } from './mode.ts';

const record = async () => (await import('./record.ts')).record;

/**
 * How each mode that writes gathers its facts and decides; what only one mode needs is loaded when that mode runs.
 * `request/` has the other half of the table: the inputs of a mode, how they are read, and the scope of its tokens.
 * `status` writes nothing, so it has no plan: see status.ts.
 */
export const PLANNING_MODES = {
  build: async () => (await import('./build.ts')).build,
  promote: async () => (await import('./promote.ts')).promote,
  rollback: async () => (await import('./rollback.ts')).rollback,
  ...{ hold: record, resume: record, mark: record },
} as const satisfies Record<Exclude<Mode, 'status'>, unknown>;

/**
 * Gathers the facts of a request and decides what to write.
 * @throws what reading throws; a refusal is part of the plan
 */
export async function planRequest(request: PlanningRequest, sources: Sources, run: RunInfo): Promise<Plan> {
  const mode: PlanningMode<typeof request, unknown> = (await PLANNING_MODES[request.mode]()) as never;
  const plan = mode.decide(request, await mode.gather(request, sources, run), run);
  return { ...plan, warnings: [...plan.warnings, ...(sources.registry.warnings ?? [])] };
}
