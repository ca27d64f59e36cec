/** `npm run test:unit` tries this fraction of the cases that `npm test` tries. */
const SHARE = 10;

/** Returns how many random cases or seeds to try: all of them, or a tenth in `npm run test:unit`. */
export function cases(full: number): number {
  return process.env.QUICK_TESTS ? Math.ceil(full / SHARE) : full;
}
