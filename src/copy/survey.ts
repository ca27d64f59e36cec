import { ActionError } from '../errors.ts';
import { type Descriptor, isIndexType, MANIFEST_TYPES, type Manifest } from '../image/manifest.ts';
import { type Blob, type ManifestRefs, readRefs } from '../image/manifest-refs.ts';
import { isSameRegistry, type Repository, repositoryName } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { type Count, countOf, type Node } from './plan.ts';

/** Indexes nested deeper are refused; no real image nests that deep. */
const MAX_DEPTH = 4;
/** The largest number of manifests of one image; separately, of its referrers and cosign tags. */
export const MAX_MANIFESTS = 1000;
/** The largest total size of the manifests, in bytes: they stay in memory until they are pushed. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Finds what the destination lacks of an image. Only missing parts are read from the source, and each blob and manifest
 * is requested once, however often it is listed.
 */
export class Survey {
  readonly store: Store;
  readonly from: Repository;
  readonly to: Repository;
  readonly canMount: boolean;
  private readonly nodes = new Map<string, Promise<Node>>();
  private bytes = 0;
  private referrers = 0;
  private readonly blobs = new Map<string, Promise<{ blob: Blob; isThere: boolean }>>();

  constructor(store: Store, from: Repository, to: Repository) {
    this.store = store;
    this.from = from;
    this.to = to;
    this.canMount = isSameRegistry(from, to);
  }

  /**
   * Surveys a manifest whose bytes are known, and everything it lists.
   * https://github.com/opencontainers/image-spec/blob/main/image-index.md
   * @param isThere whether the destination has it
   * @param depth the number of indexes above it
   * @throws REGISTRY_REFUSED when it is malformed or a limit is exceeded
   */
  async ofManifest(manifest: Manifest, isThere: Promise<boolean>, depth = 0): Promise<Node> {
    // a refusal below ends the run without waiting for this
    isThere.catch(() => {});
    const refs = readRefs(manifest);
    this.bytes += manifest.size;
    if (this.bytes > MAX_BYTES) throw this.refused(`its manifests exceed ${MAX_BYTES / 1024 / 1024} MiB in total`);
    if (depth > MAX_DEPTH) throw this.refused(`its indexes are nested more than ${MAX_DEPTH} levels deep`);
    if (this.nodes.size + refs.children.length > MAX_MANIFESTS)
      throw this.refused(`it lists more than ${MAX_MANIFESTS} manifests`);
    const children = Promise.all(refs.children.map((child) => this.ofDescriptor(child, depth + 1)));
    children.catch(() => {});
    const there = await isThere;
    if (!there) this.want(refs);
    const { subject } = refs;
    return { digest: manifest.digest, manifest, children: await children, isThere: there, subject };
  }

  /**
   * Surveys a listed manifest and everything it lists.
   * @param depth the number of indexes above it
   * @throws REGISTRY_REFUSED as `ofManifest`; the errors of `Registry.head` and `Registry.get`
   */
  ofDescriptor(descriptor: Descriptor, depth: number): Promise<Node> {
    return memoizeAsync(this.nodes, descriptor.digest, () => this.readDescriptor(descriptor, depth));
  }

  private async readDescriptor({ digest, mediaType }: Descriptor, depth: number): Promise<Node> {
    const isThere = await this.hasManifest(digest);
    // an index can exist without its children: clean-ups delete those
    if (isThere && !isIndexType(mediaType)) return { digest, manifest: null, children: [], isThere, subject: null };
    const manifest = await this.store.get(this.from, digest);
    if (manifest) return this.ofManifest(manifest, Promise.resolve(isThere), depth);
    if (mediaType !== '' && !MANIFEST_TYPES.includes(mediaType)) {
      const type = JSON.stringify(mediaType.slice(0, 100));
      throw this.refused(`it lists ${digest} with the unknown media type ${type}`, 'Rebuild it with a current tool.');
    }
    // some registries answer 404 to HEAD and 200 to GET
    const there = await this.store.get(this.to, digest);
    if (there && isIndexType(mediaType)) return this.ofManifest(there, Promise.resolve(true), depth);
    return { digest, manifest: null, children: [], isThere: there !== null, isMissing: there === null, subject: null };
  }

  /**
   * Counts referrers and cosign tags before any of them is requested.
   * @throws REGISTRY_REFUSED when there are more than 1000
   */
  admit(count: number): void {
    this.referrers += count;
    if (this.referrers <= MAX_MANIFESTS) return;
    throw this.refused(
      `it has more than ${MAX_MANIFESTS} referrers and signatures`,
      'Delete old ones, or copy only the image with `with: image`.',
    );
  }

  /**
   * Whether the destination has a manifest: one HEAD request.
   * @throws the errors of `Registry.head`
   */
  async hasManifest(digest: string): Promise<boolean> {
    return (await this.store.head(this.to, digest, { isUnconfirmed: true })) !== null;
  }

  /** Records the blobs of a missing manifest, and asks the destination for them unless they can be mounted. */
  private want({ blobs }: ManifestRefs): void {
    for (const blob of blobs) {
      if (blob.isNonDistributable || this.blobs.has(blob.digest)) continue;
      const isThere = this.canMount ? Promise.resolve(false) : this.store.blobs.has(this.to, blob);
      const answer = isThere.then((found) => ({ blob, isThere: found }));
      answer.catch(() => {});
      this.blobs.set(blob.digest, answer);
    }
  }

  /** Returns the blobs recorded so far: those to copy, and the count of those the destination has. */
  async wanted(): Promise<{ missing: Blob[]; there: Count }> {
    const all = await Promise.all(this.blobs.values());
    const blobsOf = (isThere: boolean): Blob[] => all.filter((one) => one.isThere === isThere).map(({ blob }) => blob);
    return { missing: blobsOf(false), there: countOf(blobsOf(true)) };
  }

  private refused(why: string, remedy = 'Build a smaller image.'): ActionError {
    return new ActionError(
      'REGISTRY_REFUSED',
      `Could not copy the image of ${repositoryName(this.from)}: ${why}. ${remedy}`,
    );
  }
}
