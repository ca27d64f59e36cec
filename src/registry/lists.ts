import { ActionError } from '../errors.ts';
import { type Descriptor, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';
import { isDigest, isTag, type Repository, repositoryName } from '../image/reference.ts';
import type { Endpoint } from './endpoint.ts';
import { contentType, type HttpResponse } from './http/types.ts';
import { REDIRECTS } from './redirect.ts';

/**
 * A manifest that refers to another one by its `subject`:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 */
export interface Referrer extends Descriptor {
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Tags of a repository, and whether the list is complete. */
export interface TagList {
  readonly tags: readonly string[];
  readonly isWhole: boolean;
}

const MAX_LIST = 16 * 1024 * 1024;
/** entries per page; registries that refuse a number get the next one, at last their own default */
const PAGE_SIZES = ['1000', '100', null, '10'] as const;
const MAX_PAGES = 1000;
/** for all pages of a list, and for the response to one page, in milliseconds: Harbor has taken 15 s (harbor#6314) */
const MAX_LIST_MS = 60_000;
const MAX_ITEMS = 200_000;
/**
 * Statuses of registries without the referrers API, which specifies 404. GHCR redirects to another host, which does not
 * have it either.
 */
const NO_REFERRERS = [400, 404, 405, 406, 501, ...REDIRECTS];

/** The target of a link with the relation `next`, among other links and parameters. */
const NEXT = /<([^>]*)>\s*(?:;(?:"[^"]*"|[^,;<"])*)*?;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?![\w-]))/i;

/** A request for a list. */
interface ListRequest {
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
 * Lists a repository's tags: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 * @param scope the scope of the token, as `repository:name:pull`
 * @param warn called if the list is incomplete, because its pages repeat
 * @param pages the maximum number of pages, of up to 1000 tags each
 * @returns no tags if the repository does not exist
 * @throws REGISTRY_REFUSED when the list is not valid, or exceeds 1000 pages, 200,000 tags or 60 s
 * @throws the errors of `Endpoint.call`
 */
export async function listTags(
  endpoint: Endpoint,
  image: Repository,
  scope: string,
  warn: (text: string) => void,
  pages = MAX_PAGES,
): Promise<TagList> {
  const tags = new Set<string>();
  const what = `list the tags of ${repositoryName(image)}`;
  const path = `/v2/${image.repository}/tags/list`;
  const list: ListRequest = { image, what, path, scope, warn, expect: [200, 404], pages, pageSizes: PAGE_SIZES };
  const isWhole = await readPages(endpoint, list, (response) => {
    if (response.status === 404) return tags.size;
    for (const tag of tagsIn(response, image)) tags.add(tag);
    return tags.size;
  });
  return { tags: [...tags], isWhole };
}

/**
 * Lists the referrers of a manifest:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 * @param digest the digest of the manifest
 * @param scope the scope of the token, as `repository:name:pull`
 * @param warn called if the list is incomplete, because its pages repeat
 * @returns null if the registry does not have the API; then the tag `sha256-<hex>` has the list
 * @throws REGISTRY_REFUSED when the list is not valid, or exceeds 1000 pages, 200,000 referrers or 60 s
 * @throws the errors of `Endpoint.call`
 */
export async function listReferrers(
  endpoint: Endpoint,
  image: Repository,
  digest: string,
  scope: string,
  warn: (text: string) => void,
): Promise<Referrer[] | null> {
  const found = new Map<string, Referrer>();
  let isServed = true;
  const what = `list the referrers of ${repositoryName(image)}@${digest}`;
  const path = `/v2/${image.repository}/referrers/${digest}`;
  const expect = [200, ...NO_REFERRERS];
  const list: ListRequest = {
    image,
    what,
    path,
    scope,
    expect,
    warn,
    pages: MAX_PAGES,
    staysOnHost: true,
    pageSizes: [null],
  };
  await readPages(endpoint, list, (response) => {
    // some registries respond with 200 to an unknown path
    isServed &&= response.status === 200 && contentType(response) === MEDIA_TYPES.ociIndex;
    if (isServed) for (const each of referrersIn(response.body, image)) found.set(each.digest, each);
    return found.size;
  });
  return isServed ? [...found.values()] : null;
}

/**
 * Returns the referrers in an image index, which is the API's response or the content of the tag `sha256-<hex>`
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema).
 * Entries without a valid digest are left out.
 * @param image the repository, used in the error message
 * @throws REGISTRY_REFUSED when it is not JSON, or has neither an array of manifests nor null
 */
export function referrersIn(body: Buffer, image: Repository): Referrer[] {
  let list: unknown;
  try {
    list = (JSON.parse(body.toString('utf8')) as { manifests?: unknown } | null)?.manifests;
    // Go writes an empty list as null
    if (list === null) list = [];
  } catch {
    // falls through: not JSON
  }
  if (!Array.isArray(list))
    throw new ActionError(
      'REGISTRY_REFUSED',
      `${image.registry} returned a list of referrers that is not valid. Check that it is an OCI registry.`,
    );
  return list.flatMap((value: unknown) => {
    const { digest, mediaType, size, artifactType, annotations } = (value ?? {}) as Record<string, unknown>;
    if (typeof digest !== 'string' || !isDigest(digest)) return [];
    return {
      digest,
      mediaType: typeof mediaType === 'string' && mediaType ? mediaType : MEDIA_TYPES.ociManifest,
      size: typeof size === 'number' ? size : 0,
      artifactType: typeof artifactType === 'string' ? artifactType : null,
      annotations: stringsOf(annotations),
    };
  });
}

/**
 * Reads the pages of a list one after the other.
 * @param take handles a page, and returns the number of entries so far
 * @returns whether the last page was read
 * @throws REGISTRY_REFUSED when a page that the registry refers to is missing: a part of a list is not the list
 */
async function readPages(
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

function tagsIn(response: HttpResponse, image: Repository): string[] {
  try {
    const list = JSON.parse(response.body.toString('utf8')) as { tags?: unknown };
    const { tags } = list;
    if ((tags === null || tags === undefined) && !Array.isArray(list)) return [];
    if (Array.isArray(tags)) return tags.filter((tag): tag is string => typeof tag === 'string' && isTag(tag));
  } catch {
    // falls through: not JSON
  }
  throw new ActionError(
    'REGISTRY_REFUSED',
    `${image.registry} returned a list of tags that is not valid. Check that it is an OCI registry.`,
  );
}

/**
 * Returns the URL of the next page from the Link header (RFC 8288); null if there is none. Behind a proxy, registries
 * name http, an internal host or a wrong path (renovate#15080): only the query is used, with the path that was read.
 * @throws REGISTRY_REFUSED when the link is not a valid URL
 */
function nextPage(response: HttpResponse, list: ListRequest, base: URL): URL | null {
  const link = response.headers.link;
  const header = Array.isArray(link) ? link.join(',') : link;
  const target = header === undefined ? undefined : NEXT.exec(header)?.[1];
  if (target === undefined) return null;
  const own = new URL(list.path, base);
  if (!URL.canParse(target, own.href)) throw missingPage(list, 'its link is not a valid URL');
  const { pathname, search } = new URL(target, own);
  // a link without a query has the page in its path
  return Object.assign(new URL(own), search === '' ? { pathname } : { search });
}
