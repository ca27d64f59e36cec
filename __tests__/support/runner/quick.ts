/** `npm run test:unit` tries this fraction of the cases that `npm test` tries. */
const SHARE = 20;

/** Returns how many random cases or seeds to try: all of them, or a twentieth in `npm run test:unit`. */
export function cases(full: number): number {
  return process.env.QUICK_TESTS ? Math.ceil(full / SHARE) : full;
}

/**
 * Returns the items of one of several groups: all of them, or in `npm run test:unit` those of its turn, so that each item
 * is in one group.
 */
export function turnOf<T>(items: readonly T[], group: number, groups: number): readonly T[] {
  return process.env.QUICK_TESTS ? items.filter((_, index) => index % groups === group) : items;
}
