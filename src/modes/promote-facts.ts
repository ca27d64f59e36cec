import { type Tagged, tagsAlong, withoutOthers } from '../copy/tags.ts';
import { ActionError } from '../errors.ts';
import { identifyLive, knownLive, readEnvironment } from '../facts/environment.ts';
import { neverSeenWarnings } from '../facts/environment-names.ts';
import type { Evidence } from '../facts/evidence.ts';
import { revisionOf } from '../facts/find.ts';
import { identifyFound, identityFromHistories, isFoundIdentified, type ResolvedImage } from '../facts/identify.ts';
import { type Completeness, completenessOf, findMissing, isNestedIndex } from '../facts/missing.ts';
import { readTags } from '../facts/tags.ts';
import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { moved } from '../guards/moved.ts';
import { refusals } from '../guards/table.ts';
import { type EarlierAttempt, earlierAttempt } from '../history/earlier-attempt.ts';
import type { History } from '../history/event.ts';
import { stageBefore } from '../history/stage-order.ts';
import type { LoadOptions } from '../history/store.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { isDigest, isSameRepository, type Repository, repositoryName } from '../image/reference.ts';
import { renderEnvironmentTags } from '../plan/environment-update.ts';
import { requirementsOf } from '../policy/policy.ts';
import type { Registry } from '../registry/client.ts';
import { destinationsOf, type PromoteRequest, textAt } from '../request/request.ts';
import type { Sources } from './mode.ts';
import { entryAt, findSource } from './promote-source.ts';

type FactSources = Pick<Sources, 'registry' | 'survey' | 'evidence'>;

/**
 * Reads what a promotion of one image needs, as much of it in parallel as can be. The environment is the destination's;
 * the image, the previous stage and the environment that it is promoted from are the source's.
 * @param image the source
 * @throws NOT_FOUND where there is no such image
 */
export async function gatherImage(
  request: PromoteRequest,
  sources: FactSources,
  image: Repository,
): Promise<ImageFacts> {
  const { registry, survey } = sources;
  const { environment, stages, source } = request;
  const at = request.images.indexOf(image);
  const to = request.destinations[at] ?? image;
  const isCopied = !isSameRepository(to, image);
  const stage = stageBefore(stages, environment);
  const from = source.kind === 'environment' ? source.name : null;
  const finding = findSource(request, registry, image, at);
  finding.catch(() => {});
  // begins with the image's manifest, while the rest is still being read
  const surveying = isCopied && survey ? finding.then(({ manifest }) => survey(image, to, manifest)) : null;
  surveying?.catch(() => {});
  const proving = readEvidence(request, sources, { image, at }, finding);
  proving.catch(() => {});
  // the image that is promoted from an environment is the one that its tag names
  const manifestFound = finding.then(
    ({ manifest }) => manifest,
    () => null,
  );
  const read = (name: string) => readEnvironment(registry, image, name, {}, name === from ? manifestFound : undefined);
  const options: LoadOptions = { takeOver: request.allow.includes('moved') };
  const live = registry.head(to, environment);
  // begins with the image's manifest, too
  const completing = isCopied ? null : findMissingUnlessLive(registry, image, finding, live);
  completing?.catch(() => {});
  const [found, here, previousStage, fromFacts] = await Promise.all([
    finding.catch(expectNotFound),
    readEnvironment(registry, to, environment, options, live),
    stage === null ? null : read(stage),
    from === null || from === stage ? null : read(from),
  ]);
  const earlier = earlierAttempt(here.live, here.history, { action: 'promote', run: request.context.run });
  if (
    earlier &&
    earlier.kind !== 'moved' &&
    (found instanceof ActionError || found.manifest.digest !== earlier.event.digest)
  )
    return gatherEarlier(request, sources, { image, to }, { earlier, found });
  if (found instanceof ActionError) {
    // where an earlier attempt was overtaken it does not matter whether there is such an image
    const subject = { image: repositoryName(to), digest: null, identity: UNKNOWN, allow: request.allow };
    const check = moved.checkAttempt(subject, here, earlier);
    throw (check && refusals([check])[0]) ?? found;
  }
  const { manifest: target } = found;
  const histories = [fromFacts?.history ?? null, previousStage?.history ?? null, here.history];
  const environments = [...stages, environment, ...(from === null ? [] : [from])];
  const identifying = identifyFound(registry, image, found, histories, environments);
  const tagging = identifying.then((identity) => readTagsOf(request, registry, { from: image, to, found, identity }));
  const isLive = here.live?.digest === target.digest;
  const [identity, { copiedTags, tags }, known, copy, completeness, unseen, evidence] = await Promise.all([
    identifying,
    tagging,
    identifyLive(registry, to, here, target.digest, histories),
    surveying,
    completing,
    // the stages have checked the name already
    stages.length > 0 ? [] : neverSeenWarnings(registry, to, here),
    isLive ? null : proving,
  ]);
  const hasReadMore =
    !isFoundIdentified(found, histories, environments) ||
    knownLive(here, target.digest, histories) === null ||
    tags.now.size > 0 ||
    isNestedIndex(target);
  return {
    ...{ image: to, copy, copiedTags, target, identity, environment: known, tags },
    previousStage: previousStage && withHistories(previousStage, histories),
    completeness: copy ? completenessOf(copy) : completeness,
    evidence,
    // a repository that holds any history holds its blobs
    hasHistory: (isCopied ? [here.history] : histories).some((history) => history !== null),
    // copying takes its time
    needsRecheck: isCopied || hasReadMore || evidence !== null,
    warnings: [...found.warnings, ...(copy?.warnings ?? []), ...unseen, ...unreadOf(evidence)],
  };
}

