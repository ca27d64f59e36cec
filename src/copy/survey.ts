import { ActionError } from '../errors.ts';
import { type Descriptor, isIndexType, MANIFEST_TYPES, type Manifest } from '../image/manifest.ts';
import { isSameRegistry, type Repository, repositoryName } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { type Blob, type ManifestRefs, readRefs } from './manifest-content.ts';
import { type Count, countOf, type Node } from './plan.ts';

/** No real image nests deeper. */
const MAX_DEPTH = 4;
/** manifests of one image with all that hangs on it */
export const MAX_MANIFESTS = 1000;
/** all of them together, in bytes: they are held until they are written */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Looks what of an image is at the destination, and what is to be brought. Only what is missing is read from the
 * source, and each blob and manifest is asked for once, however often it is named.
 */
export class Survey {
  readonly store: Store;
  readonly from: Repository;
  readonly to: Repository;
  readonly canMount: boolean;
  private readonly nodes = new Map<string, Promise<Node>>();
  private bytes = 0;
  private attached = 0;
  private readonly blobs = new Map<string, Promise<{ blob: Blob; isThere: boolean }>>();

  constructor(store: Store, from: Repository, to: Repository) {
    this.store = store;
    this.from = from;
    this.to = to;
    this.canMount = isSameRegistry(from, to);
  }

  /** A manifest whose bytes are here, with all that it lists. */
  async ofManifest(manifest: Manifest, isThere: Promise<boolean>, depth = 0): Promise<Node> {
    // what cannot be followed ends the run without waiting for this
    isThere.catch(() => {});
    const content = readRefs(manifest);
    this.bytes += manifest.size;
    if (this.bytes > MAX_BYTES)
      throw this.refused(`its manifests are larger than ${MAX_BYTES / 1024 / 1024} MiB together`);
    if (depth > MAX_DEPTH) throw this.refused(`it lists indexes in indexes, more than ${MAX_DEPTH} deep`);
    if (this.nodes.size + content.children.length > MAX_MANIFESTS)
      throw this.refused(`it lists more than ${MAX_MANIFESTS} manifests`);
    const below = Promise.all(content.children.map((child) => this.ofDescriptor(child, depth + 1)));
    below.catch(() => {});
    const there = await isThere;
    if (!there) this.want(content);
    return { digest: manifest.digest, manifest, children: await below, isThere: there };
  }

  /** A manifest that is listed, with all that it lists itself. */
  ofDescriptor(descriptor: Descriptor, depth: number): Promise<Node> {
    return memoizeAsync(this.nodes, descriptor.digest, () => this.askDescriptor(descriptor, depth));
  }

  private async askDescriptor({ digest, mediaType }: Descriptor, depth: number): Promise<Node> {
    const isThere = await this.hasManifest(digest);
    // an index may be there without what it lists: clean-ups take that
    if (isThere && !isIndexType(mediaType)) return { digest, manifest: null, children: [], isThere };
    const manifest = await this.store.get(this.from, digest);
    if (manifest) return this.ofManifest(manifest, Promise.resolve(isThere), depth);
    if (mediaType !== '' && !MANIFEST_TYPES.includes(mediaType)) {
      const type = JSON.stringify(mediaType.slice(0, 100));
      throw this.refused(`it lists ${digest}, whose media type ${type} is no image's`, 'Build it with a current tool.');
    }
    throw new ActionError(
      'NOT_FOUND',
      `${repositoryName(this.from)} has an image that lists ${digest}, which is gone from the registry, so it cannot be copied. A clean-up that does not know indexes may have taken it: build the image again.`,
    );
  }

  /** Counts what is said to hang on the image, before any of it is asked for. */
  admit(count: number): void {
    this.attached += count;
    if (this.attached <= MAX_MANIFESTS) return;
    throw this.refused(
      `more than ${MAX_MANIFESTS} referrers and signatures hang on it (with: image leaves them behind)`,
    );
  }

  /** Whether the destination has a manifest. */
  async hasManifest(digest: string): Promise<boolean> {
    return (await this.store.head(this.to, digest)) !== null;
  }

  /** Notes what a missing manifest names; what can be mounted need not be asked for. */
  private want({ blobs }: ManifestRefs): void {
    for (const blob of blobs) {
      if (blob.isNonDistributable || this.blobs.has(blob.digest)) continue;
      const isThere = this.canMount ? Promise.resolve(false) : this.store.blobs.has(this.to, blob.digest);
      const asked = isThere.then((found) => ({ blob, isThere: found }));
      asked.catch(() => {});
      this.blobs.set(blob.digest, asked);
    }
  }

  /** All blobs that were wanted by now: those to bring, and those that are there. */
  async wanted(): Promise<{ missing: Blob[]; there: Count }> {
    const all = await Promise.all(this.blobs.values());
    const blobsOf = (isThere: boolean): Blob[] => all.filter((one) => one.isThere === isThere).map(({ blob }) => blob);
    return { missing: blobsOf(false), there: countOf(blobsOf(true)) };
  }

  private refused(why: string, remedy = 'Build an image with fewer.'): ActionError {
    return new ActionError(
      'REGISTRY_REFUSED',
      `The image in ${repositoryName(this.from)} cannot be copied: ${why}. ${remedy}`,
    );
  }
}
