import type { Result } from '../execute/result.ts';
import { repositoryName } from '../image/reference.ts';
import { type ImagePlan, targetDigest } from '../plan/plan.ts';
import { digestCode } from './text.ts';

/** A log line for each of several images after a failure in the middle: what is live in its environment. */
export function environmentStateLines(result: Result): string[] {
  if (result.kind !== 'failed' || !result.environmentState || result.plan.images.length < 2) return [];
  const { environmentState, plan } = result;
  return plan.images.map((image) => {
    const live = environmentState.get(repositoryName(image.image));
    const digest = live === undefined ? 'unknown' : (live ?? 'no image');
    return `${repositoryName(image.image)}: ${image.environment} is at ${digest} (${environmentStateOf(image, result).replace('⚠️ ', '')})`;
  });
}

/** Whether an image's environment is known to be where it was before a failure in the middle. */
export function isAsBefore(plan: ImagePlan, result: Result): boolean {
  const state = result.kind === 'failed' ? result.environmentState : null;
  return state?.get(repositoryName(plan.image)) === (plan.previous?.digest ?? null);
}

/** How an image's environment is after a failure in the middle, in Markdown. */
export function environmentStateOf(plan: ImagePlan, result: Result): string {
  const state = result.kind === 'failed' ? result.environmentState : null;
  const live = state?.get(repositoryName(plan.image));
  const target = targetDigest(plan);
  if (live === undefined) return '⚠️ unknown';
  if (live === (plan.previous?.digest ?? null)) return live === target ? 'no change' : 'as before';
  if (live === target) return '⚠️ moved';
  return live === null ? '⚠️ gone' : `⚠️ at ${digestCode(live)}`;
}
