import { ActionError } from '../errors.ts';
import { knowLive, readEnvironment, readTags } from '../facts/environment.ts';
import { isHistory, notFound } from '../facts/find.ts';
import { identify } from '../facts/identify.ts';
import type { EnvironmentFacts, TagFacts } from '../facts/types.ts';
import { checkDowngrade, checkRolledBack, type GuardSubject, refusals, warningsOf } from '../guards/checks.ts';
import { type Check, violation } from '../guards/guard.ts';
import type { Identity } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import { repositoryName } from '../image/reference.ts';
import { commitTag, type TagWrite } from '../image/tags.ts';
import { planMove, type RunInfo } from '../plan/move.ts';
import type { ImagePlan, Plan } from '../plan/plan.ts';
import { planTags } from '../plan/tagging.ts';
import type { Registry } from '../registry/client.ts';
import type { BuildRequest } from '../request/request.ts';
import { adoptedProblems, choose, differences, findFirstBuild } from './first-build.ts';
import { environmentTags, previousOf } from './pointing.ts';

/** What a build knows before it decides; the image that is used is settled here, since nothing is written for it. */
export interface BuildFacts {
  /** the image to tag; null where it has to be built first */
  readonly target: Manifest | null;
  readonly identity: Identity;
  /** the tag that this commit's build is found by, and the digest it has now */
  readonly commitTag: TagWrite;
  readonly environment: EnvironmentFacts | null;
  /** all tags to put but the commit tag and those of the environment */
  readonly names: readonly string[];
  /** the tags that the environment gets beside its own name */
  readonly environmentNames: readonly string[];
  readonly tags: TagFacts;
  readonly checks: readonly Check[];
  readonly problems: readonly ActionError[];
  readonly warnings: readonly string[];
}

/**
 * Reads what a build needs: the commit's image if there is one, the tags, the environment.
 * @param built the digest that this run has just built and pushed; null before that
 */
export async function gatherBuild(
  request: BuildRequest,
  registry: Registry,
  built: string | null,
): Promise<BuildFacts> {
  const image = request.images[0];
  if (!image) throw new Error('a build has an image');
  const short = commitTag(request.commit, request.shaLength);
  const names = request.tags.filter((tag) => tag !== short);
  const [first, adopted, here, plain] = await Promise.all([
    findFirstBuild(request, registry),
    (built ?? request.digest) ? registry.get(image, (built ?? request.digest) as string) : null,
    request.environment === null ? null : readEnvironment(registry, image, request.environment),
    readTags(registry, image, names, request.commit),
  ]);
  const offered = built ?? request.digest;
  if (offered !== null && (!adopted || isHistory(adopted))) throw await notFound(registry, image, offered);
  const chosen = choose(request, first.manifest, adopted, built);
  const { target } = chosen;
  const problems: ActionError[] = [];
  if (adopted && built === null) problems.push(...(await adoptedProblems(request, registry, adopted)));
  // also where another run built the commit while this one did
  if (target && target === first.manifest && request.digest === null)
    problems.push(...(await differences(request, registry, target)));
  const known: Identity = {
    version: request.version,
    revision: request.commit,
    created: request.checkout?.time ?? null,
  };
  const histories = [here?.history ?? null];
  const hints = { requestedVersion: request.version, histories, list: built === null };
  const identified = target ? await identify(registry, image, target, hints) : known;
  const identity = { ...identified, revision: request.commit };
  const environment = here && (await knowLive(registry, image, here, target?.digest ?? null));
  const more =
    request.environment === null ? [] : environmentTags(request, request.environment, identity, request.context.branch);
  const extra = more.filter((tag) => !names.includes(tag) && tag !== short);
  const moreFacts = extra.length === 0 ? null : await readTags(registry, image, extra, request.commit);
  return {
    ...{ target, identity, commitTag: first.tag, environment, problems },
    checks: [...first.checks, ...chosen.checks],
    names,
    environmentNames: extra,
    tags: moreFacts ? joinTags(plain, moreFacts) : plain,
    warnings: [...first.warnings, ...chosen.warnings],
  };
}

function joinTags(a: TagFacts, b: TagFacts): TagFacts {
  return {
    now: new Map([...a.now, ...b.now]),
    list: a.list ?? b.list,
    environments: new Set([...a.environments, ...b.environments]),
  };
}

/** A build's plan; `needsBuild` where there is no image yet, and then nothing but the checks counts. */
export interface BuildPlan extends Plan {
  readonly needsBuild: boolean;
}

