import type { ActionError } from '../errors.ts';
import type { Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import { type ImagePlan, isReady, type Plan } from '../plan/plan.ts';

/** Why a transport cannot be used for an image, as a warning and as an error; null if it can. */
export type TransportReview = (
  image: Repository,
  target: Manifest,
) => { readonly warning: string; readonly problem: ActionError } | null;

/** A plan with the problems of its transport. */
export function withTransportReview(plan: Plan, review: TransportReview): Plan {
  const found = plan.images.filter(writesTags).flatMap(({ image, target }) => review(image, target) ?? []);
  return {
    ...plan,
    problems: [...plan.problems, ...found.map(({ problem }) => problem)],
    warnings: [...plan.warnings, ...found.map(({ warning }) => warning)],
  };
}

function writesTags(plan: ImagePlan): plan is Extract<ImagePlan, { kind: 'ready' }> {
  return isReady(plan) && (plan.move !== null || plan.commitTag !== null || plan.tags.length > 0);
}
