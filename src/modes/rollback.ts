import { identityFromHistories } from '../facts/identify.ts';
import type { ImageFacts } from '../facts/types.ts';
import type { Check } from '../guards/guard.ts';
import { incomplete } from '../guards/incomplete.ts';
import { neverLive } from '../guards/never-live.ts';
import type { MoveEvent } from '../history/event.ts';
import { replayEnvironment } from '../history/state.ts';
import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import { planUpdate } from '../plan/environment-update.ts';
import type { RunInfo } from '../plan/move.ts';
import { EMPTY_PLAN, joinPlans, type KeptImagePlan, type Plan, previousOf } from '../plan/plan.ts';
import { type EnvironmentOf, setOf } from '../plan/rollback-target.ts';
import { type RollbackRequest, versionAt } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import type { PlanningMode } from './mode.ts';
import {
  checkAttempt,
  environmentTagsOf,
  gatherRollback,
  type RollbackFacts,
  type RollbackOfImage,
} from './rollback-facts.ts';

/** Decides a rollback. Pure. */
export function decideRollback(request: RollbackRequest, { images, inProgress }: RollbackFacts, run: RunInfo): Plan {
  const moving = images.flatMap((each) => ('facts' in each ? [each.facts] : []));
  const set = setOf(moving.map(({ image, target }) => ({ image, digest: target.digest })));
  const plans = images.map((each) => decideImage(request, each, { ...run, set }));
  return joinPlans([...plans, { ...EMPTY_PLAN, inProgress }]);
}

function decideImage(request: RollbackRequest, rollback: RollbackOfImage, run: RunInfo): Plan {
  if ('of' in rollback) return leaveAsIs(rollback.of, rollback.target.by);
  const { target, facts } = rollback;
  const { environment, identity } = facts;
  const attempt = environment.live?.digest === facts.target.digest ? null : checkAttempt(request, facts);
  const own = target.kind === 'done' ? [] : checksOf(request, facts);
  const checks = [...(attempt ? [attempt] : []), ...own];
  const rendered = environmentTagsOf(request, identity);
  const isPrerelease = request.context.release?.isPrerelease === true;
  const update = { rendered, environments: [request.environment], isRollback: true, isPrerelease };
  const plan = planUpdate(facts, update, checks, run);
  if (target.kind === 'done') return alreadyDone(plan, facts, target.previous);
  const { rolledBack } = replayEnvironment(environment.live, environment.history);
  if (!rolledBack.has(target.digest) || environment.live?.digest === target.digest) return plan;
  const warning = `${repositoryName(facts.image)}: ${environment.name} was rolled back from ${imageName(identity, target.digest)} before; this clears its rolled-back mark.`;
  return { ...plan, warnings: [...plan.warnings, warning] };
}

/** An earlier attempt of this run has rolled back; only tags that are missing are written. */
function alreadyDone(plan: Plan, { image, environment }: ImageFacts, before: string | null): Plan {
  const notice = `${repositoryName(image)}: an earlier attempt of this run has rolled ${environment.name} back already.`;
  const previous =
    before === null ? null : { digest: before, ...identityFromHistories(before, [environment.history]), event: null };
  const images = plan.images.map((each) => ({ ...each, previous }));
  return { ...plan, images, notices: [...plan.notices, notice] };
}

/** The image is not part of what is undone. */
function leaveAsIs({ image, environment }: EnvironmentOf, by: MoveEvent): Plan {
  const { live, known: identity } = environment;
  // only an environment that is at an image can be left
  if (live === null) return EMPTY_PLAN;
  const plan: KeptImagePlan = {
    kind: 'kept',
    ...{ image, target: live, identity, commitTag: null, tags: [] },
    previous: previousOf(environment, live, identity),
    environment: environment.name,
    isLeft: true,
    unchangedTags: [environment.name],
    historyDigest: environment.history?.digest ?? null,
  };
  const source = by.run === null ? `a change outside this action at ${by.at}` : `another run (${oneLine(by.run)})`;
  const warning = `${repositoryName(image)}: ${environment.name} stays at ${imageName(identity, live.digest)}, which came from ${source}. To roll it back too, run a rollback of this image.`;
  return { ...EMPTY_PLAN, images: [plan], warnings: [...(environment.warnings ?? []), warning] };
}

function checksOf(request: RollbackRequest, facts: ImageFacts): Check[] {
  const { image, target, identity, environment } = facts;
  const { allow } = request;
  const requested = versionAt(request, request.images.indexOf(image));
  const subject = { image: repositoryName(image), digest: target.digest, identity, allow, requested };
  const named = requested === null ? null : neverLive.check(subject, environment);
  return [...(named === null ? [] : [named]), ...incomplete.check(subject, facts.completeness)];
}

/** The mode `rollback`. */
export const rollback: PlanningMode<RollbackRequest, RollbackFacts> = {
  gather: (request, { registry }, run) => gatherRollback(request, registry, run),
  decide: decideRollback,
};
