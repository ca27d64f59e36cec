import { canonicalRegistry, type Repository } from '../image/reference.ts';
import type { BlobTransfer } from './blob.ts';
import type { CopyPlan } from './plan.ts';

/** One image's copy. */
export interface Copy {
  readonly plan: CopyPlan;
  readonly to: Repository;
}

/** A blob of one copy, on its way. */
export interface ScheduledBlob extends BlobTransfer {
  readonly plan: CopyPlan;
}

const SMALL = 256 * 1024;

/**
 * All blobs that copies bring. Each is sent to a registry once: other repositories there have it mounted from the first.
 * @returns the largest first, so that none is left alone at the end; `later` what needs that all of `first` is there
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

/** So small that it costs round trips, and no time on the line. */
export function isSmall({ blob }: ScheduledBlob): boolean {
  return blob.size < SMALL;
}
