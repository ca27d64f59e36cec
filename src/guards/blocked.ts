import type { EnvironmentFacts } from '../facts/types.ts';
import { blockOf } from '../history/records.ts';
import { byWhom, type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** An image that was marked as blocked goes nowhere until it is cleared. */
export const blocked = {
  name: 'blocked',
  code: 'BLOCKED',
  remedy: 'Use another image, or mark it with as: cleared. To override, set allow: blocked.',

  /**
   * Checks that the image is not blocked in the environment, nor in the previous stage.
   * @param next another image that a rollback could go to, as a sentence; empty where there is none
   */
  check(subject: GuardSubject, environments: readonly EnvironmentFacts[], next = ''): Check {
    const { image, digest, allow } = subject;
    const found = environments.flatMap(({ name, history }) => {
      const mark = blockOf(history, digest);
      return mark ? [{ name, mark }] : [];
    });
    const [first] = found;
    if (!first) return passed(blocked, image, 'it is not blocked');
    const one = `${nameSubject(subject)} is blocked in ${found.map(({ name }) => name).join(' and ')}`;
    const more = `, marked${byWhom(first.mark)}${next === '' ? '' : `. ${next}`}`;
    return violation(blocked, image, `${one}${more}`, allow, { one, many: `are blocked in ${first.name}`, more });
  },
} as const satisfies Guard & Record<string, unknown>;
