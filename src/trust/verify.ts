import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type SignedEntity, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

/** Verifies signed entities against one trusted root. */
export type Root = (entity: SignedEntity) => VerifiedSigner;

interface VerifiedSigner {
  readonly identity: string | null;
  readonly issuer: string | null;
}

/**
 * Returns the verifier of a trusted root. Where the root has logs an entry in one is required, else a timestamp.
 * @param json https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 * @throws where it is not a trusted root
 */
export function rootOf(json: unknown): Root {
  const root = TrustedRoot.fromJSON(json);
  const verifier = new Verifier(toTrustMaterial(root), {
    tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
    ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1,
  });
  return (entity) => {
    const { identity } = verifier.verify(entity);
    return { identity: identity?.subjectAlternativeName ?? null, issuer: identity?.extensions?.issuer ?? null };
  };
}

/** A bundle that was read, and is not verified. */
export interface ReadBundle {
  readonly entity: SignedEntity;
  /** the identity in its certificate; null where it is signed with a key */
  readonly claimed: string | null;
  /** the name of the authority that issued its certificate, as DER; null where it is signed with a key */
  readonly issuer: Buffer | null;
  /** the payload of its envelope; null for a signature */
  readonly envelope: { readonly payload: Buffer; readonly type: string } | null;
  /** the digest of what a signature is over, as `sha256:…`; null for an envelope */
  readonly signedDigest: string | null;
}

/**
 * Reads a bundle.
 * @param artifact what a signature is over; an envelope has its payload itself
 * @throws where it is malformed
 */
export function readBundle(json: unknown, artifact: Buffer): ReadBundle {
  const bundle: Bundle = bundleFromJSON(json);
  const entity = toSignedEntity(bundle, artifact);
  const { content } = bundle;
  const certificate = entity.key.$case === 'certificate' ? entity.key.certificate : null;
  const claimed = certificate?.subjectAltName ?? null;
  const common = { entity, claimed, issuer: certificate?.issuer ?? null };
  if (content.$case === 'dsseEnvelope') {
    const { payload, payloadType } = content.dsseEnvelope;
    return { ...common, envelope: { payload: Buffer.from(payload), type: payloadType }, signedDigest: null };
  }
  const { digest } = content.messageSignature.messageDigest;
  return { ...common, envelope: null, signedDigest: `sha256:${Buffer.from(digest).toString('hex')}` };
}

/** A bundle that verifies by one of the roots: who signed it and when. */
export interface Verified {
  readonly identity: string;
  readonly issuer: string | null;
  /** milliseconds since the epoch: the earliest of the times that logs and authorities give */
  readonly at: number;
}

/** Verifies a bundle. @returns who signed it and when, or why it does not verify by any root */
export function verifyBundle({ entity }: ReadBundle, roots: readonly Root[]): Verified | string {
  let problem = 'there is no trusted root';
  for (const root of roots) {
    try {
      const { identity, issuer } = root(entity);
      if (identity === null) return 'it has no certificate';
      return { identity, issuer, at: Math.min(...entity.timestamps.map(timeOf)) };
    } catch (error) {
      problem = explained((error as Error).message);
    }
  }
  return problem;
}

/** What the library says of a time that it cannot read names neither the time nor what it expects. */
function explained(message: string): string {
  if (message !== 'invalid time') return message;
  return 'invalid time: a timestamp must have whole seconds, or three decimals';
}

function timeOf(timestamp: SignedEntity['timestamps'][number]): number {
  return timestamp.$case === 'timestamp-authority'
    ? timestamp.timestamp.signingTime.getTime()
    : Number(timestamp.tlogEntry.integratedTime) * 1000;
}
