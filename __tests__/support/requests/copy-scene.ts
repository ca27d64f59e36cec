import { copyContents, pushManifests } from '../../../src/copy/copier.ts';
import { gatherCopy } from '../../../src/copy/gather.ts';
import type { CopyOutcome, CopyPlan } from '../../../src/copy/plan.ts';
import type { Copy } from '../../../src/copy/schedule.ts';
import { digestOf } from '../../../src/image/digest.ts';
import { type Descriptor, type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import { isDigest, type Repository, repositoryName } from '../../../src/image/reference.ts';
import { RetryBudget } from '../../../src/registry/http/retry-budget.ts';
import type { Asked } from '../registries/memory-registry.ts';
import { MemoryStore } from '../registries/memory-store.ts';
import { VirtualClock } from './virtual-clock.ts';

export const FROM: Repository = { registry: 'dev.test', repository: 'team/app' };
export const TO: Repository = { registry: 'prod.test', repository: 'shop/app' };
/** In the source's registry. */
export const BESIDE: Repository = { registry: 'dev.test', repository: 'shop/app' };

type Json = Record<string, unknown>;

/** How a manifest is made, and where it is put. */
export interface Made {
  readonly at?: Repository;
  readonly tags?: readonly string[];
  /** fields beside the usual ones, or in their place */
  readonly json?: Json;
}

/** Images with names, so that tests can describe requests without digests. */
export class CopyScene {
  readonly store = new MemoryStore();
  readonly clock = new VirtualClock();
  readonly lines: string[] = [];
  /** called before each write */
  checkCancelled = (): void => {};
  private readonly manifests = new Map<string, Manifest>();
  private readonly names = new Map<string, string>();

  /** A blob of so many bytes, filled with its name. */
  blob(name: string, size = 100, at: Repository = FROM): Descriptor {
    const bytes = Buffer.alloc(size, name);
    const digest = digestOf(bytes);
    this.store.repository(at).blobs.set(digest, bytes);
    this.names.set(digest, name);
    return { mediaType: MEDIA_TYPES.ociLayer, digest, size };
  }

  /** An index of two platforms, amd64 and arm64, with the layer `base`. */
  twoPlatforms(name = 'index'): Manifest {
    for (const platform of ['amd64', 'arm64']) this.image(platform, ['base']);
    return this.index(name, ['amd64', 'arm64']);
  }

  /** An image of one platform; its config is called `<name>-config`. */
  image(name: string, layers: readonly (string | object)[] = [], { at = FROM, tags = [], json = {} }: Made = {}) {
    const config = this.blob(`${name}-config`, 50, at);
    const each = layers.map((layer) => (typeof layer === 'string' ? this.blob(layer, 100, at) : layer));
    return this.manifest(name, { mediaType: MEDIA_TYPES.ociManifest, config, layers: each, ...json }, at, tags);
  }

  /** An index of manifests that were made before. */
  index(name: string, children: readonly string[], { at = FROM, tags = [], json = {} }: Made = {}): Manifest {
    const manifests = children.map((child) => this.descriptor(child));
    return this.manifest(name, { mediaType: MEDIA_TYPES.ociIndex, manifests, ...json }, at, tags);
  }

  /** A referrer of a manifest: an artifact with one layer, called `<name>-layer`. */
  referrer(name: string, subject: string, { json = {}, ...made }: Made = {}): Manifest {
    return this.image(name, [`${name}-layer`], { ...made, json: { subject: this.descriptor(subject), ...json } });
  }

  /** Pushes an index of referrers under the subject's fallback tag. */
  list(subject: string, referrers: readonly string[], at = FROM): Manifest {
    return this.index(`list of ${subject}`, referrers, { at, tags: [this.tag(subject)] });
  }

  /** The fallback tag of a manifest, with a suffix. */
  tag(name: string, end = ''): string {
    return `${this.digest(name).replace(':', '-')}${end}`;
  }

  manifest(name: string, json: Json & { mediaType: string }, at = FROM, tags: readonly string[] = []): Manifest {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...json }));
    const manifest = { bytes, mediaType: json.mediaType, digest: digestOf(bytes), size: bytes.length };
    const { manifests, tags: names } = this.store.repository(at);
    manifests.set(manifest.digest, manifest);
    for (const tag of tags) names.set(tag, manifest.digest);
    this.manifests.set(name, manifest);
    this.names.set(manifest.digest, name);
    return manifest;
  }

  digest(name: string): string {
    const known = this.manifests.get(name)?.digest ?? [...this.names].find(([, other]) => other === name)?.[0];
    if (known === undefined) throw new Error(`nothing is called ${name}`);
    return known;
  }

  descriptor(name: string): Descriptor {
    const { mediaType, digest, size } = this.manifests.get(name) as Manifest;
    return { mediaType, digest, size };
  }

  /** Copies manifests or blobs of the source elsewhere, as an earlier run would have. */
  arrive(names: readonly string[], at = TO, from = FROM): void {
    for (const digest of names.map((name) => this.digest(name))) {
      const [source, target] = [this.store.repository(from), this.store.repository(at)];
      const [manifest, blob] = [source.manifests.get(digest), source.blobs.get(digest)];
      if (manifest) target.manifests.set(digest, manifest);
      if (blob) target.blobs.set(digest, blob);
    }
  }

  /** The parts of an image to copy. */
  gather(name: string, takes: 'all' | 'image' = 'all', to = TO, from = FROM): Promise<CopyPlan> {
    return gatherCopy(this.store, from, to, this.manifests.get(name) as Manifest, takes);
  }

  deps() {
    const { store, clock } = this;
    const log = (line: string): void => void this.lines.push(this.called(line));
    return { store, clock, log, checkCancelled: () => this.checkCancelled(), retryBudget: new RetryBudget() };
  }

  bring(copies: readonly Copy[]): Promise<CopyOutcome[]> {
    return copyContents(copies, this.deps());
  }

  name(copies: readonly Copy[]): Promise<void> {
    return pushManifests(copies, this.deps());
  }

  /** The requests to a repository by some methods, or by all, in order: `head amd64`. */
  asked(image: Repository, ...methods: Asked['method'][]): string[] {
    return this.store.requests.flatMap((one) =>
      one.image === repositoryName(image) && (methods.length === 0 || methods.includes(one.method))
        ? [this.said(one)]
        : [],
    );
  }

  /** One request in words. */
  said({ method, reference, digest }: Asked): string {
    const what = method === 'put' && digest !== null && !isDigest(reference) ? `${reference} = ${digest}` : reference;
    return this.called(`${method} ${what}`).trim();
  }

  /** A text with names in the place of digests; `~name` in that of a tag made from one. */
  called(text: string): string {
    return text.replace(/sha256([:-])([0-9a-f]{64})/g, (whole, kind: string, hex: string) => {
      const name = this.names.get(`sha256:${hex}`);
      return name === undefined ? whole : kind === '-' ? `~${name}` : name;
    });
  }
}
