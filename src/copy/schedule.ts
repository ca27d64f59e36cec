import { canonicalRegistry, type Repository } from '../image/reference.ts';
import type { BlobTransfer } from './blob.ts';
import type { CopyPlan } from './plan.ts';

/** The copy of one image. */
export interface Copy {
  readonly plan: CopyPlan;
  readonly to: Repository;
}

/** A blob to transfer, with the plan it belongs to. */
export interface ScheduledBlob extends BlobTransfer {
  readonly plan: CopyPlan;
}

/** in bytes */
const SMALL = 256 * 1024;

/**
 * Schedules the blobs of all copies. Each blob is uploaded to a registry once; other repositories of that registry mount
 * it from the first one.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#mounting-a-blob-from-another-repository
 * @returns `first` largest first, so that a large blob does not start last; `later` the mounts that depend on `first`
 */
export function scheduleBlobs(copies: readonly Copy[]): { first: ScheduledBlob[]; later: ScheduledBlob[] } {
  const holders = new Map<string, Repository>();
  const first: ScheduledBlob[] = [];
  const later: ScheduledBlob[] = [];
  for (const { plan, to } of copies) {
    const host = canonicalRegistry(to);
    for (const blob of plan.blobs) {
      const key = `${host} ${blob.digest}`;
      const holder = plan.canMount ? undefined : holders.get(key);
      const mount = plan.canMount ? plan.source : (holder ?? null);
      holders.set(key, holder ?? to);
      (holder ? later : first).push({ plan, blob, from: plan.source, to, mount });
    }
  }
  return { first: first.sort((a, b) => b.blob.size - a.blob.size), later };
}

/** Whether the transfer is dominated by round trips, not by bandwidth. */
export function isSmall({ blob }: ScheduledBlob): boolean {
  return blob.size < SMALL;
}
