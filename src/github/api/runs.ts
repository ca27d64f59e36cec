import type { GitHubRepository } from './changes.ts';
import type { GitHubClient } from './client.ts';

/**
 * Whether a run's attempt has ended, by its URL. The token can tell that only with `actions: read`.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
 * @returns null where that cannot be known: it is of another repository, or cannot be read
 */
export async function hasEnded(
  client: GitHubClient,
  { owner, name }: GitHubRepository,
  url: string,
): Promise<boolean | null> {
  const [, path = '', id = '', attempt = '1'] =
    /^https?:\/\/[^/]+\/([^?#]+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?$/.exec(url) ?? [];
  if (path.toLowerCase() !== `${owner}/${name}`.toLowerCase()) return null;
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const body = await client.request(route, { owner, repo: name, run_id: Number(id) }).catch(() => null);
  const { status, run_attempt } = (body ?? {}) as { status?: unknown; run_attempt?: unknown };
  if (typeof status !== 'string') return null;
  // a later attempt begins only after the one before has ended
  return status === 'completed' || (typeof run_attempt === 'number' && run_attempt > Number(attempt));
}
