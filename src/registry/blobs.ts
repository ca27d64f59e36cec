import type { Readable } from 'node:stream';
import { ActionError, RefusedWrite } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Endpoint } from './endpoint.ts';
import { type HttpResponse, isStreamed, namedDigest, type StreamedBody } from './http/types.ts';

/** What identifies a blob. */
export type BlobId = Pick<Descriptor, 'digest' | 'size'>;

/**
 * Reads and writes blobs of any size:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs and
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 */
export interface BlobStore {
  /**
   * Returns whether a repository has a blob of this size. One of another size is damaged: it has to be sent again.
   * @throws the errors of `Endpoint.call`, as all methods do
   */
  has(image: Repository, blob: BlobId): Promise<boolean>;
  /**
   * Returns a blob's bytes as a paused stream. The digest is not verified.
   * @throws NOT_FOUND when the repository does not have the blob
   */
  open(image: Repository, digest: string): Promise<Readable>;
  /**
   * Starts an upload, or mounts the blob from another repository
   * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#mounting-a-blob-from-another-repository).
   * @param mount a blob of another repository of the same registry; null for none
   * @returns the URL of the upload; null if the blob was mounted
   * @throws REGISTRY_REFUSED when the location of the upload is not valid or not safe
   */
  begin(image: Repository, mount: { digest: string; from: Repository } | null): Promise<URL | null>;
  /**
   * Completes an upload with one PUT of all bytes (POST then PUT of the spec). A stream is not retried.
   * @param session the URL of the upload, from `begin`
   * @throws LostUpload when the registry does not know the upload
   * @throws DIGEST_MISMATCH when the registry reports another digest, or still has a damaged blob that `has` found
   */
  finish(image: Repository, session: URL, digest: string, body: Buffer | StreamedBody): Promise<void>;
}

const MAX_ERROR = 64 * 1024;
/** how long a blob is read to count its bytes, in milliseconds */
const MAX_COUNT_MS = 60_000;
/** maximum number of uploads of a small blob if the registry loses them */
const SESSIONS = 3;

/** The error for an upload that the registry no longer knows, after a restart or behind a load balancer. */
export class LostUpload extends ActionError {
  constructor(image: Repository, digest: string) {
    super(
      'REGISTRY_UNAVAILABLE',
      `Could not push the blob ${digest} to ${repositoryName(image)}: ${image.registry} lost the upload. Re-run the job: blobs that were pushed are not sent again.`,
    );
  }
}

/** A `BlobStore` over HTTP. */
export class BlobClient implements BlobStore {
  private readonly endpoint: (registry: string) => Endpoint;
  private readonly scope: (image: Repository) => string;
  /** blobs that were found with another size, with the size that they must have */
  private readonly damaged = new Map<string, number>();

  /**
   * @param endpoint returns the endpoint of a registry, always the same one for a name
   * @param scope returns the scope of tokens for a repository, as `repository:acme/app:pull`
   */
  constructor(endpoint: (registry: string) => Endpoint, scope: (image: Repository) => string) {
    this.endpoint = endpoint;
    this.scope = scope;
  }

  async has(image: Repository, { digest, size }: BlobId): Promise<boolean> {
    const response = await this.endpoint(image.registry).call({
      ...this.common(image, `check for the blob ${digest} in ${repositoryName(image)}`),
      method: 'HEAD',
      path: `/v2/${image.repository}/blobs/${digest}`,
      // a registry without HEAD, or whose storage refuses it: the blob is sent
      expect: [200, 404, 405, 501],
    });
    if (response.status !== 200) return false;
    if (isOfSize(response, size)) return true;
    this.damaged.set(keyOf(image, digest), size);
    return false;
  }

  async open(image: Repository, digest: string): Promise<Readable> {
    const { status, stream } = await this.read(image, digest);
    if (status === 200 && stream) return stream;
    throw new ActionError(
      'NOT_FOUND',
      `${repositoryName(image)} lists the blob ${digest}, which no longer exists in the registry. A clean-up may have deleted it. Rebuild the image.`,
    );
  }

  async begin(image: Repository, mount: { digest: string; from: Repository } | null): Promise<URL | null> {
    const endpoint = this.endpoint(image.registry);
    const uploads = `/v2/${image.repository}/blobs/uploads/`;
    const query = mount ? `?${new URLSearchParams({ mount: mount.digest, from: mount.from.repository })}` : '';
    const what = `push a blob to ${repositoryName(image)}`;
    const response = await endpoint.call({
      ...this.common(image, what),
      scope: this.scopeFor(image, mount?.from ?? null),
      method: 'POST',
      path: uploads + query,
      followsRedirects: true,
      expect: mount ? [201, 202] : [202],
    });
    if (response.status === 201) return null;
    // the Location may be relative, and may have a query
    return endpoint.redirect(response.headers.location ?? uploads, response.url ?? endpoint.base(), what);
  }

