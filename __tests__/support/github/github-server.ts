import { type Reply, type Seen, serve } from '../registries/scripted-server.ts';
import { requestErrors, responseErrors, sampleOf } from './openapi.ts';

type Json = Record<string, unknown>;

/** A commit of the played repository; `parents` by position. */
export interface PlayedCommit {
  sha: string;
  message: string;
  login: string | null;
  name: string;
  date: string;
  parent: string | null;
  pulls: { number: number; title: string; url: string; merged: boolean }[];
}

export interface PlayedDeployment {
  id: number;
  sha: string;
  ref: string;
  environment: string;
  payload: unknown;
  task: string;
  production_environment?: boolean;
  app: string | null;
  statuses: Json[];
}

/** A request to the played API: its path without the prefix, its body as JSON. */
export interface Asked extends Omit<Seen, 'body'> {
  query: URLSearchParams;
  body: Json | undefined;
  /** `GET /repos/acme/app`, or `POST /graphql` */
  kind: string;
}

export interface PlayedGitHub {
  url: string;
  /** the variables that the runner would set */
  env: Record<string, string>;
  asked: Asked[];
  commits: Map<string, PlayedCommit>;
  deployments: PlayedDeployment[];
  storageRecords: Json[];
  deploymentRecords: Json[];
  /** owner/name */
  repository: string;
  /** `Organization` or `User` */
  ownerType: string;
  /** another response to a request; undefined for the usual one */
  rule: (asked: Asked, number: number) => Reply | undefined | Promise<Reply | undefined>;
  /** whether requests and responses are compared with the description, which takes a second */
  isChecked: boolean;
  /** how they broke it */
  violations: string[];
  stop(): Promise<void>;
}

/** A JSON response. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Plays the GitHub API for a repository. @param prefix `/api/v3` on GitHub Enterprise Server */
export async function playGitHub(prefix = '', repository = 'acme/app'): Promise<PlayedGitHub> {
  const server = await serve((seen) => answer(played, askedOf(seen, prefix)));
  const played = { ...newGitHub(server.url.origin, prefix, repository), isChecked: true, stop: () => server.stop() };
  return played;
}

/** A repository of the played API, which nothing serves; its requests are not checked. */
export function newGitHub(origin: string, prefix = '', repository = 'acme/app'): PlayedGitHub {
  return {
    url: `${origin}${prefix}`,
    env: {
      GITHUB_API_URL: `${origin}${prefix}`,
      GITHUB_GRAPHQL_URL: `${origin}${prefix === '' ? '' : '/api'}/graphql`,
    },
    ...{ asked: [], commits: new Map(), deployments: [], storageRecords: [], deploymentRecords: [] },
    ...{ repository, ownerType: 'Organization', rule: () => undefined },
    ...{ isChecked: false, violations: [], stop: async () => {} },
  };
}

/** Answers a request to the played API, and notes where it or the response breaks the description. */
export async function answer(played: PlayedGitHub, asked: Asked): Promise<Reply> {
  played.asked.push(asked);
  const isRest = asked.path !== '/graphql';
  const isChecked = isRest && played.isChecked;
  const note = (what: string, errors: readonly string[]): void =>
    void played.violations.push(...errors.map((each) => `${what}: ${each}`));
  if (isChecked) note(asked.kind, requestErrors(asked.method, asked.path, asked.query, asked.body));
  const ruled = await played.rule(asked, played.asked.length);
  if (ruled !== undefined) return ruled;
  const { status, body } = isRest ? rest(played, asked) : { status: 200, body: graphql(played, asked) };
  if (isChecked) note(`${asked.kind} → ${status}`, responseErrors(asked.method, asked.path, status, body));
  return json(status, body);
}

function askedOf({ method, path, headers, body }: Seen, prefix: string): Asked {
  const url = new URL(path, 'http://localhost');
  const isGraphql = url.pathname === `${prefix === '' ? '' : '/api'}/graphql`;
  const own = isGraphql
    ? '/graphql'
    : decodeURIComponent(url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : `?${url.pathname}`);
  const text = body.toString();
  const query = url.searchParams;
  return {
    method,
    path: own,
    headers,
    query,
    body: text === '' ? undefined : JSON.parse(text),
    kind: `${method} ${own}`,
  };
}

interface Response {
  status: number;
  body: unknown;
}

function failed(status: number, message: string): Response {
  const base = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return { status, body: base };
}

