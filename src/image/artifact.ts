import { type Json, type Manifest, MEDIA_TYPES, parseManifest, stringsOf } from './manifest.ts';

/** The annotation that every history manifest of this action has: the version of its format. */
export const HISTORY_KEY = 'vnd.build-once-promote.history';

/**
 * Media types of what is attached to images: signatures, attestations, SBOMs, scan results.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 * https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md
 */
const ATTACHED =
  /^(?:application|text)\/(?:vnd\.)?(?:dev\.cosign|dev\.sigstore|cncf\.notary|dsse|in-toto|spdx|cyclonedx|syft|sarif|openvex|openpgp|pgp)\b/;

const CONFIGS: readonly string[] = [MEDIA_TYPES.ociConfig, 'application/vnd.docker.container.image.v1+json'];

/**
 * Returns what a manifest is where it is certainly no image: a history of this action, a signature, another artifact that
 * is about an image, or a list of such. Charts and WebAssembly modules count as images: they are promoted as these are.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
 * @returns a noun with its article, for a message; null where it may be an image
 * @throws REGISTRY_REFUSED when it is not JSON with schemaVersion 2
 */
export function artifactKind(manifest: Manifest): string | null {
  const json = parseManifest(manifest);
  if (stringsOf(json.annotations)[HISTORY_KEY] !== undefined) return 'the history of an environment';
  const artifactType = typeOf(json, 'artifactType');
  if (ATTACHED.test(artifactType)) return named(artifactType);
  const listed = listOf(json.manifests);
  if (listed.length > 0) return listed.every(isReferrer) ? 'a list of signatures or other artifacts' : null;
  const config = typeOf(json.config, 'mediaType');
  if (ATTACHED.test(config)) return named(config);
  const layers = listOf(json.layers).map((layer) => typeOf(layer, 'mediaType'));
  if (layers.length > 0 && layers.every((type) => ATTACHED.test(type))) return named(layers[0] ?? '');
  const isAbout = typeOf(json.subject, 'digest') !== '';
  return isAbout && !CONFIGS.includes(config) ? named(artifactType || config) : null;
}

/** Whether an entry of an index is one of a list of referrers: its type is there, and it has no platform. */
function isReferrer(entry: unknown): boolean {
  const type = typeOf(entry, 'artifactType');
  return ATTACHED.test(type) || (type !== '' && !CONFIGS.includes(type) && (entry as Json).platform === undefined);
}

function named(mediaType: string): string {
  return `a signature or another artifact (${mediaType.slice(0, 100)})`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function typeOf(value: unknown, key: string): string {
  return stringsOf(value)[key] ?? '';
}
