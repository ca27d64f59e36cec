import { GitHubClient, type Octokit } from '../../../src/github/api/client.ts';
import type { Clock } from '../../../src/util/clock.ts';
import { type Asked, answer, type PlayedGitHub } from './github-server.ts';

/** A client of the played API, without a server between them. */
export function clientOf(
  github: PlayedGitHub,
  clock: Clock,
  cancelled: AbortSignal = new AbortController().signal,
): GitHubClient {
  const graphqlUrl = `${github.url}/graphql`;
  return new GitHubClient({ octokit: octokitOf(github), apiUrl: github.url, graphqlUrl, clock, cancelled });
}

/** Sends requests as octokit does: what the path does not name is in the query or the body. */
function octokitOf(github: PlayedGitHub): Octokit {
  return {
    request: async (route, { request: _, ...parameters }) => {
      const [method = '', template = ''] = route.split(' ');
      const left = { ...parameters };
      const path = new URL(
        template.replace(/\{(\w+)\}/g, (_all, name: string) => {
          delete left[name];
          return encodeURIComponent(String(parameters[name]));
        }),
        github.url,
      );
      const isRead = method === 'GET';
      if (isRead) for (const [name, value] of Object.entries(left)) path.searchParams.set(name, String(value));
      const own = decodeURIComponent(path.pathname);
      const asked: Asked = {
        ...{ method, path: own, headers: {}, query: path.searchParams, kind: `${method} ${own}` },
        body: isRead ? undefined : (JSON.parse(JSON.stringify(left)) as Record<string, unknown>),
      };
      const reply = await answer(github, asked);
      if (typeof reply === 'function') throw new Error('expected a response, got a function that writes one');
      const { status = 200, body = '', headers = {} } = reply;
      const data: unknown = String(body) === '' ? undefined : JSON.parse(String(body));
      const response = { headers: headers as Record<string, string>, data };
      if (status >= 400) throw Object.assign(new Error(`HTTP ${status}`), { status, response });
      return response;
    },
  };
}
