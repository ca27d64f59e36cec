import type { ErrorCode } from '../errors.ts';
import { shortDigest } from '../image/digest.ts';
import type { Identity } from '../image/identity.ts';

/** A rule that can refuse a run. Its file adds the check. */
export interface Guard<Name extends string = string> {
  /** as the input `allow` takes it */
  readonly name: Name;
  /** of the error where it refuses */
  readonly code: ErrorCode;
  /** what to do about a refusal: sentences that end an error message */
  readonly remedy: string;
}

/** The image that guards check. */
export interface GuardSubject {
  /** name of the repository, with its registry */
  readonly image: string;
  /** null where the image is not built yet */
  readonly digest: string | null;
  readonly identity: Identity;
  /** names of the guards that this run overrides */
  readonly allow: readonly string[];
}

/** The result of one guard for one image. */
export interface Check {
  /** name of the guard */
  readonly guard: string;
  /** name of the repository, with its registry */
  readonly image: string;
  /**
   * `passed`; `refused`; `overridden`: violated, but `allow` names the guard; `unknown`: cannot be determined, so it
   * passes with a warning; `skipped`: violated, and the run leaves out what the guard protects
   */
  readonly verdict: 'passed' | 'refused' | 'overridden' | 'unknown' | 'skipped';
  /** what was found: untrusted text may be part of it */
  readonly text: string;
}

/** A check that passed. */
export function passed(guard: Guard, image: string, text: string): Check {
  return { guard: guard.name, image, verdict: 'passed', text };
}

/**
 * A check whose guard is violated: overridden where `allow` names the guard, else refused.
 * @param text what was requested and what was found, as a sentence
 */
export function violation(guard: Guard, image: string, text: string, allow: readonly string[]): Check {
  return { guard: guard.name, image, verdict: allow.includes(guard.name) ? 'overridden' : 'refused', text };
}

/** An image in the text of a check: its version and short digest, as far as they are known. */
export function describeImage(digest: string | null, { version }: Identity): string {
  if (digest === null) return version ?? 'this build';
  return version === null ? shortDigest(digest) : `${version} (${shortDigest(digest)})`;
}
