import type { Clock } from '../../util/clock.ts';
import { GitHubClient, type Octokit } from './client.ts';

/**
 * Returns a client of the API of this GitHub server. Loads octokit, which takes a tenth of a second.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @throws an error where octokit cannot be loaded
 */
export async function connect(
  token: string,
  env: NodeJS.ProcessEnv,
  { clock, cancelled }: { readonly clock: Clock; readonly cancelled: AbortSignal },
): Promise<GitHubClient> {
  const { getOctokit } = await import(/* webpackIgnore: true */ './octokit.ts');
  const baseUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '');
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const octokit = getOctokit(token, { baseUrl, log: silent }) as unknown as Octokit;
  return new GitHubClient({ octokit, graphqlUrl: graphqlUrlOf(env, baseUrl), clock, cancelled });
}

/** Returns the URL of the GraphQL API: `/graphql`, on GitHub Enterprise Server `/api/graphql`. */
function graphqlUrlOf(env: NodeJS.ProcessEnv, baseUrl: string): string {
  return env.GITHUB_GRAPHQL_URL || `${baseUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}
