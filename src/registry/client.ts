import { ActionError } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import { ACCEPT, type Descriptor, MAX_MANIFEST, type Manifest } from '../image/manifest.ts';
import { isDigest, isTag, nameOf, type Repository } from '../image/reference.ts';
import type { Endpoint } from './endpoint.ts';
import type { HttpResponse } from './http.ts';

/**
 * What the modes, the plan's execution and the history need of a registry; a simulation stands in for it in tests.
 * Reads give null where the registry says 404, and only there.
 */
export interface Registry {
  /** what a tag or digest names, without its bytes */
  head(image: Repository, reference: string): Promise<Descriptor | null>;
  /** a manifest with its bytes, checked against its digest */
  get(image: Repository, reference: string): Promise<Manifest | null>;
  /** puts a manifest's bytes under a tag or its digest, and checks the digest that the registry names */
  put(image: Repository, reference: string, manifest: Manifest): Promise<void>;
  /** every tag of a repository, in no order; none where there is no repository yet */
  tags(image: Repository): Promise<string[]>;
  /** a small blob's bytes, checked against its digest */
  blob(image: Repository, descriptor: Descriptor): Promise<Buffer | null>;
  /** makes sure that a small blob is in a repository */
  ensureBlob(image: Repository, bytes: Buffer): Promise<void>;
}

const MAX_BLOB = 8 * 1024 * 1024;
const MAX_LIST = 16 * 1024 * 1024;
const MAX_PAGES = 1000;
/** for all pages of a list together, in milliseconds */
const MAX_LIST_MS = 60_000;
const MAX_TAGS = 200_000;
const MAX_ERROR = 64 * 1024;

/** The registry API over HTTP: distribution-spec. */
export class RegistryClient implements Registry {
  private readonly endpoint: (registry: string) => Endpoint;
  private readonly actions: string;
  private readonly early = new Map<string, Promise<Manifest | null>>();

  /**
   * @param endpoint gives the one endpoint of a registry's name
   * @param actions what tokens are asked for, `pull` or `pull,push`
   */
  constructor(endpoint: (registry: string) => Endpoint, actions: string) {
    this.endpoint = endpoint;
    this.actions = actions;
  }

  /** Asks for a manifest before anybody waits for it; the next `get` of the same takes the answer. */
  prefetch(image: Repository, reference: string, connections: number): void {
    this.endpoint(image.registry).open(connections);
    const asked = this.get(image, reference);
    asked.catch(() => {});
    this.early.set(`${nameOf(image)} ${reference}`, asked);
  }

  async head(image: Repository, reference: string): Promise<Descriptor | null> {
    const response = await this.manifest('HEAD', image, reference);
    if (response.status === 404) return null;
    const digest = response.headers['docker-content-digest'];
    if (typeof digest !== 'string' || !isDigest(digest)) return this.get(image, reference);
    expectDigest(image, reference, digest, digest);
    return { digest, mediaType: mediaTypeOf(response), size: Number(response.headers['content-length'] ?? 0) };
  }

  async get(image: Repository, reference: string): Promise<Manifest | null> {
    const key = `${nameOf(image)} ${reference}`;
    const early = this.early.get(key);
    this.early.delete(key);
    if (early) return early;
    const response = await this.manifest('GET', image, reference);
    if (response.status === 404) return null;
    const digest = digestOf(response.body);
    const named = response.headers['docker-content-digest'];
    expectDigest(image, reference, digest, typeof named === 'string' && isDigest(named) ? named : digest);
    return { digest, mediaType: ownMediaType(response), size: response.body.length, bytes: response.body };
  }

