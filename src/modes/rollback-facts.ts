import { identifyLive, readEnvironment } from '../facts/environment.ts';
import { isNeverSeen, neverSeenWarnings } from '../facts/environment-names.ts';
import { expectImage, findEvent, findImage } from '../facts/find.ts';
import { identify, identifyFound, isIdentified } from '../facts/identify.ts';
import { findMissing } from '../facts/missing.ts';
import { notFound } from '../facts/not-found.ts';
import { readTags } from '../facts/tags.ts';
import { type EnvironmentFacts, type ImageFacts, NOT_COPIED } from '../facts/types.ts';
import type { Check } from '../guards/guard.ts';
import { moved } from '../guards/moved.ts';
import { refusals } from '../guards/table.ts';
import { earlierAttempt } from '../history/earlier-attempt.ts';
import type { HistoryEvent } from '../history/event.ts';
import { environmentStatus } from '../history/state.ts';
import { historyTag } from '../history/store.ts';
import { artifactKind } from '../image/artifact.ts';
import { UNKNOWN, versionsOf } from '../image/identity.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { parseVersion } from '../image/version.ts';
import { isInProgress, type RunInfo } from '../plan/move.ts';
import { chooseTargets, type EnvironmentOf, type RollbackTarget } from '../plan/rollback-target.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import { type Expected, type RollbackRequest, versionAt } from '../request/request.ts';
import { mapAll, settleBoth } from '../util/concurrency.ts';
import { environmentTagsOf } from './environment-tags.ts';
import { readBelow } from './rollback-below.ts';
import { goneProblem, neverSeenProblem } from './rollback-problems.ts';

/** What a rollback knows of one image: its target, and the facts about the image that is to be live. */
export type RollbackOfImage =
  | {
      readonly target: Exclude<RollbackTarget, { kind: 'none' | 'left' }>;
      readonly facts: ImageFacts;
      /** the previous stage, only with its history; null or absent where there is none */
      readonly below?: EnvironmentFacts | null;
    }
  /** it stays as it is, so its image is not read: it may be unreadable */
  | { readonly target: LeftTarget; readonly of: EnvironmentOf };

/** Why an image stays: another run put it there, or it is not what `expect` names. */
export type LeftTarget = Extract<RollbackTarget, { kind: 'left' }> | { readonly kind: 'unexpected' };

/** What a rollback knows before it decides. */
export interface RollbackFacts {
  /** empty where other runs are in progress */
  readonly images: readonly RollbackOfImage[];
  /** unfinished events of other runs that may still be at work */
  readonly inProgress: readonly HistoryEvent[];
}

/** How often everything is read again because a history was written meanwhile. */
const MAX_READS = 3;

/**
 * Reads all environments, chooses the target of each, then reads the images they go to. In parallel with that, without a
 * further round trip, it checks whether a history has been written meanwhile, and if so begins again.
 * @param reads how often everything is read at most
 * @throws NO_PREVIOUS, NOT_FOUND
 */
export async function gatherRollback(
  request: RollbackRequest,
  registry: Registry,
  run: RunInfo,
  reads = MAX_READS,
): Promise<RollbackFacts> {
  const read = await mapAll(request.images, async (image) => {
    const here = readEnvironment(registry, image, request.environment, {
      takeOver: request.allow.includes('moved'),
      // the emergency way: the tag of the history is no history any more
      beginNew: request.allow.includes('moved') && request.version !== null,
    });
    const [environment, below] = await settleBoth(here, readBelow(request, registry, image));
    return { image, environment, below };
  });
  const environments: readonly EnvironmentOf[] = read;
  // what another run is about to make live decides which image is the previous one
  const inProgress = environments.flatMap(({ environment }) => eventInProgress(environment, run) ?? []);
  if (inProgress.length > 0) return { images: [], inProgress };
  const [images, unchanged] = await Promise.all([
    gatherExpected(request, registry, environments, run.at).catch((error: unknown) => {
      // where an earlier attempt was overtaken it does not matter whether there is a target
      const [problem] = refusals(environments.flatMap((one) => checkAttempt(request, one) ?? []));
      throw problem ?? error;
    }),
    mapAll(environments, (one) => isUnchanged(registry, one)),
  ]);
  if (reads > 1 && !unchanged.every(Boolean)) return gatherRollback(request, registry, run, reads - 1);
  const withBelow = images.map((each) =>
    'facts' in each ? { ...each, below: read.find(({ image }) => image === each.facts.image)?.below ?? null } : each,
  );
  return { images: withBelow, inProgress };
}

/** The check of an environment that an earlier attempt of this run has rolled back; null where there was none. */
export function checkAttempt({ allow, context }: RollbackRequest, { image, environment }: EnvironmentOf): Check | null {
  const subject = { image: repositoryName(image), digest: null, identity: UNKNOWN, allow };
  const earlier = earlierAttempt(environment.live, environment.history, { action: 'rollback', run: context.run });
  return moved.checkAttempt(subject, environment, earlier);
}

function eventInProgress({ live, history }: EnvironmentFacts, run: RunInfo): HistoryEvent | null {
  const state = environmentStatus(live, history);
  if (!run.canWait || state.kind !== 'unfinished' || state.event.action === 'rollback') return null;
  return isInProgress(state.event, run) ? state.event : null;
}

async function isUnchanged(registry: Registry, { image, environment }: EnvironmentOf): Promise<boolean> {
  return (await digestNow(registry, image, historyTag(environment.name))) === (environment.history?.digest ?? null);
}