/** Looks up the manifests that the image lists; null without a request where the image is live already. */
async function findMissingUnlessLive(
  registry: Registry,
  image: Repository,
  finding: Promise<ResolvedImage>,
  live: Promise<Descriptor | null>,
): Promise<Completeness | null> {
  const [{ manifest }, now] = await Promise.all([finding, live]);
  return now?.digest === manifest.digest ? null : findMissing(registry, image, manifest);
}

/**
 * Reads the signed statements that the policy requires of an image, at once where its digest is known before it is read.
 * @returns null where none are required
 */
async function readEvidence(
  { source, policy, environment }: PromoteRequest,
  { evidence = null }: FactSources,
  { image, at }: { image: Repository; at: number },
  finding: Promise<ResolvedImage>,
): Promise<Evidence | null> {
  const requirements = requirementsOf(policy, environment);
  if (evidence === null || requirements.length === 0) return null;
  const named =
    source.kind === 'file' ? entryAt(source.entries, at).digest : source.kind === 'named' ? textAt(source, at) : '';
  const reading = finding.then(({ manifest }) => manifest);
  reading.catch(() => {});
  return evidence(image, isDigest(named) ? named : (await reading).digest, reading, requirements);
}

/** How many of the statements that cannot be read are named. */
const MAX_UNREAD = 3;

/** Warnings of what refers to an image and cannot be read or verified. */
export function unreadOf(evidence: Evidence | null): string[] {
  return evidence?.unread.slice(0, MAX_UNREAD).map((text) => `A signed statement is ignored. ${text}`) ?? [];
}

/** An environment with what all histories say of its image: it has the same version wherever it is named. */
function withHistories(environment: EnvironmentFacts, histories: readonly (History | null)[]): EnvironmentFacts {
  const { live } = environment;
  return live ? { ...environment, known: identityFromHistories(live.digest, histories) } : environment;
}

/** Returns the error NOT_FOUND; throws any other. */
function expectNotFound(error: unknown): ActionError {
  if (error instanceof ActionError && error.code === 'NOT_FOUND') return error;
  throw error;
}

/** Reads the image that an earlier attempt of this run has promoted, or began to: it counts, not what is named by now. */
async function gatherEarlier(
  request: PromoteRequest,
  sources: FactSources,
  { image, to }: { image: Repository; to: Repository },
  { earlier, found }: { earlier: EarlierAttempt; found: ResolvedImage | ActionError },
): Promise<ImageFacts> {
  const { digest } = earlier.event;
  const pinned: PromoteRequest = { ...request, source: { kind: 'named', text: digest } };
  const facts = await gatherImage(pinned, sources, image).catch((error: unknown) => {
    // what is live at the destination may be gone from the source
    if (isSameRepository(image, to)) throw error;
    expectNotFound(error);
    return gatherImage({ ...pinned, images: [to], destinations: [] }, sources, to);
  });
  if (found instanceof ActionError) return facts;
  const warning = `${repositoryName(to)}: an earlier attempt of this run promoted ${digest} to ${request.environment}, so ${found.manifest.digest}, which its inputs name by now, is not promoted. To promote that, start a new run.`;
  return { ...facts, warnings: [...facts.warnings, warning] };
}

/** The tags of a promotion of one image: those that are copied with it, and what all of them are at the destination. */
async function readTagsOf(
  request: PromoteRequest,
  registry: Registry,
  { from, to, found, identity }: { from: Repository; to: Repository; found: ResolvedImage; identity: Identity },
): Promise<Pick<ImageFacts, 'copiedTags' | 'tags'>> {
  const own = environmentTagsOf(request, identity).tags;
  const read = (copiedTags: readonly string[]) => readTags(registry, to, [...copiedTags, ...own], identity.revision);
  if (isSameRepository(from, to)) return { copiedTags: [], tags: await read([]) };
  const tagged: Tagged = {
    ...{ from, identity, digest: found.manifest.digest },
    ...{ shaLength: request.shaLength, found: found.tag },
  };
  const named = await tagsAlong(registry, tagged);
  const tags = await read(named);
  const copiedTags = await withoutOthers(named, tags.now, tagged, async (tag) => {
    const other = await registry.get(to, tag);
    const revision = other && (await revisionOf(registry, to, other));
    return revision !== null && revision !== identity.revision;
  });
  return { copiedTags, tags: copiedTags === named ? tags : await read(copiedTags) };
}

/** The tags that the environment gets beside its own name. */
export function environmentTagsOf(request: PromoteRequest, identity: Identity) {
  const values = { ...request, branch: request.context.branch, images: destinationsOf(request) };
  return renderEnvironmentTags(values, request.environment, identity);
}
