import { RefusedWrite } from '../../../src/errors.ts';
import { digestOf } from '../../../src/image/digest.ts';
import type { Descriptor, Manifest } from '../../../src/image/manifest.ts';
import { isDigest, type Repository, repositoryName } from '../../../src/image/reference.ts';
import type { Registry } from '../../../src/registry/client.ts';

/** A counted request. */
export interface Asked {
  readonly method:
    | 'head'
    | 'get'
    | 'put'
    | 'tags'
    | 'blob'
    | 'ensureBlob'
    | 'referrers'
    | 'has'
    | 'open'
    | 'begin'
    | 'mount'
    | 'finish';
  /** the image's name, with registry */
  readonly image: string;
  /** tag or digest; for `put`, of the written manifest; empty for `tags` */
  readonly reference: string;
  /** for `put` and `ensureBlob`: the written bytes */
  readonly digest: string | null;
}

/**
 * Wraps every request: may delay it, make it fail before or after it takes effect, or do something in between.
 * @param act carries out the request atomically, as a registry does
 */
export type Around = <T>(asked: Asked, act: () => T) => Promise<T>;

/** The content of a repository. */
export interface MemoryRepository {
  /** tag → digest */
  readonly tags: Map<string, string>;
  /** digest → manifest */
  readonly manifests: Map<string, Manifest>;
  /** digest → bytes */
  readonly blobs: Map<string, Buffer>;
}

/** A registry in memory. It is as strict as a real one (referenced content must exist), and counts requests. */
export class MemoryRegistry implements Registry {
  readonly repositories = new Map<string, MemoryRepository>();
  readonly requests: Asked[] = [];
  around: Around;

  constructor(around: Around = async (_asked, act) => act()) {
    this.around = around;
  }

  /** Returns the content of a repository, creating it if necessary. */
  repository(image: Repository): MemoryRepository {
    const name = repositoryName(image);
    const there = this.repositories.get(name);
    if (there) return there;
    const made: MemoryRepository = { tags: new Map(), manifests: new Map(), blobs: new Map() };
    this.repositories.set(name, made);
    return made;
  }

  /** Returns the manifest of a tag or digest; not counted. */
  look(image: Repository, reference: string): Manifest | null {
    const { tags, manifests } = this.repository(image);
    return manifests.get(isDigest(reference) ? reference : (tags.get(reference) ?? '')) ?? null;
  }

  /** Sets a tag, as another tool would; not counted. */
  point(image: Repository, tag: string, digest: string): void {
    this.repository(image).tags.set(tag, digest);
  }

  /** Returns the requests that wrote manifests, as `name:tag`. */
  writes(): string[] {
    return this.requests.flatMap(({ method, image, reference }) =>
      method === 'put' ? [`${image}${isDigest(reference) ? '@' : ':'}${reference}`] : [],
    );
  }

  /** Returns the number of requests. */
  count(...methods: readonly Asked['method'][]): number {
    return this.requests.filter(({ method }) => methods.includes(method)).length;
  }

  head(image: Repository, reference: string): Promise<Descriptor | null> {
    return this.ask('head', image, reference, null, () => {
      const there = this.look(image, reference);
      return there && { digest: there.digest, mediaType: there.mediaType, size: there.size };
    });
  }

  get(image: Repository, reference: string): Promise<Manifest | null> {
    return this.ask('get', image, reference, null, () => this.look(image, reference));
  }

  put(image: Repository, reference: string, manifest: Manifest): Promise<void> {
    return this.ask('put', image, reference, manifest.digest, () => {
      const { tags, manifests } = this.repository(image);
      this.expectComplete(image, reference, manifest);
      manifests.set(manifest.digest, manifest);
      if (!isDigest(reference)) tags.set(reference, manifest.digest);
    });
  }

  tags(image: Repository): Promise<string[]> {
    return this.ask('tags', image, '', null, () => [...this.repository(image).tags.keys()]);
  }

  blob(image: Repository, { digest }: Descriptor): Promise<Buffer | null> {
    return this.ask('blob', image, digest, null, () => this.repository(image).blobs.get(digest) ?? null);
  }

  ensureBlob(image: Repository, bytes: Buffer, _isForced = false): Promise<void> {
    const digest = digestOf(bytes);
    return this.ask('ensureBlob', image, digest, digest, () => {
      this.repository(image).blobs.set(digest, bytes);
    });
  }

  protected ask<T>(
    method: Asked['method'],
    image: Repository,
    reference: string,
    digest: string | null,
    act: () => T,
  ): Promise<T> {
    const asked: Asked = { method, image: repositoryName(image), reference, digest };
    this.requests.push(asked);
    return this.around(asked, act);
  }

  /** MANIFEST_BLOB_UNKNOWN: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
  private expectComplete(image: Repository, reference: string, manifest: Manifest): void {
    const { manifests, blobs } = this.repository(image);
    if (manifests.has(manifest.digest)) return;
    const { config, layers = [], manifests: children = [] } = JSON.parse(manifest.bytes.toString('utf8')) as Named;
    const missing = [
      ...[...(config ? [config] : []), ...layers].filter(({ digest, urls }) => !urls && !blobs.has(digest)),
      ...children.filter(({ digest }) => !manifests.has(digest)),
    ];
    const isTrue = digestOf(manifest.bytes) === manifest.digest && manifest.size === manifest.bytes.length;
    if (missing.length === 0 && isTrue) return;
    const why = isTrue ? `it names ${missing.map(({ digest }) => digest).join(', ')}` : 'its digest is another';
    throw new RefusedWrite('REGISTRY_REFUSED', `put ${repositoryName(image)}:${reference}: ${why}`, {
      isConflict: false,
      missing: isTrue ? missing.map(({ digest }) => digest) : null,
    });
  }
}

interface Named {
  readonly config?: { digest: string; urls?: never };
  readonly layers?: readonly { digest: string; urls?: readonly string[] }[];
  readonly manifests?: readonly { digest: string }[];
}
