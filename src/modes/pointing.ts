import { readTags } from '../facts/environment.ts';
import { type EnvironmentFacts, type ImageFacts, NO_TAGS } from '../facts/types.ts';
import { refusals, warningsOf } from '../guards/checks.ts';
import type { Check } from '../guards/guard.ts';
import type { Identity } from '../image/identity.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { renderTag, type TagWrite } from '../image/tags.ts';
import { planMove, type RunInfo } from '../plan/move.ts';
import type { ImagePlan, Plan } from '../plan/plan.ts';
import { planTags } from '../plan/tagging.ts';
import type { Registry } from '../registry/client.ts';
import { type BuildRequest, destinationsOf, type PromoteRequest, type RollbackRequest } from '../request/request.ts';

/** The tags that an environment gets beside its own name, for one image. */
export function environmentTags(
  request: BuildRequest | PromoteRequest | RollbackRequest,
  environment: string,
  identity: Identity,
  branch: string | null,
): string[] {
  const values = {
    version: identity.version,
    commit: identity.revision,
    shaLength: request.shaLength,
    branch,
    environment,
  };
  const images = destinationsOf(request);
  const rendered = request.environmentTags.map((template) => renderTag(template, values, images));
  return rendered.filter((tag) => tag !== null).filter((tag) => tag !== environment);
}

/** Reads what is to be known of the tags that an environment gets beside its own name. */
export async function readEnvironmentTags(
  request: PromoteRequest | RollbackRequest,
  registry: Registry,
  image: Repository,
  identity: Identity,
  copiedTags: readonly string[] = [],
) {
  const own = environmentTags(request, request.environment, identity, request.context.branch);
  const tags = [...new Set([...copiedTags, ...own])];
  return tags.length === 0 ? NO_TAGS : readTags(registry, image, tags, identity.revision);
}

/** Plans to point one image's environment, with its tags; for a promotion and a rollback alike. */
export function planPointing(
  request: PromoteRequest | RollbackRequest,
  facts: ImageFacts,
  doing: RunInfo,
  checks: readonly Check[],
): Plan {
  const { environment: here, image, target, identity } = facts;
  if (!here) throw new Error('pointing needs an environment');
  const tagging = planTags({
    image: repositoryName(image),
    tags: [...facts.copiedTags, ...environmentTags(request, request.environment, identity, request.context.branch)],
    digest: target.digest,
    source: facts.copy && repositoryName(facts.copy.source),
    identity,
    facts: facts.tags,
    // what lets a commit be built anew lets no tag be taken from an image
    allow: request.allow.filter((guard) => guard !== 'rebuild'),
    environments: 'stages' in request ? [...request.stages, request.environment] : [request.environment],
    isRollback: request.mode === 'rollback',
  });
  const { move, busy: inProgress } = planMove(here, target, identity, doing, facts);
  const all = [...checks, ...tagging.checks];
  // a new name of the image itself comes with it; one that is taken from another image moves with the environment
  const isWithImage = ({ tag, was }: TagWrite): boolean => was === null && facts.copiedTags.includes(tag);
  const plan: ImagePlan = {
    image,
    copy: facts.copy && { ...facts.copy, tags: tagging.writes.filter(isWithImage) },
    target,
    identity,
    previous: previousOf(here, target, identity),
    move,
    environment: here.name,
    commitTag: null,
    tags: tagging.writes.filter((write) => !isWithImage(write)),
    unchangedTags: [...(here.live?.digest === target.digest ? [here.name] : []), ...tagging.unchangedTags],
    historyDigest: here.history?.digest ?? null,
    built: false,
  };
  return {
    images: [plan],
    checks: all,
    problems: [...refusals(all), ...tagging.problems],
    warnings: [...facts.warnings, ...warningsOf(all)],
    notices: tagging.notices,
    inProgress: inProgress ? [inProgress] : [],
  };
}

/** What was live before, for the outputs; where it is this image already, what is known of that is known of both. */
export function previousOf(
  { live, known }: EnvironmentFacts,
  target: { readonly digest: string } | null,
  identity: Identity,
): ImagePlan['previous'] {
  const same = live?.digest === target?.digest ? identity.version : null;
  return live && { digest: live.digest, version: known.version ?? same };
}

/** Several images' plans as one. */
export function joinPlans(plans: readonly Plan[]): Plan {
  return {
    images: plans.flatMap((plan) => plan.images),
    checks: plans.flatMap((plan) => plan.checks),
    problems: plans.flatMap((plan) => plan.problems),
    warnings: plans.flatMap((plan) => plan.warnings),
    notices: plans.flatMap((plan) => plan.notices),
    inProgress: plans.flatMap((plan) => plan.inProgress),
  };
}
