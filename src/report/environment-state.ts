import type { Result } from '../execute/pipeline-steps.ts';
import { repositoryName } from '../image/reference.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { digestCode } from './text.ts';

/** A line for each of several images after a failure in the middle: where its environment is now. */
export function environmentStateLines(result: Result): string[] {
  const { plan, environmentState } = result;
  if (!environmentState || plan.images.length < 2) return [];
  return plan.images.map((image) => {
    const at = environmentState.get(repositoryName(image.image));
    const digest = at === undefined ? 'nobody knows where' : (at ?? 'no image');
    return `${repositoryName(image.image)}: ${image.environment} is at ${digest} (${environmentStateOf(image, result).replace('⚠️ ', '')})`;
  });
}

/** Where an image's environment is after a failure in the middle. */
export function environmentStateOf({ image, target, previous }: ImagePlan, { environmentState }: Result): string {
  const now = environmentState?.get(repositoryName(image));
  if (now === undefined) return '⚠️ not known';
  if (now === (previous?.digest ?? null)) return now === target.digest ? 'already so' : 'as before';
  if (now === target.digest) return '⚠️ moved';
  return now === null ? '⚠️ gone' : `⚠️ at ${digestCode(now)}`;
}
