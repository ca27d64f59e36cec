import { asApiError } from '../github/api/api-error.ts';
import type { GitHubClient } from '../github/api/client.ts';
import {
  type ListedDeployment,
  listDeployments,
  readStatuses,
  type Statuses,
  setStatus,
} from '../github/api/deployments.ts';
import { hasEnded } from '../github/api/runs.ts';
import { parseImage, type Repository, repositoryName } from '../image/reference.ts';
import { moveOf, type Plan, targetDigest } from '../plan/plan.ts';
import { forEachLimit, mapAll } from '../util/concurrency.ts';
import { deferred } from '../util/deferred.ts';
import { MAX_PARALLEL, type RecordingDeps } from './types.ts';

/** How many of this action's deployments are looked at, and how many of those whose images all move. */
const MAX_LOOKED_AT = 10;
/** How many images that a run is not about are looked up in the registry. */
const MAX_LOOKUPS = 100;
/** A deployment of other images that is younger may belong to a run that is at work, in milliseconds. */
const AT_WORK_MS = 10 * 60_000;
/** The states after which a deployment changes no more by itself. */
const FINAL = ['success', 'failure', 'error', 'inactive'];

/** What ending earlier deployments needs. */
export interface EarlierDeps extends RecordingDeps {
  /** milliseconds since the epoch */
  readonly now: () => number;
  /** returns the digest that is live; null for none */
  readonly liveDigest: (image: Repository) => Promise<string | null>;
}

interface EndingDeps extends EarlierDeps {
  /** whether a digest is live; null where that cannot be known */
  readonly isLive: (image: string, digest: string) => Promise<boolean | null>;
}

/**
 * Ends the deployments of earlier runs: those without a final status by whether their images are live, those that
 * succeeded and were replaced as inactive. Notices the deployment that GitHub has made for the job itself.
 * @param plan a plan that was carried out
 * @param own the ids of this run's deployments
 */
export async function endEarlier(plan: Plan, own: readonly number[], deps: EarlierDeps): Promise<void> {
  const { request, repository, problems } = deps;
  try {
    const client = await deps.client();
    const all = await listDeployments(client, repository, request.environment ?? '');
    const others = all.filter(({ id }) => !own.includes(id));
    const isLive = liveReader(client, plan, deps);
    await forEachLimit(candidates(others, plan), (one) => endOne(client, one, plan, { ...deps, isLive }), MAX_PARALLEL);
    await noticeOfJob(client, others, deps);
  } catch (error) {
    problems.add('the deployments of earlier runs could not be ended', 'deployments: write', asApiError(error));
  }
}

/** This action's deployments that may have to be ended. */
function candidates(deployments: readonly ListedDeployment[], plan: Plan): ListedDeployment[] {
  const ours = deployments.filter(({ own }) => own !== null);
  const replaced = ours.filter((deployment) => isReplaced(deployment, plan));
  return [...new Set([...ours.slice(0, MAX_LOOKED_AT), ...replaced.slice(0, MAX_LOOKED_AT)])];
}

/** Whether all images of a deployment are among those that a plan moves. */
function isReplaced({ own }: ListedDeployment, plan: Plan): boolean {
  const moved = new Set(plan.images.filter((image) => moveOf(image)).map(({ image }) => repositoryName(image)));
  if (own === null || own.images.length === 0 || own.total > moved.size) return false;
  return own.images.every(({ image }) => moved.has(image));
}

async function endOne(client: GitHubClient, deployment: ListedDeployment, plan: Plan, deps: EndingDeps): Promise<void> {
  const { latest, logUrls } = await readStatuses(client, deps.repository, deployment.id);
  const logUrl = deps.request.context.run;
  const set = async (state: 'success' | 'failure' | 'inactive'): Promise<void> => {
    await setStatus(client, deps.repository, deployment.id, { state, logUrl, environmentUrl: null }, {});
    deps.log(`GitHub Deployment ${deployment.id} of an earlier run: ${state}`);
  };
  let state = latest;
  if (latest === null || !FINAL.includes(latest)) {
    const hasRunEnded = async () => {
      const [url] = logUrls;
      return url !== undefined && (await hasEnded(client, deps.repository, url)) === true;
    };
    const isLive = await isLiveNow(deployment, plan, { ...deps, hasRunEnded });
    if (isLive === null) return;
    state = isLive ? 'success' : 'failure';
    await set(isLive ? 'success' : 'failure');
  }
  if (state === 'success' && isReplaced(deployment, plan)) await set('inactive');
}

