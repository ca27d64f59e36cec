import type { EnvironmentFacts } from '../facts/types.ts';
import { longestStay, type Stay } from '../history/stays.ts';
import { formatMinuteAfter, formatTime } from '../image/time.ts';
import { formatDuration } from '../policy/duration.ts';
import { type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** An image is live in the previous stage for a time before it goes on. */
export const soak = {
  name: 'soak',
  code: 'SOAKING',
  remedy: 'Promote it when it has been live there long enough. To override, set allow: soak.',

  /**
   * Checks that the image was live in the previous stage for long enough without interruption.
   * @param below the previous stage
   * @param needed in milliseconds
   * @param now RFC 3339
   */
  check(subject: GuardSubject, below: EnvironmentFacts, needed: number, now: string): Check {
    const { image, digest, allow } = subject;
    const stay = digest === null ? null : longestStay(below.live, below.history, digest, Date.parse(now));
    if (stay && stay.length >= needed)
      return passed(soak, image, `it was live in ${below.name} for ${formatDuration(stay.length)}`);
    const time = formatDuration(needed);
    const one = `${nameSubject(subject)} has not been live in ${below.name} for ${time}`;
    const more = ` without interruption: ${found(stay, below.name, needed)}`;
    const finding = { one, many: `have not been live in ${below.name} for ${time}`, more };
    const check = violation(soak, image, `${one}${more}`, allow, finding);
    return stay?.isLive ? { ...check, passes: new Date(stay.since + needed).toISOString() } : check;
  },
} as const satisfies Guard & Record<string, unknown>;

function found(stay: Stay | null, stage: string, needed: number): string {
  if (stay === null) return `according to the history of ${stage}, it was never live there`;
  const since = formatTime(new Date(stay.since).toISOString());
  if (stay.isLive) return `it counts since ${since}, and will pass at ${formatMinuteAfter(stay.since + needed)}`;
  return `it was live there from ${since} for ${formatDuration(stay.length)}, but according to the history it no longer is. Promote it to ${stage} again, so that it counts from then`;
}
