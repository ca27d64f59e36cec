import { RefusedWrite } from '../errors.ts';
import { shortDigest } from '../image/digest.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import { type Blob, readRefs } from '../image/manifest-refs.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { forEachLimit, Semaphore } from '../util/concurrency.ts';
import { plural } from '../util/format.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { copyBlob } from './blob.ts';
import { type CopyDeps, SENT_AT_ONCE } from './deps.ts';

type Part = { readonly kind: 'blob'; readonly blob: Blob } | { readonly kind: 'manifest'; readonly child: Descriptor };

/**
 * Pushes manifests to one repository. If the registry reports content as missing that it reported as present before, that
 * content is sent from the source, and the manifest pushed once more: caches of blobs outlive the blobs, and a mount may not be
 * visible yet (distribution/distribution#1803, #4269).
 */
export class ManifestPusher {
  private readonly from: Repository;
  private readonly to: Repository;
  private readonly deps: CopyDeps;
  private readonly slots = new Semaphore(SENT_AT_ONCE);
  /** content that was sent again, by digest: each once */
  private readonly resent = new Map<string, Promise<void>>();

  constructor(from: Repository, to: Repository, deps: CopyDeps) {
    this.from = from;
    this.to = to;
    this.deps = deps;
  }

  /**
   * Pushes a manifest: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
   * @param reference a tag, or the manifest's digest
   * @throws the registry's error when it refuses the manifest for another reason, or again
   */
  async put(reference: string, manifest: Manifest): Promise<void> {
    const { store, log, checkCancelled } = this.deps;
    checkCancelled();
    try {
      await store.put(this.to, reference, manifest);
    } catch (error) {
      const missing = error instanceof RefusedWrite ? error.missing : null;
      const parts = missing === null ? [] : partsToSend(manifest, missing);
      if (parts.length === 0) throw error;
      const what = `${plural(parts.length, 'part')} of ${shortDigest(manifest.digest)}`;
      log(`${repositoryName(this.to)} lacks ${what} that it reported as present: sending again`);
      await forEachLimit(parts, (part) => this.send(part, error));
      checkCancelled();
      await store.put(this.to, reference, manifest);
    }
  }

  /** @param refusal thrown where the source lacks the part, too */
  private send(part: Part, refusal: unknown): Promise<void> {
    return part.kind === 'blob'
      ? memoizeAsync(this.resent, part.blob.digest, () => this.sendBlob(part.blob))
      : memoizeAsync(this.resent, part.child.digest, () => this.sendManifest(part.child, refusal));
  }

  private async sendBlob(blob: Blob): Promise<void> {
    const { store, clock, checkCancelled, retryBudget } = this.deps;
    const { from, to, slots } = this;
    const uncounted = { onBytes: () => {}, onUnmounted: () => {} };
    checkCancelled();
    const deps = { blobs: store.blobs, clock, checkCancelled, retryBudget, slots, ...uncounted };
    await copyBlob(deps, { blob, from, to, mount: null, isForced: true });
  }

  private async sendManifest({ digest }: Descriptor, refusal: unknown): Promise<void> {
    const manifest = await this.deps.store.get(this.from, digest);
    if (!manifest) throw refusal;
    await this.put(digest, manifest);
  }
}

/** The parts of a manifest that are named as missing; all of them if none is named. */
function partsToSend(manifest: Manifest, missing: readonly string[]): Part[] {
  const { blobs, children } = readRefs(manifest);
  const isNamed = ({ digest }: Descriptor): boolean => missing.includes(digest);
  const isAnyNamed = [...blobs, ...children].some(isNamed);
  const isSent = (part: Descriptor): boolean => !isAnyNamed || isNamed(part);
  return [
    ...blobs.flatMap((blob): Part[] => (isSent(blob) && !blob.isNonDistributable ? [{ kind: 'blob', blob }] : [])),
    ...children.flatMap((child): Part[] => (isSent(child) ? [{ kind: 'manifest', child }] : [])),
  ];
}
