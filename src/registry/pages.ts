import { ActionError } from '../errors.ts';
import type { Repository } from '../image/reference.ts';
import { nextLink } from '../util/link-header.ts';
import type { Endpoint } from './endpoint.ts';
import type { HttpResponse } from './http/types.ts';

const MAX_LIST = 16 * 1024 * 1024;
/** the maximum number of pages of a whole list */
export const MAX_PAGES = 1000;
/** for all pages of a list, and for the response to one page, in milliseconds: Harbor has taken 15 s (harbor#6314) */
const MAX_LIST_MS = 60_000;
const MAX_ITEMS = 200_000;

/** A request for a list. */
export interface ListRequest {
  readonly image: Repository;
  /** a phrase such as `list the tags of ghcr.io/acme/app` */
  readonly what: string;
  /** without a query */
  readonly path: string;
  /** how many entries a page may have, by the query `n`, in the order in which they are tried; null for no `n` */
  readonly pageSizes: readonly (string | null)[];
  readonly scope: string;
  readonly expect: readonly number[];
  /** called if the list is incomplete */
  readonly warn: (text: string) => void;
  /** whether a redirect to another host is returned instead of followed */
  readonly staysOnHost?: boolean;
  /** the maximum number of pages; if there are more, the list is incomplete */
  readonly pages: number;
}

/**
 * Reads the pages of a list one after the other: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 * @param take handles a page, and returns the number of entries so far
 * @returns whether the last page was read
 * @throws REGISTRY_REFUSED when a page that the registry refers to is missing: a part of a list is not the list
 */
export async function readPages(
  endpoint: Endpoint,
  list: ListRequest,
  take: (response: HttpResponse) => number,
): Promise<boolean> {
  const { image, what } = list;
  const { clock } = endpoint;
  const end = clock.now() + MAX_LIST_MS;
  const seen = new Set<string>();
  let response = await firstPage(endpoint, list);
  for (let page = 1; ; page++) {
    if (take(response) > MAX_ITEMS) throw tooMany(what, image, `${MAX_ITEMS} entries`);
    if (response.status !== 200) return true;
    const next = nextPage(response, list, endpoint.base());
    if (next === null) return true;
    if (seen.has(next.href)) {
      list.warn(repeated(list));
      return false;
    }
    if (page >= list.pages) break;
    if (clock.now() > end) throw tooMany(what, image, `can be read in ${MAX_LIST_MS / 1000} s`);
    seen.add(next.href);
    response = await readPage(endpoint, list, next, [200, 404]);
    if (response.status === 404) throw missingPage(list, 'the page does not exist (404)');
  }
  if (list.pages < MAX_PAGES) return false;
  throw tooMany(what, image, `${MAX_PAGES} pages`);
}

/** Reads the first page, with fewer entries if the registry refuses the number (image-reflector-controller#585). */
async function firstPage(endpoint: Endpoint, list: ListRequest): Promise<HttpResponse> {
  const isRefused = ({ status }: HttpResponse): boolean => status === 400 && !list.expect.includes(400);
  const [first = null, ...fewer] = list.pageSizes.map((n) => (n === null ? list.path : `${list.path}?n=${n}`));
  let path = first ?? list.path;
  for (const next of fewer) {
    const response = await readPage(endpoint, list, path, [...list.expect, 400]);
    if (!isRefused(response)) return response;
    path = next;
  }
  return readPage(endpoint, list, path, list.expect);
}

function readPage(
  endpoint: Endpoint,
  { scope, what, staysOnHost = false }: ListRequest,
  path: string | URL,
  expect: readonly number[],
): Promise<HttpResponse> {
  const limits = { maxBody: MAX_LIST, isSlow: true };
  return endpoint.call({ method: 'GET', path, scope, ...limits, expect, what, staysOnHost });
}

function missingPage({ what, image }: ListRequest, why: string): ActionError {
  return new ActionError(
    'REGISTRY_REFUSED',
    `Could not ${what}: ${image.registry} refers to a next page of the list, but ${why}. An incomplete list is not used. Check the registry's log, and any proxy in front of it.`,
  );
}

/** Whoever lists may have all entries, or lack those of further pages: the registry does not tell. */
function repeated({ what, image }: ListRequest): string {
  return `Could not ${what} completely: ${image.registry} refers to a next page that it has already returned. What is missing from the list is treated as absent. Check the registry's log, and any proxy in front of it.`;
}

function tooMany(what: string, image: Repository, limit: string): ActionError {
  return new ActionError(
    'REGISTRY_REFUSED',
    `Could not ${what}: the list of ${image.registry} has more than ${limit}. Delete unused entries.`,
  );
}

/**
 * Returns the URL of the next page from the Link header; null if there is none. Behind a proxy, registries name http,
 * an internal host or a wrong path (renovate#15080): only the query is used, with the path that was read.
 * @throws REGISTRY_REFUSED when the link is not a valid URL
 */
function nextPage(response: HttpResponse, list: ListRequest, base: URL): URL | null {
  const link = response.headers.link;
  const target = nextLink(Array.isArray(link) ? link.join(',') : link);
  if (target === null) return null;
  const own = new URL(list.path, base);
  if (!URL.canParse(target, own.href)) throw missingPage(list, 'its link is not a valid URL');
  const { pathname, search } = new URL(target, own);
  // a link without a query has the page in its path
  return Object.assign(new URL(own), search === '' ? { pathname } : { search });
}