/**
 * Whether the images of a deployment are live, or were until this run moved them.
 * @returns null where it cannot be known, or the run that made it may be at work
 */
async function isLiveNow(
  { own, createdAt }: ListedDeployment,
  plan: Plan,
  deps: EndingDeps & { readonly hasRunEnded: () => Promise<boolean> },
): Promise<boolean | null> {
  const known = new Map(
    plan.images.map((one) => [repositoryName(one.image), [one.previous?.digest, targetDigest(one)]] as const),
  );
  const live = await mapAll(own?.images ?? [], async ({ image, digest }) => {
    const digests = known.get(image);
    return digests ? digests.includes(digest) : deps.isLive(image, digest);
  });
  if (live.length > 0 && live.every((each) => each === true)) return true;
  const isOfThisRun = own?.images.some(({ image }) => known.has(image)) ?? false;
  const isOld = createdAt === null || deps.now() - createdAt > AT_WORK_MS;
  if (!live.some((each) => each === false) && live.length > 0) return null;
  // a run of other images that is at work sets the final status itself
  return isOfThisRun || isOld || (await deps.hasRunEnded()) ? false : null;
}

/**
 * Returns what reads whether a digest of an image that this run is not about is live, in a registry that it works with:
 * each image once, within the time that the run has for GitHub. It answers null where that cannot be known.
 */
function liveReader({ budget }: GitHubClient, plan: Plan, { liveDigest }: EarlierDeps): EndingDeps['isLive'] {
  const registries = new Set(plan.images.map(({ image }) => image.registry));
  const known = new Map<string, Promise<string | null>>();
  return async (name, digest) => {
    try {
      const image = parseImage(name);
      if (!registries.has(image.registry)) return null;
      const key = repositoryName(image);
      if (!known.has(key)) {
        if (known.size >= MAX_LOOKUPS) return null;
        known.set(
          key,
          budget.during(() => within(budget.remainingMs(), () => liveDigest(image))),
        );
      }
      return (await known.get(key)) === digest;
    } catch {
      return null;
    }
  };
}

/** Waits for a promise. @throws an error after so many milliseconds; nothing is begun where there is no time */
async function within<T>(milliseconds: number, act: () => Promise<T>): Promise<T> {
  const { promise, reject } = deferred<never>();
  if (milliseconds <= 0) throw new Error('no time is left');
  const timer = setTimeout(() => reject(new Error('no time is left')), milliseconds);
  try {
    return await Promise.race([act(), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** How many deployments of others are looked at. */
const MAX_OTHERS = 3;

/** A notice where GitHub has made a deployment for the job itself: it says that the workflow's commit is deployed. */
async function noticeOfJob(
  client: GitHubClient,
  others: readonly ListedDeployment[],
  deps: EarlierDeps,
): Promise<void> {
  const { request, repository, notice } = deps;
  const run = /\/actions\/runs\/\d+/.exec(request.context.run ?? '')?.[0];
  if (run === undefined) return;
  const isOfRun = ({ logUrls }: Statuses): boolean => logUrls.some((url) => `${url}/`.includes(`${run}/`));
  const foreign = others.filter(({ own, sha }) => own === null && sha === request.context.workflowCommit);
  for (const { id, sha } of foreign.slice(0, MAX_OTHERS)) {
    if (!isOfRun(await readStatuses(client, repository, id))) continue;
    notice(
      `GitHub also made a deployment of the workflow's commit ${sha.slice(0, 7)} to ${request.environment}, because the job has \`environment: ${request.environment}\`. To have only the deployment of the images' commit, write \`environment: {name: ${request.environment}, deployment: false}\` in the job.`,
    );
    return;
  }
}
