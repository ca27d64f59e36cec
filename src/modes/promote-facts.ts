import type { CopyPlan } from '../copy/plan.ts';
import { ActionError } from '../errors.ts';
import { identifyLive, knownLive, readEnvironment } from '../facts/environment.ts';
import { neverSeenWarnings } from '../facts/environment-names.ts';
import { type Evidence, unreadWarnings } from '../facts/evidence.ts';
import { identifyFound, identityFromHistories, isFoundIdentified, type ResolvedImage } from '../facts/identify.ts';
import { type Completeness, completenessOf, findMissing, isNestedIndex } from '../facts/missing.ts';
import type { EnvironmentFacts, ImageFacts } from '../facts/types.ts';
import { moved } from '../guards/moved.ts';
import { refusals } from '../guards/table.ts';
import { type EarlierAttempt, earlierAttempt } from '../history/earlier-attempt.ts';
import type { History } from '../history/event.ts';
import { stageBefore } from '../history/stage-order.ts';
import type { LoadOptions } from '../history/store.ts';
import { UNKNOWN } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { isDigest, isSameRepository, type Repository, repositoryName } from '../image/reference.ts';
import { requirementsOf } from '../policy/policy.ts';
import type { Registry } from '../registry/client.ts';
import { type PromoteRequest, textAt } from '../request/request.ts';
import type { Sources } from './mode.ts';
import { entryAt, findSource } from './promote-source.ts';
import { readTagsOf } from './promote-tags.ts';

type FactSources = Pick<Sources, 'registry' | 'survey' | 'evidence'>;

/** An image of a promotion. */
interface PromotedImage {
  /** where it is read */
  readonly image: Repository;
  /** where it is promoted: the same where it is not copied */
  readonly to: Repository;
  /** its position in the request */
  readonly at: number;
}

/** What is read of an image as soon as it is found, while the rest is still being read. */
interface PendingReads {
  /** null where nothing is copied */
  readonly surveying: Promise<CopyPlan> | null;
  /** null where a copy is surveyed */
  readonly completing: Promise<Completeness | null> | null;
  readonly proving: Promise<Evidence | null>;
}

/** What is read of an image and its environments before anything that depends on it. */
interface FirstReads {
  readonly found: ResolvedImage;
  readonly here: EnvironmentFacts;
  /** null on the first stage and without stages */
  readonly previousStage: EnvironmentFacts | null;
  /** the environment that is promoted from; null where there is none, or it is the previous stage */
  readonly fromFacts: EnvironmentFacts | null;
}

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
  const { registry } = sources;
  const { environment, stages } = request;
  const at = request.images.indexOf(image);
  const promoted: PromotedImage = { image, to: request.destinations[at] ?? image, at };
  const stage = stageBefore(stages, environment);
  const from = fromOf(request);
  const finding = findSource(request, registry, image, at);
  finding.catch(() => {});
  const live = registry.head(promoted.to, environment);
  const pending = beginReads(request, sources, promoted, finding, live);
  // the image that is promoted from an environment is the one that its tag names
  const manifestFound = finding.then(
    ({ manifest }) => manifest,
    () => null,
  );
  const read = (name: string) => readEnvironment(registry, image, name, {}, name === from ? manifestFound : undefined);
  const options: LoadOptions = { takeOver: request.allow.includes('moved') };
  const [found, here, previousStage, fromFacts] = await Promise.all([
    finding.catch(expectNotFound),
    readEnvironment(registry, promoted.to, environment, options, live),
    stage === null ? null : read(stage),
    from === null || from === stage ? null : read(from),
  ]);
  const earlier = earlierAttempt(here.live, here.history, { action: 'promote', run: request.context.run });
  if (
    earlier &&
    earlier.kind !== 'moved' &&
    (found instanceof ActionError || found.manifest.digest !== earlier.event.digest)
  )
    return gatherEarlier(request, sources, promoted, { earlier, found });
  if (found instanceof ActionError) {
    // where an earlier attempt was overtaken it does not matter whether there is such an image
    const subject = { image: repositoryName(promoted.to), digest: null, identity: UNKNOWN, allow: request.allow };
    const check = moved.checkAttempt(subject, here, earlier);
    throw (check && refusals([check])[0]) ?? found;
  }
  return gatherFound(request, registry, promoted, { found, here, previousStage, fromFacts }, pending);
}

/** The environment that is promoted from; null where the image is named otherwise. */
function fromOf({ source }: PromoteRequest): string | null {
  return source.kind === 'environment' ? source.name : null;
}

/** Begins what is read of an image when it is found. @param live the manifest of the environment's tag */
function beginReads(
  request: PromoteRequest,
  sources: FactSources,
  { image, to, at }: PromotedImage,
  finding: Promise<ResolvedImage>,
  live: Promise<Descriptor | null>,
): PendingReads {
  const { registry, survey } = sources;
  const isCopied = !isSameRepository(to, image);
  const surveying = isCopied && survey ? finding.then(({ manifest }) => survey(image, to, manifest)) : null;
  const completing = isCopied ? null : findMissingUnlessLive(registry, image, finding, live);
  const proving = readEvidence(request, sources, { image, at }, finding);
  for (const reading of [surveying, completing, proving]) reading?.catch(() => {});
  return { surveying, completing, proving };
}

/** Reads what the found image needs besides. */
async function gatherFound(
  request: PromoteRequest,
  registry: Registry,
  { image, to }: PromotedImage,
  { found, here, previousStage, fromFacts }: FirstReads,
  { surveying, completing, proving }: PendingReads,
): Promise<ImageFacts> {
  const { environment, stages } = request;
  const { manifest: target } = found;
  const from = fromOf(request);
  const isCopied = !isSameRepository(to, image);
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
    warnings: [...found.warnings, ...(copy?.warnings ?? []), ...unseen, ...unreadWarnings(evidence)],
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
  { image, to }: PromotedImage,
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
  const warning = `${repositoryName(to)}: an earlier attempt of this run promoted ${digest} to ${request.environment}, so ${found.manifest.digest}, which its inputs name now, is not promoted. To promote that, start a new run.`;
  return { ...facts, warnings: [...facts.warnings, warning] };
}
