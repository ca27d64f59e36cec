import { ActionError } from '../errors.ts';
import { shortDigest } from '../image/digest.ts';
import { type Identity, LABEL } from '../image/identity.ts';
import { type Manifest, readConfig, readManifest } from '../image/manifest.ts';
import { nameOf } from '../image/reference.ts';
import { readStamp, stampOf } from '../image/stamp.ts';
import { commitTag } from '../image/tags.ts';
import { type Asked, checkDowngrade, checkRolledBack, refusals, warningsOf } from '../plan/checks.ts';
import { type Check, found } from '../plan/guards.ts';
import { type Doing, planMove } from '../plan/move.ts';
import type { ImagePlan, Plan, TagWrite } from '../plan/plan.ts';
import { planTags } from '../plan/tagging.ts';
import type { Registry } from '../registry/client.ts';
import type { BuildRequest } from '../request.ts';
import { type EnvironmentFacts, knowLive, readEnvironment, readTags, type TagFacts } from './facts.ts';
import { notFound, revisionOf } from './find.ts';
import { identify, readLabels } from './identify.ts';
import { environmentTags, previousOf } from './promote.ts';

/** What a build knows before it decides; the image that is used is settled here, since nothing is written for it. */
export interface BuildFacts {
  /** the image to tag; null where it has to be built first */
  readonly target: Manifest | null;
  readonly identity: Identity;
  /** the tag that this commit's build is found by, and the digest it has now */
  readonly commitTag: TagWrite;
  readonly environment: EnvironmentFacts | null;
  /** all tags to put but the commit tag and the environment's own */
  readonly names: readonly string[];
  readonly tags: TagFacts;
  readonly checks: readonly Check[];
  readonly problems: readonly ActionError[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
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
  if (offered !== null && !adopted) throw await notFound(registry, image, offered);
  const chosen = choose(request, first.manifest, adopted, built);
  const { target } = chosen;
  const problems = [...chosen.problems];
  if (target && target === adopted && built === null)
    problems.push(...(await adoptedProblems(request, registry, adopted)));
  if (target && target === first.manifest && offered === null)
    problems.push(...(await differences(request, registry, target)));
  const known: Identity = {
    version: request.version,
    revision: request.commit,
    created: request.checkout?.time ?? null,
  };
  const histories = [here?.history ?? null];
  const hints = { asked: request.version, histories, list: here !== null };
  const identified = target ? await identify(registry, image, target, hints) : known;
  const identity = { ...identified, revision: request.commit };
  const environment = here && (await knowLive(registry, image, here, target?.digest ?? null));
  const more =
    request.environment === null ? [] : environmentTags(request, request.environment, identity, request.context.branch);
  const extra = more.filter((tag) => !names.includes(tag) && tag !== short);
  const moreFacts = extra.length === 0 ? null : await readTags(registry, image, extra, request.commit);
  return {
    ...{ target, identity, commitTag: first.tag, environment, checks: chosen.checks, problems, notices: [] },
    names: [...names, ...extra],
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

/**
 * Finds the commit's first build by its commit tag. The tag counts only if its image's revision is that commit, or
 * unknown; where another commit has it, the commit tag is the one with all 40 characters.
 */
async function findFirstBuild(
  request: BuildRequest,
  registry: Registry,
): Promise<{ tag: TagWrite; manifest: Manifest | null; warnings: string[] }> {
  const image = request.images[0];
  if (!image) throw new Error('a build has an image');
  const short = commitTag(request.commit, request.shaLength);
  const full = commitTag(request.commit, 40);
  const [byShort, byFull] = await Promise.all([
    registry.get(image, short),
    short === full ? null : registry.get(image, full),
  ]);
  const revision = byShort && (await revisionOf(registry, image, byShort));
  const isOthers = byShort !== null && revision !== null && revision !== request.commit;
  const tag = isOthers ? { tag: full, was: byFull?.digest ?? null } : { tag: short, was: byShort?.digest ?? null };
  const manifest = isOthers ? byFull : (byShort ?? byFull);
  const isUnsure = byShort !== null && revision === null;
  const warnings = isUnsure
    ? [`${nameOf(image)}:${short} does not say which commit it was built from; it is taken for ${request.commit}.`]
    : [];
  return { tag, manifest, warnings };
}

/** Which image this run tags: the first build, unless the guard `rebuild` is lifted. */
function choose(request: BuildRequest, first: Manifest | null, adopted: Manifest | null, built: string | null) {
  const image = request.images[0];
  const none = { checks: [] as Check[], problems: [] as ActionError[], warnings: [] as string[] };
  if (first === null || first.digest === adopted?.digest) return { ...none, target: adopted };
  const isOffered = adopted !== null || request.allow.includes('rebuild');
  if (!isOffered || !image) return { ...none, target: first };
  const text = `commit ${request.commit} was built already, as ${shortDigest(first.digest)}.`;
  const check = found('rebuild', nameOf(image), text, request.allow);
  if (check.verdict === 'lifted') return { ...none, target: adopted, checks: [check] };
  const other =
    built !== null
      ? 'the image that this run built at the same time'
      : `the digest ${adopted ? shortDigest(adopted.digest) : ''}`;
  return {
    ...none,
    target: first,
    checks: [{ ...check, verdict: 'left' as const }],
    warnings: [`${nameOf(image)}: ${text} That image is used, not ${other}.`],
  };
}

async function adoptedProblems(request: BuildRequest, registry: Registry, adopted: Manifest): Promise<ActionError[]> {
  const image = request.images[0];
  const revision = image ? await revisionOf(registry, image, adopted) : null;
  if (revision === null || revision === request.commit) return [];
  return [
    new ActionError(
      'INPUT_INVALID',
      `digest ${adopted.digest} says that it was built from commit ${revision}, but this run is about ${request.commit}. Adopt the image of this commit, or give sha.`,
    ),
  ];
}

/** BUILD_DIFFERS: what this run names, but the commit's build doesn't have. What a run doesn't name isn't compared. */
async function differences(request: BuildRequest, registry: Registry, manifest: Manifest): Promise<ActionError[]> {
  const { file, target, platforms } = request.docker;
  if (file === null && target === null && platforms.length === 0) return [];
  const image = request.images[0];
  if (!image) return [];
  const stamp = await stampIn(request, registry, manifest);
  const asked = stampOf(request.docker);
  const differing: string[] = [];
  if (file !== null && stamp.file !== undefined && stamp.file !== asked.file)
    differing.push(`file ${asked.file} (it has ${stamp.file})`);
  if (target !== null && stamp.target !== undefined && stamp.target !== asked.target)
    differing.push(`target ${asked.target} (it has ${stamp.target ?? 'none'})`);
  const missing = asked.platforms.filter((platform) => !stamp.platforms.includes(platform));
  if (missing.length > 0 && stamp.platforms.length > 0)
    differing.push(`platforms ${missing.join(', ')} (it has ${stamp.platforms.join(', ')})`);
  if (differing.length === 0) return [];
  return [
    new ActionError(
      'BUILD_DIFFERS',
      `${nameOf(image)}: commit ${request.commit} was built already, but without what this run names: ${differing.join('; ')}. Leave those inputs out to use that build, give variants an image of their own, or build anew with allow: rebuild.`,
    ),
  ];
}

async function stampIn(request: BuildRequest, registry: Registry, manifest: Manifest) {
  const image = request.images[0];
  const content = readManifest(manifest);
  const labels =
    content.annotations[LABEL.build] === undefined && image
      ? await readLabels(registry, image, manifest)
      : content.annotations;
  const stamp = readStamp(labels[LABEL.build] ?? '{}');
  const listed = content.entries.flatMap(({ platform, attestation }) => (platform && !attestation ? [platform] : []));
  const config = listed.length === 0 && content.config && image ? await registry.blob(image, content.config) : null;
  const single = config ? readConfig(config).platform : null;
  return { ...stamp, platforms: [...new Set([...(stamp.platforms ?? []), ...listed, ...(single ? [single] : [])])] };
}

/** A build's plan; `needsBuild` where there is no image yet, and then nothing but the checks counts. */
export interface BuildPlan extends Plan {
  readonly needsBuild: boolean;
}

/**
 * Decides a build: whether one is needed, the tags, and the environment if there is one. Pure.
 * @param built the digest that this run has built, or null
 */
export function decideBuild(request: BuildRequest, facts: BuildFacts, doing: Doing, built: string | null): BuildPlan {
  const { target, identity, environment } = facts;
  const image = request.images[0];
  if (!image) throw new Error('a build has an image');
  const name = nameOf(image);
  const tagging = planTags({
    image: name,
    tags: facts.names,
    digest: target?.digest ?? null,
    identity: { ...identity, version: request.version },
    facts: facts.tags,
    allow: request.allow,
    environments: [...request.ladder, ...(request.environment === null ? [] : [request.environment])],
    isRollback: false,
  });
  const guards = environment ? checksOfEnvironment(request, facts, name) : [];
  const checks = [...facts.checks, ...tagging.checks, ...guards];
  const isLeft = guards.some(({ verdict }) => verdict === 'left');
  const { move, busy } =
    target && environment && !isLeft
      ? planMove(environment, target, identity, doing, { hasHistory: false, isLate: true })
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
    target: target ?? NOT_BUILT,
    identity,
    previous: environment && previousOf(environment),
    move,
    environment: request.environment,
    first: isTagged ? null : facts.commitTag,
    tags: tagging.writes,
    already: [
      ...(isTagged ? [facts.commitTag.tag] : []),
      ...tagging.already,
      ...(environment && target && environment.live?.digest === target.digest ? [environment.name] : []),
    ],
    historyDigest: environment?.history?.digest ?? null,
    built: target !== null && target.digest === built,
  };
  return {
    ...{ images: [plan], checks, problems, needsBuild },
    warnings: [...facts.warnings, ...warningsOf(checks), ...leftWarnings(guards)],
    notices: [...facts.notices, ...tagging.notices],
    busy: busy ? [busy] : [],
  };
}

/** Stands for the image of a build that has not been, or was not pushed. */
export const NOT_BUILT: Manifest = { digest: '', mediaType: '', size: 0, bytes: Buffer.alloc(0) };

function checksOfEnvironment(request: BuildRequest, facts: BuildFacts, image: string): Check[] {
  const { environment, target, identity } = facts;
  const lowest = request.ladder[0];
  const isLive = target !== null && environment?.live?.digest === target.digest;
  if (!environment || isLive) return [];
  const skip: Check[] =
    lowest === undefined || lowest === request.environment
      ? []
      : [
          found(
            'skip',
            image,
            `a build may point only at the lowest rung, ${lowest}, not at ${request.environment}.`,
            request.allow,
          ),
        ];
  const asked: Asked = { image, digest: target?.digest ?? '', identity, allow: request.allow };
  const downgrade = checkDowngrade(asked, environment);
  const rolledBack = target === null ? [] : [checkRolledBack(asked, environment)];
  // a build that would set its environment back leaves it, warns and succeeds
  return [
    ...skip,
    downgrade.verdict === 'refused' ? { ...downgrade, verdict: 'left' as const } : downgrade,
    ...rolledBack,
  ];
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
