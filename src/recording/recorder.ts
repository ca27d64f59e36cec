import type { Writing } from '../execute/pipeline.ts';
import type { Result } from '../execute/result.ts';
import { originOf } from '../facts/find.ts';
import { ApiError } from '../github/api/api-error.ts';
import type { GitHubRepository } from '../github/api/changes.ts';
import type { GitHubClient } from '../github/api/client.ts';
import type { Repository } from '../image/reference.ts';
import { repositoryOn } from '../image/source.ts';
import { isReady, type Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { PlanningRequest } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import { ChangesReader } from './changes.ts';
import { Deployments } from './deployments.ts';
import { endEarlier } from './earlier.ts';
import { Problems } from './problems.ts';
import { type RevisionsOfImage, repositoryOf } from './revisions.ts';
import type { Recorded } from './types.ts';

/** The part of the run's time that is left to deployments and records, in milliseconds. */
const CHANGES_RESERVE_MS = 6000;

/** What recording a run needs. */
export interface RecorderDeps {
  readonly registry: Registry;
  /** connects to GitHub's API with the token of the run */
  readonly connect: (token: string) => Promise<GitHubClient>;
  /** milliseconds since the epoch */
  readonly now: () => number;
}

/** Asks GitHub about a run and tells it, beside the run. None of its methods throws. */
export interface Recorder {
  /** begins to read what a plan changes; resolves when the first requests are sent */
  readonly planned: (plan: Plan) => Promise<void>;
  readonly writing: Writing;
  /** waits for all that was begun */
  readonly finish: (result: Result) => Promise<Recorded>;
}

/** Returns the recorder of a run; it does nothing where the run has no token, or nothing to record. */
export function recorderOf(request: PlanningRequest, deps: RecorderDeps): Recorder {
  const { githubToken, context } = request;
  const problems = new Problems();
  let client: Promise<GitHubClient> | null = null;
  const connected = (): Promise<GitHubClient> => {
    client ??= deps.connect(githubToken ?? '').catch((error: unknown) => {
      throw new ApiError('unavailable', null, `the client could not be loaded (${oneLine((error as Error).message)})`);
    });
    return client;
  };
  const changes =
    githubToken === null || request.environment === null
      ? null
      : new ChangesReader({
          ...{ context, problems, client: connected, reserveMs: request.deployment ? CHANGES_RESERVE_MS : 0 },
          isRollback: request.mode === 'rollback',
          sourceOf: (revisions) => labelledSource(revisions, deps.registry, context.server),
        });
  const notices: string[] = [];
  const repository = repositoryOf(context);
  const isRecorded = request.deployment && request.environment !== null && !request.dryRun;
  const noted = { request, client: connected, problems, notice: (text: string) => void notices.push(text) };
  const deployments =
    isRecorded && repository !== null && githubToken !== null ? new Deployments({ ...noted, repository }) : null;
  const missing =
    deployments === null && isRecorded
      ? [
          `No GitHub Deployment is recorded: ${repository === null ? 'the repository of the run is unknown' : 'github-token is empty'}.`,
        ]
      : [];
  const written = Promise.withResolvers<void>();
  return {
    planned: async (plan) => {
      await changes?.start(plan);
    },
    writing: {
      begin: async (plan) => {
        await deployments?.begin(plan);
        // no request is sent between the writes of a move
        if (client) await client.then((ready) => ready.holdUntil(written.promise)).catch(() => {});
      },
      replanned: async (plan) => {
        await deployments?.begin(plan);
      },
      end: async (result) => {
        written.resolve();
        await deployments?.end(result);
      },
    },
    finish: async (result) => {
      written.resolve();
      if (deployments !== null && repository !== null && result.kind === 'done') {
        const liveDigest = (image: Repository) => digestNow(deps.registry, image, request.environment ?? '');
        await endEarlier(result.plan, deployments.ids(), { ...noted, repository, now: deps.now, liveDigest });
      }
      const isPlanned = result.kind !== 'failed' || result.hasWritten;
      const entries = changes && isPlanned ? await changes.finish(result.plan) : null;
      const [first] = deployments?.ids() ?? [];
      const deploymentId = first === undefined ? null : String(first);
      const warnings = [...(isPlanned ? missing : []), ...problems.warnings()];
      return { changes: entries, deploymentId, warnings, notices };
    },
  };
}

/** Returns the repository that an image's labels name; null where it cannot be read, or is not on this server. */
async function labelledSource(
  { plan }: RevisionsOfImage,
  registry: Registry,
  server: string,
): Promise<GitHubRepository | null> {
  if (!isReady(plan) || plan.copy !== null) return null;
  const { source } = await originOf(registry, plan.image, plan.target).catch(() => ({ source: null }));
  return source === null ? null : repositoryOn(server, source);
}
