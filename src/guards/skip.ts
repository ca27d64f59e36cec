import type { EnvironmentFacts } from '../facts/types.ts';
import { replay } from '../history/stack.ts';
import { effectiveEvents } from '../history/state.ts';
import { type Check, type Guard, type GuardSubject, nameBoth, nameSubject, passed, violation } from './guard.ts';

/** Stages are taken in order: no promotion past a stage, no build into any stage but the first. */
export const skip = {
  name: 'skip',
  code: 'STAGE_SKIPPED',
  remedy: 'Promote it to that environment first. To override, set allow: skip.',

  /**
   * Checks a promotion: the image must be live in the previous stage, or have been live there and not rolled back from.
   * @param previous the previous stage
   * @param source the repository of that stage, where it is not the subject's own
   */
  check(subject: GuardSubject, previous: EnvironmentFacts, source: string | null): Check {
    const { image, digest, allow } = subject;
    const stage = source === null ? previous.name : `${previous.name} of ${source}`;
    if (digest !== null && previous.live?.digest === digest) return passed(skip, image, `it is live in ${stage}`);
    const { seen, rolledBack } = replay(effectiveEvents(previous.live, previous.history));
    const isRolledBack = digest !== null && rolledBack.has(digest);
    if (digest !== null && seen.has(digest) && !isRolledBack) return passed(skip, image, `it was live in ${stage}`);
    const { live, known } = previous;
    const [mine, theirs] = live
      ? nameBoth(subject, { digest: live.digest, identity: known })
      : [nameSubject(subject), 'nothing'];
    const one = `${mine} ${isRolledBack ? 'was rolled back' : 'has not been'} in ${stage}`;
    const many = `${isRolledBack ? 'were rolled back' : 'have not been'} in ${stage}`;
    return violation(skip, image, `${one}; ${theirs} is live there.`, allow, { one, many });
  },

  /**
   * Checks a build: it may set only the first stage.
   * @param stages in order; empty where there are none
   * @returns null where the environment is the first stage, or there are no stages
   */
  checkBuild({ image, allow }: GuardSubject, environment: string, stages: readonly string[]): Check | null {
    const [first] = stages;
    if (first === undefined || first === environment) return null;
    const one = `a build may set only the first stage, ${first}, not ${environment}`;
    return violation(skip, image, `${one}.`, allow, { one, many: `may be set by a build only in ${first}` });
  },
} as const satisfies Guard & Record<string, unknown>;
