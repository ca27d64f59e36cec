import type { Result } from '../execute/result.ts';
import { asApiError } from '../github/api/api-error.ts';
import { isOwnedByOrganization, type RecordedImage, recordDeployment, recordStorage } from '../github/api/records.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { type ImagePlan, isReady, moveOf, type ReadyImagePlan } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { MAX_PARALLEL, type RecordingDeps } from './types.ts';

/** What writing the records of an organisation needs. */
export interface RecordsDeps extends RecordingDeps {
  readonly isPlainHttp: (image: Repository) => boolean;
}

/** Returns the images that a run has stored: built, adopted or copied. */
export function storedImages(request: PlanningRequest, { plan, copied, kind }: Result): ReadyImagePlan[] {
  if (kind !== 'done') return [];
  const written = new Set(copied.filter(({ hasWritten }) => hasWritten).map(({ to }) => repositoryName(to)));
  const isStored = (image: ImagePlan): boolean => written.has(repositoryName(image.image));
  const isBuilt = (image: ReadyImagePlan): boolean =>
    image.built || (request.mode === 'build' && request.digest !== null);
  return plan.images.filter(isReady).filter((image) => isStored(image) || isBuilt(image));
}

/**
 * Records in the organisation of the run's repository where images are stored, and where they are live:
 * https://docs.github.com/en/code-security/concepts/supply-chain-security/linked-artifacts
 */
export async function writeRecords(result: Result, deps: RecordsDeps): Promise<void> {
  const { request, repository, problems, notice } = deps;
  const stored = storedImages(request, result);
  const moved = result.kind === 'done' ? result.plan.images.filter(isReady).filter((image) => moveOf(image)) : [];
  if (stored.length + moved.length === 0) return;
  try {
    const client = await deps.client();
    if (!(await isOwnedByOrganization(client, repository))) {
      notice(`records: ${repository.owner} is not an organisation, and only organisations have linked artifacts.`);
      return;
    }
    const secure = stored.filter(({ image }) => !deps.isPlainHttp(image));
    if (secure.length < stored.length)
      notice('records: no storage record is written for a registry over plain HTTP: GitHub accepts only HTTPS.');
    const jobs = [
      ...secure.map((image) => () => recordStorage(client, repository, recordedOf(image))),
      ...moved.map((image) => () => recordDeployment(client, repository, recordedOf(image), request.environment ?? '')),
    ];
    await forEachLimit(jobs, (job) => job(), MAX_PARALLEL);
    deps.log(`Records of ${repository.owner}: ${secure.length} stored, ${moved.length} deployed`);
  } catch (error) {
    problems.add("the organisation's records could not be written", 'artifact-metadata: write', asApiError(error));
  }
}

function recordedOf({ image, target, identity }: ReadyImagePlan): RecordedImage {
  const { registry, repository } = image;
  return { name: repositoryName(image), registry, repository, digest: target.digest, version: identity.version };
}
