import type { EnvironmentFacts } from '../facts/types.ts';
import { isOlder } from '../image/order.ts';
import { type Check, type Guard, type GuardSubject, nameBoth, passed, violation } from './guard.ts';

/** An environment never goes to an older image, except by rollback. */
export const downgrade = {
  name: 'downgrade',
  code: 'DOWNGRADE',
  remedy: 'To go back to an older image use mode: rollback. To override, set allow: downgrade.',

  /** Checks that the image is not older than the live one. @param now RFC 3339 */
  check(subject: GuardSubject, { live, known, name }: EnvironmentFacts, now: string): Check {
    const { image, identity, allow } = subject;
    if (!live) return passed(downgrade, image, `nothing is live in ${name}`);
    const older = isOlder(identity, known, now);
    const [mine, theirs] = nameBoth(subject, { digest: live.digest, identity: known });
    if (older === null) {
      const text = `cannot determine which image is older, ${mine} or ${theirs}, which is live in ${name}.`;
      const finding = { one: text.slice(0, -1), many: `cannot be compared with what is live in ${name} by age` };
      return { guard: downgrade.name, image, verdict: 'unknown', text, finding };
    }
    if (!older) return passed(downgrade, image, `not older than ${theirs}`);
    const one = `${mine} is older than ${theirs}, which is live in ${name}`;
    return violation(downgrade, image, `${one}.`, allow, { one, many: `are older than what is live in ${name}` });
  },
} as const satisfies Guard & Record<string, unknown>;
