import type { Ending, Parts } from './parts.ts';

/** State that the global setup passes to the reporter and the teardown, in one process. */
export interface RunState {
  parts: Parts;
  endings: Ending[];
}

const holder = globalThis as { buildOncePromoteRun?: RunState };

/** Sets the state. */
export function leave(state: RunState): void {
  holder.buildOncePromoteRun = state;
}

/** Returns the state; undefined if the setup did not run. */
export function taken(): RunState | undefined {
  return holder.buildOncePromoteRun;
}