/** Gathers the targets of the images that are at what `expect` names, and leaves the others. */
async function gatherExpected(
  request: RollbackRequest,
  registry: Registry,
  environments: readonly EnvironmentOf[],
  at: string,
): Promise<RollbackOfImage[]> {
  const { expect } = request;
  if (expect === undefined) return gatherTargets(request, registry, environments, at);
  const asked = await mapAll(environments, async (of) => {
    const { live, history } = of.environment;
    const earlier = earlierAttempt(live, history, { action: 'rollback', run: request.context.run });
    // what an earlier attempt has done, or began, is not done again
    if (earlier && earlier.kind !== 'moved') return { of, isExpected: true };
    const known = await identifyLive(registry, of.image, of.environment, null);
    return { of: { ...of, environment: known }, isExpected: isExpected(expect, of.image, known) };
  });
  const expected = asked.filter(({ isExpected }) => isExpected).map(({ of }) => of);
  const targets = expected.length > 0 ? await gatherTargets(request, registry, expected, at) : [];
  return asked.map(({ of, isExpected }): RollbackOfImage => {
    const target = isExpected ? targets[expected.indexOf(of)] : undefined;
    return target ?? { target: { kind: 'unexpected' }, of };
  });
}

function isExpected(expect: Expected, image: Repository, { live, known }: EnvironmentFacts): boolean {
  if (live === null) return false;
  if (expect.kind === 'digest') return live.digest === expect.digest;
  if (expect.kind === 'version') return versionsOf(known).includes(expect.version);
  return expect.digests.get(repositoryName(image)) === live.digest;
}

async function gatherTargets(
  request: RollbackRequest,
  registry: Registry,
  environments: readonly EnvironmentOf[],
  at: string,
): Promise<RollbackOfImage[]> {
  if (request.version !== null) {
    const named = environments.map((one) => ({
      one,
      text: versionAt(request, request.images.indexOf(one.image)) ?? '',
    }));
    return mapAll(named, ({ one, text }) => {
      const [target] = chooseTargets([one], request.context.run, at);
      // what an earlier attempt did counts, whatever the name resolves to by now
      return target?.kind === 'done' || target?.kind === 'resumed'
        ? gatherTarget(request, registry, one, target)
        : gatherNamed(request, registry, one, text);
    });
  }
  const known = await mapAll(environments, async ({ image, environment }) => ({
    image,
    environment: await identifyLive(registry, image, environment, null),
  }));
  const targets = chooseTargets(known, request.context.run, at);
  return mapAll(
    known.map((of, index) => ({ of, target: targets[index] as RollbackTarget })),
    ({ of, target }) => gatherTarget(request, registry, of, target),
  );
}

async function gatherTarget(
  request: RollbackRequest,
  registry: Registry,
  of: EnvironmentOf,
  target: RollbackTarget,
): Promise<RollbackOfImage> {
  const { image, environment } = of;
  if (target.kind === 'left') return { target, of };
  if (target.kind === 'none')
    throw isNeverSeen(environment) ? await neverSeenProblem(registry, image, environment) : target.problem;
  const { digest } = target;
  const manifest = await registry.get(image, digest);
  const kind = manifest && target.kind === 'to' ? artifactKind(manifest) : null;
  if (manifest === null || kind !== null)
    throw goneProblem(of, digest, kind, target.kind === 'to' ? target.others : []);
  const hints = { requestedVersion: null, histories: [environment.history], list: true };
  const [identity, completeness] = await Promise.all([
    identify(registry, image, manifest, hints),
    target.kind === 'to' ? findMissing(registry, image, manifest) : null,
  ]);
  const own = environmentTagsOf(request, request.environment, identity).tags;
  const tags = await readTags(registry, image, own, identity.revision);
  const facts: ImageFacts = {
    ...{ image, target: manifest, identity, environment, previousStage: null, tags, ...NOT_COPIED, warnings: [] },
    completeness,
    hasHistory: environment.history !== null,
    needsRecheck: !isIdentified(manifest, hints) || own.length > 0,
  };
  return { target, facts };
}

async function gatherNamed(
  request: RollbackRequest,
  registry: Registry,
  { image, environment: here }: EnvironmentOf,
  text: string,
): Promise<RollbackOfImage> {
  const event = findEvent(here.history?.events ?? [], text);
  const manifest = event && (await registry.get(image, event.digest));
  if (manifest) expectImage(image, `the image of an event in the history of ${here.name}`, manifest);
  if (event && !manifest) throw await notFound(registry, image, event.digest);
  const found = manifest
    ? { manifest, tag: null, requestedVersion: parseVersion(text), warnings: [] }
    : await findImage(registry, image, text, request.shaLength);
  const { digest } = found.manifest;
  const [identity, environment, completeness, unseen] = await Promise.all([
    identifyFound(registry, image, found, [here.history], [request.environment]),
    identifyLive(registry, image, here, digest),
    here.live?.digest === digest ? null : findMissing(registry, image, found.manifest),
    request.stages.length > 0 ? [] : neverSeenWarnings(registry, image, here),
  ]);
  const tags = await readTags(
    registry,
    image,
    environmentTagsOf(request, request.environment, identity).tags,
    identity.revision,
  );
  const facts: ImageFacts = {
    ...{ image, target: found.manifest, identity, environment, previousStage: null, tags, ...NOT_COPIED },
    completeness,
    ...{ hasHistory: environment.history !== null, needsRecheck: true, warnings: [...found.warnings, ...unseen] },
  };
  return { target: { kind: 'to', digest, others: [] }, facts };
}
