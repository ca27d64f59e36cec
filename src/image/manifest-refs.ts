import {
  type Descriptor,
  isArtifactType,
  isAttestation,
  isImageType,
  isIndexType,
  type Json,
  type Manifest,
  malformed,
  parseManifest,
  stringsOf,
} from './manifest.ts';
import { isDigest } from './reference.ts';

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
  /** the config and the layers, or the blobs of an artifact manifest; each once */
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

const SHA512 = /^sha512:[0-9a-f]{128}$/;
const NO_CHILDREN: Pick<ManifestRefs, 'children' | 'attestations'> = { children: [], attestations: new Set() };
const FOREIGN = /\.foreign\.|nondistributable/;

/**
 * Reads the references of a manifest. Stricter than `readManifest`: a skipped reference would make a copy incomplete.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * @throws REGISTRY_REFUSED when the manifest or one of its references is malformed
 */
export function readRefs(manifest: Manifest): ManifestRefs {
  const json = parseManifest(manifest);
  const subject = (json.subject as Json | null | undefined)?.digest;
  const common = { subject: typeof subject === 'string' && isDigest(subject) ? subject : null };
  if (isIndexType(manifest.mediaType)) {
    const list = listOf(manifest, json.manifests, 'manifests');
    const children = list.map((value) => descriptorOf(manifest, value, isDigest));
    const attestations = list.filter(isAttestation).map((value) => String((value as Json).digest));
    return { ...common, children, blobs: [], layerKeys: list.map(layerKeyOf), attestations: new Set(attestations) };
  }
  if (isArtifactType(manifest.mediaType)) {
    const list = listOf(manifest, json.blobs ?? [], 'blobs');
    return { ...common, ...NO_CHILDREN, blobs: distinct(blobsIn(manifest, list)), layerKeys: list.map(layerKeyOf) };
  }
  if (!isImageType(manifest.mediaType))
    throw malformed(manifest, `unknown media type ${JSON.stringify(manifest.mediaType.slice(0, 100))}`);
  const config = descriptorOf(manifest, json.config, isBlobDigest);
  const list = listOf(manifest, json.layers ?? [], 'layers');
  const blobs = distinct([{ ...config, isNonDistributable: false }, ...blobsIn(manifest, list)]);
  return { ...common, ...NO_CHILDREN, blobs, layerKeys: list.map(layerKeyOf) };
}

function blobsIn(manifest: Manifest, list: readonly unknown[]): Blob[] {
  return list.map((value) => ({
    ...descriptorOf(manifest, value, isBlobDigest),
    isNonDistributable: isNonDistributable(value as Json),
  }));
}

function distinct(blobs: readonly Blob[]): Blob[] {
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
}

function listOf(manifest: Manifest, value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw malformed(manifest, `expected an array of ${name}`);
}

/** Whether the text is a digest of a blob: registries store manifests under sha256 only, blobs also under sha512. */
function isBlobDigest(text: string): boolean {
  return isDigest(text) || SHA512.test(text);
}

function descriptorOf(manifest: Manifest, value: unknown, isSupported: (digest: string) => boolean): Descriptor {
  const { digest, size, mediaType } = (value ?? {}) as Json;
  if (typeof digest !== 'string' || !isSupported(digest))
    throw malformed(
      manifest,
      `it references ${JSON.stringify(digest ?? null).slice(0, 100)}, which is not a supported digest`,
    );
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw malformed(manifest, `the size of ${digest} is not a non-negative integer`);
  return { digest, size, mediaType: typeof mediaType === 'string' ? mediaType : '' };
}

function layerKeyOf(value: unknown): string {
  const { digest, annotations } = value as Json;
  return JSON.stringify([digest, Object.entries(stringsOf(annotations)).sort()]);
}

function isNonDistributable({ mediaType, urls }: Json): boolean {
  return typeof mediaType === 'string' && FOREIGN.test(mediaType) && Array.isArray(urls) && urls.length > 0;
}
