import type { EnvironmentFacts } from '../facts/types.ts';
import { holdOf } from '../history/records.ts';
import { formatTime } from '../image/time.ts';
import { byWhom, type Check, type Guard, type GuardSubject, passed, violation } from './guard.ts';

/** An environment on hold is moved by nothing but a rollback. */
export const held = {
  name: 'held',
  code: 'HELD',
  remedy: 'Wait until the hold ends, or end it with mode: resume. To override, set allow: held.',

  /** Checks that the environment is not on hold. @param now RFC 3339 */
  check({ image, allow }: GuardSubject, { history, name }: EnvironmentFacts, now: string): Check {
    const hold = holdOf(history, now);
    if (hold === null) return passed(held, image, `${name} is not on hold`);
    const until = hold.until === undefined ? '' : ` until ${formatTime(hold.until)}`;
    const one = `${name} is on hold${until}`;
    const more = `, set${byWhom(hold)}`;
    const check = violation(held, image, `${one}${more}`, allow, { one, many: `are on hold in ${name}`, more });
    return hold.until === undefined ? check : { ...check, passes: hold.until };
  },
} as const satisfies Guard & Record<string, unknown>;
