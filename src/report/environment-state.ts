import type { Result } from '../execute/pipeline-steps.ts';
import { nameOf } from '../image/reference.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { digestCode } from './text.ts';

/** A line for each of several images after a failure in the middle: where its environment is now. */
export function standLines(result: Result): string[] {
  const { plan, stands } = result;
  if (!stands || plan.images.length < 2) return [];
  return plan.images.map((image) => {
    const at = stands.get(nameOf(image.image));
    const digest = at === undefined ? 'nobody knows where' : (at ?? 'no image');
    return `${nameOf(image.image)}: ${image.environment} is at ${digest} (${standOf(image, result).replace('⚠️ ', '')})`;
  });
}

/** Where an image's environment is after a failure in the middle. */
export function standOf({ image, target, previous }: ImagePlan, { stands }: Result): string {
  const now = stands?.get(nameOf(image));
  if (now === undefined) return '⚠️ not known';
  if (now === (previous?.digest ?? null)) return now === target.digest ? 'already so' : 'as before';
  if (now === target.digest) return '⚠️ moved';
  return now === null ? '⚠️ gone' : `⚠️ at ${digestCode(now)}`;
}
