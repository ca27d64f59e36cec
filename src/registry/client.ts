import { ActionError } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import { ACCEPT, type Descriptor, isGeneric, MAX_MANIFEST, type Manifest, mediaTypeOf } from '../image/manifest.ts';
import { isDigest, type Repository, repositoryName } from '../image/reference.ts';
import { BlobClient, type BlobStore, ensureBlob } from './blobs.ts';
import type { Endpoint } from './endpoint.ts';
import { contentType, type HttpResponse, namedDigest } from './http/types.ts';
import type { Referrer, TagList } from './lists.ts';
import { expectDigest, expectUnreadable, fullName, keyOf } from './manifest-check.ts';

/** How the descriptor of a manifest is requested. */
export interface HeadOptions {
  /** whether a 404 to the HEAD is enough, because nothing wrong happens if the manifest is there */
  readonly isUnconfirmed?: boolean;
  /** whether to send a GET at once: for a manifest that may be absent, it saves the HEAD before it */
  readonly byGet?: boolean;
}

/**
 * The registry API as the modes, the execution and the history use it; tests replace it by a simulation. Reads return
 * null only for a 404. All methods throw the errors of `Endpoint.call`.
 */
export interface Registry {
  /** warnings, collected while it reads */
  readonly warnings?: Set<string>;
  /**
   * Returns the descriptor of a manifest; null only if a GET returns 404, too: some registries answer 404 to the HEAD of
   * a manifest that exists, and an absent name may be written.
   * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#checking-if-content-exists-in-the-registry
   * @param reference a tag or a digest
   * @throws DIGEST_MISMATCH when `reference` is a digest, and the registry reports another
   */
  head(image: Repository, reference: string, options?: HeadOptions): Promise<Descriptor | null>;
  /**
   * Returns a manifest with its bytes:
   * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
   * @param reference a tag or a digest
   * @throws DIGEST_MISMATCH when the bytes do not match the digest
   */
  get(image: Repository, reference: string): Promise<Manifest | null>;
  /**
   * Pushes a manifest by tag or digest:
   * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
   * @param reference a tag, or the manifest's digest
   * @throws DIGEST_MISMATCH when the registry reports another digest than that of the bytes
   */
  put(image: Repository, reference: string, manifest: Manifest): Promise<void>;
  /**
   * Returns all tags of a repository, in no order; none if it does not exist.
   * @throws REGISTRY_REFUSED as `listTags`
   */
  tags(image: Repository): Promise<string[]>;
  /**
   * Returns the bytes of a blob of up to 8 MiB:
   * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs
   * @throws DIGEST_MISMATCH when the bytes do not match the digest
   */
  blob(image: Repository, descriptor: Descriptor): Promise<Buffer | null>;
  /**
   * Pushes a small blob to a repository, unless it is there.
   * @param isForced whether to push it also if the registry says that it is there
   */
  ensureBlob(image: Repository, bytes: Buffer, isForced?: boolean): Promise<void>;
}

/** Sets a tag on an image in the registry, by the registry's API or the docker command line. */
export type PutTag = (image: Repository, tag: string, manifest: Manifest) => Promise<void>;

/** The registry API as used for copying. */
export interface Store extends Registry {
  readonly blobs: BlobStore;
  /** Returns the first page of a repository's tags, with one request. */
  firstTags(image: Repository): Promise<TagList>;
  /** Returns the referrers of a manifest; null if the registry does not have the API. */
  referrers(image: Repository, digest: string): Promise<Referrer[] | null>;
}

const MAX_BLOB = 8 * 1024 * 1024;
const MAX_ERROR = 64 * 1024;
// a HEAD has no body: a GET gets the reason, or a 404 (Artifactory: google/go-containerregistry#1691)
const HEAD_UNSURE = [400, 403, 405, 501];

