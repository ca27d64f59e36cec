import type { Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { Requirement } from '../policy/requirement.ts';

/** A signed statement that refers to an image, by a signer that a policy names. */
export interface Statement {
  /** the identity in its certificate: only a claim where there is a problem */
  readonly signer: string;
  /** the issuer of that identity; null where it is not verified */
  readonly issuer: string | null;
  readonly kind: 'attestation' | 'signature';
  /** null for a signature */
  readonly predicateType: string | null;
  /** why it does not verify; null where it does */
  readonly problem: string | null;
  /** whether the image is its subject */
  readonly isAbout: boolean;
  /** when it was signed, as a log or a timestamp authority says, in milliseconds since the epoch; null where not verified */
  readonly at: number | null;
  /** the commits that a provenance says the image was built from; null for every other statement */
  readonly commits: readonly string[] | null;
}

/** What was found that refers to an image. */
export interface Evidence {
  readonly statements: readonly Statement[];
  /** what could not be read or understood, as sentences */
  readonly unread: readonly string[];
}

/** Reads and verifies the statements about an image. */
export type ReadEvidence = (
  image: Repository,
  digest: string,
  /** the manifest of that digest, if it is being read already */
  target: Promise<Manifest>,
  requirements: readonly Requirement[],
) => Promise<Evidence>;

/** How many of the statements that cannot be read are named. */
const MAX_UNREAD = 3;

/** Warnings of what refers to an image and cannot be read or verified. */
export function unreadWarnings(evidence: Evidence | null): string[] {
  return evidence?.unread.slice(0, MAX_UNREAD).map((text) => `A signed statement is ignored. ${text}`) ?? [];
}
