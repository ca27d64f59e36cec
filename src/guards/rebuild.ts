import { shortDigest } from '../image/digest.ts';
import { type Check, type Guard, violation } from './guard.ts';

/** A commit is built once. */
export const rebuild = {
  name: 'rebuild',
  code: 'VERSION_EXISTS',
  remedy: 'The first build of the commit is used.',

  /**
   * Checks a second build of a commit: without an override the first build is used, and nothing fails.
   * @param first the digest of the first build
   * @returns `overridden`, or `skipped`
   */
  check(image: string, commit: string, first: string, allow: readonly string[]): Check {
    const check = violation(rebuild, image, `commit ${commit} was built already, as ${shortDigest(first)}.`, allow);
    return check.verdict === 'refused' ? { ...check, verdict: 'skipped' } : check;
  },
} as const satisfies Guard & Record<string, unknown>;