/** A `Store` over HTTP: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export class RegistryClient implements Store {
  readonly warnings = new Set<string>();
  readonly blobs: BlobStore;
  private readonly endpoint: (registry: string) => Endpoint;
  private readonly scope: (image: Repository) => string;
  private readonly warn = (text: string): void => void this.warnings.add(text);
  private readonly early = new Map<string, Promise<Manifest | null>>();
  /** references that a GET did not find, as `name reference`: the next look at them is a GET at once */
  private readonly absent = new Set<string>();

  /**
   * @param endpoint returns the endpoint of a registry, always the same one for a name
   * @param scope returns the scope of tokens for a repository, as `repository:acme/app:pull`; several are separated by
   *   spaces
   */
  constructor(endpoint: (registry: string) => Endpoint, scope: (image: Repository) => string) {
    this.endpoint = endpoint;
    this.scope = scope;
    this.blobs = new BlobClient(endpoint, scope);
  }

  /**
   * Requests a manifest in advance; the next `get` of it uses that request.
   * @param connections the number of connections to open
   */
  prefetch(image: Repository, reference: string, connections: number): void {
    this.open(image, connections);
    const request = this.get(image, reference);
    request.catch(() => {});
    this.early.set(keyOf(image, reference), request);
  }

  /**
   * Opens connections to an image's registry in advance.
   * @param connections the number of connections to have, including open ones
   */
  open(image: Repository, connections: number): void {
    this.endpoint(image.registry).open(connections);
  }

  /** Returns whether an image's registry is used by plain HTTP, as far as is known. */
  isPlainHttp(image: Repository): boolean {
    return this.endpoint(image.registry).base().protocol === 'http:';
  }

  async head(image: Repository, reference: string, options: HeadOptions = {}): Promise<Descriptor | null> {
    const { isUnconfirmed = false, byGet = false } = options;
    if (this.absent.has(keyOf(image, reference))) return this.get(image, reference);
    if (byGet) {
      const manifest = await this.get(image, reference).catch(expectUnreadable);
      if (manifest !== 'unreadable') return manifest;
    }
    const response = await this.manifest('HEAD', image, reference);
    if (response.status === 404) return isUnconfirmed ? null : this.get(image, reference);
    const digest = namedDigest(response);
    const mediaType = contentType(response);
    if (response.status !== 200 || !digest || !isDigest(digest) || isGeneric(mediaType)) {
      const manifest = await this.get(image, reference);
      // a HEAD that is refused says nothing about what is absent
      this.absent.delete(keyOf(image, reference));
      return manifest;
    }
    expectDigest(image, reference, digest, digest);
    return { digest, mediaType, size: Number(response.headers['content-length'] ?? 0) };
  }

  async get(image: Repository, reference: string): Promise<Manifest | null> {
    const key = keyOf(image, reference);
    const early = this.early.get(key);
    this.early.delete(key);
    if (early) return early;
    const response = await this.manifest('GET', image, reference);
    if (response.status === 404) {
      this.absent.add(key);
      return null;
    }
    this.absent.delete(key);
    const digest = digestOf(response.body);
    const named = namedDigest(response) ?? digest;
    expectDigest(image, reference, digest, isDigest(named) ? named : digest);
    const mediaType = mediaTypeOf(response.body, contentType(response));
    return { digest, mediaType, size: response.body.length, bytes: response.body };
  }

  async put(image: Repository, reference: string, manifest: Manifest): Promise<void> {
    this.absent.delete(keyOf(image, reference));
    const response = await this.endpoint(image.registry).call({
      method: 'PUT',
      path: `/v2/${image.repository}/manifests/${reference}`,
      scope: this.scope(image),
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      maxBody: MAX_ERROR,
      expect: [200, 201, 202],
      what: `push ${fullName(image, reference)}`,
      wasApplied: async () => {
        const there = await this.head(image, reference, { isUnconfirmed: true });
        return there?.digest === manifest.digest
          ? { status: 201, headers: { 'docker-content-digest': there.digest }, body: Buffer.alloc(0) }
          : null;
      },
    });
    const named = namedDigest(response) ?? (await this.head(image, reference))?.digest ?? 'no manifest';
    if (named === manifest.digest) return;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Pushed ${fullName(image, reference)} as ${manifest.digest}, but ${image.registry} reports that it stored ${named.slice(0, 100)}. Do not deploy it. Check whether the registry, or a proxy in front of it, changes manifests.`,
    );
  }

  async tags(image: Repository): Promise<string[]> {
    const { listTags } = await import('./lists.ts');
    return [...(await listTags(this.endpoint(image.registry), image, this.scope(image), this.warn)).tags];
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

  ensureBlob(image: Repository, bytes: Buffer, isForced = false): Promise<void> {
    return ensureBlob(this.blobs, image, bytes, isForced);
  }

  async firstTags(image: Repository): Promise<TagList> {
    const { listTags } = await import('./lists.ts');
    return listTags(this.endpoint(image.registry), image, this.scope(image), this.warn, 1);
  }

  async referrers(image: Repository, digest: string): Promise<Referrer[] | null> {
    const { listReferrers } = await import('./lists.ts');
    return listReferrers(this.endpoint(image.registry), image, digest, this.scope(image), this.warn);
  }

  private manifest(method: 'GET' | 'HEAD', image: Repository, reference: string): Promise<HttpResponse> {
    return this.endpoint(image.registry).call({
      method,
      path: `/v2/${image.repository}/manifests/${reference}`,
      scope: this.scope(image),
      headers: { accept: ACCEPT },
      maxBody: MAX_MANIFEST,
      expect: method === 'HEAD' ? [200, 404, ...HEAD_UNSURE] : [200, 404],
      what: `read ${fullName(image, reference)}`,
    });
  }
}
