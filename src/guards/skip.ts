import type { EnvironmentFacts } from '../facts/types.ts';
import type { Replay } from '../history/stack.ts';
import { environmentStatus, replayEnvironment } from '../history/state.ts';
import { type Check, type Guard, type GuardSubject, nameBoth, nameSubject, passed, violation } from './guard.ts';

/** Stages are taken in order: no promotion past a stage, no build into any stage but the first. */
export const skip = {
  name: 'skip',
  code: 'STAGE_SKIPPED',
  remedy: 'Promote it to that environment first. To override, set allow: skip.',

  /**
   * Checks a promotion: by the history of the previous stage the image must be live there, or have been live and not
   * rolled back from. A tag that was moved outside this action is no proof; without any history it counts, unproven.
   * @param previous the previous stage
   * @param source the repository of that stage, where it is not the subject's own
   */
  check(subject: GuardSubject, previous: EnvironmentFacts, source: string | null): Check {
    const { image, digest, allow } = subject;
    const stage = source === null ? previous.name : `${previous.name} of ${source}`;
    const replayed = replayEnvironment(previous.live, previous.history);
    const isLive = digest !== null && previous.live?.digest === digest;
    const isRolledBack = digest !== null && replayed.rolledBack.has(digest);
    if (digest !== null && !isRolledBack && replayed.placed.has(digest))
      return passed(skip, image, isLive ? `it is live in ${stage}` : `it was live in ${stage}`);
    if (digest !== null && !isRolledBack && isFromBeforeHistory(digest, previous, replayed)) {
      const text = `${nameSubject(subject)} ${isLive ? 'is' : 'was'} live in ${stage}, but the history of that stage does not prove it.`;
      return { guard: skip.name, image, verdict: 'unknown', text };
    }
    const { live, known } = previous;
    const [mine, theirs] = live
      ? nameBoth(subject, { digest: live.digest, identity: known })
      : [nameSubject(subject), 'nothing'];
    const one = `${mine} ${isRolledBack ? 'was rolled back' : 'has not been'} in ${stage}`;
    const many = `${isRolledBack ? 'were rolled back' : 'have not been'} in ${stage}`;
    const now = isMovedByHand(previous)
      ? `${stage} was changed outside this action, to ${isLive ? `this image. Move the tag ${previous.name} back first: a promotion changes nothing while it names this image` : theirs}`
      : `${theirs} is live there`;
    return violation(skip, image, `${one}; ${now}.`, allow, { one, many });
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
    const remedy = `Build to ${first}, and promote the image from there. To override, set allow: skip.`;
    const finding = { one, many: `may be set by a build only in ${first}` };
    return { ...violation(skip, image, `${one}.`, allow, finding), remedy };
  },
} as const satisfies Guard & Record<string, unknown>;

/** Whether an image was live in a stage before the stage's history began: nothing can be proven of that time. */
function isFromBeforeHistory(digest: string, { live, history }: EnvironmentFacts, { seen }: Replay): boolean {
  if (history === null || history.events.length === 0) return live?.digest === digest;
  const [first] = history.events;
  return history.first === 1 && first?.action === 'observed' && first.digest === digest && seen.has(digest);
}

/** Whether a stage's tag was changed outside this action. */
function isMovedByHand({ live, history }: EnvironmentFacts): boolean {
  return history !== null && environmentStatus(live, history).kind === 'moved';
}
