import type { Clock } from '../../util/clock.ts';
import { ApiError } from './api-error.ts';
import { GitHubClient, type Octokit } from './client.ts';
import { guardedFetch } from './guarded-fetch.ts';

/**
 * Returns a client of the API of this GitHub server. Loads octokit, which takes a tenth of a second.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @throws ApiError where the API has no usable URL; an error where octokit cannot be loaded
 */
export async function connect(
  token: string,
  env: NodeJS.ProcessEnv,
  { clock, cancelled }: { readonly clock: Clock; readonly cancelled: AbortSignal },
): Promise<GitHubClient> {
  const baseUrl = usableUrl('GITHUB_API_URL', env.GITHUB_API_URL || 'https://api.github.com');
  const graphqlUrl = usableUrl('GITHUB_GRAPHQL_URL', env.GITHUB_GRAPHQL_URL || graphqlUrlOf(baseUrl));
  const { getOctokit } = await loadOctokit();
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const octokit = getOctokit(token, { baseUrl, log: silent });
  // the one of @actions/github: it uses the proxy of the environment
  const guarded = guardedFetch(octokit.request.endpoint.DEFAULTS.request?.fetch ?? fetch);
  const request: Octokit['request'] = (route, parameters) =>
    octokit.request(route, { ...parameters, request: { ...(parameters.request as object), fetch: guarded } });
  return new GitHubClient({ octokit: { request }, apiUrl: baseUrl, graphqlUrl, clock, cancelled });
}

/** Loads octokit. Its module reads the event by itself, and could not be loaded where that is not JSON. */
async function loadOctokit(): Promise<typeof import('./octokit.ts')> {
  const { GITHUB_EVENT_PATH } = process.env;
  delete process.env.GITHUB_EVENT_PATH;
  try {
    return await import(/* webpackIgnore: true */ './octokit.ts');
  } finally {
    if (GITHUB_EVENT_PATH !== undefined) process.env.GITHUB_EVENT_PATH = GITHUB_EVENT_PATH;
  }
}

/** Returns a URL of the API without a slash at its end. @throws ApiError, which does not repeat it: it may have a password */
function usableUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol))
    throw new ApiError(
      'unavailable',
      null,
      `${name} is not the URL of an API: expected one such as https://api.github.com`,
    );
  return url.href.replace(/\/+$/, '');
}

/** Returns the URL of the GraphQL API: `/graphql`, on GitHub Enterprise Server `/api/graphql`. */
function graphqlUrlOf(baseUrl: string): string {
  return `${baseUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}
