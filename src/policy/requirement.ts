/** A signed statement that a policy requires of an image. */
export interface Requirement {
  /** `signature`: any signed statement about the image, or a signature of it */
  readonly kind: 'attestation' | 'signature';
  /** the type of an attestation's predicate; null for a signature */
  readonly predicateType: string | null;
  /** the workflow that signed, as `owner/repository/path@ref`; `*` stands for any text without a slash */
  readonly signer: string;
  /** the issuer of the signer's identity token */
  readonly issuer: string;
  /** how old the statement may be, in milliseconds; null where that does not matter */
  readonly maxAge: number | null;
  readonly level: 'error' | 'warn';
}

/** The issuer of the identity tokens of GitHub Actions. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * Whether a certificate's identity is the signer of a requirement: compared in full, after the server's address.
 * @param identity the subject alternative name of a certificate, such as
 *   `https://github.com/acme/shop/.github/workflows/build.yml@refs/heads/main`
 */
export function isSigner({ signer }: Pick<Requirement, 'signer'>, identity: string): boolean {
  const pattern = signer
    .split('*')
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^https://[^/]+/${pattern}$`).test(identity);
}

/** Returns what a requirement asks for, as a noun: `https://slsa.dev/provenance/v1 by acme/shop/…`. */
export function nameRequirement({ predicateType, signer }: Requirement): string {
  return `${predicateType ?? 'a signature'} by ${signer}`;
}
