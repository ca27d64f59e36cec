import { ActionError } from '../errors.ts';
import { counting, knowLive, readEnvironment } from '../facts/environment.ts';
import { findEvent, findImage, identifyFound, notFound } from '../facts/find.ts';
import { identify, identityFromHistories } from '../facts/identify.ts';
import { type EnvironmentFacts, type ImageFacts, NO_TAGS, NOT_COPIED } from '../facts/types.ts';
import { type Check, violation } from '../guards/guard.ts';
import type { HistoryEvent } from '../history/event.ts';
import { replay } from '../history/stack.ts';
import { effectiveEvents, environmentStatus } from '../history/state.ts';
import { historyTag } from '../history/store.ts';
import { shortDigest } from '../image/digest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { parseVersion } from '../image/version.ts';
import { isUnderWay, type RunInfo } from '../plan/move.ts';
import type { ImagePlan, Plan } from '../plan/plan.ts';
import { chooseTargets, type EnvironmentOf, type RollbackTarget } from '../plan/rollback-target.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { RollbackRequest } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';
import { joinPlans, planPointing, previousOf, readEnvironmentTags } from './pointing.ts';

/** What a rollback knows of one image: where it goes, or stays, and what is there. */
export interface RollbackFacts {
  readonly choice: Exclude<RollbackTarget, { kind: 'none' }>;
  readonly facts: ImageFacts;
}

/**
 * Reads all environments, chooses where each goes, then reads the images they go to. Beside that, for no further round
 * trip, it looks whether a history has been written in the meantime, and if so begins anew.
 * @throws NO_PREVIOUS, NOT_FOUND
 */
export async function gatherRollback(
  request: RollbackRequest,
  registry: Registry,
  doing: RunInfo,
  rounds = 3,
): Promise<{ facts: readonly RollbackFacts[]; busy: readonly HistoryEvent[] }> {
  const { environment: name } = request;
  const stations = await mapAll(request.images, async (image) => ({
    image,
    environment: await readEnvironment(registry, image, name),
  }));
  // where another run may be at work, what it is about to move decides what is under the top
  const inProgress = stations.flatMap(({ environment }) => underWay(environment, doing) ?? []);
  if (inProgress.length > 0) return { facts: [], busy: inProgress };
  const [facts, areFresh] = await Promise.all([
    gatherTargets(request, registry, stations, doing.at),
    mapAll(stations, (station) => isFresh(registry, station)),
  ]);
  if (rounds > 1 && !areFresh.every(Boolean)) return gatherRollback(request, registry, doing, rounds - 1);
  return { facts, busy: inProgress };
}

function underWay({ live, history }: EnvironmentFacts, doing: RunInfo): HistoryEvent | null {
  const state = environmentStatus(live, history);
  if (!doing.canWait || state.kind !== 'unfinished' || state.event.action === 'rollback') return null;
  return isUnderWay(state.event, doing) ? state.event : null;
}

async function isFresh(registry: Registry, { image, environment }: EnvironmentOf): Promise<boolean> {
  return (await digestNow(registry, image, historyTag(environment.name))) === (environment.history?.digest ?? null);
}

async function gatherTargets(
  request: RollbackRequest,
  registry: Registry,
  stations: readonly EnvironmentOf[],
  at: string,
): Promise<RollbackFacts[]> {
  const { version } = request;
  if (version !== null) return mapAll(stations, (station) => gatherNamed(request, registry, station, version));
  const known = await mapAll(stations, async ({ image, environment }) => ({
    image,
    environment: await knowLive(registry, image, environment, null),
  }));
  const choices = chooseTargets(known, request.context.run, at);
  return mapAll(
    known.map((station, index) => ({ station, choice: choices[index] as RollbackTarget })),
    ({ station, choice }) => gatherTarget(request, registry, station, choice),
  );
}

async function gatherTarget(
  request: RollbackRequest,
  all: Registry,
  station: EnvironmentOf,
  choice: RollbackTarget,
): Promise<RollbackFacts> {
  const { image, environment } = station;
  const { registry, asked } = counting(all);
  if (choice.kind === 'none') throw choice.problem;
  const digest = choice.kind === 'to' ? choice.digest : (environment.live?.digest ?? '');
  const target = await registry.get(image, digest);
  if (!target) throw goneProblem(image, environment.name, digest, choice.kind === 'to' ? choice.others : []);
  const identity = await identify(registry, image, target, {
    requestedVersion: null,
    histories: [environment.history],
    list: true,
  });
  const tags = choice.kind === 'left' ? NO_TAGS : await readEnvironmentTags(request, registry, image, identity);
  const needsRecheck = asked() > 1;
  return {
    choice,
    facts: {
      image,
      target,
      identity,
      environment,
      below: null,
      ...NOT_COPIED,
      tags,
      hasHistory: environment.history !== null,
      needsRecheck,
      warnings: [],
    },
  };
}

