import type { ActionError } from '../errors.ts';
import { identifyLive, readEnvironment } from '../facts/environment.ts';
import { neverSeenWarnings } from '../facts/environment-names.ts';
import { type Evidence, unreadWarnings } from '../facts/evidence.ts';
import { expectImage } from '../facts/find.ts';
import { identify } from '../facts/identify.ts';
import { type Completeness, findMissing } from '../facts/missing.ts';
import { notFound } from '../facts/not-found.ts';
import { joinTags, readTags } from '../facts/tags.ts';
import type { EnvironmentFacts, TagFacts } from '../facts/types.ts';
import type { Check } from '../guards/guard.ts';
import type { History } from '../history/event.ts';
import type { Identity } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import { commitTag, type TagWrite } from '../image/tags.ts';
import { requirementsOf } from '../policy/policy.ts';
import type { BuildRequest } from '../request/request.ts';
import { environmentTagsOf } from './environment-tags.ts';
import { adoptedProblems, choose, differences, findFirstBuild } from './first-build.ts';
import type { Sources } from './mode.ts';

/** What a build knows before it decides. */
export interface BuildFacts {
  /** the image to tag; null where it has to be built first */
  readonly target: Manifest | null;
  /** whether this run has built that image */
  readonly isBuilt: boolean;
  /** which of the manifests that `target` lists exist; null where it lists none, or nothing needs to be checked */
  readonly completeness: Completeness | null;
  /** the signed statements about it; null where none are required of it */
  readonly evidence: Evidence | null;
  readonly identity: Identity;
  /** the tag that this commit's build is found by, and the digest that it has now */
  readonly commitTag: TagWrite;
  /** null where the run has no environment */
  readonly environment: EnvironmentFacts | null;
  /** all tags to write but the commit tag and those of the environment */
  readonly names: readonly string[];
  /** the tags that the environment gets beside its own name */
  readonly environmentNames: readonly string[];
  /** the tags that come from the name of the branch */
  readonly branchTags: readonly string[];
  /** a warning for each tag that is left out already */
  readonly tagWarnings: readonly string[];
  readonly tags: TagFacts;
  readonly checks: readonly Check[];
  readonly problems: readonly ActionError[];
  readonly warnings: readonly string[];
  /** which build of the commit was found, and by which tag; empty where none was */
  readonly log: readonly string[];
}

/**
 * Reads what a build needs: the image of the commit if there is one, the tags, the environment.
 * @throws NOT_FOUND where `digest` is not in the registry
 */
export async function gatherBuild(request: BuildRequest, sources: Sources): Promise<BuildFacts> {
  const { registry, built } = sources;
  const { image } = request;
  const short = commitTag(request.commit, request.shaLength);
  const names = request.tags.filter((tag) => tag !== short);
  const offered = built ?? request.digest;
  const [first, adopted, here, plain] = await Promise.all([
    findFirstBuild(request, registry),
    offered ? registry.get(image, offered) : null,
    request.environment === null
      ? null
      : readEnvironment(registry, image, request.environment, {
          takeOver: request.allow.includes('moved'),
        }),
    readTags(registry, image, names, request.commit),
  ]);
  if (offered !== null && !adopted) throw await notFound(registry, image, offered);
  if (adopted) expectImage(image, 'digest', adopted);
  const chosen = choose(request, first.manifest, adopted, built);
  const { target } = chosen;
  const problems: ActionError[] = [];
  if (adopted && built === null) problems.push(...(await adoptedProblems(request, registry, adopted)));
  // also where another run built the commit while this one did
  if (target && target === first.manifest && request.digest === null)
    problems.push(...(await differences(request, registry, target)));
  const isSettled =
    target === null ||
    target.digest === built ||
    [first.tag.was, ...(here ? [here.live?.digest] : []), ...plain.now.values()].every((was) => was === target.digest);
  const isLive = here !== null && here.live?.digest === target?.digest;
  const [identity, completeness, unseen, evidence] = await Promise.all([
    identityOfBuild(request, { registry, built }, target, [here?.history ?? null, ...(plain.histories ?? [])]),
    isSettled ? null : findMissing(registry, image, target),
    here === null || request.stages.length > 0 ? [] : neverSeenWarnings(registry, image, here),
    isLive ? null : readEvidence(request, sources, target),
  ]);
  const environment = here && (await identifyLive(registry, image, here, target?.digest ?? null));
  const rendered = environment === null ? NO_ENVIRONMENT_TAGS : environmentTagsOf(request, environment.name, identity);
  const environmentNames = rendered.tags.filter((tag) => !names.includes(tag) && tag !== short);
  return {
    ...{ target, completeness, evidence, identity, environment, problems, names, environmentNames },
    commitTag: first.tag,
    branchTags: [...request.branchTags, ...rendered.branchTags],
    tagWarnings: [...request.tagWarnings, ...rendered.warnings],
    log: target !== null && target.digest === first.manifest?.digest && target.digest !== built ? first.log : [],
    isBuilt: target !== null && target.digest === built,
    checks: [...first.checks, ...chosen.checks],
    tags: joinTags(plain, await readTags(registry, image, environmentNames, request.commit)),
    warnings: [...first.warnings, ...chosen.warnings, ...unseen, ...unreadWarnings(evidence)],
  };
}

/** Reads the signed statements that the policy requires of an image which this run has not built itself. */
async function readEvidence(
  { image, policy, environment, digest }: BuildRequest,
  { built, evidence = null }: Sources,
  target: Manifest | null,
): Promise<Evidence | null> {
  const requirements = requirementsOf(policy, environment);
  // an image that is adopted gets its statements after that; another one that is found in its place had the time
  const isAdopted = environment === null && target?.digest === digest;
  const isOwn = target === null || target.digest === built || isAdopted;
  if (evidence === null || requirements.length === 0 || isOwn) return null;
  return evidence(image, target.digest, Promise.resolve(target), requirements);
}

const NO_ENVIRONMENT_TAGS = { tags: [], branchTags: [], warnings: [] };

async function identityOfBuild(
  { image, version, commit, checkout }: BuildRequest,
  { registry, built }: Pick<Sources, 'registry' | 'built'>,
  target: Manifest | null,
  histories: readonly (History | null)[],
): Promise<Identity> {
  if (target === null)
    return { version, revision: commit, created: checkout?.commit === commit ? checkout.time : null };
  const hints = { requestedVersion: version, histories, list: built === null };
  return { ...(await identify(registry, image, target, hints)), revision: commit };
}
