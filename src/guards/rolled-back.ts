import type { EnvironmentFacts } from '../facts/types.ts';
import { replayEnvironment } from '../history/state.ts';
import { type Check, type Guard, type GuardSubject, nameSubject, passed, violation } from './guard.ts';

/** An environment never goes to an image that it was rolled back from, except by a rollback that names it. */
export const rolledBack = {
  name: 'rolled-back',
  code: 'ROLLED_BACK',
  remedy:
    'Build a new version, or use mode: rollback with version to go to this one. To override, set allow: rolled-back.',

  /** Checks that the environment was not rolled back from the image. */
  check(subject: GuardSubject, { live, history, name }: EnvironmentFacts): Check {
    const { image, digest, allow } = subject;
    const marked = replayEnvironment(live, history).rolledBack;
    if (digest === null || !marked.has(digest)) return passed(rolledBack, image, `${name} was not rolled back from it`);
    const one = `${name} was rolled back from ${nameSubject(subject)}`;
    return violation(rolledBack, image, `${one}.`, allow, { one, many: `were rolled back in ${name}` });
  },
} as const satisfies Guard & Record<string, unknown>;
