import { ActionError, type ErrorCode } from '../errors.ts';

/** The guards, by the name that `allow` takes. */
export const GUARDS = ['overwrite', 'rebuild', 'skip', 'downgrade', 'rolled-back', 'never-live', 'moved'] as const;
export type Guard = (typeof GUARDS)[number];

/** What a guard said. */
export interface Check {
  readonly guard: Guard;
  /** the image's name, with registry */
  readonly image: string;
  /** `unsure`: nobody can tell, so it passes with a warning */
  readonly verdict: 'passed' | 'refused' | 'lifted' | 'unsure' | 'left';
  /** what was found, for people */
  readonly text: string;
}

const CODES: Record<Guard, ErrorCode> = {
  overwrite: 'VERSION_EXISTS',
  rebuild: 'VERSION_EXISTS',
  skip: 'STAGE_SKIPPED',
  downgrade: 'DOWNGRADE',
  'rolled-back': 'ROLLED_BACK',
  'never-live': 'NEVER_LIVE',
  moved: 'TAG_MOVED',
};

/**
 * What a guard that found something says: lifted where `allow` names it, else refused.
 * @param text asked, found
 */
export function violation(guard: Guard, image: string, text: string, allow: readonly Guard[]): Check {
  return { guard, image, verdict: allow.includes(guard) ? 'lifted' : 'refused', text };
}

/** What the guards said, a line each; of several images those that passed are counted. */
export function guardLines(checks: readonly Check[]): string[] {
  const counts = new Map<Guard, number>();
  for (const { guard, verdict } of checks) if (verdict === 'passed') counts.set(guard, (counts.get(guard) ?? 0) + 1);
  const counted = [...counts].filter(([, count]) => count > 1);
  const isCounted = ({ guard, verdict }: Check): boolean => verdict === 'passed' && (counts.get(guard) ?? 0) > 1;
  return [
    ...counted.map(([guard, count]) => `guard ${guard}: passed for ${count} images`),
    ...checks
      .filter((check) => !isCounted(check))
      .map(({ guard, verdict, image, text }) => `guard ${guard}: ${verdict}: ${image}: ${text}`),
  ];
}

/** The error of a refusal. */
export function refusalOf(check: Check, remedy: string): ActionError {
  return new ActionError(CODES[check.guard], `${check.image}: ${check.text} ${remedy}`);
}