  async put(image: Repository, reference: string, manifest: Manifest): Promise<void> {
    const response = await this.endpoint(image.registry).call({
      method: 'PUT',
      path: `/v2/${image.repository}/manifests/${reference}`,
      scope: this.scope(image),
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      maxBody: MAX_ERROR,
      expect: [200, 201, 202],
      what: `put ${what(image, reference)}`,
      happened: async () => {
        const there = await this.head(image, reference);
        return there?.digest === manifest.digest
          ? { status: 201, headers: { 'docker-content-digest': there.digest }, body: Buffer.alloc(0) }
          : null;
      },
    });
    const header = response.headers['docker-content-digest'];
    const named = typeof header === 'string' ? header : ((await this.head(image, reference))?.digest ?? 'nothing');
    if (named === manifest.digest) return;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `${what(image, reference)} was written as ${manifest.digest}, but ${image.registry} says that it stored ${named.slice(0, 100)}. Do not deploy it; look at what the registry or a proxy before it does to manifests.`,
    );
  }

  async tags(image: Repository): Promise<string[]> {
    const endpoint = this.endpoint(image.registry);
    const tags = new Set<string>();
    const end = Date.now() + MAX_LIST_MS;
    const seen = new Set<string>();
    let path: string | URL = `/v2/${image.repository}/tags/list?n=1000`;
    for (let page = 0; page < MAX_PAGES; page++) {
      const response: HttpResponse = await endpoint.call({
        method: 'GET',
        path,
        scope: this.scope(image),
        maxBody: MAX_LIST,
        expect: [200, 404],
        what: `list the tags of ${nameOf(image)}`,
      });
      if (response.status === 404) return [...tags];
      for (const tag of tagsIn(response, image)) tags.add(tag);
      if (Date.now() > end) throw tooMany(image, `can be read in ${MAX_LIST_MS / 1000} s`);
      if (tags.size > MAX_TAGS) throw tooMany(image, `${MAX_TAGS} tags`);
      const next = nextPage(response, new URL(path, endpoint.base()));
      if (next === null || seen.has(next.href)) return [...tags];
      seen.add(next.href);
      path = next;
    }
    throw tooMany(image, `${MAX_PAGES} pages`);
  }

  async blob(image: Repository, descriptor: Descriptor): Promise<Buffer | null> {
    const response = await this.endpoint(image.registry).call({
      method: 'GET',
      path: `/v2/${image.repository}/blobs/${descriptor.digest}`,
      scope: this.scope(image),
      maxBody: MAX_BLOB,
      expect: [200, 404],
      what: `read the blob ${descriptor.digest} of ${nameOf(image)}`,
    });
    if (response.status === 404) return null;
    expectDigest(image, descriptor.digest, digestOf(response.body), descriptor.digest);
    return response.body;
  }

  async ensureBlob(image: Repository, bytes: Buffer): Promise<void> {
    const endpoint = this.endpoint(image.registry);
    const digest = digestOf(bytes);
    const common = {
      scope: this.scope(image),
      maxBody: MAX_ERROR,
      what: `write the blob ${digest} to ${nameOf(image)}`,
    };
    const path = `/v2/${image.repository}/blobs/${digest}`;
    const isThere = async (): Promise<boolean> =>
      (await endpoint.call({ ...common, method: 'HEAD', path, expect: [200, 404] })).status === 200;
    if (await isThere()) return;
    const uploads = `/v2/${image.repository}/blobs/uploads/`;
    const begun = await endpoint.call({ ...common, method: 'POST', path: uploads, expect: [202] });
    // the Location may be relative, and carries a query of its own
    const location = endpoint.redirect(begun.headers.location ?? uploads, endpoint.base(), common.what);
    location.searchParams.set('digest', digest);
    const headers = { 'content-type': 'application/octet-stream' };
    try {
      await endpoint.call({ ...common, method: 'PUT', path: location, headers, body: bytes, expect: [201, 204] });
    } catch (error) {
      // an upload whose answer was lost is unknown to the registry afterwards; two at a time, and Nexus refuses one
      if (!(await isThere().catch(() => false))) throw error;
    }
  }

  private manifest(method: 'GET' | 'HEAD', image: Repository, reference: string): Promise<HttpResponse> {
    return this.endpoint(image.registry).call({
      method,
      path: `/v2/${image.repository}/manifests/${reference}`,
      scope: this.scope(image),
      headers: { accept: ACCEPT },
      maxBody: MAX_MANIFEST,
      expect: [200, 404],
      what: `read ${what(image, reference)}`,
    });
  }

  private scope(image: Repository): string {
    return `repository:${image.repository}:${this.actions}`;
  }
}

function tooMany(image: Repository, what: string): ActionError {
  return new ActionError(
    'REGISTRY_REFUSED',
    `The list of tags of ${nameOf(image)} has more than ${what}. Clean up tags that nobody needs.`,
  );
}

function what(image: Repository, reference: string): string {
  return `${nameOf(image)}${isDigest(reference) ? '@' : ':'}${reference}`;
}

function expectDigest(image: Repository, reference: string, received: string, named: string): void {
  const expected = isDigest(reference) ? reference : named;
  if (received === expected && named === expected) return;
  const other = received === expected ? named : received;
  throw new ActionError(
    'DIGEST_MISMATCH',
    `${what(image, reference)} should be ${expected}, but what ${image.registry} sent is ${other}. Nothing was made of it. Run again; if it stays so, what the registry keeps is damaged, or a proxy changes it.`,
  );
}

function mediaTypeOf(response: HttpResponse): string {
  return (response.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
}

/** A manifest's own word on its type counts before the header's: it is what a PUT must say. */
function ownMediaType(response: HttpResponse): string {
  try {
    const { mediaType } = JSON.parse(response.body.toString('utf8')) as { mediaType?: unknown };
    if (typeof mediaType === 'string' && /^[\w.+/-]{1,200}$/.test(mediaType)) return mediaType;
  } catch {
    // whoever reads the manifest says that it is not JSON
  }
  return mediaTypeOf(response);
}

function tagsIn(response: HttpResponse, image: Repository): string[] {
  try {
    const { tags } = JSON.parse(response.body.toString('utf8')) as { tags?: unknown };
    if (tags === null || tags === undefined) return [];
    if (Array.isArray(tags)) return tags.filter((tag): tag is string => typeof tag === 'string' && isTag(tag));
  } catch {
    // falls through: not JSON
  }
  throw new ActionError('REGISTRY_REFUSED', `${image.registry} answered with a list of tags that cannot be read.`);
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
