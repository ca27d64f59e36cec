import type { ActionError } from '../errors.ts';
import { blocked } from './blocked.ts';
import { downgrade } from './downgrade.ts';
import type { Check, Guard } from './guard.ts';
import { held } from './held.ts';
import { incomplete } from './incomplete.ts';
import { moved } from './moved.ts';
import { GUARD_NAMES, type GuardName } from './names.ts';
import { neverLive } from './never-live.ts';
import { overwrite } from './overwrite.ts';
import { rebuild } from './rebuild.ts';
import { groupChecks, refusalOf, sentenceOf } from './refusals.ts';
import { require } from './require.ts';
import { rolledBack } from './rolled-back.ts';
import { skip } from './skip.ts';
import { soak } from './soak.ts';
import { verified } from './verified.ts';
import { window } from './window.ts';

/** All guards, by name. */
const BY_NAME: { readonly [Name in GuardName]: Guard<Name> } = {
  overwrite,
  rebuild,
  skip,
  downgrade,
  'rolled-back': rolledBack,
  'never-live': neverLive,
  moved,
  incomplete,
  held,
  soak,
  window,
  blocked,
  verified,
  require,
};

/** All guards, in the order of their names. */
export const GUARDS: readonly Guard<GuardName>[] = GUARD_NAMES.map((name) => BY_NAME[name]);

/** The errors of the checks that refused, each with its guard's code and remedy. */
export function refusals(checks: readonly Check[]): ActionError[] {
  return checks.flatMap((check) => {
    const guard: Guard | undefined = GUARDS.find(({ name }) => name === check.guard);
    return check.verdict === 'refused' && guard ? [refusalOf(check, guard)] : [];
  });
}

/** The warnings of checks that passed only by an override, or because they could not be determined: one for all that found the same. */
export function guardWarnings(checks: readonly Check[]): string[] {
  return groupChecks(checks).flatMap((group) => {
    const { guard, verdict } = group[0] as Check;
    if (verdict === 'overridden') return [sentenceOf(group, `Guard ${guard} was overridden.`)];
    return verdict === 'unknown' ? [sentenceOf(group, `Guard ${guard} passed.`)] : [];
  });
}

/** The log lines of the checks: one for all that passed, one for each group of others that found the same. */
export function guardLines(checks: readonly Check[]): string[] {
  const passed = new Set(checks.flatMap(({ guard, verdict }) => (verdict === 'passed' ? [guard] : [])));
  for (const { guard, verdict } of checks) if (verdict !== 'passed') passed.delete(guard);
  const others = groupChecks(checks.filter(({ verdict }) => verdict !== 'passed'));
  return [
    ...(passed.size > 0 ? [`guards passed: ${[...passed].join(', ')}`] : []),
    ...others.map((group) => {
      const { guard, verdict } = group[0] as Check;
      return `guard ${guard}: ${verdict}: ${sentenceOf(group, '').trim()}`;
    }),
  ];
}
