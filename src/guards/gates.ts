import type { Evidence } from '../facts/evidence.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { type Policy, stagePolicy } from '../policy/policy.ts';
import { blocked } from './blocked.ts';
import type { Check, GuardSubject } from './guard.ts';
import { held } from './held.ts';
import { require } from './require.ts';
import { soak } from './soak.ts';
import { verified } from './verified.ts';
import { window } from './window.ts';

/** What the gates of an environment are checked against. */
export interface GateFacts {
  readonly environment: EnvironmentFacts;
  /** the previous stage; null on the first stage and without stages */
  readonly below: EnvironmentFacts | null;
  readonly policy: Policy | null;
  /** what was found that refers to the image; null where nothing is required, or not of this image */
  readonly evidence?: Evidence | null;
  /** RFC 3339 */
  readonly now: string;
}

/** Checks all gates of an environment for an image that is to go there: holds and marks, and what the policy asks. */
export function checkGates(
  subject: GuardSubject,
  { environment, below, policy, evidence = null, now }: GateFacts,
): Check[] {
  const asked = stagePolicy(policy, environment.name);
  const isImage = subject.digest !== null;
  return [
    held.check(subject, environment, now),
    ...(asked?.soak && below && isImage ? [soak.check(subject, below, asked.soak, now)] : []),
    ...(asked && asked.windows.length > 0 ? [window.check(subject, environment.name, asked.windows, now)] : []),
    ...(isImage ? [blocked.check(subject, below ? [environment, below] : [environment])] : []),
    ...(asked?.verified && below && isImage ? [verified.check(subject, below)] : []),
    ...(asked && evidence ? require.check(subject, asked.require, evidence, now) : []),
  ];
}
