import { ActionError } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import { ACCEPT, type Descriptor, MAX_MANIFEST, type Manifest } from '../image/manifest.ts';
import { isDigest, type Repository, repositoryName } from '../image/reference.ts';
import { BlobClient, type BlobStore, ensureBlob } from './blobs.ts';
import type { Endpoint } from './endpoint.ts';
import { contentType, type HttpResponse } from './http/types.ts';
import { listReferrers, listTags, type Referrer, type TagList } from './lists.ts';

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

/** Sets a tag on an image that is in the registry: by the registry's API, or by the docker command line. */
export type PutTag = (image: Repository, tag: string, manifest: Manifest) => Promise<void>;

/** What copying an image needs of registries beside that. */
export interface Store extends Registry {
  readonly blobs: BlobStore;
  firstTags(image: Repository): Promise<TagList>;
  referrers(image: Repository, digest: string): Promise<Referrer[] | null>;
}

const MAX_BLOB = 8 * 1024 * 1024;
const MAX_ERROR = 64 * 1024;
// a HEAD's refusal has no body: GET says why, or that nothing is there (Artifactory: google/go-containerregistry#1691)
const HEAD_UNSURE = [400, 403, 405];

/** The registry API over HTTP: distribution-spec. */
export class RegistryClient implements Store {
  readonly blobs: BlobStore;
  private readonly endpoint: (registry: string) => Endpoint;
  private readonly scope: (image: Repository) => string;
  private readonly early = new Map<string, Promise<Manifest | null>>();

  /**
   * @param endpoint gives the one endpoint of a registry's name
   * @param scope what tokens for a repository are asked for, as `repository:acme/app:pull`; several after a space
   */
  constructor(endpoint: (registry: string) => Endpoint, scope: (image: Repository) => string) {
    this.endpoint = endpoint;
    this.scope = scope;
    this.blobs = new BlobClient(endpoint, scope);
  }

  /** Asks for a manifest before anybody waits for it; the next `get` of the same takes the answer. */
  prefetch(image: Repository, reference: string, connections: number): void {
    this.open(image, connections);
    const request = this.get(image, reference);
    request.catch(() => {});
    this.early.set(`${repositoryName(image)} ${reference}`, request);
  }

  /** Opens connections to an image's registry before they are needed. */
  open(image: Repository, connections: number): void {
    this.endpoint(image.registry).open(connections);
  }

  async head(image: Repository, reference: string): Promise<Descriptor | null> {
    const response = await this.manifest('HEAD', image, reference);
    if (response.status === 404) return null;
    if (response.status !== 200) return this.get(image, reference);
    const digest = response.headers['docker-content-digest'];
    if (typeof digest !== 'string' || !isDigest(digest)) return this.get(image, reference);
    expectDigest(image, reference, digest, digest);
    return { digest, mediaType: contentType(response), size: Number(response.headers['content-length'] ?? 0) };
  }

  async get(image: Repository, reference: string): Promise<Manifest | null> {
    const key = `${repositoryName(image)} ${reference}`;
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
      what: `push ${what(image, reference)}`,
      wasApplied: async () => {
        const there = await this.head(image, reference);
        return there?.digest === manifest.digest
          ? { status: 201, headers: { 'docker-content-digest': there.digest }, body: Buffer.alloc(0) }
          : null;
      },
    });
    const header = response.headers['docker-content-digest'];
    const named = typeof header === 'string' ? header : ((await this.head(image, reference))?.digest ?? 'no manifest');
    if (named === manifest.digest) return;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Pushed ${what(image, reference)} as ${manifest.digest}, but ${image.registry} reports that it stored ${named.slice(0, 100)}. Do not deploy it. Check whether the registry, or a proxy in front of it, changes manifests.`,
    );
  }

  async tags(image: Repository): Promise<string[]> {
    return [...(await listTags(this.endpoint(image.registry), image, this.scope(image))).tags];
  }

  async blob(image: Repository, descriptor: Descriptor): Promise<Buffer | null> {
    const response = await this.endpoint(image.registry).call({
      method: 'GET',
      path: `/v2/${image.repository}/blobs/${descriptor.digest}`,
      scope: this.scope(image),
      maxBody: MAX_BLOB,
      expect: [200, 404],
      what: `read the blob ${descriptor.digest} of ${repositoryName(image)}`,
    });
    if (response.status === 404) return null;
    expectDigest(image, descriptor.digest, digestOf(response.body), descriptor.digest);
    return response.body;
  }

  ensureBlob(image: Repository, bytes: Buffer): Promise<void> {
    return ensureBlob(this.blobs, image, bytes);
  }

  /** The first of a repository's tags, up to a thousand: one request. */
  firstTags(image: Repository): Promise<TagList> {
    return listTags(this.endpoint(image.registry), image, this.scope(image), 1);
  }

  /** What refers to a manifest; null where the registry has no such API. */
  referrers(image: Repository, digest: string): Promise<Referrer[] | null> {
    return listReferrers(this.endpoint(image.registry), image, digest, this.scope(image));
  }

  private manifest(method: 'GET' | 'HEAD', image: Repository, reference: string): Promise<HttpResponse> {
    return this.endpoint(image.registry).call({
      method,
      path: `/v2/${image.repository}/manifests/${reference}`,
      scope: this.scope(image),
      headers: { accept: ACCEPT },
      maxBody: MAX_MANIFEST,
      expect: method === 'HEAD' ? [200, 404, ...HEAD_UNSURE] : [200, 404],
      what: `read ${what(image, reference)}`,
    });
  }
}

function what(image: Repository, reference: string): string {
  return `${repositoryName(image)}${isDigest(reference) ? '@' : ':'}${reference}`;
}

function expectDigest(image: Repository, reference: string, received: string, named: string): void {
  const expected = isDigest(reference) ? reference : named;
  if (received === expected && named === expected) return;
  const other = received === expected ? named : received;
  throw new ActionError(
    'DIGEST_MISMATCH',
    `${what(image, reference)}: expected ${expected}, got ${other} from ${image.registry}. The response was discarded. Retry; if it persists, the stored content is corrupt, or a proxy changes it.`,
  );
}

/** A manifest's own word on its type counts before the header's: it is what a PUT must say. */
function ownMediaType(response: HttpResponse): string {
  try {
    const { mediaType } = JSON.parse(response.body.toString('utf8')) as { mediaType?: unknown };
    if (typeof mediaType === 'string' && /^[\w.+/-]{1,200}$/.test(mediaType)) return mediaType;
  } catch {
    // whoever reads the manifest says that it is not JSON
  }
  return contentType(response);
}
