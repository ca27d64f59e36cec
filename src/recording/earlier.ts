import { asApiError } from '../github/api/api-error.ts';
import type { GitHubRepository } from '../github/api/changes.ts';
import type { GitHubClient } from '../github/api/client.ts';
import {
  type ListedDeployment,
  listDeployments,
  readStatuses,
  type Statuses,
  setStatus,
} from '../github/api/deployments.ts';
import { parseImage, type Repository, repositoryName } from '../image/reference.ts';
import { moveOf, type Plan, targetDigest } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { MAX_PARALLEL } from './deployments.ts';
import type { Problems } from './problems.ts';

/** How many of this action's deployments are looked at, and how many of those whose images all move. */
const MAX_LOOKED_AT = 10;
/** A deployment of other images that is younger may belong to a run that is at work, in milliseconds. */
const AT_WORK_MS = 10 * 60_000;
/** The states after which a deployment changes no more by itself. */
const FINAL = ['success', 'failure', 'error', 'inactive'];

/** What ending earlier deployments needs. */
export interface EarlierDeps {
  readonly request: PlanningRequest;
  readonly repository: GitHubRepository;
  readonly client: () => Promise<GitHubClient>;
  readonly problems: Problems;
  readonly notice: (text: string) => void;
  /** milliseconds since the epoch */
  readonly now: () => number;
  /** returns the digest that is live; null for none */
  readonly liveDigest: (image: Repository) => Promise<string | null>;
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
    await forEachLimit(candidates(others, plan), (one) => endOne(client, one, plan, deps), MAX_PARALLEL);
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

async function endOne(
  client: GitHubClient,
  deployment: ListedDeployment,
  plan: Plan,
  deps: EarlierDeps,
): Promise<void> {
  const { latest } = await readStatuses(client, deps.repository, deployment.id);
  const logUrl = deps.request.context.run;
  const set = (state: 'success' | 'failure' | 'inactive'): Promise<void> =>
    setStatus(client, deps.repository, deployment.id, { state, logUrl, environmentUrl: null }, {});
  let state = latest;
  if (latest === null || !FINAL.includes(latest)) {
    const isLive = await isLiveNow(deployment, plan, deps);
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
async function isLiveNow({ own, createdAt }: ListedDeployment, plan: Plan, deps: EarlierDeps): Promise<boolean | null> {
  const known = new Map(
    plan.images.map((one) => [repositoryName(one.image), [one.previous?.digest, targetDigest(one)]] as const),
  );
  const registries = new Set(plan.images.map(({ image }) => image.registry));
  const live: (boolean | null)[] = [];
  for (const { image, digest } of own?.images ?? []) {
    const digests = known.get(image);
    live.push(digests ? digests.includes(digest) : await isLiveElsewhere(image, digest, registries, deps));
  }
  if (live.length > 0 && live.every((each) => each === true)) return true;
  const isOfThisRun = own?.images.some(({ image }) => known.has(image)) ?? false;
  const isOld = createdAt === null || deps.now() - createdAt > AT_WORK_MS;
  // another run, of other images, sets the final status itself
  if (!isOfThisRun && !isOld) return null;
  return live.some((each) => each === false) || live.length === 0 ? false : null;
}

/** Reads an image that this run is not about, in a registry that it works with. */
async function isLiveElsewhere(
  name: string,
  digest: string,
  registries: ReadonlySet<string>,
  { liveDigest }: EarlierDeps,
): Promise<boolean | null> {
  try {
    const image = parseImage(name);
    return registries.has(image.registry) ? (await liveDigest(image)) === digest : null;
  } catch {
    return null;
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
      `GitHub has made a deployment to ${request.environment} for this job, too: of the workflow's commit ${sha.slice(0, 7)}, because the job has \`environment: ${request.environment}\`. To have only the deployment of the images' commit, write \`environment: {name: ${request.environment}, deployment: false}\` in the job.`,
    );
    return;
  }
}
