import type { Repository } from '../image/reference.ts';
import type { Window } from './window.ts';

/** What a policy asks of one stage. */
export interface StagePolicy {
  readonly name: string;
  /** how long an image has to be live in the stage below, in milliseconds; null where that does not matter */
  readonly soak: number | null;
  /** when promotions and builds may move it; empty: at any time */
  readonly windows: readonly Window[];
  /** whether an image has to be marked as verified in the stage below */
  readonly verified: boolean;
}

/** The policy file: the stages in order, with their gates. */
export interface Policy {
  /** its path as the input has it, for messages */
  readonly file: string;
  /** may be empty */
  readonly images: readonly Repository[];
  /** at least one, the lowest first */
  readonly stages: readonly StagePolicy[];
}

/** Returns what a policy asks of a stage; null without a policy, or where it does not have the stage. */
export function stagePolicy(policy: Policy | null | undefined, environment: string): StagePolicy | null {
  return policy?.stages.find(({ name }) => name === environment) ?? null;
}
