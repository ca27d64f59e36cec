import type { EnvironmentFacts } from '../facts/types.ts';
import { replay } from '../history/stack.ts';
import { effectiveEvents } from '../history/state.ts';
import { type Check, describeImage, type Guard, type GuardSubject, passed, violation } from './guard.ts';

/** An environment never goes to an image that it was rolled back from, except by a rollback that names it. */
export const rolledBack = {
  name: 'rolled-back',
  code: 'ROLLED_BACK',
  remedy:
    'Build a new version, or use mode: rollback with version to go to this one. To override, set allow: rolled-back.',

  /** Checks that the environment was not rolled back from the image. */
  check({ image, digest, identity, allow }: GuardSubject, { live, history, name }: EnvironmentFacts): Check {
    const marked = replay(effectiveEvents(live, history)).rolledBack;
    if (digest === null || !marked.has(digest)) return passed(rolledBack, image, `${name} was not rolled back from it`);
    return violation(rolledBack, image, `${name} was rolled back from ${describeImage(digest, identity)}.`, allow);
  },
} as const satisfies Guard & Record<string, unknown>;
