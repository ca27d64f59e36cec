import { ActionError } from '../errors.ts';
import { type Descriptor, isIndexType, type Manifest, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';

/** A blob that a manifest lists. */
export interface Blob extends Descriptor {
  /**
   * it must not be pushed; clients download it from its own URLs
   * https://github.com/opencontainers/image-spec/blob/main/layer.md#non-distributable-layers
   */
  readonly isNonDistributable: boolean;
}

/** Everything that a manifest references and a complete copy needs. */
export interface ManifestRefs {
  /** the manifests of an index: platforms, attestations and nested indexes */
  readonly children: readonly Descriptor[];
  /** the config and the layers, each once */
  readonly blobs: readonly Blob[];
  /**
   * one key for each layer, or each manifest of an index: its digest and annotations. Cosign stores signatures in
   * annotations, so the signatures of several keys can share one layer
   */
  readonly layerKeys: readonly string[];
  /** the digest of the manifest's subject; null if it has none */
  readonly subject: string | null;
  /** the children that are BuildKit attestations */
  readonly attestations: ReadonlySet<string>;
}

type Json = Record<string, unknown>;

const SHA256 = /^sha256:[0-9a-f]{64}$/;
const BLOB_DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const FOREIGN = /\.foreign\.|nondistributable/;

/**
 * Reads the references of a manifest. Stricter than `readManifest`: one malformed reference would make the copy
 * incomplete.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md and image-index.md
 * @throws REGISTRY_REFUSED when the manifest or one of its references is malformed
 */
export function readRefs(manifest: Manifest): ManifestRefs {
  const json = parse(manifest);
  const subject = (json.subject as Json | null | undefined)?.digest;
  const common = { subject: typeof subject === 'string' && SHA256.test(subject) ? subject : null };
  if (isIndexType(manifest.mediaType)) {
    const list = listOf(manifest, json.manifests, 'manifests');
    const children = list.map((value) => descriptorOf(manifest, value, SHA256));
    const attestations = list.filter(isAttestation).map((value) => String((value as Json).digest));
    return { ...common, children, blobs: [], layerKeys: list.map(layerKeyOf), attestations: new Set(attestations) };
  }
  if (manifest.mediaType !== MEDIA_TYPES.ociManifest && manifest.mediaType !== MEDIA_TYPES.dockerManifest)
    throw unusable(manifest, `unknown media type ${JSON.stringify(manifest.mediaType.slice(0, 100))}`);
  const config = descriptorOf(manifest, json.config, BLOB_DIGEST);
  const list = listOf(manifest, json.layers ?? [], 'layers');
  const layers = list.map((value) => ({
    ...descriptorOf(manifest, value, BLOB_DIGEST),
    isNonDistributable: isNonDistributable(value as Json),
  }));
  const blobs = new Map([{ ...config, isNonDistributable: false }, ...layers].map((blob) => [blob.digest, blob]));
  return {
    ...common,
    children: [],
    blobs: [...blobs.values()],
    layerKeys: list.map(layerKeyOf),
    attestations: new Set(),
  };
}

function parse(manifest: Manifest): Json {
  try {
    const json: unknown = JSON.parse(manifest.bytes.toString('utf8'));
    if (typeof json === 'object' && json !== null && (json as Json).schemaVersion === 2) return json as Json;
  } catch {
    // falls through: not JSON
  }
  throw unusable(manifest, 'expected a JSON manifest with schemaVersion 2');
}

function listOf(manifest: Manifest, value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw unusable(manifest, `expected an array of ${name}`);
}

function descriptorOf(manifest: Manifest, value: unknown, form: RegExp): Descriptor {
  const { digest, size, mediaType } = (value ?? {}) as Json;
  if (typeof digest !== 'string' || !form.test(digest))
    throw unusable(
      manifest,
      `it references ${JSON.stringify(digest ?? null).slice(0, 100)}, which is not a supported digest`,
    );
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw unusable(manifest, `the size of ${digest} is not a non-negative integer`);
  return { digest, size, mediaType: typeof mediaType === 'string' ? mediaType : '' };
}

function layerKeyOf(value: unknown): string {
  const { digest, annotations } = value as Json;
  return JSON.stringify([digest, Object.entries(stringsOf(annotations)).sort()]);
}

function isNonDistributable({ mediaType, urls }: Json): boolean {
  return typeof mediaType === 'string' && FOREIGN.test(mediaType) && Array.isArray(urls) && urls.length > 0;
}

function isAttestation(value: unknown): boolean {
  const annotations = (value as Json | null)?.annotations as Json | null | undefined;
  return annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
}

function unusable(manifest: Manifest, why: string): ActionError {
  return new ActionError(
    'REGISTRY_REFUSED',
    `Could not copy the manifest ${manifest.digest}: ${why}. Rebuild the image with a current tool.`,
  );
}
