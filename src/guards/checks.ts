import type { ActionError } from '../errors.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { replay } from '../history/stack.ts';
import { effectiveEvents } from '../history/state.ts';
import { shortDigest } from '../image/digest.ts';
import type { Identity } from '../image/identity.ts';
import { isOlder } from '../image/order.ts';
import { type Check, type Guard, refusalOf, violation } from './guard.ts';

/** What the guards of one image are asked about. */
export interface GuardSubject {
  /** the image's name, with registry */
  readonly image: string;
  readonly digest: string;
  readonly identity: Identity;
  readonly allow: readonly Guard[];
}

const label = (digest: string, { version }: Identity): string =>
  version === null ? shortDigest(digest) : `${version} (${shortDigest(digest)})`;

/**
 * `skip`: the rung below must have this image live, or have had it and not have rolled it back.
 * @param source the repository whose rung is asked, where that is another than the image's own; null where it is not
 */
export function checkSkip(asked: GuardSubject, below: EnvironmentFacts, source: string | null = null): Check {
  const { image, digest, allow } = asked;
  const stage = source === null ? below.name : `${below.name} of ${source}`;
  const passed = (text: string): Check => ({ guard: 'skip', image, verdict: 'passed', text });
  if (below.live?.digest === digest) return passed(`it is live in ${stage}`);
  const { seen, rolledBack } = replay(effectiveEvents(below.live, below.history));
  if (seen.has(digest) && !rolledBack.has(digest)) return passed(`it was live in ${stage}`);
  const why = rolledBack.has(digest) ? `was rolled back in ${stage}` : `has not been live in ${stage}`;
  const live = below.live ? `there ${label(below.live.digest, below.known)} is live` : 'nothing is live there';
  return violation('skip', image, `${label(digest, asked.identity)} ${why}; ${live}.`, allow);
}

/** `downgrade`: the image must not be older than the one that is live. */
export function checkDowngrade(asked: GuardSubject, environment: EnvironmentFacts): Check {
  const { image, digest, identity, allow } = asked;
  const { live, known, name } = environment;
  if (!live) return { guard: 'downgrade', image, verdict: 'passed', text: `nothing is live in ${name}` };
  const older = isOlder(identity, known);
  const both = `${label(digest, identity)} and ${label(live.digest, known)}, which is live in ${name}`;
  if (older === null)
    return { guard: 'downgrade', image, verdict: 'unsure', text: `nobody can tell which is older, ${both}.` };
  if (!older)
    return { guard: 'downgrade', image, verdict: 'passed', text: `not older than ${label(live.digest, known)}` };
  return violation(
    'downgrade',
    image,
    `${label(digest, identity)} is older than ${label(live.digest, known)}, which is live in ${name}.`,
    allow,
  );
}

/** `rolled-back`: the environment must not have been rolled back from this image. */
export function checkRolledBack(asked: GuardSubject, environment: EnvironmentFacts): Check {
  const { image, digest, identity, allow } = asked;
  const { rolledBack } = replay(effectiveEvents(environment.live, environment.history));
  if (!rolledBack.has(digest))
    return { guard: 'rolled-back', image, verdict: 'passed', text: `${environment.name} was not rolled back from it` };
  return violation('rolled-back', image, `${environment.name} was rolled back from ${label(digest, identity)}.`, allow);
}

/** `moved`, for a file of an earlier run: the environment must be where that run saw it. */
export function checkUnmoved(asked: GuardSubject, environment: EnvironmentFacts, seen: string | null): Check {
  const { image, allow } = asked;
  const live = environment.live?.digest ?? null;
  if (live === seen)
    return { guard: 'moved', image, verdict: 'passed', text: `${environment.name} is where the file says` };
  const text = `${environment.name} is at ${live ?? 'no image'}, but was at ${seen ?? 'no image'} when the file was written.`;
  return violation('moved', image, text, allow);
}

const REMEDIES: Record<Guard, string> = {
  overwrite:
    'A version names one image for ever: release under a new version. To move it all the same: allow: overwrite.',
  rebuild: 'The first build of the commit is used.',
  skip: 'Promote it to that environment first. To skip it all the same: allow: skip.',
  downgrade: 'To go back to an older image use mode: rollback. To promote it all the same: allow: downgrade.',
  'rolled-back':
    'Build a new version, or go to it with mode: rollback and version. To promote it all the same: allow: rolled-back.',
  'never-live': 'Promote it instead. To roll back to it all the same: allow: never-live.',
  moved: 'Look with mode: status and decide anew. To go on all the same: allow: moved.',
};

/** The problems of checks that refused. */
export function refusals(checks: readonly Check[]): ActionError[] {
  return checks.filter(({ verdict }) => verdict === 'refused').map((check) => refusalOf(check, REMEDIES[check.guard]));
}

/** What of checks is worth a warning: what was lifted, and what nobody could tell. */
export function warningsOf(checks: readonly Check[]): string[] {
  return checks
    .filter(({ verdict }) => verdict === 'lifted' || verdict === 'unsure')
    .map(
      ({ guard, image, verdict, text }) =>
        `${image}: ${text} ${verdict === 'lifted' ? `The guard ${guard} was lifted.` : `The guard ${guard} lets it pass.`}`,
    );
}
