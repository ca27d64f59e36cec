import { asActionError } from '../errors.ts';
import type { ImageFacts } from '../facts/types.ts';
import { downgrade } from '../guards/downgrade.ts';
import { checkGates } from '../guards/gates.ts';
import type { Check, GuardSubject } from '../guards/guard.ts';
import { incomplete } from '../guards/incomplete.ts';
import { moved } from '../guards/moved.ts';
import { rolledBack } from '../guards/rolled-back.ts';
import { skip } from '../guards/skip.ts';
import { earlierAttempt } from '../history/earlier-attempt.ts';
import { isSameRepository, type Repository, repositoryName } from '../image/reference.ts';
import { planUpdate } from '../plan/environment-update.ts';
import type { RunInfo } from '../plan/move.ts';
import { joinPlans, type Plan, withWindows } from '../plan/plan.ts';
import { setOf } from '../plan/rollback-target.ts';
import { type PromoteRequest, textAt } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';
import { environmentTagsOf } from './environment-tags.ts';
import type { PlanningMode, Sources } from './mode.ts';
import { gatherImage } from './promote-facts.ts';
import { entryAt } from './promote-source.ts';
import { checkStages, gatherStages, type StageFacts } from './stage-gates.ts';

/** The facts of one image; in a dry run with a policy also its stages. */
type PromoteFacts = ImageFacts & { readonly stages?: readonly StageFacts[] };

/** Decides a promotion: the guards of every image, then what to write. Pure. */
function decidePromote(request: PromoteRequest, facts: readonly PromoteFacts[], run: RunInfo): Plan {
  const { stages, environment } = request;
  const set = setOf(facts.map(({ image, target }) => ({ image, digest: target.digest })));
  const plan = joinPlans(
    facts.map((each, at) => {
      const rendered = environmentTagsOf(request, environment, each.identity);
      const isPrerelease = request.context.release?.isPrerelease === true;
      const update = { rendered, environments: [...stages, environment], isRollback: false, isPrerelease };
      return planUpdate(each, update, checksOf(request, each, at, run), { ...run, set });
    }),
  );
  const gates = facts.flatMap((each) => (each.stages ? checkStages(request, each, each.stages, run.at) : []));
  return withWindows(gates.length > 0 ? { ...plan, stages: gates } : plan, request);
}

function checksOf(request: PromoteRequest, facts: ImageFacts, at: number, run: RunInfo): Check[] {
  const { environment: here, previousStage, copy, image, target, identity } = facts;
  if (here.live?.digest === target.digest) return [];
  const subject: GuardSubject = {
    ...{ image: repositoryName(image), digest: target.digest, identity },
    allow: request.allow,
    requested: request.source.kind === 'named' ? textAt(request.source, at) : null,
  };
  const own = { action: 'promote', run: request.context.run } as const;
  const overtaken = moved.checkAttempt(subject, here, earlierAttempt(here.live, here.history, own));
  return [
    // what was approved may be another move by now: of all that is wrong this is to be known first
    ...(overtaken ? [overtaken] : checkFile(request, facts, at, subject)),
    ...(previousStage ? [skip.check(subject, previousStage, copy && repositoryName(copy.source))] : []),
    downgrade.check(subject, here, run.at),
    rolledBack.check(subject, here),
    ...incomplete.check(copy ? { ...subject, image: repositoryName(copy.source) } : subject, facts.completeness),
    ...checkGates(subject, {
      environment: here,
      below: previousStage,
      policy: request.policy ?? null,
      evidence: facts.evidence ?? null,
      now: run.at,
    }),
  ];
}

function checkFile(request: PromoteRequest, facts: ImageFacts, at: number, subject: GuardSubject): Check[] {
  if (request.source.kind !== 'file') return [];
  const entry = entryAt(request.source.entries, at);
  // what a run read in another environment, or in another repository, says nothing about this one
  const isHere = isSameRepository(entry.image, facts.image);
  const isAbout =
    entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
  return isHere && isAbout ? [moved.check(subject, facts.environment, entry.previousDigest)] : [];
}

/** Gathers the facts of an image; a dry run with a policy reads all its stages, too. */
async function gatherAll(request: PromoteRequest, sources: Sources, image: Repository): Promise<PromoteFacts> {
  const facts = await gatherImage(request, sources, image);
  if (!request.dryRun || !request.policy) return facts;
  try {
    return { ...facts, stages: await gatherStages(request, sources, image, facts) };
  } catch (error) {
    // what the other stages say does not decide this one
    const { code, message } = asActionError(error);
    if (code === 'CANCELLED') throw error;
    return { ...facts, warnings: [...facts.warnings, `The gates of all stages could not be determined: ${message}`] };
  }
}

/** The mode `promote`. */
export const promote: PlanningMode<PromoteRequest, readonly PromoteFacts[]> = {
  gather: (request, sources) => mapAll(request.images, (image) => gatherAll(request, sources, image)),
  decide: decidePromote,
};
