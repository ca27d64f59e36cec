import { readEnvironment } from '../facts/environment.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { checkGates } from '../guards/gates.ts';
import type { Check } from '../guards/guard.ts';
import { skip } from '../guards/skip.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { StageChecks } from '../plan/plan.ts';
import { requirementsOf } from '../policy/policy.ts';
import type { PromoteRequest } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';
import type { Sources } from './mode.ts';

/** A stage of the policy, as a dry run reads it to tell what its gates say. */
export interface StageFacts {
  readonly environment: EnvironmentFacts;
  /** null where no statements are required */
  readonly evidence: Evidence | null;
}

/**
 * Reads all stages of the policy, for a dry run that tells what the gates of each say of an image.
 * @param facts of the stage that is promoted to, which are not read again
 * @throws the errors of `readEnvironment` and of reading the signed statements, merged
 */
export function gatherStages(
  { policy, stages, environment }: PromoteRequest,
  { registry, evidence = null }: Sources,
  source: Repository,
  facts: ImageFacts,
): Promise<StageFacts[]> {
  const known = [facts.environment, facts.previousStage].filter((each) => each !== null);
  return mapAll(stages, async (name) => {
    const requirements = requirementsOf(policy, name);
    const [read, statements] = await Promise.all([
      known.find((each) => each.name === name) ?? readEnvironment(registry, source, name),
      name === environment ? (facts.evidence ?? null) : null,
    ]);
    const isAsked = evidence !== null && requirements.length > 0 && statements === null;
    const { digest } = facts.target;
    const more = isAsked ? await evidence(source, digest, Promise.resolve(facts.target), requirements) : statements;
    return { environment: read, evidence: more };
  });
}

/** Tells what the gates of each stage but the first say of an image. Pure. @param now RFC 3339 */
export function checkStages(
  { policy, allow }: PromoteRequest,
  { image, target, identity }: ImageFacts,
  stages: readonly StageFacts[],
  now: string,
): StageChecks[] {
  const subject = { image: repositoryName(image), digest: target.digest, identity, allow };
  return stages.map(({ environment, evidence }, at): StageChecks => {
    const below = stages[at - 1]?.environment ?? null;
    const isLive = environment.live?.digest === target.digest;
    const checks: Check[] = isLive
      ? []
      : [
          ...(below ? [skip.check(subject, below, null)] : []),
          ...checkGates(subject, { environment, below, policy: policy ?? null, evidence, now }),
        ];
    return { image: repositoryName(image), stage: environment.name, isLive, checks };
  });
}
