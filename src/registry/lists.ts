import { ActionError } from '../errors.ts';
import { type Descriptor, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';
import { isDigest, isTag, type Repository, repositoryName } from '../image/reference.ts';
import type { Endpoint } from './endpoint.ts';
import { contentType, type HttpResponse } from './http/types.ts';
import { type ListRequest, MAX_PAGES, readPages } from './pages.ts';
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

/** entries per page; registries that refuse a number get the next one, at last their own default */
const PAGE_SIZES = ['1000', '100', null, '10'] as const;
/**
 * Statuses of registries without the referrers API, which specifies 404. GHCR redirects to another host, which does not
 * have it either.
 */
const NO_REFERRERS = [400, 404, 405, 406, 501, ...REDIRECTS];

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
