import { ActionError } from '../errors.ts';
import { normalisePlatform, type Platform } from './platform.ts';
import { isDigest } from './reference.ts';

export const MEDIA_TYPES = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/** The supported media types of manifests. */
export const MANIFEST_TYPES: readonly string[] = [
  MEDIA_TYPES.ociIndex,
  MEDIA_TYPES.ociManifest,
  MEDIA_TYPES.dockerList,
  MEDIA_TYPES.dockerManifest,
];

/**
 * Media types of artifact manifests, which have blobs and a subject. They were removed from the OCI specification before
 * its release, but some registries have them: https://github.com/opencontainers/image-spec/pull/999
 */
const ARTIFACT_TYPES: readonly string[] = [
  'application/vnd.oci.artifact.manifest.v1+json',
  'application/vnd.cncf.oras.artifact.manifest.v1+json',
];

/** The Accept header of every manifest request. If a type is missing, registries answer 404 or convert the manifest. */
export const ACCEPT = [...MANIFEST_TYPES, ...ARTIFACT_TYPES].join(', ');

/** The largest manifest that is read or written, in bytes: the limit that distribution-spec has registries support. */
export const MAX_MANIFEST = 4 * 1024 * 1024;

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly digest: string;
  readonly mediaType: string;
  /** in bytes */
  readonly size: number;
}

/** A manifest as the registry stores it. Its bytes are kept: parsing and serialising it would change its digest. */
export interface Manifest extends Descriptor {
  readonly bytes: Buffer;
}

export interface IndexEntry extends Descriptor {
  /** null if unknown: BuildKit lists attestations with the platform unknown/unknown */
  readonly platform: Platform | null;
  /** whether it is a BuildKit attestation, or of an unknown platform */
  readonly attestation: boolean;
}

/** The content of one manifest, without what it references. */
export interface ManifestContent {
  readonly isIndex: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  /** the children of an index; empty for an image manifest */
  readonly entries: readonly IndexEntry[];
  /** the config of an image manifest; null for an index */
  readonly config: Descriptor | null;
}

export type Json = Record<string, unknown>;

/** Whether a value read from JSON is an object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON of manifests by their bytes: a manifest is looked at several times, and a long history takes time to parse. */
const parsed = new WeakMap<Buffer, unknown>();

/**
 * Parses the bytes of a manifest, once for all who ask.
 * @returns what must not be changed; undefined where they are not JSON
 */
export function jsonOf(bytes: Buffer): unknown {
  if (!parsed.has(bytes)) parsed.set(bytes, parse(bytes));
  return parsed.get(bytes);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Returns the string values of an object read from JSON; other values are left out. */
export function stringsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Whether a media type is that of an image index or a Docker manifest list. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPES.ociIndex || mediaType === MEDIA_TYPES.dockerList;
}

/** Whether a media type is that of an image manifest, of OCI or of Docker. */
export function isImageType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPES.ociManifest || mediaType === MEDIA_TYPES.dockerManifest;
}

/** Whether a media type says nothing about a manifest: registries serve manifests of any kind with it. */
export function isGeneric(mediaType: string): boolean {
  return ['', 'application/json', 'application/octet-stream', 'binary/octet-stream', 'text/plain'].includes(mediaType);
}

/**
 * Returns a manifest's media type: its own field before the header, because a PUT has to use the same type. Without a
 * field, which OCI allows, the content decides where it is clearly an index or an image (buildah#575, jib#2819).
 * @param served the media type of the response, in lower case and without parameters
 */
export function mediaTypeOf(bytes: Buffer, served: string): string {
  const json = jsonOf(bytes);
  // the reader of the manifest reports that it is not JSON
  if (!isObject(json)) return served;
  if (typeof json.mediaType === 'string' && /^[\w.+/-]{1,200}$/.test(json.mediaType)) return json.mediaType;
  const isIndex = Array.isArray(json.manifests);
  const isImage = isObject(json.config) && Array.isArray(json.layers);
  if (json.schemaVersion !== 2 || isIndex === isImage) return served;
  if (isIndex) return isIndexType(served) ? served : MEDIA_TYPES.ociIndex;
  return isImageType(served) ? served : MEDIA_TYPES.ociManifest;
}