  async finish(image: Repository, session: URL, digest: string, body: Buffer | StreamedBody): Promise<void> {
    const path = new URL(session);
    path.searchParams.set('digest', digest);
    const response = await this.endpoint(image.registry).call({
      ...this.common(image, `push the blob ${digest} to ${repositoryName(image)}`),
      method: 'PUT',
      path,
      headers: { 'content-type': 'application/octet-stream' },
      body,
      followsRedirects: true,
      expect: [201, 204, 404],
      // an upload that failed within a stream cannot be continued
      noRetry: isStreamed(body),
    });
    if (response.status === 404) throw new LostUpload(image, digest);
    const named = namedDigest(response);
    if (named === null || named === digest) return this.expectRepaired(image, digest);
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Pushed the blob ${digest} to ${repositoryName(image)}, but ${image.registry} reports that it stored ${named.slice(0, 100)}. Check whether the registry, or a proxy in front of it, changes blobs.`,
    );
  }

  /**
   * Checks a blob that was damaged before it was sent again: some registries keep what they have (distribution). The size
   * is that of a GET, because some registries give a wrong one in response to a HEAD.
   */
  private async expectRepaired(image: Repository, digest: string): Promise<void> {
    const size = this.damaged.get(keyOf(image, digest));
    if (size === undefined) return;
    const response = await this.read(image, digest);
    const isKnown = response.headers['content-length'] !== undefined;
    const isWhole = isKnown ? isOfSize(response, size) : (await countBytes(response.stream, size)) === size;
    response.stream?.destroy();
    if (response.status === 200 && isWhole) return;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Pushed the blob ${digest} to ${repositoryName(image)} again, because ${image.registry} had stored it with another size than ${size} bytes. The size is still wrong. Delete the damaged blob there (it may need a garbage collection), then re-run.`,
    );
  }

  private async read(image: Repository, digest: string): Promise<HttpResponse> {
    const response = await this.endpoint(image.registry).call({
      ...this.common(image, `read the blob ${digest} of ${repositoryName(image)}`),
      method: 'GET',
      path: `/v2/${image.repository}/blobs/${digest}`,
      // the digest is that of the uncompressed transfer
      headers: { 'accept-encoding': 'identity' },
      expect: [200, 404],
      streamed: true,
    });
    response.stream?.on('error', () => {});
    return response;
  }

  /** Returns the scope of an upload; a mount needs to pull from its source too. */
  private scopeFor(image: Repository, from: Repository | null): string {
    const own = this.scope(image);
    const source = from && `repository:${from.repository}:`;
    return source === null || own.split(' ').some((part) => part.startsWith(source)) ? own : `${own} ${source}pull`;
  }

  private common(image: Repository, what: string) {
    return { scope: this.scope(image), maxBody: MAX_ERROR, what };
  }
}

function keyOf(image: Repository, digest: string): string {
  return `${repositoryName(image)}@${digest}`;
}

/** Returns the number of bytes in a stream, or a larger number than `size` as soon as there are more. */
async function countBytes(stream: Readable | undefined, size: number): Promise<number> {
  let count = 0;
  const timer = setTimeout(() => stream?.destroy(), MAX_COUNT_MS);
  try {
    for await (const chunk of (stream ?? []) as AsyncIterable<Buffer>) {
      count += chunk.length;
      if (count > size) break;
    }
    return count;
  } catch {
    return count;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a response is about a blob of this size, as far as it says. */
function isOfSize({ headers }: HttpResponse, size: number): boolean {
  const length = headers['content-length'];
  return length === undefined || Number(length) === size;
}

/**
 * Pushes a small blob to a repository.
 * @param bytes the content of the blob
 * @param isForced whether to push it also if the registry says that it has it
 * @throws LostUpload when the registry lost three uploads
 * @throws the errors of `BlobStore`
 */
export async function ensureBlob(blobs: BlobStore, image: Repository, bytes: Buffer, isForced: boolean): Promise<void> {
  const blob = { digest: digestOf(bytes), size: bytes.length };
  if (!isForced && (await blobs.has(image, blob))) return;
  for (let tries = 1; ; tries++) {
    const session = await blobs.begin(image, null);
    if (!session) return;
    try {
      return await blobs.finish(image, session, blob.digest, bytes);
    } catch (error) {
      // the blob may be there: the response was lost, or another run pushed it (Nexus refuses one of two at a time)
      if (!isForced && (await blobs.has(image, blob).catch(() => false))) return;
      const isTemporary = error instanceof LostUpload || (error instanceof RefusedWrite && error.isConflict);
      if (tries >= SESSIONS || !isTemporary) throw error;
    }
  }
}
