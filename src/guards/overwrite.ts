import { shortDigest } from '../image/digest.ts';
import { type Check, type Guard, type GuardSubject, violation } from './guard.ts';

/** A fixed tag, such as a version, stays with its image. */
export const overwrite = {
  name: 'overwrite',
  code: 'VERSION_EXISTS',
  remedy: 'Versions are immutable: release a new version. To override, set allow: overwrite.',

  /**
   * Checks a fixed tag that is to be written.
   * @param was the digest that the tag has; null where it does not exist
   * @param source the repository that the image is copied from; null where it is not copied
   * @returns null where the tag is free
   */
  check({ image, digest, allow }: GuardSubject, tag: string, was: string | null, source: string | null): Check | null {
    if (was === null) return null;
    const mine =
      digest === null ? 'the image that would be built' : `${shortDigest(digest)}${source ? ` of ${source}` : ''}`;
    const finding = { one: `${tag} is taken by another image`, many: 'have version tags that are taken' };
    return violation(
      overwrite,
      image,
      `the tag ${tag} exists and names ${shortDigest(was)}, not ${mine}.`,
      allow,
      finding,
    );
  },

  /** Checks the commit tag with all 40 characters, which names another image. @param what it names: a noun */
  checkCommitTag(image: string, tag: string, what: string, allow: readonly string[]): Check {
    return violation(overwrite, image, `the tag ${tag} exists, but names ${what}.`, allow);
  },
} as const satisfies Guard & Record<string, unknown>;
