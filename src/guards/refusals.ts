import { ActionError } from '../errors.ts';
import { type Finding, groupOf, listImages, sayOnce } from '../image/finding.ts';
import type { Check, Guard } from './guard.ts';

/**
 * Returns the checks in groups: each has the checks of one guard that found the same about their images.
 * @param by what findings have to have in common
 */
export function groupChecks(checks: readonly Check[], by: (finding: Finding) => string = groupOf): Check[][] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const { guard, verdict, finding, image, text } = check;
    const key = JSON.stringify([guard, verdict, finding ? by(finding) : [image, text]]);
    const group = groups.get(key);
    if (group) group.push(check);
    else groups.set(key, [check]);
  }
  return [...groups.values()];
}

/** Returns the error of a check that refused, with its guard's code and remedy. */
export function refusalOf(check: Check, { code, remedy }: Guard): ActionError {
  const { image, finding } = check;
  const advice = check.remedy ?? remedy;
  const details = finding ? { about: { ...finding, image, remedy: advice, text: check.text } } : {};
  return new ActionError(code, `${withImage(check)} ${advice}`, undefined, details);
}

/**
 * Returns one sentence for checks of one guard that found the same, which names every image.
 * @param end the last sentence
 */
export function sentenceOf(group: readonly Check[], end: string): string {
  const [first] = group;
  if (!first) return '';
  if (group.length === 1) return [withImage(first), end].filter(Boolean).join(' ');
  const findings = group.flatMap(({ finding, text }) => (finding ? [{ ...finding, text }] : []));
  return [`${sayOnce(findings)}.`, end, listImages(group.map(({ image }) => image))].filter(Boolean).join(' ');
}

/** The text of a check as a sentence that names its image. A name at its beginning keeps its case. */
function withImage({ text, image }: Check): string {
  const sentence = text.replace(/^(?:a|the|cannot) /, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${sentence.replace(/\.$/, '')} (${image}).`;
}
