/** The annotations of a layer that cosign 2 writes. */
const KEYS = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const;

type Annotations = Readonly<Record<string, string>>;

/**
 * Returns a signature or an attestation as cosign 2 stores it as a Sigstore bundle.
 * @param content the layer: what is signed, or the envelope of an attestation
 * @param digest of what is signed, in base64
 * @returns null where it has no certificate: it was signed with a key
 * @throws where it is malformed
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export function cosignBundle(
  annotations: Annotations,
  content: Buffer,
  kind: 'sig' | 'att',
  digest: string,
): object | null {
  const certificate = annotations[KEYS.certificate];
  if (!certificate) return null;
  const timestamp = annotations[KEYS.timestamp];
  const signed =
    kind === 'att'
      ? { dsseEnvelope: envelopeOf(content) }
      : {
          messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest },
            signature: annotations[KEYS.signature],
          },
        };
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      x509CertificateChain: { certificates: [{ rawBytes: derOf(certificate) }] },
      tlogEntries: entriesOf(annotations[KEYS.bundle]),
      timestampVerificationData: {
        rfc3161Timestamps: timestamp
          ? [{ signedTimestamp: (JSON.parse(timestamp) as Timestamp).SignedRFC3161Timestamp }]
          : [],
      },
    },
    ...signed,
  };
}

interface Timestamp {
  readonly SignedRFC3161Timestamp: string;
}

interface RekorBundle {
  readonly SignedEntryTimestamp: string;
  readonly Payload: {
    readonly body: string;
    readonly integratedTime: number;
    readonly logIndex: number;
    readonly logID: string;
  };
}

function entriesOf(bundle: string | undefined): object[] {
  if (!bundle) return [];
  const { SignedEntryTimestamp, Payload } = JSON.parse(bundle) as RekorBundle;
  const { kind, apiVersion } = JSON.parse(Buffer.from(Payload.body, 'base64').toString('utf8')) as Record<
    string,
    string
  >;
  return [
    {
      logIndex: String(Payload.logIndex),
      logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
      kindVersion: { kind, version: apiVersion },
      integratedTime: String(Payload.integratedTime),
      inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
      canonicalizedBody: Payload.body,
    },
  ];
}

function envelopeOf(content: Buffer): object {
  const { payload, payloadType, signatures } = JSON.parse(content.toString('utf8')) as Record<string, unknown>;
  const list = (signatures as { sig: string; keyid?: string }[]).map(({ sig, keyid = '' }) => ({ sig, keyid }));
  return { payload, payloadType, signatures: list };
}

function derOf(pem: string): string {
  return pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '');
}
