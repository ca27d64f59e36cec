import { formatMinuteAfter } from '../image/time.ts';
import { isOpen, nextOpening, type Window } from '../policy/window.ts';
import { type Check, type Guard, type GuardSubject, passed, violation } from './guard.ts';

/** Promotions and builds move an environment only in the windows of the policy. */
export const window = {
  name: 'window',
  code: 'WINDOW_CLOSED',
  remedy: 'Run it then. To override, set allow: window.',

  /** Checks that the windows of an environment are open. @param now RFC 3339 */
  check({ image, allow }: GuardSubject, environment: string, windows: readonly Window[], now: string): Check {
    const at = Date.parse(now);
    if (isOpen(windows, at)) return passed(window, image, `${environment} may be moved now`);
    const next = nextOpening(windows, at);
    const opens = next === null ? 'no window opens within a year' : `it opens at ${formatMinuteAfter(next)}`;
    const rules = windows.map(({ effect, text }) => `${effect} ${text}`).join('; ');
    const one = `${environment} is closed now; ${opens}`;
    const check = violation(window, image, `${one} (${rules})`, allow, {
      one,
      many: `are closed in ${environment}; ${opens}`,
    });
    return next === null ? check : { ...check, passes: new Date(next).toISOString() };
  },
} as const satisfies Guard & Record<string, unknown>;
