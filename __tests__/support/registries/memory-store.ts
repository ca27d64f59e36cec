import type { ClientRequest } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { ActionError } from '../../../src/errors.ts';
import { digestOf } from '../../../src/image/digest.ts';
import { isSameRegistry, type Repository, repositoryName } from '../../../src/image/reference.ts';
import type { BlobStore } from '../../../src/registry/blobs.ts';
import type { Store } from '../../../src/registry/client.ts';
import { isStreamed, type StreamedBody } from '../../../src/registry/http/types.ts';
import { type Referrer, referrersIn, type TagList } from '../../../src/registry/lists.ts';
import { MemoryRegistry } from './memory-registry.ts';

/** How a registry handles a mount: it mounts, starts an upload instead, or refuses. */
export type Mounting = 'mounts' | 'opens' | 'refuses';

/** Registries in memory with all that copying needs. Blobs are verified against their digests, as in a registry. */
export class MemoryStore extends MemoryRegistry implements Store {
  readonly blobs: BlobStore = {
    has: (image, { digest }) => this.ask('has', image, digest, null, () => this.repository(image).blobs.has(digest)),
    open: (image, digest) => this.ask('open', image, digest, null, () => this.opened(image, digest)),
    begin: (image, mount) =>
      this.ask(mount ? 'mount' : 'begin', image, mount?.digest ?? '', null, () => this.begun(image, mount)),
    finish: async (image, session, digest, body) => {
      const bytes = await read(body);
      await this.ask('finish', image, digest, digestOf(bytes), () => this.finished(image, session, digest, bytes));
    },
  };
  /** registries that have the referrers API */
  readonly served = new Set<string>();
  /** by registry; by default it mounts */
  readonly mounting = new Map<string, Mounting>();
  /** the number of tags in the first page of a list */
  page = 1000;
  /** the maximum number of parallel uploads */
  mostUploads = 0;
  /** additional entries of the referrers API, by the subject's digest */
  readonly claims = new Map<string, Referrer[]>();
  /** existing referrers that the API does not list: pushed before the registry had the API */
  readonly unknown = new Set<string>();
  private uploads = 0;
  private readonly sessions = new Set<string>();

  firstTags(image: Repository): Promise<TagList> {
    return this.ask('tags', image, '', null, () => {
      const tags = [...this.repository(image).tags.keys()];
      return { tags: tags.slice(0, this.page), isWhole: tags.length <= this.page };
    });
  }

  referrers(image: Repository, digest: string): Promise<Referrer[] | null> {
    return this.ask('referrers', image, digest, null, () => {
      if (!this.served.has(image.registry)) return null;
      const about = [...this.repository(image).manifests.values()].filter(
        (manifest) => subjectOf(manifest.bytes) === digest && !this.unknown.has(manifest.digest),
      );
      const list = about.map(({ mediaType, size, ...manifest }) => ({ mediaType, size, digest: manifest.digest }));
      return [
        ...referrersIn(Buffer.from(JSON.stringify({ manifests: list })), image),
        ...(this.claims.get(digest) ?? []),
      ];
    });
  }

  private opened(image: Repository, digest: string): Readable {
    const bytes = this.repository(image).blobs.get(digest);
    if (!bytes) throw new ActionError('NOT_FOUND', `${repositoryName(image)} has no blob ${digest}`);
    return Readable.from([bytes]);
  }

  private begun(image: Repository, mount: { digest: string; from: Repository } | null): URL | null {
    const mounting = this.mounting.get(image.registry) ?? 'mounts';
    if (mount && !isSameRegistry(mount.from, image)) throw new Error('mounted from another registry');
    if (mount && mounting === 'refuses') throw new ActionError('REGISTRY_REFUSED', 'no mounts here');
    const bytes = mount && mounting === 'mounts' ? this.repository(mount.from).blobs.get(mount.digest) : undefined;
    if (mount && bytes) {
      this.repository(image).blobs.set(mount.digest, bytes);
      return null;
    }
    const session = new URL(`https://${image.registry}/uploads/${++this.uploads}`);
    this.sessions.add(session.href);
    this.mostUploads = Math.max(this.mostUploads, this.sessions.size);
    return session;
  }

  private finished(image: Repository, session: URL, digest: string, bytes: Buffer): void {
    if (!this.sessions.delete(session.href)) throw new Error(`no such upload: ${session.href}`);
    if (digestOf(bytes) !== digest) throw new ActionError('REGISTRY_REFUSED', `${digest}: DIGEST_INVALID`);
    this.repository(image).blobs.set(digest, bytes);
  }
}

async function read(body: Buffer | StreamedBody): Promise<Buffer> {
  if (!isStreamed(body)) return body;
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk);
      done();
    },
  });
  await body.write(sink as unknown as ClientRequest);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === body.length) return bytes;
  throw new ActionError('REGISTRY_REFUSED', `SIZE_INVALID: ${bytes.length} bytes came, ${body.length} were announced`);
}

function subjectOf(bytes: Buffer): string | undefined {
  return (JSON.parse(bytes.toString('utf8')) as { subject?: { digest: string } }).subject?.digest;
}
