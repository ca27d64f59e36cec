import type { Writing } from '../execute/pipeline.ts';
import type { Result } from '../execute/result.ts';
import { originOf } from '../facts/find.ts';
import { ApiError } from '../github/api/api-error.ts';
import type { GitHubRepository } from '../github/api/changes.ts';
import type { GitHubClient } from '../github/api/client.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { repositoryOn } from '../image/source.ts';
import { isReady, type Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { Mode, PlanningRequest } from '../request/request.ts';
import { deferred } from '../util/deferred.ts';
import { oneLine } from '../util/text.ts';
import { ChangesReader } from './changes.ts';
import { Deployments } from './deployments.ts';
import { endEarlier } from './earlier.ts';
import { Problems } from './problems.ts';
import { storedImages, writeRecords } from './records.ts';
import { type RevisionsOfImage, repositoryOf } from './revisions.ts';
import type { ChangesEntry, Recorded, RecordingDeps } from './types.ts';

/** The part of the run's time that is left to deployments and records, in milliseconds. */
const CHANGES_RESERVE_MS = 6000;

/** The modes that move an environment. */
const MOVES: readonly Mode[] = ['build', 'promote', 'rollback'];

/** What recording a run needs. */
export interface RecorderDeps {
  readonly registry: Registry;
  /** connects to GitHub's API with the token of the run */
  readonly connect: (token: string) => Promise<GitHubClient>;
  /** milliseconds since the epoch */
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** whether an image's registry is used by plain HTTP */
  readonly isPlainHttp: (image: Repository) => boolean;
  /** declares images as artifacts of the job; returns a notice about those that could not be, or null */
  readonly declare: (references: readonly string[]) => string | null;
}

/** Reads from GitHub for a run and records the run there. None of its methods throws. */
export interface Recorder {
  /** begins to read what a plan changes; resolves when the first requests are sent */
  readonly planned: (plan: Plan) => Promise<void>;
  /** waits for what a plan changes; null where that is not read */
  readonly changesOf: (plan: Plan) => Promise<readonly (ChangesEntry | null)[] | null>;
  readonly writing: Writing;
  /** waits for all that was begun */
  readonly finish: (result: Result) => Promise<Recorded>;
}

/** Returns the recorder of a run; it does nothing where the run has no token, or nothing to record. */
export function recorderOf(request: PlanningRequest, deps: RecorderDeps): Recorder {
  return new RunRecorder(request, deps);
}

class RunRecorder implements Recorder {
  readonly writing: Writing;
  private readonly request: PlanningRequest;
  private readonly deps: RecorderDeps;
  private readonly problems = new Problems();
  private readonly notices: string[] = [];
  private readonly repository: GitHubRepository | null;
  private readonly written = deferred<void>();
  private readonly changes: ChangesReader | null;
  private readonly deployments: Deployments | null;
  private client: Promise<GitHubClient> | null = null;

  constructor(request: PlanningRequest, deps: RecorderDeps) {
    this.request = request;
    this.deps = deps;
    this.repository = repositoryOf(request.context);
    this.changes = this.changesReader();
    const noted = this.noted();
    this.deployments = noted && request.deployment && request.environment !== null ? new Deployments(noted) : null;
    this.writing = {
      begin: (plan) => this.begin(plan),
      replanned: (plan) => this.begin(plan),
      end: async (result) => {
        this.written.resolve();
        await this.deployments?.end(result);
      },
    };
  }

  async planned(plan: Plan): Promise<void> {
    await this.changes?.start(plan);
  }

  async changesOf(plan: Plan): Promise<readonly (ChangesEntry | null)[] | null> {
    return this.changes ? this.changes.finish(plan) : null;
  }

  async finish(result: Result): Promise<Recorded> {
    this.written.resolve();
    const isPlanned = result.kind !== 'failed' || result.hasWritten;
    const changes = isPlanned && this.changes ? this.changes.finish(result.plan) : null;
    await Promise.all([this.endEarlier(result), this.writeRecords(result)]);
    const [first] = this.deployments?.ids() ?? [];
    return {
      changes: await changes,
      deploymentId: first === undefined ? null : String(first),
      warnings: [...(isPlanned ? this.missing() : []), ...this.problems.warnings()],
      notices: this.notices,
    };
  }

  private async begin(plan: Plan): Promise<void> {
    await this.deployments?.begin(plan);
    // no request is sent between the writes of a move
    if (this.client) await this.client.then((ready) => ready.holdUntil(this.written.promise)).catch(() => {});
  }

  private changesReader(): ChangesReader | null {
    const { githubToken, context, environment, mode, deployment, records } = this.request;
    if (githubToken === null || environment === null || !MOVES.includes(mode)) return null;
    return new ChangesReader({
      ...{ context, problems: this.problems, log: this.deps.log, client: () => this.connected() },
      reserveMs: deployment || records ? CHANGES_RESERVE_MS : 0,
      isRollback: mode === 'rollback',
      sourceOf: (revisions) => labelledSource(revisions, this.deps.registry, context.server),
    });
  }

  /** What deployments and records need; null where nothing may be recorded. */
  private noted(): RecordingDeps | null {
    const { repository, problems, request } = this;
    if (repository === null || request.githubToken === null || request.dryRun) return null;
    const notice = (text: string): void => void this.notices.push(text);
    return { request, repository, problems, notice, log: this.deps.log, client: () => this.connected() };
  }

  private connected(): Promise<GitHubClient> {
    this.client ??= this.deps.connect(this.request.githubToken ?? '').catch((error: unknown) => {
      if (error instanceof ApiError) throw error;
      throw new ApiError('unavailable', null, `the client could not be loaded (${oneLine((error as Error).message)})`);
    });
    return this.client;
  }

  private async endEarlier({ kind, plan }: Result): Promise<void> {
    const noted = this.noted();
    const { registry, now } = this.deps;
    if (this.deployments === null || noted === null || kind !== 'done') return;
    const liveDigest = (image: Repository) => digestNow(registry, image, this.request.environment ?? '');
    await endEarlier(plan, this.deployments.ids(), { ...noted, now, liveDigest });
  }

  private async writeRecords(result: Result): Promise<void> {
    const { request, deps } = this;
    const noted = this.noted();
    if (request.records && noted !== null) await writeRecords(result, { ...noted, isPlainHttp: deps.isPlainHttp });
    const stored = request.dryRun ? [] : storedImages(request, result);
    const left = deps.declare(stored.map(({ image, target }) => `${repositoryName(image)}@${target.digest}`));
    if (left !== null) this.notices.push(left);
  }

  /** Warnings of what was requested, and cannot be recorded. */
  private missing(): string[] {
    const { request, repository } = this;
    const isAsked = (request.deployment && request.environment !== null) || request.records;
    if (!isAsked || request.dryRun || this.noted() !== null) return [];
    const what = [...(request.deployment ? ['deployment'] : []), ...(request.records ? ['records'] : [])].join(' and ');
    const why = repository === null ? 'the repository of the run is unknown' : 'github-token is empty';
    return [`${what}: nothing is recorded on GitHub, because ${why}.`];
  }
}

/** Returns the repository that an image's labels name; null where it cannot be read, or is not on this server. */
async function labelledSource(
  { plan }: RevisionsOfImage,
  registry: Registry,
  server: string,
): Promise<GitHubRepository | null> {
  if (!isReady(plan)) return null;
  const image = plan.copy?.source ?? plan.image;
  const { source } = await originOf(registry, image, plan.target).catch(() => ({ source: null }));
  return source === null ? null : repositoryOn(server, source);
}