function goneProblem(image: Repository, environment: string, digest: string, others: readonly string[]): ActionError {
  const next =
    others[0] === undefined
      ? 'There is no older one in the history.'
      : `The next older one is ${others[0]}: to go there, name it as version.`;
  return new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)}: ${environment} would go back to ${digest}, which is gone from the registry. ${next} A clean-up rule may have taken it; a rollback never skips by itself.`,
  );
}

async function gatherNamed(
  request: RollbackRequest,
  registry: Registry,
  station: EnvironmentOf,
  text: string,
): Promise<RollbackFacts> {
  const { image } = station;
  const event = findEvent(station.environment.history?.events ?? [], text);
  const manifest = event && (await registry.get(image, event.digest));
  if (event && !manifest) throw await notFound(registry, image, event.digest);
  const found = manifest
    ? { manifest, tag: null, requestedVersion: parseVersion(text), warnings: [] }
    : await findImage(registry, image, text, request.shaLength);
  const digest = found.manifest.digest;
  const histories = [station.environment.history];
  const [identity, environment] = await Promise.all([
    identifyFound(registry, image, found, histories, [request.environment]),
    knowLive(registry, image, station.environment, digest),
  ]);
  const tags = await readEnvironmentTags(request, registry, image, identity);
  const facts: ImageFacts = {
    image,
    target: found.manifest,
    identity,
    environment,
    below: null,
    ...NOT_COPIED,
    tags,
    hasHistory: environment.history !== null,
    needsRecheck: true,
    warnings: found.warnings,
  };
  return { choice: { kind: 'to', digest, others: [] }, facts };
}

/** Decides a rollback. Pure. */
export function decideRollback(request: RollbackRequest, facts: readonly RollbackFacts[], doing: RunInfo): Plan {
  return joinPlans(facts.map((each) => decideOne(request, each, doing)));
}

function decideOne(request: RollbackRequest, { choice, facts }: RollbackFacts, doing: RunInfo): Plan {
  const { image, environment } = facts;
  if (!environment) throw new Error('a rollback has an environment');
  if (choice.kind === 'left') return stays(facts, environment, choice.why);
  if (choice.kind === 'done')
    return isDone(planPointing(request, facts, doing, []), facts, environment, choice.previous);
  const checks = request.version === null ? [] : checksOfNamed(request, facts);
  const plan = planPointing(request, facts, doing, checks);
  const { rolledBack } = replay(effectiveEvents(environment.live, environment.history));
  if (!rolledBack.has(choice.digest) || environment.live?.digest === choice.digest) return plan;
  const warning = `${repositoryName(image)}: ${environment.name} was rolled back from ${shortDigest(choice.digest)} before; going there takes that mark off.`;
  return { ...plan, warnings: [...plan.warnings, warning] };
}

/** An earlier attempt has moved it; only tags that this attempt finds missing are put. */
function isDone(plan: Plan, facts: ImageFacts, environment: EnvironmentFacts, before: string | null): Plan {
  const notice = `${repositoryName(facts.image)}: an earlier attempt of this run has rolled ${environment.name} back already.`;
  const version = before === null ? null : identityFromHistories(before, [environment.history]).version;
  const previous = before === null ? null : { digest: before, version };
  const images = plan.images.map((image) => ({ ...image, previous }));
  return { ...plan, images, notices: [...plan.notices, notice] };
}

/** It is not part of the release that is undone. */
function stays({ image, target, identity }: ImageFacts, environment: EnvironmentFacts, why: string): Plan {
  const plan: ImagePlan = {
    ...{ image, target, identity, copy: null, move: null, commitTag: null, tags: [], built: false },
    previous: previousOf(environment, target, identity),
    environment: environment.name,
    unchangedTags: [environment.name],
    historyDigest: environment.history?.digest ?? null,
  };
  return { images: [plan], checks: [], problems: [], warnings: [], notices: [why], inProgress: [] };
}

function checksOfNamed(request: RollbackRequest, { image, target, environment }: ImageFacts): Check[] {
  const history = environment?.history ?? null;
  if (history === null || history.events.length === 0 || environment?.live?.digest === target.digest) return [];
  const { seen } = replay(history.events);
  if (seen.has(target.digest))
    return [
      {
        guard: 'never-live',
        image: repositoryName(image),
        verdict: 'passed',
        text: `it was live in ${request.environment}`,
      },
    ];
  return [
    violation(
      'never-live',
      repositoryName(image),
      `${shortDigest(target.digest)} was never live in ${request.environment}.`,
      request.allow,
    ),
  ];
}
