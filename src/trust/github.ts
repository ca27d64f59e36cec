import { nextLink } from '../util/link-header.ts';
import { oneLine } from '../util/text.ts';
import type { GitHubBundles } from './evidence.ts';

/** The part of a client of GitHub's API that is used. */
interface Client {
  readonly apiUrl: string | null;
  readonly page: (
    route: string,
    parameters: Record<string, unknown>,
    options?: { isSafe?: boolean; isUrgent?: boolean },
  ) => Promise<{ body: unknown; link: string | null }>;
}

/** How GitHub's API is asked. */
export interface GitHubApi {
  /** `owner/name` of the run */
  readonly repository: string;
  readonly connect: () => Promise<Client>;
}

/** How many attestations a page has at most. */
const PER_PAGE = 100;
/** How many pages of attestations of a digest are read. */
const MAX_PAGES = 10;

const ROUTE = 'GET /repos/{owner}/{repo}/attestations/{subject_digest}';

/**
 * Returns what reads the attestations of a digest from GitHub's API, each once: a run that plans again needs no more of
 * its time for GitHub. A failure is no error: another place may have them.
 * @see https://docs.github.com/en/rest/repos/attestations
 */
export function githubBundles({ repository, connect }: GitHubApi): GitHubBundles {
  let client: ReturnType<GitHubApi['connect']> | null = null;
  const [owner = '', repo = ''] = repository.split('/');
  const known = new Map<string, Awaited<ReturnType<GitHubBundles>>>();
  return async (subject_digest) => {
    const before = known.get(subject_digest);
    if (before) return before;
    const found: unknown[] = [];
    const unread: string[] = [];
    let isRead = true;
    try {
      client ??= connect();
      const problem = await readPages(await client, { owner, repo, subject_digest, per_page: PER_PAGE }, found);
      if (problem !== null) unread.push(problem);
    } catch (error) {
      // 404 says that there are none
      isRead = (error as { status?: unknown }).status === 404;
      if (!isRead) unread.push(`GitHub's attestations could not be read (${oneLine((error as Error).message)}).`);
    }
    const bundles = found.flatMap((each) => (each as { bundle?: unknown } | null)?.bundle ?? []);
    const linked = found.length - bundles.length;
    if (linked > 0) unread.push(`GitHub only links to ${linked} of its attestations; links are not followed.`);
    if (isRead) known.set(subject_digest, { bundles, unread });
    return { bundles, unread };
  };
}

/** Adds the attestations of all pages to `found`. @returns why some are left out, as a sentence; null where none are */
async function readPages(client: Client, first: Record<string, unknown>, found: unknown[]): Promise<string | null> {
  let parameters = first;
  for (let page = 1; ; page++) {
    // a guard waits for it: it is sent also where a run that writes holds other requests back
    const { body, link } = await client.page(ROUTE, parameters, { isSafe: true, isUrgent: true });
    const { attestations } = (body ?? {}) as { attestations?: unknown };
    if (Array.isArray(attestations)) found.push(...attestations);
    const next = nextUrl(link, client.apiUrl);
    if (next === null) return null;
    if (next.origin !== originOf(client.apiUrl))
      return `GitHub's next page of attestations is on another host, ${next.host}, which is not followed.`;
    const after = next.searchParams.get('after');
    if (after === null) return "GitHub's response has no cursor for its next page of attestations.";
    if (page === MAX_PAGES)
      return `GitHub has more than ${MAX_PAGES * PER_PAGE} attestations of this image: only the newest ${found.length} were read.`;
    // only the cursor is taken from the link: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
    parameters = { ...first, after };
  }
}

/** Returns the next page that a header `Link` names; null where it names none. */
function nextUrl(link: string | null, base: string | null): URL | null {
  const next = nextLink(link);
  if (next === null || !URL.canParse(next, base ?? undefined)) return null;
  return new URL(next, base ?? undefined);
}

function originOf(url: string | null): string | null {
  return url === null ? null : new URL(url).origin;
}