/**
 * Decides a build: whether one is needed, the tags, and the environment if there is one. Pure.
 * @param built the digest that this run has built, or null
 */
export function decideBuild(request: BuildRequest, facts: BuildFacts, doing: RunInfo, built: string | null): BuildPlan {
  const { target, identity, environment } = facts;
  const image = request.images[0];
  if (!image) throw new Error('a build has an image');
  const name = repositoryName(image);
  const guards = environment ? checksOfEnvironment(request, facts, name) : [];
  const isLeft = guards.some(({ verdict }) => verdict === 'left');
  const tagging = planTags({
    image: name,
    tags: isLeft ? facts.names : [...facts.names, ...facts.environmentNames],
    digest: target?.digest ?? null,
    identity: { ...identity, version: request.version },
    facts: facts.tags,
    allow: request.allow,
    environments: [...request.stages, ...(request.environment === null ? [] : [request.environment])],
    isRollback: false,
  });
  const checks = [...facts.checks, ...tagging.checks, ...guards];
  const { move, busy: inProgress } =
    target && environment && !isLeft
      ? planMove(environment, target, identity, doing, { hasHistory: false, needsRecheck: true })
      : { move: null, busy: null };
  const needsBuild = target === null;
  const problems = [
    ...facts.problems,
    ...refusals(checks),
    ...tagging.problems,
    ...(needsBuild ? checkoutProblems(request) : []),
  ];
  const isTagged = target !== null && facts.commitTag.was === target.digest;
  const plan: ImagePlan = {
    image,
    copy: null,
    target: target ?? NOT_BUILT,
    identity,
    previous: environment && previousOf(environment, target, identity),
    move,
    environment: request.environment,
    commitTag: isTagged ? null : facts.commitTag,
    tags: [...(needsBuild && environment && !isLeft ? [tagOf(environment)] : []), ...tagging.writes],
    unchangedTags: [
      ...(isTagged ? [facts.commitTag.tag] : []),
      ...tagging.unchangedTags,
      ...(environment && target && environment.live?.digest === target.digest ? [environment.name] : []),
    ],
    historyDigest: environment?.history?.digest ?? null,
    built: target !== null && target.digest === built,
  };
  return {
    ...{ images: [plan], checks, problems, needsBuild },
    warnings: [...facts.warnings, ...warningsOf(checks), ...leftWarnings(guards)],
    notices: tagging.notices,
    inProgress: inProgress ? [inProgress] : [],
  };
}

/** An environment's own tag, for a plan that is only shown: what is not built yet can't be moved to. */
function tagOf({ name, live }: EnvironmentFacts): TagWrite {
  return { tag: name, was: live?.digest ?? null };
}

/** Stands for the image of a build that has not been, or was not pushed. */
export const NOT_BUILT: Manifest = { digest: '', mediaType: '', size: 0, bytes: Buffer.alloc(0) };

function checksOfEnvironment(request: BuildRequest, facts: BuildFacts, image: string): Check[] {
  const { environment, target, identity } = facts;
  const lowest = request.stages[0];
  const isLive = target !== null && environment?.live?.digest === target.digest;
  if (!environment || isLive) return [];
  const skip: Check[] =
    lowest === undefined || lowest === request.environment
      ? []
      : [
          violation(
            'skip',
            image,
            `a build may point only at the lowest rung, ${lowest}, not at ${request.environment}.`,
            request.allow,
          ),
        ];
  const asked: GuardSubject = { image, digest: target?.digest ?? '', identity, allow: request.allow };
  const downgrade = checkDowngrade(asked, environment);
  // a build that would set its environment back leaves it, warns and succeeds
  if (downgrade.verdict === 'refused') return [...skip, { ...downgrade, verdict: 'left' as const }];
  return [...skip, downgrade, ...(target === null ? [] : [checkRolledBack(asked, environment)])];
}

function leftWarnings(checks: readonly Check[]): string[] {
  return checks
    .filter(({ verdict }) => verdict === 'left')
    .map(({ image, text }) => `${image}: ${text} The environment is left where it is.`);
}

/** Why this run can't build its commit: it is not what is checked out. */
export function checkoutProblems({ commit, checkout, push }: BuildRequest): ActionError[] {
  if (checkout?.commit === commit) return [];
  const found = checkout ? `but ${checkout.commit} is checked out` : 'but nothing is checked out here';
  const asked = push ? `There is no build of commit ${commit} yet, so it has to be built` : `${commit} is to be built`;
  return [
    new ActionError(
      'INPUT_INVALID',
      `${asked}, ${found}. Check that commit out before this step, or run a build on it first.`,
    ),
  ];
}
