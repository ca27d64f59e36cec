import type { CopyPlan } from '../copy/plan.ts';
import { tagsAlong, withoutOthers } from '../copy/tags.ts';
import { ActionError } from '../errors.ts';
import { counting, knowLive, readEnvironment } from '../facts/environment.ts';
import { findImage, identifyFound, notFound, type ResolvedImage, revisionOf } from '../facts/find.ts';
import type { ImageFacts } from '../facts/types.ts';
import { checkDowngrade, checkRolledBack, checkSkip, checkUnmoved, type GuardSubject } from '../guards/checks.ts';
import type { Check } from '../guards/guard.ts';
import type { Identity } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import { isSameRepository, type Repository, repositoryName } from '../image/reference.ts';
import type { RunInfo } from '../plan/move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import type { FileEntry, PromoteRequest } from '../request/request.ts';
import { joinPlans, planPointing, readEnvironmentTags } from './pointing.ts';

/** The environment that must have an image before this one; null on the lowest rung and without stages. */
export function stageBelow(stages: readonly string[], environment: string): string | null {
  return stages[stages.indexOf(environment) - 1] ?? null;
}

/** Finds out what has to be copied for an image to be at its destination. */
export type SurveyCopy = (from: Repository, to: Repository, target: Manifest) => Promise<CopyPlan>;

/**
 * Reads what a promotion of one image needs, as much of it side by side as can be. The environment is the destination's;
 * the image, the rung below and what it is promoted from are the source's.
 * @param image where the image is had from
 * @param survey needed where images are copied
 * @throws NOT_FOUND where there is no such image
 */
export async function gatherPromote(
  request: PromoteRequest,
  all: Registry,
  image: Repository,
  survey: SurveyCopy | null = null,
): Promise<ImageFacts> {
  const { registry, asked } = counting(all);
  const { environment, stages, source } = request;
  const at = request.images.indexOf(image);
  const to = request.destinations[at] ?? image;
  const isCopied = !isSameRepository(to, image);
  const stage = stageBelow(stages, environment);
  const from = source.kind === 'environment' ? source.name : null;
  const finding = findSource(request, registry, image, at);
  // begins with the image's manifest, whatever else is still being read
  const surveying = isCopied && survey ? finding.then(({ manifest }) => survey(image, to, manifest)) : null;
  surveying?.catch(() => {});
  // what an environment is promoted from is read as the image already
  const read = (name: string) =>
    readEnvironment(registry, image, name, name === from ? finding.then(manifestOf) : undefined);
  const [found, here, below, fromFacts] = await Promise.all([
    finding,
    isCopied ? readEnvironment(registry, to, environment) : read(environment),
    stage === null ? null : read(stage),
    from === null || from === stage ? null : read(from),
  ]);
  const atOnce = asked();
  const { manifest } = found;
  const histories = [fromFacts?.history ?? null, below?.history ?? null, here.history];
  // a repository that holds any history holds its blobs
  const hasHistory = (isCopied ? [here.history] : histories).some((history) => history !== null);
  const environments = [...stages, environment, ...(from === null ? [] : [from])];
  const identifying = identifyFound(registry, image, found, histories, environments);
  const tagging = identifying.then((identity) =>
    isCopied
      ? readAlong(request, registry, { from: image, to, found, identity })
      : readEnvironmentTags(request, registry, to, identity).then((tags) => ({ copiedTags: [], tags })),
  );
  const [identity, { copiedTags, tags }, known, copy] = await Promise.all([
    identifying,
    tagging,
    knowLive(registry, to, here, manifest.digest, histories),
    surveying,
  ]);
  // what is copied takes its time
  const needsRecheck = asked() > atOnce || isCopied;
  const warnings = [...found.warnings, ...(copy?.warnings ?? [])];
  return {
    image: to,
    copy,
    copiedTags,
    target: manifest,
    identity,
    environment: known,
    below,
    tags,
    hasHistory,
    needsRecheck,
    warnings,
  };
}

