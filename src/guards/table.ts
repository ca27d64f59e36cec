import { ActionError } from '../errors.ts';
import { downgrade } from './downgrade.ts';
import type { Check, Guard } from './guard.ts';
import { incomplete } from './incomplete.ts';
import { moved } from './moved.ts';
import { neverLive } from './never-live.ts';
import { overwrite } from './overwrite.ts';
import { rebuild } from './rebuild.ts';
import { rolledBack } from './rolled-back.ts';
import { skip } from './skip.ts';

/** All guards. */
export const GUARDS = [overwrite, rebuild, skip, downgrade, rolledBack, neverLive, moved, incomplete] as const;

export type GuardName = (typeof GUARDS)[number]['name'];

/** Their names, as the input `allow` takes them. */
export const GUARD_NAMES: readonly GuardName[] = GUARDS.map(({ name }) => name);

/** The errors of the checks that refused, each with its guard's code and remedy. */
export function refusals(checks: readonly Check[]): ActionError[] {
  return checks.flatMap(({ guard: name, image, verdict, text }) => {
    const guard: Guard | undefined = GUARDS.find((each) => each.name === name);
    return verdict === 'refused' && guard ? [new ActionError(guard.code, `${image}: ${text} ${guard.remedy}`)] : [];
  });
}

/** A warning for each check that passed only by an override, or because it could not be determined. */
export function guardWarnings(checks: readonly Check[]): string[] {
  return checks.flatMap(({ guard, image, verdict, text }) => {
    if (verdict === 'overridden') return [`${image}: ${text} Guard ${guard} was overridden.`];
    return verdict === 'unknown' ? [`${image}: ${text} Guard ${guard} passed.`] : [];
  });
}

/** One log line per check; where several images passed a guard they are counted in one line. */
export function guardLines(checks: readonly Check[]): string[] {
  const counts = new Map<string, number>();
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
