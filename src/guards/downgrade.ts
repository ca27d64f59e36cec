import type { EnvironmentFacts } from '../facts/types.ts';
import { isOlder } from '../image/order.ts';
import { type Check, describeImage, type Guard, type GuardSubject, passed, violation } from './guard.ts';

/** An environment never goes to an older image, except by rollback. */
export const downgrade = {
  name: 'downgrade',
  code: 'DOWNGRADE',
  remedy: 'To go back to an older image use mode: rollback. To override, set allow: downgrade.',

  /** Checks that the image is not older than the live one. */
  check({ image, digest, identity, allow }: GuardSubject, { live, known, name }: EnvironmentFacts): Check {
    if (!live) return passed(downgrade, image, `nothing is live in ${name}`);
    const older = isOlder(identity, known);
    const mine = describeImage(digest, identity);
    const theirs = describeImage(live.digest, known);
    if (older === null) {
      const text = `cannot determine which image is older, ${mine} or ${theirs}, which is live in ${name}.`;
      return { guard: downgrade.name, image, verdict: 'unknown', text };
    }
    if (!older) return passed(downgrade, image, `not older than ${theirs}`);
    return violation(downgrade, image, `${mine} is older than ${theirs}, which is live in ${name}.`, allow);
  },
} as const satisfies Guard & Record<string, unknown>;
