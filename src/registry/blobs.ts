import type { Readable } from 'node:stream';
import { ActionError } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Endpoint } from './endpoint.ts';
import { isStreamed, type StreamedBody } from './http/types.ts';

/** Blobs of any size: distribution-spec, "Pulling blobs" and "Pushing blobs". */
export interface BlobStore {
  /** whether a repository has a blob */
  has(image: Repository, digest: string): Promise<boolean>;
  /** a blob's bytes as a paused stream, which nobody has checked; NOT_FOUND where it is gone */
  open(image: Repository, digest: string): Promise<Readable>;
  /**
   * Begins an upload.
   * @param mount a blob of another repository of the same registry, which need not be sent then
   * @returns where the bytes go; null where the blob was mounted instead
   */
  begin(image: Repository, mount: { digest: string; from: Repository } | null): Promise<URL | null>;
  /** Ends an upload by one PUT of all bytes; that of a stream is tried once. @throws LostUpload where it is not known */
  finish(image: Repository, session: URL, digest: string, body: Buffer | StreamedBody): Promise<void>;
}

const MAX_ERROR = 64 * 1024;
/** so many uploads of a small blob are begun, where the registry loses them */
const SESSIONS = 3;

/** An upload that the registry does not know any more: a restart, or another server behind the same name. */
export class LostUpload extends ActionError {
  constructor(image: Repository, digest: string) {
    super(
      'REGISTRY_UNAVAILABLE',
      `Could not push the blob ${digest} to ${repositoryName(image)}: ${image.registry} lost the upload. Re-run the job: blobs that were pushed are not sent again.`,
    );
  }
}

/** The blobs of registries, over HTTP. */
export class BlobClient implements BlobStore {
  private readonly endpoint: (registry: string) => Endpoint;
  private readonly scope: (image: Repository) => string;

  /**
   * @param endpoint gives the one endpoint of a registry's name
   * @param scope what tokens for a repository are asked for
   */
  constructor(endpoint: (registry: string) => Endpoint, scope: (image: Repository) => string) {
    this.endpoint = endpoint;
    this.scope = scope;
  }

  async has(image: Repository, digest: string): Promise<boolean> {
    const response = await this.endpoint(image.registry).call({
      ...this.common(image, `check for the blob ${digest} in ${repositoryName(image)}`),
      method: 'HEAD',
      path: `/v2/${image.repository}/blobs/${digest}`,
      expect: [200, 404],
    });
    return response.status === 200;
  }

  async open(image: Repository, digest: string): Promise<Readable> {
    const { status, stream } = await this.endpoint(image.registry).call({
      ...this.common(image, `read the blob ${digest} of ${repositoryName(image)}`),
      method: 'GET',
      path: `/v2/${image.repository}/blobs/${digest}`,
      // what is compressed on the way could not be held against its digest
      headers: { 'accept-encoding': 'identity' },
      expect: [200, 404],
      streamed: true,
    });
    if (status === 200 && stream) return stream.on('error', () => {});
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
      expect: mount ? [201, 202] : [202],
    });
    if (response.status === 201) return null;
    // the Location may be relative, and carries a query of its own
    return endpoint.redirect(response.headers.location ?? uploads, endpoint.base(), what);
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
      expect: [201, 204, 404],
      // a session that broke in the middle of a stream is no use
      noRetry: isStreamed(body),
    });
    if (response.status === 404) throw new LostUpload(image, digest);
    const named = response.headers['docker-content-digest'];
    if (typeof named !== 'string' || named === digest) return;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Pushed the blob ${digest} to ${repositoryName(image)}, but ${image.registry} reports that it stored ${named.slice(0, 100)}. Check whether the registry, or a proxy in front of it, changes blobs.`,
    );
  }

  /** A mount needs the right to read its source too. */
  private scopeFor(image: Repository, from: Repository | null): string {
    const own = this.scope(image);
    const source = from && `repository:${from.repository}:`;
    return source === null || own.split(' ').some((part) => part.startsWith(source)) ? own : `${own} ${source}pull`;
  }

  private common(image: Repository, what: string) {
    return { scope: this.scope(image), maxBody: MAX_ERROR, what };
  }
}

/**
 * Makes sure that a small blob is in a repository.
 * @param bytes all of it
 */
export async function ensureBlob(blobs: BlobStore, image: Repository, bytes: Buffer): Promise<void> {
  const digest = digestOf(bytes);
  if (await blobs.has(image, digest)) return;
  for (let tries = 1; ; tries++) {
    const session = await blobs.begin(image, null);
    if (!session) return;
    try {
      return await blobs.finish(image, session, digest, bytes);
    } catch (error) {
      // an upload whose answer was lost is unknown to the registry afterwards; two at a time, and Nexus refuses one
      if (await blobs.has(image, digest).catch(() => false)) return;
      if (tries >= SESSIONS || !(error instanceof LostUpload)) throw error;
    }
  }
}
