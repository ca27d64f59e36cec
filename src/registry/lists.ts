import { ActionError } from '../errors.ts';
import { type Descriptor, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';
import { isDigest, isTag, type Repository, repositoryName } from '../image/reference.ts';
import type { Endpoint } from './endpoint.ts';
import { contentType, type HttpResponse } from './http/types.ts';

/** A manifest that says what it is about (its `subject`): distribution-spec, "Listing Referrers". */
export interface Referrer extends Descriptor {
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Some tags of a repository, and whether they are all. */
export interface TagList {
  readonly tags: readonly string[];
  readonly isWhole: boolean;
}

const MAX_LIST = 16 * 1024 * 1024;
const MAX_PAGES = 1000;
/** for all pages of a list together, in milliseconds */
const MAX_LIST_MS = 60_000;
const MAX_ITEMS = 200_000;
/** what registries that know no referrers answer, each in its own way */
const NO_REFERRERS = [400, 404, 405, 406, 501];

/** Which list is asked for. */
interface ListRequest {
  readonly image: Repository;
  /** a phrase such as `list the tags of ghcr.io/acme/app` */
  readonly what: string;
  readonly path: string;
  readonly scope: string;
  readonly expect: readonly number[];
  /** how many pages are read at most; where there are more the list is not whole */
  readonly pages: number;
}

/**
 * Lists a repository's tags: distribution-spec, "Listing Tags".
 * @param pages how many pages are read at most
 * @returns none where there is no repository yet
 * @throws REGISTRY_REFUSED where the list can't be read or has no end
 */
export async function listTags(
  endpoint: Endpoint,
  image: Repository,
  scope: string,
  pages = MAX_PAGES,
): Promise<TagList> {
  const tags = new Set<string>();
  const what = `list the tags of ${repositoryName(image)}`;
  const path = `/v2/${image.repository}/tags/list?n=1000`;
  const isWhole = await readPages(endpoint, { image, what, path, scope, expect: [200, 404], pages }, (response) => {
    if (response.status === 404) return tags.size;
    for (const tag of tagsIn(response, image)) tags.add(tag);
    return tags.size;
  });
  return { tags: [...tags], isWhole };
}

/**
 * Lists what refers to a manifest.
 * @returns null where the registry has no such API: then the tag `sha256-<hex>` holds the list
 */
export async function listReferrers(
  endpoint: Endpoint,
  image: Repository,
  digest: string,
  scope: string,
): Promise<Referrer[] | null> {
  const found = new Map<string, Referrer>();
  let isServed = true;
  const what = `list the referrers of ${repositoryName(image)}@${digest}`;
  const path = `/v2/${image.repository}/referrers/${digest}`;
  const expect = [200, ...NO_REFERRERS];
  await readPages(endpoint, { image, what, path, scope, expect, pages: MAX_PAGES }, (response) => {
    // some answer 200 to a path that they don't know
    isServed &&= response.status === 200 && contentType(response) === MEDIA_TYPES.ociIndex;
    if (isServed) for (const each of referrersIn(response.body, image)) found.set(each.digest, each);
    return found.size;
  });
  return isServed ? [...found.values()] : null;
}

/** What an index says refers to something: of the API's answer, and of the tag `sha256-<hex>`. */
export function referrersIn(body: Buffer, image: Repository): Referrer[] {
  let list: unknown;
  try {
    list = (JSON.parse(body.toString('utf8')) as { manifests?: unknown } | null)?.manifests;
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

/** Reads page after page; `take` returns how many entries there are by now. Returns whether there are no more pages. */
async function readPages(
  endpoint: Endpoint,
  list: ListRequest,
  take: (response: HttpResponse) => number,
): Promise<boolean> {
  const { image, what, scope, expect } = list;
  const { clock } = endpoint;
  const end = clock.now() + MAX_LIST_MS;
  const seen = new Set<string>();
  let path: string | URL = list.path;
  for (let page = 0; page < list.pages; page++) {
    const response: HttpResponse = await endpoint.call({ method: 'GET', path, scope, maxBody: MAX_LIST, expect, what });
    if (take(response) > MAX_ITEMS) throw tooMany(what, image, `${MAX_ITEMS} entries`);
    if (response.status !== 200) return true;
    const next = nextPage(response, new URL(path, endpoint.base()));
    if (next === null || seen.has(next.href)) return true;
    if (clock.now() > end) throw tooMany(what, image, `can be read in ${MAX_LIST_MS / 1000} s`);
    seen.add(next.href);
    path = next;
  }
  if (list.pages < MAX_PAGES) return false;
  throw tooMany(what, image, `${MAX_PAGES} pages`);
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

/** The next page of a list: distribution-spec, "Listing Tags"; null where there is none. */
function nextPage(response: HttpResponse, current: URL): URL | null {
  const link = response.headers.link;
  const header = Array.isArray(link) ? link.join(',') : link;
  const target = header === undefined ? undefined : /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(header)?.[1];
  if (target === undefined) return null;
  if (!URL.canParse(target, current.href)) return null;
  const { pathname, search } = new URL(target, current);
  // behind a proxy registries write http for https, or an inner host: only path and query are theirs to say
  return Object.assign(new URL(current), { pathname, search });
}
