import type { Ending, Parts } from './parts.ts';

/** What a run's setup hands to its reporter and its teardown, all in one process. */
export interface RunState {
  parts: Parts;
  endings: Ending[];
}

const holder = globalThis as { buildOncePromoteRun?: RunState };

/** Leaves the state for the others. */
export function leave(state: RunState): void {
  holder.buildOncePromoteRun = state;
}

/** The state that the setup left; undefined where it did not run. */
export function taken(): RunState | undefined {
  return holder.buildOncePromoteRun;
}
