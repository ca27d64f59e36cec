import type { EnvironmentFacts } from '../facts/types.ts';
import { downgrade } from '../guards/downgrade.ts';
import { checkGates } from '../guards/gates.ts';
import type { Check, GuardSubject } from '../guards/guard.ts';
import { incomplete } from '../guards/incomplete.ts';
import { moved } from '../guards/moved.ts';
import { require as requireGuard } from '../guards/require.ts';
import { rolledBack } from '../guards/rolled-back.ts';
import { skip } from '../guards/skip.ts';
import { guardWarnings, refusals } from '../guards/table.ts';
import { earlierAttempt } from '../history/earlier-attempt.ts';
import { holdOf } from '../history/records.ts';
import { repositoryName } from '../image/reference.ts';
import { planMove, type RunInfo } from '../plan/move.ts';
import { type ImagePlan, type Plan, previousOf, withWindows } from '../plan/plan.ts';
import { planTags } from '../plan/tagging.ts';
import { requirementsOf } from '../policy/policy.ts';
import type { BuildRequest } from '../request/request.ts';
import { type BuildFacts, gatherBuild } from './build-facts.ts';
import { checkoutProblems } from './build-needs.ts';
import type { PlanningMode } from './mode.ts';

/** Decides a build: whether one is needed, the tags, and the environment if there is one. Pure. */
function decideBuild(request: BuildRequest, facts: BuildFacts, run: RunInfo): Plan {
  const { target, identity, environment } = facts;
  const image = repositoryName(request.image);
  const subject: GuardSubject = { image, digest: target?.digest ?? null, identity, allow: request.allow };
  const guards = environment
    ? checkEnvironment(request, subject, environment, run.at, facts)
    : checkEvidence(request, subject, facts, run.at);
  const staysAsIs = guards.some(({ verdict }) => verdict === 'skipped');
  const tagging = planTags({
    subject: { ...subject, identity: { ...identity, version: request.version } },
    tags: staysAsIs ? facts.names : [...facts.names, ...facts.environmentNames],
    ...{ branchTags: facts.branchTags, warnings: facts.tagWarnings },
    facts: facts.tags,
    environments: [...request.stages, ...(request.environment === null ? [] : [request.environment])],
    isRollback: false,
    isPrerelease: request.context.release?.isPrerelease === true,
  });
  const checks = [...facts.checks, ...tagging.checks, ...guards, ...incomplete.check(subject, facts.completeness)];
  const { move, inProgress } =
    target && environment && !staysAsIs
      ? planMove(environment, target, identity, run, { hasHistory: false, needsRecheck: true })
      : { move: null, inProgress: null };
  const isTagged = target !== null && facts.commitTag.was === target.digest;
  const common = {
    ...{ image: request.image, identity, environment: request.environment },
    previous: environment && previousOf(environment, target, identity),
    isLeft: staysAsIs,
    hold: environment && holdOf(environment.history, run.at),
    historyDigest: environment?.history?.digest ?? null,
    commitTag: isTagged ? null : facts.commitTag,
    unchangedTags: [
      ...(isTagged ? [facts.commitTag.tag] : []),
      ...tagging.unchangedTags,
      ...(environment && target && environment.live?.digest === target.digest ? [environment.name] : []),
    ],
  };
  // the environment's own tag is for display: only a built image can be moved to
  const shown = environment && !staysAsIs ? [{ tag: environment.name, was: environment.live?.digest ?? null }] : [];
  const plan: ImagePlan = target
    ? { kind: 'ready', ...common, target, copy: null, move, tags: tagging.writes, built: facts.isBuilt }
    : { kind: 'unbuilt', ...common, tags: [...shown, ...tagging.writes] };
  const missing = target === null ? checkoutProblems(request) : [];
  const decided: Plan = {
    ...{ images: [plan], checks, notices: tagging.notices, log: [...facts.log, ...tagging.log] },
    problems: [...facts.problems, ...refusals(checks), ...tagging.problems, ...missing],
    warnings: [
      ...facts.warnings,
      ...(environment?.warnings ?? []),
      ...tagging.warnings,
      ...guardWarnings(checks),
      ...skippedWarnings(guards),
    ],
    inProgress: inProgress ? [inProgress] : [],
  };
  return withWindows(decided, request);
}

function checkEnvironment(
  request: BuildRequest,
  subject: GuardSubject,
  environment: EnvironmentFacts,
  now: string,
  { isBuilt, evidence }: BuildFacts,
): Check[] {
  if (subject.digest !== null && environment.live?.digest === subject.digest) return [];
  const skipped = skip.checkBuild(subject, environment.name, request.stages);
  const first: Check[] = skipped === null ? [] : [skipped];
  const own = { action: 'build', run: request.context.run } as const;
  const overtaken = moved.checkAttempt(
    subject,
    environment,
    earlierAttempt(environment.live, environment.history, own),
  );
  if (overtaken?.verdict === 'refused') return [...first, { ...overtaken, verdict: 'skipped' }];
  if (overtaken) first.push(overtaken);
  const age = downgrade.check(subject, environment, now);
  // a build that would set its environment back leaves it, warns and succeeds
  if (age.verdict === 'refused') return [...first, { ...age, verdict: 'skipped' }];
  const gates = checkGates(subject, { environment, below: null, policy: request.policy ?? null, evidence, now });
  return [
    ...[...first, age],
    ...(subject.digest === null ? [] : [rolledBack.check(subject, environment)]),
    // what this run has built keeps its tags, also where the environment was closed or put on hold meanwhile
    ...gates.map((check) =>
      isBuilt && check.verdict === 'refused' ? ({ ...check, verdict: 'skipped' } as const) : check,
    ),
  ];
}

/** A build without an environment asks what the first stage that requires statements asks. */
function checkEvidence(
  { policy }: BuildRequest,
  subject: GuardSubject,
  { evidence }: BuildFacts,
  now: string,
): Check[] {
  return evidence ? requireGuard.check(subject, requirementsOf(policy, null), evidence, now) : [];
}

function skippedWarnings(checks: readonly Check[]): string[] {
  return checks.flatMap(({ image, verdict, text }) =>
    verdict === 'skipped' ? [`${text.replace(/\.$/, '')} (${image}). The environment is not moved.`] : [],
  );
}

/** The mode `build`. */
export const build: PlanningMode<BuildRequest, BuildFacts> = { gather: gatherBuild, decide: decideBuild };
