import { identityFromHistories } from '../facts/identify.ts';
import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { blocked } from '../guards/blocked.ts';
import type { Check } from '../guards/guard.ts';
import { incomplete } from '../guards/incomplete.ts';
import { neverLive } from '../guards/never-live.ts';
import { refusals } from '../guards/table.ts';
import { blockOf, holdOf } from '../history/records.ts';
import { replayEnvironment } from '../history/state.ts';
import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import { planUpdate } from '../plan/environment-update.ts';
import type { RunInfo } from '../plan/move.ts';
import { EMPTY_PLAN, type ImagePlan, joinPlans, type Plan, previousOf } from '../plan/plan.ts';
import { planHold } from '../plan/record.ts';
import { type EnvironmentOf, setOf } from '../plan/rollback-target.ts';
import { type RollbackRequest, versionAt } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import { environmentTagsOf } from './environment-tags.ts';
import type { PlanningMode } from './mode.ts';
import { endOf, pastProblems } from './record.ts';
import {
  checkAttempt,
  gatherRollback,
  type LeftTarget,
  type RollbackFacts,
  type RollbackOfImage,
} from './rollback-facts.ts';

/** Decides a rollback. Pure. */
function decideRollback(request: RollbackRequest, { images, inProgress }: RollbackFacts, at: RunInfo): Plan {
  const until = request.hold ? endOf(request.hold.until, at.at) : null;
  const run: RunInfo = request.hold ? { ...at, hold: { until } } : at;
  const moving = images.flatMap((each) => ('facts' in each ? [each.facts] : []));
  const set = setOf(moving.map(({ image, target }) => ({ image, digest: target.digest })));
  const plans = images.map((each) => decideImage(request, each, { ...run, set }));
  return joinPlans([...plans, { ...EMPTY_PLAN, inProgress, problems: pastProblems(until, at.at) }]);
}

function decideImage(request: RollbackRequest, rollback: RollbackOfImage, run: RunInfo): Plan {
  if ('of' in rollback) return leaveAsIs(request, rollback, run);
  const { target, facts, below = null } = rollback;
  const { environment, identity } = facts;
  const attempt = environment.live?.digest === facts.target.digest ? null : checkAttempt(request, facts);
  const own = target.kind === 'done' ? [] : checksOf(request, facts, below, 'others' in target ? target.others : []);
  const checks = [...(attempt ? [attempt] : []), ...own];
  const rendered = environmentTagsOf(request, request.environment, identity);
  const isPrerelease = request.context.release?.isPrerelease === true;
  const update = { rendered, environments: [request.environment], isRollback: true, isPrerelease };
  const planned = planUpdate(facts, update, checks, run);
  const plan = { ...planned, warnings: [...planned.warnings, ...(below?.warnings ?? [])] };
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

/** The image is not part of what is undone. Where the run holds its environments, it holds this one, too. */
function leaveAsIs(
  request: RollbackRequest,
  { of, target }: Extract<RollbackOfImage, { of: EnvironmentOf }>,
  run: RunInfo,
): Plan {
  const { image, environment } = of;
  const { live, known: identity } = environment;
  const warnings = [...(environment.warnings ?? []), whyLeft(of, target)];
  // only an environment that is at an image can be left
  if (live === null) return { ...EMPTY_PLAN, warnings };
  // it is another run's now, but an earlier attempt of this run has moved it
  const attempt = target.kind === 'left' ? checkAttempt(request, of) : null;
  const common = {
    ...{ image, target: live, identity, commitTag: null, tags: [] },
    previous: previousOf(environment, live, identity),
    environment: environment.name,
    isLeft: true,
    historyDigest: environment.history?.digest ?? null,
    hold: holdOf(environment.history, run.at),
  };
  const reading = { hasHistory: false, needsRecheck: true };
  const { move, inProgress } =
    run.hold && target.kind === 'left'
      ? planHold(environment, { target: live, identity }, run, reading)
      : { move: null, inProgress: null };
  const plan: ImagePlan = move
    ? { kind: 'record', ...common, unchangedTags: [environment.name], move }
    : { kind: 'kept', ...common, unchangedTags: [environment.name] };
  const checks = attempt ? [attempt] : [];
  return {
    ...EMPTY_PLAN,
    images: [plan],
    checks,
    problems: refusals(checks),
    warnings,
    inProgress: inProgress ? [inProgress] : [],
  };
}

function whyLeft({ image, environment: { name, live, known } }: EnvironmentOf, target: LeftTarget): string {
  const what = live ? imageName(known, live.digest) : 'no image';
  if (target.kind === 'unexpected')
    return `${repositoryName(image)}: ${name} is at ${what}, not at what expect names, so it is not rolled back.`;
  const { run, at } = target.by;
  const source = run === null ? `a change outside this action at ${at}` : `another run (${oneLine(run)})`;
  return `${repositoryName(image)}: ${name} stays at ${what}, which came from ${source}. To roll it back too, run a rollback of this image.`;
}

function checksOf(
  request: RollbackRequest,
  facts: ImageFacts,
  below: EnvironmentFacts | null,
  others: readonly string[],
): Check[] {
  const { image, target, identity, environment } = facts;
  const { allow } = request;
  const requested = versionAt(request, request.images.indexOf(image));
  const subject = { image: repositoryName(image), digest: target.digest, identity, allow, requested };
  const named = requested === null ? null : neverLive.check(subject, environment);
  const isLive = environment.live?.digest === target.digest;
  const stages = below === null ? [environment] : [environment, below];
  return [
    ...(named === null ? [] : [named]),
    ...incomplete.check(subject, facts.completeness),
    ...(isLive ? [] : [blocked.check(subject, stages, nextSentence(stages, others))]),
  ];
}

/** Which image a rollback could go to instead of a blocked one. */
function nextSentence(stages: readonly EnvironmentFacts[], others: readonly string[]): string {
  const histories = stages.map(({ history }) => history);
  const other = others.find((digest) => histories.every((history) => blockOf(history, digest) === null));
  if (other === undefined) return '';
  const { version } = identityFromHistories(other, histories);
  return `The next older one is ${version ?? other}: to go there, set version: ${version ?? other}`;
}

/** The mode `rollback`. */
export const rollback: PlanningMode<RollbackRequest, RollbackFacts> = {
  gather: (request, { registry }, run) => gatherRollback(request, registry, run),
  decide: decideRollback,
};