/** The tags that go along with a copy, and what they and the environment's tags are at the destination. */
async function readAlong(
  request: PromoteRequest,
  registry: Registry,
  { from, to, found, identity }: { from: Repository; to: Repository; found: ResolvedImage; identity: Identity },
) {
  const { digest } = found.manifest;
  const tagged = { from, digest, identity, shaLength: request.shaLength, found: found.tag };
  const named = await tagsAlong(registry, tagged);
  const tags = await readEnvironmentTags(request, registry, to, identity, named);
  const copiedTags = await withoutOthers(named, tags.now, tagged, async (tag) => {
    const other = await registry.get(to, tag);
    const revision = other && (await revisionOf(registry, to, other));
    return revision !== null && revision !== identity.revision;
  });
  if (copiedTags === named) return { copiedTags, tags };
  return { copiedTags, tags: await readEnvironmentTags(request, registry, to, identity, copiedTags) };
}

const manifestOf = ({ manifest }: ResolvedImage): Manifest => manifest;

async function findSource(
  request: PromoteRequest,
  registry: Registry,
  image: Repository,
  at: number,
): Promise<ResolvedImage> {
  const { source, shaLength } = request;
  if (source.kind === 'named') return findImage(registry, image, source.text, shaLength);
  const reference = source.kind === 'environment' ? source.name : entryAt(source.entries, at).digest;
  const manifest = await registry.get(image, reference);
  if (manifest)
    return {
      manifest,
      tag: null,
      requestedVersion: source.kind === 'file' ? entryAt(source.entries, at).version : null,
      warnings: [],
    };
  if (source.kind === 'file') {
    const { environment } = entryAt(source.entries, at);
    if (environment === null || environment === request.environment) throw await notFound(registry, image, reference);
    throw new ActionError(
      'NOT_FOUND',
      `${repositoryName(image)} has no image "${reference}". The file is of ${environment}: promote it to ${environment} first, which brings the image there.`,
    );
  }
  throw new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)}: nothing is live in ${reference}, so there is nothing to promote from there. Promote to ${reference} first, or name a version.`,
  );
}

/** @param at the image's place among the request's, which is its entry's in the file */
function entryAt(entries: readonly FileEntry[], at: number): FileEntry {
  const entry = entries[at];
  if (!entry) throw new Error(`there is no entry ${at + 1} in the file`);
  return entry;
}

/** Decides a promotion: the guards of every image, then what to write. Pure. */
export function decidePromote(request: PromoteRequest, facts: readonly ImageFacts[], doing: RunInfo): Plan {
  return joinPlans(facts.map((each, at) => decideOne(request, each, at, doing)));
}

function decideOne(request: PromoteRequest, facts: ImageFacts, at: number, doing: RunInfo): Plan {
  const { environment: here, below, image, target, identity } = facts;
  if (!here) throw new Error('a promotion has an environment');
  const asked: GuardSubject = { image: repositoryName(image), digest: target.digest, identity, allow: request.allow };
  const isLive = here.live?.digest === target.digest;
  const checks: Check[] = isLive
    ? []
    : [
        ...(below ? [checkSkip(asked, below, facts.copy && repositoryName(facts.copy.source))] : []),
        checkDowngrade(asked, here),
        checkRolledBack(asked, here),
        ...checkFile(request, facts, at, asked),
      ];
  return planPointing(request, facts, doing, checks);
}

function checkFile(request: PromoteRequest, facts: ImageFacts, at: number, asked: GuardSubject): Check[] {
  if (request.source.kind !== 'file' || !facts.environment) return [];
  const entry = entryAt(request.source.entries, at);
  // what a run saw in another environment, or in another repository, says nothing of this one
  const isHere = isSameRepository(entry.image, facts.image);
  const isAbout =
    entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
  return isHere && isAbout ? [checkUnmoved(asked, facts.environment, entry.previousDigest)] : [];
}