/** Whether a media type is that of an artifact manifest. */
export function isArtifactType(mediaType: string): boolean {
  return ARTIFACT_TYPES.includes(mediaType);
}

/**
 * Whether an entry of an index, as parsed JSON, is a BuildKit attestation.
 * https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
 */
export function isAttestation(entry: unknown): boolean {
  return isObject(entry) && stringsOf(entry.annotations)['vnd.docker.reference.type'] === 'attestation-manifest';
}

/**
 * Parses a manifest's bytes, without checking its fields.
 * @throws REGISTRY_REFUSED when they are not a JSON object with schemaVersion 2; artifact manifests have none
 */
export function parseManifest(manifest: Manifest): Json {
  const json = jsonOf(manifest.bytes);
  if (isObject(json) && (json.schemaVersion === 2 || isArtifactType(manifest.mediaType))) return json;
  throw malformed(manifest, 'expected a JSON manifest with schemaVersion 2');
}

/**
 * Returns the error REGISTRY_REFUSED for a manifest that cannot be read.
 * @param why a clause that completes "Could not read the manifest: "
 */
export function malformed({ digest }: Manifest, why: string): ActionError {
  return new ActionError(
    'REGISTRY_REFUSED',
    `Could not read the manifest ${digest}: ${why}. Rebuild the image with a current tool.`,
  );
}

/**
 * Reads a manifest. Malformed entries and annotations are left out; `readRefs` refuses them.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * @throws REGISTRY_REFUSED when it is not JSON with schemaVersion 2, or its media type is not supported
 */
export function readManifest(manifest: Manifest): ManifestContent {
  const json = parseManifest(manifest);
  const type = typeof json.mediaType === 'string' ? json.mediaType : manifest.mediaType;
  const annotations = stringsOf(json.annotations);
  if (isIndexType(type)) {
    const list = Array.isArray(json.manifests) ? json.manifests : [];
    const entries = list.map(entryOf).filter((entry) => entry !== null);
    return { isIndex: true, annotations, entries, config: null };
  }
  if (!isImageType(type)) throw malformed(manifest, `unknown media type ${JSON.stringify(type.slice(0, 100))}`);
  return { isIndex: false, annotations, entries: [], config: descriptorOf(json.config) };
}

function descriptorOf(value: unknown): Descriptor | null {
  if (!isObject(value)) return null;
  const { digest, mediaType, size } = value;
  if (typeof digest !== 'string' || !isDigest(digest)) return null;
  return {
    digest,
    mediaType: typeof mediaType === 'string' ? mediaType : '',
    size: typeof size === 'number' ? size : 0,
  };
}

function entryOf(value: unknown): IndexEntry | null {
  const descriptor = descriptorOf(value);
  if (!descriptor || !isObject(value)) return null;
  const platform = isObject(value.platform) ? value.platform : null;
  const { os, architecture, variant } = stringsOf(platform);
  const known = os !== undefined && architecture !== undefined && architecture !== 'unknown';
  return {
    ...descriptor,
    platform: known ? normalisePlatform(`${os}/${architecture}/${variant ?? ''}`) : null,
    // no runtime pulls an unknown platform: it is how attestations are listed
    attestation: isAttestation(value) || architecture === 'unknown',
  };
}

/**
 * Reads labels, creation time and platform from an image's config; all of it is untrusted text.
 * https://github.com/opencontainers/image-spec/blob/main/config.md
 * @returns empty labels and null for what is missing or malformed
 */
export function readConfig(bytes: Buffer): {
  labels: Record<string, string>;
  created: string | null;
  platform: Platform | null;
} {
  const json = parse(bytes);
  if (!isObject(json)) return { labels: {}, created: null, platform: null };
  const inner = isObject(json.config) ? json.config : {};
  const { os, architecture, variant, created } = stringsOf(json);
  return {
    labels: stringsOf(inner.Labels),
    created: created ?? null,
    platform: os && architecture ? normalisePlatform(`${os}/${architecture}/${variant ?? ''}`) : null,
  };
}
