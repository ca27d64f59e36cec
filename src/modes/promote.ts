import { ActionError } from '../errors.ts';
import type { Identity } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import { nameOf, type Repository } from '../image/reference.ts';
import { renderTag } from '../image/tags.ts';
import {
  type Asked,
  checkDowngrade,
  checkRolledBack,
  checkSeen,
  checkSkip,
  refusals,
  warningsOf,
} from '../plan/checks.ts';
import { type EnvironmentFacts, type ImageFacts, NO_TAGS } from '../plan/facts.ts';
import type { Check } from '../plan/guards.ts';
import type { Doing } from '../plan/move.ts';
import { planMove } from '../plan/move.ts';
import type { ImagePlan, Plan } from '../plan/plan.ts';
import { planTags } from '../plan/tagging.ts';
import type { Registry } from '../registry/client.ts';
import type { BuildRequest, FileEntry, PromoteRequest, RollbackRequest } from '../request.ts';
import { counting, knowLive, readEnvironment, readTags } from './facts.ts';
import { type Found, findImage, identifyFound, notFound } from './find.ts';

/** The environment that must have an image before this one; null on the lowest rung and without a ladder. */
export function rungBelow(ladder: readonly string[], environment: string): string | null {
  return ladder[ladder.indexOf(environment) - 1] ?? null;
}

/**
 * Reads what a promotion of one image needs, as much of it side by side as can be.
 * @throws NOT_FOUND where there is no such image
 */
export async function gatherPromote(request: PromoteRequest, all: Registry, image: Repository): Promise<ImageFacts> {
  const { registry, asked } = counting(all);
  const { environment, ladder, source } = request;
  const rung = rungBelow(ladder, environment);
  const from = source.kind === 'environment' ? source.name : null;
  const finding = findSource(request, registry, image);
  // what an environment is promoted from is read as the image already
  const read = (name: string) =>
    readEnvironment(registry, image, name, name === from ? finding.then(manifestOf) : undefined);
  const [found, here, below, fromFacts] = await Promise.all([
    finding,
    read(environment),
    rung === null ? null : read(rung),
    from === null || from === rung ? null : read(from),
  ]);
  const atOnce = asked();
  const { manifest } = found;
  const histories = [fromFacts?.history ?? null, below?.history ?? null, here.history];
  const hasHistory = histories.some((history) => history !== null);
  const environments = [...ladder, environment, ...(from === null ? [] : [from])];
  const [identity, known] = await Promise.all([
    identifyFound(registry, image, found, histories, environments),
    knowLive(registry, image, here, manifest.digest, histories),
  ]);
  const tags = await readEnvironmentTags(request, registry, image, identity);
  const isLate = asked() > atOnce;
  const { warnings } = found;
  return { image, target: manifest, identity, environment: known, below, tags, hasHistory, isLate, warnings };
}

const manifestOf = ({ manifest }: Found): Manifest => manifest;

async function findSource(request: PromoteRequest, registry: Registry, image: Repository): Promise<Found> {
  const { source, shaLength } = request;
  if (source.kind === 'named') return findImage(registry, image, source.text, shaLength);
  const reference = source.kind === 'environment' ? source.name : entryOf(source.entries, image).digest;
  const manifest = await registry.get(image, reference);
  if (manifest)
    return {
      manifest,
      tag: null,
      asked: source.kind === 'file' ? entryOf(source.entries, image).version : null,
      warnings: [],
    };
  if (source.kind === 'file') throw await notFound(registry, image, reference);
  throw new ActionError(
    'NOT_FOUND',
    `${nameOf(image)}: nothing is live in ${reference}, so there is nothing to promote from there. Promote to ${reference} first, or name a version.`,
  );
}

function entryOf(entries: readonly FileEntry[], image: Repository): FileEntry {
  const entry = entries.find((each) => nameOf(each.image) === nameOf(image));
  if (!entry) throw new Error(`${nameOf(image)} is not in the file`);
  return entry;
}

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
  const rendered = request.environmentTags.map((template) => renderTag(template, values, request.images));
  return rendered.filter((tag) => tag !== null).filter((tag) => tag !== environment);
}

/** Reads what is to be known of the tags that an environment gets beside its own name. */
export async function readEnvironmentTags(
  request: PromoteRequest | RollbackRequest,
  registry: Registry,
  image: Repository,
  identity: Identity,
) {
  const tags = environmentTags(request, request.environment, identity, request.context.branch);
  return tags.length === 0 ? NO_TAGS : readTags(registry, image, tags, identity.revision);
}

/** Decides a promotion: the guards of every image, then what to write. Pure. */
export function decidePromote(request: PromoteRequest, facts: readonly ImageFacts[], doing: Doing): Plan {
  return joinPlans(facts.map((each) => decideOne(request, each, doing)));
}

function decideOne(request: PromoteRequest, facts: ImageFacts, doing: Doing): Plan {
  const { environment: here, below, image, target, identity } = facts;
  if (!here) throw new Error('a promotion has an environment');
  const asked: Asked = { image: nameOf(image), digest: target.digest, identity, allow: request.allow };
  const isLive = here.live?.digest === target.digest;
  const checks: Check[] = isLive
    ? []
    : [
        ...(below ? [checkSkip(asked, below)] : []),
        checkDowngrade(asked, here),
        checkRolledBack(asked, here),
        ...checkFile(request, facts, asked),
      ];
  return planPointing(request, facts, doing, checks);
}

function checkFile(request: PromoteRequest, facts: ImageFacts, asked: Asked): Check[] {
  if (request.source.kind !== 'file' || !facts.environment) return [];
  const entry = entryOf(request.source.entries, facts.image);
  // what a run saw in another environment says nothing of this one
  const isAbout =
    entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
  return isAbout ? [checkSeen(asked, facts.environment, entry.previousDigest)] : [];
}

/** Plans to point one image's environment, with its tags; for a promotion and a rollback alike. */
export function planPointing(
  request: PromoteRequest | RollbackRequest,
  facts: ImageFacts,
  doing: Doing,
  checks: readonly Check[],
): Plan {
  const { environment: here, image, target, identity } = facts;
  if (!here) throw new Error('pointing needs an environment');
  const tagging = planTags({
    image: nameOf(image),
    tags: environmentTags(request, request.environment, identity, request.context.branch),
    digest: target.digest,
    identity,
    facts: facts.tags,
    allow: request.allow,
    environments: 'ladder' in request ? [...request.ladder, request.environment] : [request.environment],
    isRollback: request.mode === 'rollback',
  });
  const { move, busy } = planMove(here, target, identity, doing, facts);
  const all = [...checks, ...tagging.checks];
  const plan: ImagePlan = {
    image,
    target,
    identity,
    previous: previousOf(here, target, identity),
    move,
    environment: here.name,
    first: null,
    tags: tagging.writes,
    already: [...(here.live?.digest === target.digest ? [here.name] : []), ...tagging.already],
    historyDigest: here.history?.digest ?? null,
    built: false,
  };
  return {
    images: [plan],
    checks: all,
    problems: [...refusals(all), ...tagging.problems],
    warnings: [...facts.warnings, ...warningsOf(all)],
    notices: tagging.notices,
    busy: busy ? [busy] : [],
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
    busy: plans.flatMap((plan) => plan.busy),
  };
}
