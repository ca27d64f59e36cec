import type { EnvironmentFacts } from '../facts/types.ts';
import { verificationOf } from '../history/records.ts';
import { formatTime } from '../image/time.ts';
import { oneLine } from '../util/text.ts';
import { type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** An image is marked as verified in the previous stage before it goes on. */
export const verified = {
  name: 'verified',
  code: 'NOT_VERIFIED',
  remedy: 'Check it there, then run mode: mark with as: verified. To override, set allow: verified.',

  /** Checks that the image was marked as verified in the previous stage since it last went live there. */
  check(subject: GuardSubject, { live, history, name }: EnvironmentFacts): Check {
    const { image, digest, allow } = subject;
    const mark = digest === null ? null : verificationOf(live, history, digest);
    if (mark) {
      const by = mark.actor === null ? '' : ` by ${oneLine(mark.actor)}`;
      return passed(verified, image, `it was verified in ${name}${by} at ${formatTime(mark.at)}`);
    }
    const one = `${nameSubject(subject)} has not been verified in ${name} since it last went live there`;
    return violation(verified, image, `${one}.`, allow, { one, many: `have not been verified in ${name}` });
  },
} as const satisfies Guard & Record<string, unknown>;
