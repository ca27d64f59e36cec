import type { ErrorCode } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { shortDigest } from '../image/digest.ts';
import type { Finding } from '../image/finding.ts';
import type { Identity } from '../image/identity.ts';
import { imageName } from '../image/name.ts';
import { formatTime } from '../image/time.ts';
import { oneLine } from '../util/text.ts';

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
  /** the image as the user named it; none where the user did not */
  readonly requested?: string | null;
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
  /** where the guard is violated */
  readonly finding?: Finding;
  /** what to do about it, where the guard's remedy does not fit */
  readonly remedy?: string;
  /** when it will pass by itself, RFC 3339; absent where that is not known */
  readonly passes?: string;
}

/** A check that passed. */
export function passed(guard: Guard, image: string, text: string): Check {
  return { guard: guard.name, image, verdict: 'passed', text };
}

/**
 * A check whose guard is violated: overridden where `allow` names the guard, else refused.
 * @param text what was requested and what was found, as a sentence
 */
export function violation(
  guard: Guard,
  image: string,
  text: string,
  allow: readonly string[],
  finding?: Finding,
): Check {
  const verdict = allow.includes(guard.name) ? 'overridden' : 'refused';
  return { guard: guard.name, image, verdict, text, ...(finding ? { finding } : {}) };
}

/** Who recorded an event, when and why, as the end of a sentence: ` by ada at 2026-03-01 12:00 UTC: incident 1`. */
export function byWhom({ actor, at, reason }: Pick<HistoryEvent, 'actor' | 'at' | 'reason'>): string {
  const by = actor === null ? '' : ` by ${oneLine(actor)}`;
  return `${by} at ${formatTime(at)}${reason === null ? '' : `: ${oneLine(reason)}`}`;
}

/** The subject in a text: its short name, and what the user called it where that is something else. */
export function nameSubject({
  digest,
  identity,
  requested,
}: Pick<GuardSubject, 'digest' | 'identity' | 'requested'>): string {
  const name = imageName(identity, digest);
  const asked = (requested ?? '').replace(/^v(?=\d)/, '');
  const isSame = asked === '' || asked === name || asked === digest || `git-${asked}`.startsWith(name);
  return isSame ? name : `${name} (${requested})`;
}

/** Two images in one text: by their short names, with their digests where these are equal. */
export function nameBoth(
  subject: Pick<GuardSubject, 'digest' | 'identity' | 'requested'>,
  other: { readonly digest: string; readonly identity: Identity },
): [mine: string, theirs: string] {
  const theirs = imageName(other.identity, other.digest);
  const mine = nameSubject(subject);
  if (subject.digest === null || imageName(subject.identity, subject.digest) !== theirs) return [mine, theirs];
  return [`${mine} (${shortDigest(subject.digest)})`, `${theirs} (${shortDigest(other.digest)})`];
}
