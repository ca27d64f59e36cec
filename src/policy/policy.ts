import type { Repository } from '../image/reference.ts';
import type { Requirement } from './requirement.ts';
import type { Window } from './window.ts';

/** What a policy asks of one stage. */
export interface StagePolicy {
  readonly name: string;
  /** how long an image has to be live in the previous stage, in milliseconds; null where that does not matter */
  readonly soak: number | null;
  /** when promotions and builds may move it; empty: at any time */
  readonly windows: readonly Window[];
  /** whether an image has to be marked as verified in the previous stage */
  readonly verified: boolean;
  /** the signed statements that an image needs */
  readonly require: readonly Requirement[];
}

/** The policy file: the stages in order, with their gates. */
export interface Policy {
  /** its path as the input has it, for messages */
  readonly file: string;
  /** may be empty */
  readonly images: readonly Repository[];
  /** at least one, from first to last */
  readonly stages: readonly StagePolicy[];
  /** path of the trusted roots, from the workspace; null for those that come with this action */
  readonly trustFile: string | null;
  /** their JSON; null where they come with this action */
  readonly trustRoots: readonly unknown[] | null;
}

/**
 * Returns the signed statements that a stage requires of an image; without a stage, those of the first stage that has
 * any.
 */
export function requirementsOf(policy: Policy | null | undefined, environment: string | null): readonly Requirement[] {
  const stages = policy?.stages ?? [];
  const asked = stages.find((stage) => (environment === null ? stage.require.length > 0 : stage.name === environment));
  return asked?.require ?? [];
}

/** Returns what a policy asks of a stage; null without a policy, or where it does not have the stage. */
export function stagePolicy(policy: Policy | null | undefined, environment: string): StagePolicy | null {
  return policy?.stages.find(({ name }) => name === environment) ?? null;
}
