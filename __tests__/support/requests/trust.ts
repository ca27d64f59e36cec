import * as images from '../images/images.ts';
import { INDEX, Place } from '../images/place.ts';
import type { Registry } from '../registries/registry.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const EMPTY = 'application/vnd.oci.empty.v1+json';

/**
 * Pushes bundles as referrers of an image, as actions/attest and cosign 3 do on a registry without the referrers API: they
 * are listed under the fallback tag.
 */
export async function pushBundles(
  registry: Registry,
  repo: string,
  digest: string,
  bundles: readonly object[],
): Promise<void> {
  const place = new Place(registry, repo);
  const tag = digest.replace(':', '-');
  const image = (await images.getManifest(registry, repo, digest))!;
  const subject = { mediaType: image.mediaType, digest, size: image.bytes.length };
  const config = await place.blob('{}', EMPTY);
  const entries = (await images.getManifest(registry, repo, tag))?.json.manifests ?? [];
  for (const bundle of bundles) {
    const layers = [await place.blob(JSON.stringify(bundle), BUNDLE)];
    entries.push({
      ...(await place.manifest({ artifactType: BUNDLE, config, layers, subject })),
      artifactType: BUNDLE,
    });
  }
  const list = { schemaVersion: 2, mediaType: INDEX, manifests: entries };
  await images.putManifest(registry, repo, tag, Buffer.from(JSON.stringify(list)), INDEX);
}

/** The parts of a bundle that cosign 2 stores as annotations. */
interface Material {
  certificate?: { rawBytes: string };
  x509CertificateChain?: { certificates: { rawBytes: string }[] };
  timestampVerificationData?: { rfc3161Timestamps?: { signedTimestamp: string }[] };
}

/** Pushes a signature under cosign's tag, as cosign 2 does. @param bundle of the payload */
export async function pushCosign2(
  registry: Registry,
  repo: string,
  digest: string,
  payload: Buffer,
  bundle: object,
): Promise<void> {
  const place = new Place(registry, repo);
  const { verificationMaterial: material, messageSignature } = bundle as {
    verificationMaterial: Material;
    messageSignature: { signature: string };
  };
  const raw = material.certificate?.rawBytes ?? material.x509CertificateChain!.certificates[0]!.rawBytes;
  const pem = `-----BEGIN CERTIFICATE-----\n${raw.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`;
  const stamp = material.timestampVerificationData?.rfc3161Timestamps?.[0]?.signedTimestamp;
  const annotations = {
    'dev.cosignproject.cosign/signature': messageSignature.signature,
    'dev.sigstore.cosign/certificate': pem,
    ...(stamp ? { 'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: stamp }) } : {}),
  };
  const layer = { ...(await place.blob(payload, 'application/vnd.dev.cosign.simplesigning.v1+json')), annotations };
  const manifest = await place.manifest({ config: await place.config(), layers: [layer] });
  await images.putTag(registry, repo, `${digest.replace(':', '-')}.sig`, manifest.digest);
}
