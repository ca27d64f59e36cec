import type { Request } from '../request/request.ts';

/** The names of the last stage where no stages are given. */
const LAST_STAGES = ['prod', 'production'];

/** Returns the environment that a request moves, if it is the last stage; null otherwise. */
export function lastStageOf(request: Request): string | null {
  const moves = request.mode === 'build' || request.mode === 'promote' || request.mode === 'rollback';
  if (!moves || request.dryRun || request.environment === null) return null;
  const { environment, stages } = request;
  const isLast = stages.length > 0 ? stages.at(-1) === environment : LAST_STAGES.includes(environment);
  return isLast ? environment : null;
}
