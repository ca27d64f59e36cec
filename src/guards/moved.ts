import type { EnvironmentFacts } from '../facts/types.ts';
import { type Check, type Guard, type GuardSubject, passed, violation } from './guard.ts';

/** What was approved is promoted only while the environment is as it was at the approval. */
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
} as const satisfies Guard & Record<string, unknown>;
