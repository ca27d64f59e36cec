import type { EnvironmentFacts } from '../facts/types.ts';
import type { EarlierAttempt } from '../history/earlier-attempt.ts';
import { type Check, type Guard, type GuardSubject, passed, violation } from './guard.ts';

/**
 * What was approved is done only while the environment is as it was at the approval; and what an attempt of a run has
 * done is not done again by a later attempt after others have moved the environment.
 */
export const moved = {
  name: 'moved',
  code: 'TAG_MOVED',
  remedy: 'Check it with mode: status and decide again. To override, set allow: moved.',

  /**
   * Checks a promotion of an earlier run's file: the environment must have the digest that this run saw.
   * @param expected the digest in the file; null where nothing was live
   */
  check({ image, allow }: GuardSubject, environment: EnvironmentFacts, expected: string | null): Check {
    const live = environment.live?.digest ?? null;
    if (live === expected) return passed(moved, image, `${environment.name} is as the file says`);
    const text = `expected ${expected ?? 'no image'} in ${environment.name}, as when the file was written, got ${live ?? 'no image'}.`;
    const finding = {
      one: `${environment.name} has changed since the file was written`,
      many: `have changed in ${environment.name} since the file was written`,
    };
    return violation(moved, image, text, allow, finding);
  },

  /**
   * Checks a later attempt of a run whose earlier attempt has moved the environment: no other run may have moved it
   * since.
   * @param earlier how the earlier attempt left the environment; null where there was none
   * @returns null where there is nothing to check
   */
  checkAttempt(
    { image, allow }: GuardSubject,
    { name, live }: EnvironmentFacts,
    earlier: EarlierAttempt | null,
  ): Check | null {
    if (earlier?.kind !== 'moved') return null;
    const { digest, at } = earlier.event;
    const text = `expected ${digest} in ${name}, where an earlier attempt of this run put it at ${at}, got ${live?.digest ?? 'no image'}: it has been moved since, and running the same run again does not undo that. To move it, start a new run.`;
    return violation(moved, image, text, allow);
  },
} as const satisfies Guard & Record<string, unknown>;
