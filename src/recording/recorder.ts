import type { Writing } from '../execute/pipeline.ts';
import type { Result } from '../execute/result.ts';
import { originOf } from '../facts/find.ts';
import { ApiError } from '../github/api/api-error.ts';
import type { GitHubRepository } from '../github/api/changes.ts';
import type { GitHubClient } from '../github/api/client.ts';
import { repositoryOn } from '../image/source.ts';
import { isReady, type Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import type { PlanningRequest } from '../request/request.ts';
import { oneLine } from '../util/text.ts';
import { ChangesReader } from './changes.ts';
import { Problems } from './problems.ts';
import type { RevisionsOfImage } from './revisions.ts';
import { NOT_RECORDED, type Recorded } from './types.ts';

/** What recording a run needs. */
export interface RecorderDeps {
  readonly registry: Registry;
  /** connects to GitHub's API with the token of the run */
  readonly connect: (token: string) => Promise<GitHubClient>;
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
          ...{ context, problems, client: connected, reserveMs: 0 },
          isRollback: request.mode === 'rollback',
          sourceOf: (revisions) => labelledSource(revisions, deps.registry, context.server),
        });
  const written = Promise.withResolvers<void>();
  return {
    planned: async (plan) => {
      await changes?.start(plan);
    },
    writing: {
      begin: async () => {
        // no request is sent between the writes of a move
        if (client) await client.then((ready) => ready.holdUntil(written.promise)).catch(() => {});
      },
      end: async () => written.resolve(),
    },
    finish: async (result) => {
      written.resolve();
      const isPlanned = result.kind !== 'failed' || result.hasWritten;
      const entries = changes && isPlanned ? await changes.finish(result.plan) : null;
      return { ...NOT_RECORDED, changes: entries, warnings: problems.warnings() };
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