function rest(played: PlayedGitHub, asked: Asked): Response {
  const [, area, owner, ...rest] = asked.path.split('/');
  if (area === 'orgs') return record(played, rest.at(-1) ?? '', asked.body ?? {});
  const [name, what, id, more] = rest;
  if (`${owner}/${name}` !== played.repository) return failed(404, 'Not Found');
  if (what === undefined) {
    const user = { ...sampleOf('simple-user'), login: owner, type: played.ownerType };
    return { status: 200, body: { ...sampleOf('full-repository'), name, full_name: `${owner}/${name}`, owner: user } };
  }
  if (what === 'compare') return compare(played, id ?? '');
  if (what === 'deployments' && id === undefined)
    return asked.method === 'POST'
      ? deploy(played, asked.body ?? {})
      : { status: 200, body: list(played, asked.query) };
  const deployment = played.deployments.find((each) => String(each.id) === id);
  if (!deployment || more !== 'statuses') return failed(404, 'Not Found');
  if (asked.method === 'GET') return { status: 200, body: [...deployment.statuses].reverse() };
  const { auto_inactive: _, log_url, ...given } = asked.body ?? {};
  const url = typeof log_url === 'string' ? { log_url, target_url: log_url } : {};
  const status = statusOf({ id: deployment.statuses.length + 1, ...given, ...url });
  deployment.statuses.push(status);
  return { status: 201, body: status };
}

/** A status of a deployment. */
export function statusOf(given: Json): Json {
  return { ...sampleOf('deployment-status'), ...given };
}

function ancestors({ commits }: PlayedGitHub, sha: string): PlayedCommit[] {
  const found: PlayedCommit[] = [];
  for (let at = commits.get(sha); at; at = at.parent === null ? undefined : commits.get(at.parent)) found.push(at);
  return found;
}

function compare(played: PlayedGitHub, basehead: string): Response {
  const [base = '', head = ''] = basehead.split('...');
  if (!played.commits.has(base) || !played.commits.has(head)) return failed(404, 'Not Found');
  const [theirs, ours] = [ancestors(played, base), ancestors(played, head)];
  const ahead = ours.filter((commit) => !theirs.includes(commit)).reverse();
  const behind = theirs.filter((commit) => !ours.includes(commit)).length;
  const status = ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged';
  const sample = sampleOf('commit-comparison');
  const body = {
    ...sample,
    ...{ base_commit: commitOf(played.commits.get(base)!), merge_base_commit: commitOf(played.commits.get(base)!) },
    ...{ status, ahead_by: ahead.length, behind_by: behind, total_commits: ahead.length },
    commits: ahead.slice(-250).map(commitOf),
    files: [],
  };
  return { status: 200, body };
}

function commitOf({ sha, message, login, name, date }: PlayedCommit): Json {
  const sample = sampleOf('commit');
  const who = { name, email: 'mona@example.com', date };
  const user = login === null ? null : { ...sampleOf('simple-user'), login };
  return {
    ...sample,
    sha,
    commit: { ...(sample.commit as Json), message, author: who, committer: who },
    ...{ author: user, committer: user, parents: [] },
  };
}

function deploy(played: PlayedGitHub, body: Json): Response {
  const { ref, environment = 'production', payload = '', task = 'deploy', production_environment } = body;
  if (!played.commits.has(String(ref))) return failed(422, `No ref found for: ${ref}`);
  const deployment: PlayedDeployment = {
    ...{ id: 1000 + played.deployments.length, sha: String(ref), ref: String(ref), task: String(task) },
    ...{ environment: String(environment), payload, app: 'github-actions', statuses: [] },
    production_environment:
      production_environment === undefined ? environment === 'production' : production_environment === true,
  };
  played.deployments.push(deployment);
  return { status: 201, body: deploymentOf(deployment) };
}

function deploymentOf({ statuses: _, app: __, ...deployment }: PlayedDeployment): Json {
  const creator = { ...sampleOf('simple-user'), login: 'github-actions[bot]' };
  return { ...sampleOf('deployment'), creator, ...deployment };
}

function list({ deployments }: PlayedGitHub, query: URLSearchParams): Json[] {
  const kept = deployments.filter((each) =>
    ['environment', 'sha', 'ref', 'task'].every(
      (key) => query.get(key) === null || query.get(key) === each[key as 'sha'],
    ),
  );
  return kept
    .reverse()
    .slice(0, Number(query.get('per_page') ?? 30))
    .map(deploymentOf);
}

function record(played: PlayedGitHub, kind: string, body: Json): Response {
  const records = kind === 'storage-record' ? played.storageRecords : played.deploymentRecords;
  records.push(body);
  const name = kind === 'storage-record' ? 'storage_records' : 'deployment_records';
  return { status: 200, body: { total_count: 1, [name]: [] } };
}

/** Answers the one query that the action sends: pull requests of commits under aliases. */
function graphql({ commits }: PlayedGitHub, { body }: Asked): Json {
  const aliases = [...String(body?.query).matchAll(/(c\d+): object\(oid: "([0-9a-f]{40})"\)/g)];
  const repository = Object.fromEntries(
    aliases.map(([, alias, sha = '']) => [alias, { associatedPullRequests: { nodes: commits.get(sha)?.pulls ?? [] } }]),
  );
  return { data: { repository } };
}
