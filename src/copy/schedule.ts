import { hostOf, type Repository } from '../image/reference.ts';
import type { Errand } from './blob.ts';
import type { CopyPlan } from './plan.ts';

/** One image's copy. */
export interface Copy {
  readonly plan: CopyPlan;
  readonly to: Repository;
}

/** A blob of one copy, on its way. */
export interface Parcel extends Errand {
  readonly plan: CopyPlan;
}

const SMALL = 256 * 1024;

/**
 * All blobs that copies bring. Each is sent to a registry once: other repositories there have it mounted from the first.
 * @returns the largest first, so that none is left alone at the end; `later` what needs that all of `first` is there
 */
export function parcelsOf(copies: readonly Copy[]): { first: Parcel[]; later: Parcel[] } {
  const holders = new Map<string, Repository>();
  const first: Parcel[] = [];
  const later: Parcel[] = [];
  for (const { plan, to } of copies) {
    const host = hostOf(to);
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
export function isSmall({ blob }: Parcel): boolean {
  return blob.size < SMALL;
}
