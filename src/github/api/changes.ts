import { forEachLimit } from '../../util/concurrency.ts';
import { ApiError, asApiError } from './api-error.ts';
import type { GitHubClient } from './client.ts';

/** A repository on GitHub. */
export interface GitHubRepository {
  readonly owner: string;
  readonly name: string;
}

/** Which way an environment goes: to a newer commit, back to an older one, to another line, or nowhere. */
export type Direction = 'forward' | 'backward' | 'diverged' | 'same';

/** A pull request that brought a commit. */
export interface PullRequest {
  readonly number: number;
  /** untrusted text */
  readonly title: string;
  readonly url: string;
}

/** One commit between two images. */
export interface Commit {
  readonly sha: string;
  /** the first line of its message; untrusted text */
  readonly title: string;
  /** login, or name where there is no account; untrusted text; null where unknown */
  readonly author: string | null;
  /** RFC 3339; null where unknown */
  readonly date: string | null;
  readonly pulls: readonly PullRequest[];
}

/** What lies between two revisions. */
export interface Comparison {
  readonly direction: Direction;
  /** the newest 250 at most, oldest first */
  readonly commits: readonly Commit[];
  readonly total: number;
  /** how many commits are lost; only where the revisions have diverged */
  readonly behind?: number;
}

/** Two revisions of a repository that are compared. */
export interface Revisions {
  readonly repository: GitHubRepository;
  /** the live one */
  readonly base: string;
  /** the new one */
  readonly head: string;
}

/** How many commits a comparison has at most. */
const MAX_COMMITS = 250;
/** How many commits one query asks for. */
const BATCH = 100;
/** How many pull requests of a commit are read. */
const MAX_PULLS = 5;
/** The longest title that is kept, in characters. */
const MAX_TITLE = 500;

/**
 * Compares two revisions by the compare API, with one request, or two where the direction was not the expected one.
 * https://docs.github.com/en/rest/commits/commits#compare-two-commits
 * @param expectBackward whether the environment probably goes back
 * @param reserveMs the part of the run's time that is left to later requests, in milliseconds
 * @throws ApiError
 */
export async function compare(
  client: GitHubClient,
  { repository, base, head }: Revisions,
  expectBackward: boolean,
  reserveMs: number,
): Promise<Comparison> {
  const ask = (from: string, to: string) => compareOnce(client, repository, `${from}...${to}`, reserveMs);
  const forward = (seen: Compared): Comparison | null => {
    if (seen.status === 'identical') return { direction: 'same', commits: [], total: 0 };
    if (seen.status === 'ahead') return { direction: 'forward', commits: seen.commits, total: seen.ahead };
    if (seen.status === 'behind') return null;
    return { direction: 'diverged', commits: seen.commits, total: seen.ahead, behind: seen.behind };
  };
  const backward = (seen: Compared): Comparison | null => {
    if (seen.status !== 'ahead') return null;
    return { direction: 'backward', commits: seen.commits, total: seen.ahead };
  };
  const tries = [async () => forward(await ask(base, head)), async () => backward(await ask(head, base))];
  for (const attempt of expectBackward ? tries.reverse() : tries) {
    const found = await attempt();
    if (found) return found;
  }
  throw new ApiError('unavailable', 200, 'The comparison contradicts itself');
}

interface Compared {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  readonly ahead: number;
  readonly behind: number;
  readonly commits: readonly Commit[];
}

async function compareOnce(
  client: GitHubClient,
  { owner, name }: GitHubRepository,
  basehead: string,
  reserveMs: number,
): Promise<Compared> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const body = await client.request(route, { owner, repo: name, basehead }, { isSafe: true, reserveMs });
  const { status, ahead_by, behind_by, commits } = (body ?? {}) as Record<string, unknown>;
  if (status !== 'ahead' && status !== 'behind' && status !== 'diverged' && status !== 'identical')
    throw new ApiError('unavailable', 200, 'The response is not a comparison');
  const read = (Array.isArray(commits) ? commits : []).flatMap(readCommit).slice(-MAX_COMMITS);
  return { status, ahead: countOf(ahead_by, read.length), behind: countOf(behind_by, 0), commits: read };
}

function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}

interface RawCommit {
  readonly sha?: unknown;
  readonly author?: { readonly login?: unknown } | null;
  readonly commit?: {
    readonly message?: unknown;
    readonly author?: { readonly name?: unknown; readonly date?: unknown } | null;
    readonly committer?: { readonly date?: unknown } | null;
  } | null;
}

function readCommit(value: unknown): Commit[] {
  const { sha, author, commit } = (value ?? {}) as RawCommit;
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) return [];
  const message = typeof commit?.message === 'string' ? commit.message : '';
  return [
    {
      sha,
      title: titleOf(message),
      author: textOf(author?.login) ?? textOf(commit?.author?.name),
      date: textOf(commit?.author?.date) ?? textOf(commit?.committer?.date),
      pulls: [],
    },
  ];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_TITLE) : null;
}

function titleOf(message: string): string {
  const title = message.split(/\r?\n/, 1)[0] ?? '';
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE).replace(/[\ud800-\udbff]$/, '')}…` : title;
}

/**
 * Reads the pull requests of commits by GraphQL, a hundred commits a query.
 * @returns them by commit, as far as they could be read, and why others could not
 */
export async function readPulls(
  client: GitHubClient,
  { owner, name }: GitHubRepository,
  shas: readonly string[],
  reserveMs: number,
): Promise<{ pulls: Map<string, PullRequest[]>; error: ApiError | null }> {
  const pulls = new Map<string, PullRequest[]>();
  let failed: ApiError | null = null;
  const batches = Array.from({ length: Math.ceil(shas.length / BATCH) }, (_, at) =>
    shas.slice(at * BATCH, (at + 1) * BATCH),
  );
  await forEachLimit(batches, async (batch) => {
    try {
      const { data, error } = await client.query(queryFor(batch), { owner, name }, { reserveMs });
      const { repository } = data as { repository?: Record<string, unknown> | null };
      for (const [at, sha] of batch.entries()) {
        const found = readNodes(repository?.[`c${at}`]);
        if (found.length > 0) pulls.set(sha, found);
      }
      failed ??= error;
    } catch (error) {
      failed ??= asApiError(error);
    }
  });
  return { pulls, error: failed };
}

function queryFor(shas: readonly string[]): string {
  const fields = `... on Commit { associatedPullRequests(first: ${MAX_PULLS}) { nodes { number title url merged } } }`;
  const objects = shas.map((sha, at) => `c${at}: object(oid: "${sha}") { ${fields} }`);
  return `query ($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${objects.join('\n    ')}\n  }\n}`;
}

function isWebUrl(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TITLE && /^https?:\/\/[^\s"'<>\\]+$/.test(value);
}

/** Returns the pull requests of a commit: the merged ones where there are any. */
function readNodes(object: unknown): PullRequest[] {
  const { associatedPullRequests } = (object ?? {}) as { associatedPullRequests?: { nodes?: unknown } | null };
  const nodes = associatedPullRequests?.nodes;
  const read = (Array.isArray(nodes) ? nodes : []).flatMap((node: unknown) => {
    const { number, title, url, merged } = (node ?? {}) as Record<string, unknown>;
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || !isWebUrl(url)) return [];
    return [
      { pull: { number, title: titleOf(typeof title === 'string' ? title : ''), url }, isMerged: merged === true },
    ];
  });
  const merged = read.filter(({ isMerged }) => isMerged);
  return (merged.length > 0 ? merged : read).map(({ pull }) => pull);
}
