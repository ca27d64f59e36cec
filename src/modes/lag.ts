import type { EnvironmentReport } from './status-report.ts';

/** How the image of an environment compares with that of the previous stage. */
export type Lag =
  | { readonly kind: 'same' | 'ahead' | 'other' }
  /** another image; that stage has no history, or one that cannot be read */
  | { readonly kind: 'unknown' }
  /** how many images that stage has had since the one that is live here */
  | { readonly kind: 'behind'; readonly by: number };

/**
 * Returns how the image of an environment compares with that of the previous stage, by their histories.
 * @returns null where nothing is live in one of them
 */
export function lagOf(report: EnvironmentReport, before: EnvironmentReport): Lag | null {
  const [here, there] = [report.row.digest, before.row.digest];
  if (here === null || there === null) return null;
  if (here === there) return { kind: 'same' };
  const since = digestsSince(before, here);
  if (since !== null) return { kind: 'behind', by: Math.max(1, since) };
  if (digestsSince(report, there) !== null) return { kind: 'ahead' };
  return { kind: before.moves.length === 0 ? 'unknown' : 'other' };
}

/** Returns how many other images an environment has had since an image was live there; null where it never was. */
function digestsSince({ moves }: EnvironmentReport, digest: string): number | null {
  const last = moves.findLastIndex((event) => event.digest === digest);
  if (last < 0) return null;
  const later = new Set(moves.slice(last + 1).map((event) => event.digest));
  // images that were there before are not newer
  for (const event of moves.slice(0, last)) later.delete(event.digest);
  return later.size;
}
