import type { EnvironmentFacts } from '../facts/types.ts';
import { replayEnvironment } from '../history/state.ts';
import { type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** A rollback goes only to an image that was live in the environment. */
export const neverLive = {
  name: 'never-live',
  code: 'NEVER_LIVE',
  remedy: 'Promote it instead. To override, set allow: never-live.',

  /**
   * Checks that the history of the environment has the image.
   * @returns null where there is no history to check against, or the image is live already
   */
  check(subject: GuardSubject, { live, history, name }: EnvironmentFacts): Check | null {
    const { image, digest, allow } = subject;
    if (history === null || history.events.length === 0 || live?.digest === digest) return null;
    const { seen, uncertain } = replayEnvironment(live, history);
    if (digest !== null && seen.has(digest)) return passed(neverLive, image, `it was live in ${name}`);
    if (digest !== null && uncertain.has(digest)) {
      const text = `the history of ${name} cannot tell whether ${nameSubject(subject)} was live there: the tag was changed outside this action.`;
      return { guard: neverLive.name, image, verdict: 'unknown', text };
    }
    const one = `${nameSubject(subject)} was never live in ${name}`;
    return violation(neverLive, image, `${one}.`, allow, { one, many: `were never live in ${name}` });
  },
} as const satisfies Guard & Record<string, unknown>;
