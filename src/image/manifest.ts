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

/** The types of manifests that are known. */
export const MANIFEST_TYPES: readonly string[] = [
  MEDIA_TYPES.ociIndex,
  MEDIA_TYPES.ociManifest,
  MEDIA_TYPES.dockerList,
  MEDIA_TYPES.dockerManifest,
];

/** What a manifest is asked for with: all four types, else registries answer 404 or a rewritten manifest. */
export const ACCEPT = MANIFEST_TYPES.join(', ');

/** The largest manifest that is read or written, in bytes (distribution-spec: registries must take 4 MiB). */
export const MAX_MANIFEST = 4 * 1024 * 1024;

/** What a tag or an index names: image-spec, descriptor.md. */
export interface Descriptor {
  readonly digest: string;
  readonly mediaType: string;
  /** in bytes */
  readonly size: number;
}

/** A manifest as the registry keeps it: its bytes are never written again in another form. */
export interface Manifest extends Descriptor {
  readonly bytes: Buffer;
}

export interface IndexEntry extends Descriptor {
  readonly platform: Platform | null;
  /** BuildKit's attestations stand in the index under the platform unknown/unknown. */
  readonly attestation: boolean;
}

/** What can be read in a manifest without asking for more. */
export interface ManifestContent {
  readonly isIndex: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  /** the children of an index; empty for an image manifest */
  readonly entries: readonly IndexEntry[];
  /** the config of an image manifest; null for an index */
  readonly config: Descriptor | null;
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string values of an object read from JSON; anything else in it is left out. */
export function stringsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
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
  const attestation = stringsOf(value.annotations)['vnd.docker.reference.type'] === 'attestation-manifest';
  const known = os !== undefined && architecture !== undefined && architecture !== 'unknown';
  return {
    ...descriptor,
    platform: known ? normalisePlatform(`${os}/${architecture}/${variant ?? ''}`) : null,
    attestation,
  };
}

/**
 * Reads a manifest's bytes.
 * @throws REGISTRY_REFUSED where the bytes are no manifest of the four known types (schema 1 is none)
 */
export function readManifest(manifest: Manifest): ManifestContent {
  const json = parseJson(manifest);
  const type = typeof json.mediaType === 'string' ? json.mediaType : manifest.mediaType;
  if (json.schemaVersion !== 2) throw unusable(manifest, 'it is no manifest of schema version 2');
  const annotations = stringsOf(json.annotations);
  if (type === MEDIA_TYPES.ociIndex || type === MEDIA_TYPES.dockerList) {
    const list = Array.isArray(json.manifests) ? json.manifests : [];
    const entries = list.map(entryOf).filter((entry) => entry !== null);
    return { isIndex: true, annotations, entries, config: null };
  }
  if (type !== MEDIA_TYPES.ociManifest && type !== MEDIA_TYPES.dockerManifest) {
    throw unusable(manifest, `its media type is ${JSON.stringify(type.slice(0, 100))}`);
  }
  return { isIndex: false, annotations, entries: [], config: descriptorOf(json.config) };
}

function parseJson(manifest: Manifest): Json {
  try {
    const json: unknown = JSON.parse(manifest.bytes.toString('utf8'));
    if (isObject(json)) return json;
  } catch {
    // falls through: not JSON
  }
  throw unusable(manifest, 'it is not JSON');
}

function unusable(manifest: Manifest, why: string): ActionError {
  return new ActionError(
    'REGISTRY_REFUSED',
    `The manifest ${manifest.digest} cannot be used: ${why}. Build the image again with a current tool.`,
  );
}

/** Whether a media type names a list of images rather than one image. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPES.ociIndex || mediaType === MEDIA_TYPES.dockerList;
}

/** The config of an image manifest as labels, creation time and platform; all of it is a stranger's text. */
export function readConfig(bytes: Buffer): {
  labels: Record<string, string>;
  created: string | null;
  platform: Platform | null;
} {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { labels: {}, created: null, platform: null };
  }
  if (!isObject(json)) return { labels: {}, created: null, platform: null };
  const inner = isObject(json.config) ? json.config : {};
  const { os, architecture, variant, created } = stringsOf(json);
  return {
    labels: stringsOf(inner.Labels),
    created: created ?? null,
    platform: os && architecture ? normalisePlatform(`${os}/${architecture}/${variant ?? ''}`) : null,
  };
}
