import { ActionError } from '../errors.ts';
import { type Descriptor, isIndexType, type Manifest, MEDIA_TYPES, stringsOf } from '../image/manifest.ts';

/** A blob that a manifest names. */
export interface Blob extends Descriptor {
  /** it may not be handed on, and is had from elsewhere: image-spec, layer.md#non-distributable-layers */
  readonly isNonDistributable: boolean;
}

/** All that a manifest names, so that a copy of it is whole. */
export interface ManifestRefs {
  /** manifests that an index lists, platforms and attestations alike */
  readonly children: readonly Descriptor[];
  /** each once: the config and the layers */
  readonly blobs: readonly Blob[];
  /**
   * what it carries, without its config, which is made of it: each layer, or each manifest of an index, with its
   * annotations. Cosign signs by annotations, so that signatures of several keys may share one layer
   */
  readonly layerKeys: readonly string[];
  /** the digest of what the manifest is about; null where it says nothing */
  readonly subject: string | null;
  /** children that are attestations of other children: BuildKit's */
  readonly attestations: ReadonlySet<string>;
}

type Json = Record<string, unknown>;

const SHA256 = /^sha256:[0-9a-f]{64}$/;
const BLOB_DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const FOREIGN = /\.foreign\.|nondistributable/;

/**
 * Reads what a manifest names. Stricter than reading it for its platforms: what can't be followed can't be copied.
 * @throws REGISTRY_REFUSED where something it names can't be followed
 */
export function readRefs(manifest: Manifest): ManifestRefs {
  const json = parse(manifest);
  const subject = (json.subject as Json | null | undefined)?.digest;
  const common = { subject: typeof subject === 'string' && SHA256.test(subject) ? subject : null };
  if (isIndexType(manifest.mediaType)) {
    const list = listOf(manifest, json.manifests, 'manifests');
    const children = list.map((value) => descriptorOf(manifest, value, SHA256));
    const attestations = list.filter(isAttestation).map((value) => String((value as Json).digest));
    return { ...common, children, blobs: [], layerKeys: list.map(pieceOf), attestations: new Set(attestations) };
  }
  if (manifest.mediaType !== MEDIA_TYPES.ociManifest && manifest.mediaType !== MEDIA_TYPES.dockerManifest)
    throw unusable(manifest, `its media type ${JSON.stringify(manifest.mediaType.slice(0, 100))} is not known`);
  const config = descriptorOf(manifest, json.config, BLOB_DIGEST);
  const list = listOf(manifest, json.layers ?? [], 'layers');
  const layers = list.map((value) => ({
    ...descriptorOf(manifest, value, BLOB_DIGEST),
    isNonDistributable: isNonDistributable(value as Json),
  }));
  const blobs = new Map([{ ...config, isNonDistributable: false }, ...layers].map((blob) => [blob.digest, blob]));
  return { ...common, children: [], blobs: [...blobs.values()], layerKeys: list.map(pieceOf), attestations: new Set() };
}

function parse(manifest: Manifest): Json {
  try {
    const json: unknown = JSON.parse(manifest.bytes.toString('utf8'));
    if (typeof json === 'object' && json !== null && (json as Json).schemaVersion === 2) return json as Json;
  } catch {
    // falls through: not JSON
  }
  throw unusable(manifest, 'it is no manifest of schema version 2');
}

function listOf(manifest: Manifest, value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw unusable(manifest, `its ${name} are no list`);
}

function descriptorOf(manifest: Manifest, value: unknown, form: RegExp): Descriptor {
  const { digest, size, mediaType } = (value ?? {}) as Json;
  if (typeof digest !== 'string' || !form.test(digest))
    throw unusable(manifest, `it names ${JSON.stringify(digest ?? null).slice(0, 100)}, which is no digest known here`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw unusable(manifest, `it does not say how large ${digest} is`);
  return { digest, size, mediaType: typeof mediaType === 'string' ? mediaType : '' };
}

function pieceOf(value: unknown): string {
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
    `The manifest ${manifest.digest} cannot be copied: ${why}. Build the image again with a current tool.`,
  );
}
