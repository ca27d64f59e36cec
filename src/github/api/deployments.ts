import { ApiError } from './api-error.ts';
import type { GitHubRepository } from './changes.ts';
import type { GitHubClient, RequestOptions } from './client.ts';

/** Marks the deployments that this action has made. */
const BY = 'build-once-promote';
/** How many images a payload lists. */
const MAX_IMAGES = 100;
/** How many deployments of an environment are looked at. */
const MAX_LISTED = 100;
/** The longest description that GitHub takes, in characters. */
const MAX_DESCRIPTION = 140;

/** One image of a deployment. */
export interface DeployedImage {
  readonly image: string;
  readonly digest: string;
  readonly version: string | null;
  readonly previousDigest: string | null;
}

/** What a deployment is made with. */
export interface NewDeployment {
  /** the commit of the images */
  readonly ref: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly description: string;
  readonly images: readonly DeployedImage[];
}

/** The states that are set. */
export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'inactive';

/** A status that is set. */
export interface NewStatus {
  readonly state: DeploymentState;
  /** URL of the run; null where unknown */
  readonly logUrl: string | null;
  /** URL of the running service; null for none */
  readonly environmentUrl: string | null;
}

/** A deployment as it was listed. */
export interface ListedDeployment {
  readonly id: number;
  readonly sha: string;
  /** milliseconds since the epoch; null where unknown */
  readonly createdAt: number | null;
  /** the images that this action has noted in it; null for a deployment of others */
  readonly own: { readonly total: number; readonly images: readonly Pick<DeployedImage, 'image' | 'digest'>[] } | null;
}

const at = ({ owner, name }: GitHubRepository) => ({ owner, repo: name });

/**
 * Creates a deployment. It is sent once: what GitHub made of a request without a response is found by a later run.
 * https://docs.github.com/en/rest/deployments/deployments#create-a-deployment
 * @returns its id
 * @throws ApiError
 */
export async function createDeployment(
  client: GitHubClient,
  repository: GitHubRepository,
  { ref, environment, isProduction, description, images }: NewDeployment,
  options: RequestOptions,
): Promise<number> {
  const payload = { by: BY, total: images.length, images: images.slice(0, MAX_IMAGES) };
  const body = await client.request(
    'POST /repos/{owner}/{repo}/deployments',
    {
      ...at(repository),
      ...{ ref, environment, payload, auto_merge: false, required_contexts: [] },
      ...{ production_environment: isProduction, description: description.slice(0, MAX_DESCRIPTION) },
    },
    options,
  );
  const { id } = (body ?? {}) as { id?: unknown };
  if (!Number.isSafeInteger(id)) throw new ApiError('unavailable', 201, 'The response has no deployment');
  return id as number;
}

/**
 * Sets the status of a deployment. GitHub itself changes no other deployment because of it.
 * https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status
 * @throws ApiError
 */
export async function setStatus(
  client: GitHubClient,
  repository: GitHubRepository,
  id: number,
  { state, logUrl, environmentUrl }: NewStatus,
  options: RequestOptions,
): Promise<void> {
  await client.request(
    'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    {
      ...{ ...at(repository), deployment_id: id, state, auto_inactive: false },
      ...(logUrl === null ? {} : { log_url: logUrl }),
      ...(environmentUrl === null ? {} : { environment_url: environmentUrl }),
    },
    { isSafe: true, ...options },
  );
}

/**
 * Lists the newest deployments of an environment, the newest first.
 * https://docs.github.com/en/rest/deployments/deployments#list-deployments
 * @throws ApiError
 */
export async function listDeployments(
  client: GitHubClient,
  repository: GitHubRepository,
  environment: string,
): Promise<ListedDeployment[]> {
  const parameters = { ...at(repository), environment, per_page: MAX_LISTED };
  const body = await client.request('GET /repos/{owner}/{repo}/deployments', parameters, { isSafe: true });
  return (Array.isArray(body) ? body : []).flatMap((value: unknown) => {
    const { id, sha, payload, created_at } = (value ?? {}) as Record<string, unknown>;
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof sha !== 'string') return [];
    const created = typeof created_at === 'string' ? Date.parse(created_at) : Number.NaN;
    return [{ id, sha, createdAt: Number.isNaN(created) ? null : created, own: ownPayload(payload) }];
  });
}

/** Reads a payload, which GitHub returns as it was sent, or as text. */
function ownPayload(payload: unknown): ListedDeployment['own'] {
  let value = payload;
  try {
    if (typeof payload === 'string') value = JSON.parse(payload);
  } catch {
    return null;
  }
  const { by, total, images } = (value ?? {}) as Record<string, unknown>;
  if (by !== BY || !Array.isArray(images)) return null;
  // no run of this action lists more
  const read = images.slice(0, MAX_IMAGES).flatMap((each: unknown) => {
    const { image, digest } = (each ?? {}) as Record<string, unknown>;
    return typeof image === 'string' && typeof digest === 'string' ? [{ image, digest }] : [];
  });
  return { total: typeof total === 'number' ? total : images.length, images: read };
}

/** The statuses of a deployment. */
export interface Statuses {
  /** null where it has none yet */
  readonly latest: string | null;
  /** the URLs of the runs that set them */
  readonly logUrls: readonly string[];
}

/**
 * Reads the newest statuses of a deployment.
 * https://docs.github.com/en/rest/deployments/statuses#list-deployment-statuses
 * @throws ApiError
 */
export async function readStatuses(client: GitHubClient, repository: GitHubRepository, id: number): Promise<Statuses> {
  const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
  const body = await client.request(route, { ...at(repository), deployment_id: id }, { isSafe: true });
  const statuses = (Array.isArray(body) ? body : []).map(
    (status: unknown) => (status ?? {}) as { state?: unknown; log_url?: unknown; target_url?: unknown },
  );
  const [latest] = statuses;
  return {
    latest: typeof latest?.state === 'string' ? latest.state : null,
    logUrls: statuses.flatMap(({ log_url, target_url }) =>
      [log_url, target_url].flatMap((url) => (typeof url === 'string' ? [url] : [])),
    ),
  };
}
