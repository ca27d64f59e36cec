import type { CopyOutcome } from '../copy/plan.ts';
import type { ActionError } from '../errors.ts';
import type { ImagePlan, Plan } from '../plan/plan.ts';
import type { EnvironmentState } from './environment-state.ts';

/** How one image ended. */
export interface ImageOutcome {
  readonly plan: ImagePlan;
  /** tags that were written, the commit tag first */
  readonly written: readonly string[];
  readonly historyDigest: string | null;
}

/** What was written. */
export interface Outcome {
  readonly images: readonly ImageOutcome[];
}

interface ResultOfPlan {
  readonly plan: Plan;
  /** what was copied, by this plan or by one that it replaced */
  readonly copied: readonly CopyOutcome[];
  /** whether this run built an image, or would have */
  readonly built: boolean;
}

/** A dry run: nothing was written. */
export interface Planned extends ResultOfPlan {
  readonly kind: 'planned';
}

/** All of the plan was written. */
export interface Done extends ResultOfPlan {
  readonly kind: 'done';
  readonly outcome: Outcome;
}

/** A refusal, or a failure. */
export interface Failed extends ResultOfPlan {
  readonly kind: 'failed';
  readonly error: ActionError;
  /** whether anything was written, so that it is unknown what has changed */
  readonly hasWritten: boolean;
  /** the environments after the failure; null where nothing was written, or they were not read */
  readonly environmentState: EnvironmentState | null;
}

/** The result of a request that writes. */
export type Result = Planned | Done | Failed;

/** The error of a result; null where there is none. */
export function errorOf(result: Result): ActionError | null {
  return result.kind === 'failed' ? result.error : null;
}

/** The warnings of a result: those of its plan, and what could not be copied. */
export function warningsOf({ plan, copied }: Result): string[] {
  return [...plan.warnings, ...copied.flatMap(({ warnings }) => warnings)];
}

/** How an image of a result ended; null where its plan was not carried out. */
export function outcomeOf(result: Result, plan: ImagePlan): ImageOutcome | null {
  return (result.kind === 'done' && result.outcome.images.find((image) => image.plan === plan)) || null;
}

/** The digest of the history of an image's environment after the run, as far as it is known. */
export function historyDigestOf(result: Result, plan: ImagePlan): string | null {
  const outcome = outcomeOf(result, plan);
  return outcome ? outcome.historyDigest : plan.historyDigest;
}
