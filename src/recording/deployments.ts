import type { Writing } from '../execute/pipeline.ts';
import type { Result } from '../execute/result.ts';
import { type ApiError, asApiError } from '../github/api/api-error.ts';
import type { GitHubClient, RequestOptions } from '../github/api/client.ts';
import { createDeployment, type DeployedImage, type DeploymentState, setStatus } from '../github/api/deployments.ts';
import { imageName, shortCommit } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import { isReady, moveOf, type Plan, type ReadyImagePlan } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { MAX_PARALLEL, type RecordingDeps } from './types.ts';

/** The time that is left to the final statuses when the first ones are set, in milliseconds. */
const RESERVE_FINAL_MS = 4000;
/** How long the final status of a cancelled run may take, in milliseconds. */
const CANCELLED_MS = 300;

/** A deployment that this run has made. */
interface Made {
  readonly id: number;
  readonly images: readonly DeployedImage[];
  /** the place of its first image in the plan */
  readonly order: number;
}

/** Records the moves of a run as GitHub Deployments: one per commit of the images that move. */
export class Deployments implements Writing {
  private readonly made: Made[] = [];
  private readonly ended: Made[] = [];
  private readonly deps: RecordingDeps;
  /** what the deployments are about, so that a new plan of the same images makes no others */
  private about: string | null = null;

  constructor(deps: RecordingDeps) {
    this.deps = deps;
  }

  /** Makes the deployments of a plan and sets them in progress. */
  async begin(plan: Plan): Promise<void> {
    const groups = groupByCommit(plan.images.filter(isReady).filter((image) => moveOf(image) !== null));
    const about = JSON.stringify(
      [...groups.values()]
        .flat()
        .map(({ image, digest }) => [image, digest])
        .sort(),
    );
    if (groups.size === 0 || about === this.about) return;
    const isOther = this.about !== null;
    this.about = about;
    if (isOther) await this.endAll('failure', { isUrgent: true });
    const unknown = groups.get(null) ?? [];
    if (unknown.length > 0) this.deps.notice(noCommit(unknown));
    try {
      const client = await this.deps.client();
      const commits = [...groups].filter((group): group is [string, DeployedImage[]] => group[0] !== null);
      await forEachLimit(
        [...commits.entries()],
        ([order, [ref, images]]) => this.make(client, ref, images, order),
        MAX_PARALLEL,
      );
    } catch (error) {
      this.fail(asApiError(error));
    }
  }

  /** Sets the final status of all deployments of the run. */
  async end(result: Result): Promise<void> {
    if (this.made.length === 0) return;
    const isCancelled = result.kind === 'failed' && result.error.code === 'CANCELLED';
    if (!isCancelled) return this.endAll(result.kind === 'done' ? 'success' : 'failure', {});
    const states = this.made.map(({ images }) => stateOf(images, result));
    await this.endEach(states, { lastMs: CANCELLED_MS });
  }

  private async make(
    client: GitHubClient,
    ref: string,
    images: readonly DeployedImage[],
    order: number,
  ): Promise<void> {
    const { request, repository, notice } = this.deps;
    const environment = request.environment ?? '';
    const options = { reserveMs: RESERVE_FINAL_MS, isUrgent: true };
    try {
      const description = descriptionOf(request, ref, images);
      const isProduction = isProductionOf(request);
      const id = await createDeployment(
        client,
        repository,
        { ref, environment, isProduction, description, images },
        options,
      );
      this.made.push({ id, images, order });
      const status = { state: 'in_progress', logUrl: request.context.run, environmentUrl: null } as const;
      await setStatus(client, repository, id, status, options);
      this.deps.log(`GitHub Deployment ${id} of commit ${shortCommit(ref)} in ${environment}: in progress`);
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.reason === 'invalid' && /no ref found/i.test(error.message))
        notice(
          `No GitHub Deployment was made for ${namesOf(images)}: ${repository.owner}/${repository.name} has no commit ${ref}.`,
        );
      else this.fail(error);
    }
  }

  private endAll(state: DeploymentState, options: RequestOptions): Promise<void> {
    const states = this.made.map(() => state);
    return this.endEach(states, options);
  }

  private async endEach(states: readonly (DeploymentState | null)[], options: RequestOptions): Promise<void> {
    const { request, repository } = this.deps;
    const ending = this.made.splice(0).map((made, index) => ({ made, state: states[index] ?? null }));
    this.ended.push(...ending.map(({ made }) => made));
    try {
      const client = await this.deps.client();
      await forEachLimit(
        ending,
        async ({ made, state }) => {
          if (state === null) return;
          const status = { state, logUrl: request.context.run, environmentUrl: request.environmentUrl };
          await setStatus(client, repository, made.id, status, options);
          this.deps.log(`GitHub Deployment ${made.id}: ${state}`);
        },
        MAX_PARALLEL,
      );
    } catch (error) {
      this.fail(asApiError(error));
    }
  }

  /** Returns the ids of the deployments of this run, in the order of the images; those of its last plan first. */
  ids(): number[] {
    const ofPlan = [...this.made, ...this.ended].reverse();
    return ofPlan.sort((a, b) => a.order - b.order).map(({ id }) => id);
  }

  private fail(error: ApiError): void {
    this.deps.problems.add('the deployment could not be recorded', 'deployments: write', error);
  }
}

/** The images that move, by their commit; null for those whose commit is unknown. */
function groupByCommit(images: readonly ReadyImagePlan[]): Map<string | null, DeployedImage[]> {
  const groups = new Map<string | null, DeployedImage[]>();
  for (const { image, target, identity, previous } of images) {
    const group = groups.get(identity.revision) ?? [];
    const { version } = identity;
    group.push({
      image: repositoryName(image),
      digest: target.digest,
      version,
      previousDigest: previous?.digest ?? null,
    });
    groups.set(identity.revision, group);
  }
  return groups;
}

/** The state of a deployment of a cancelled run: by where its images were last seen; null where that is unknown. */
function stateOf(images: readonly DeployedImage[], result: Result): DeploymentState | null {
  const seen = result.kind === 'failed' ? result.environmentState : null;
  if (seen === null || images.some(({ image }) => !seen.has(image))) return null;
  return images.every(({ image, digest }) => seen.get(image) === digest) ? 'success' : 'failure';
}

/** Whether an environment is production: the last stage; without stages, by its name. */
function isProductionOf({ environment, stages }: PlanningRequest): boolean {
  if (stages.length > 0) return stages.at(-1) === environment;
  return environment === 'prod' || environment === 'production';
}

function descriptionOf({ mode }: PlanningRequest, ref: string, images: readonly DeployedImage[]): string {
  const names = [...new Set(images.map(({ version, digest }) => imageName({ version, revision: ref }, digest)))];
  const what = names.length === 1 ? names[0] : `${images.length} images`;
  return `${mode}: ${what}${images.length > 1 && names.length === 1 ? ` (${images.length} images)` : ''}`;
}

function noCommit(images: readonly DeployedImage[]): string {
  return `No GitHub Deployment was made for ${namesOf(images)}: the commit is unknown.`;
}

/** How many images a message names. */
const MAX_NAMED = 5;

function namesOf(images: readonly DeployedImage[]): string {
  const names = images.slice(0, MAX_NAMED).map(({ image }) => image);
  const more = images.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
