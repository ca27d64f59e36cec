import { ApiError } from './api-error.ts';
import type { GitHubRepository } from './changes.ts';
import type { GitHubClient } from './client.ts';

/** An image that a record is about. */
export interface RecordedImage {
  /** with registry */
  readonly name: string;
  /** host of the registry */
  readonly registry: string;
  /** its repository in the registry */
  readonly repository: string;
  /** a SHA-256 digest */
  readonly digest: string;
  readonly version: string | null;
}

/** The longest texts that GitHub takes, in characters. */
const MAX = { name: 256, version: 100, repository: 128, environment: 128 };

/**
 * Returns whether the owner of a repository is an organisation: only those have records.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 * @throws ApiError
 */
export async function isOwnedByOrganization(client: GitHubClient, { owner, name }: GitHubRepository): Promise<boolean> {
  const body = await client.request('GET /repos/{owner}/{repo}', { owner, repo: name }, { isSafe: true });
  const type = (body as { owner?: { type?: unknown } | null } | null)?.owner?.type;
  if (typeof type !== 'string') throw new ApiError('unavailable', 200, 'The response is not a repository');
  return type === 'Organization';
}

/**
 * Records where an image is stored. Sent twice it makes no second record.
 * https://docs.github.com/en/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record
 * @throws ApiError
 */
export async function recordStorage(
  client: GitHubClient,
  repository: GitHubRepository,
  image: RecordedImage,
): Promise<void> {
  const isShort = image.repository.length <= MAX.repository;
  const body = {
    ...{ ...common(repository, image), registry_url: `https://${image.registry}/`, status: 'active' },
    ...(isShort ? { repository: image.repository } : {}),
  };
  await client.request('POST /orgs/{org}/artifacts/metadata/storage-record', body, { isSafe: true });
}

/**
 * Records that an image is live in an environment. A later image of the same repository replaces it there.
 * https://docs.github.com/en/rest/orgs/artifact-metadata#create-an-artifact-deployment-record
 * @throws ApiError
 */
export async function recordDeployment(
  client: GitHubClient,
  repository: GitHubRepository,
  image: RecordedImage,
  environment: string,
): Promise<void> {
  const body = {
    ...{ ...common(repository, image), status: 'deployed', deployment_name: image.repository },
    logical_environment: environment.slice(0, MAX.environment),
  };
  await client.request('POST /orgs/{org}/artifacts/metadata/deployment-record', body, { isSafe: true });
}

function common({ owner, name }: GitHubRepository, image: RecordedImage) {
  const { version } = image;
  return {
    org: owner,
    name: image.name.slice(0, MAX.name),
    digest: image.digest,
    ...(version === null || version.length > MAX.version ? {} : { version }),
    github_repository: name,
    return_records: false,
  };
}
