import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { digestOf, pushBlob, putManifest, type Target } from '../registries/client.ts';

export * from '../registries/client.ts';
export * from './read-history.ts';

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: { os: string; architecture: string; variant?: string };
  annotations?: Record<string, string>;
}

export interface PushOptions {
  tags?: string[];
  /** Config labels. */
  labels?: Record<string, string>;
  /** Annotations: of the index, or of the manifest where there is no index. */
  annotations?: Record<string, string>;
  /** Equal seeds make equal images; by default every push is another image. */
  seed?: string;
  /** Bytes of the one layer that don't compress. */
  layerBytes?: number;
  format?: 'oci' | 'docker';
  created?: string;
}

export interface PushedImage extends Descriptor {
  tags: string[];
  /** What an index lists, attestations too; empty for a single manifest. */
  manifests: Descriptor[];
  config: string | null;
}

const TYPES = {
  oci: {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
  docker: {
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
};

/** Pushes an image of several platforms straight over HTTP: an OCI index, or a docker manifest list. */
export async function pushIndex(
  target: Target,
  repo: string,
  options: PushOptions & { platforms?: string[]; attestations?: boolean } = {},
): Promise<PushedImage> {
  const { platforms = ['linux/amd64', 'linux/arm64'], seed = randomUUID(), format = 'oci' } = options;
  const { annotations, tags = [], ...each } = options;
  const manifests: Descriptor[] = [];
  for (const platform of platforms) {
    const { descriptor } = await pushOne(target, repo, platform, { ...each, seed: `${seed} ${platform}` });
    manifests.push(descriptor);
  }
  if (options.attestations)
    for (const image of [...manifests]) manifests.push(await pushAttestation(target, repo, image));
  const index = { schemaVersion: 2, mediaType: TYPES[format].index, manifests, ...(annotations && { annotations }) };
  const bytes = Buffer.from(JSON.stringify(index));
  const descriptor = await put(target, repo, bytes, TYPES[format].index, tags);
  return { ...descriptor, tags, manifests, config: null };
}

/** Pushes an image of one platform: one OCI or docker schema 2 manifest. */
export async function pushManifest(
  target: Target,
  repo: string,
  options: PushOptions & { platform?: string } = {},
): Promise<PushedImage> {
  const { tags = [], platform = 'linux/amd64' } = options;
  const { descriptor, config } = await pushOne(target, repo, platform, options);
  const { platform: _, ...plain } = descriptor;
  return { ...plain, tags, manifests: [], config };
}

async function pushOne(
  target: Target,
  repo: string,
  platform: string,
  options: PushOptions,
): Promise<{ descriptor: Descriptor; config: string }> {
  const { format = 'oci', seed = randomUUID(), labels, annotations, tags = [] } = options;
  const types = TYPES[format];
  const [os = 'linux', architecture = 'amd64', variant] = platform.split('/');
  const tar = tarOf('seed', Buffer.concat([Buffer.from(`${seed}\n`), noise(seed, options.layerBytes ?? 0)]));
  const layer = gzipSync(tar);
  const config = {
    architecture,
    os,
    ...(variant && { variant }),
    created: options.created ?? '2026-01-02T03:04:05Z',
    config: { Cmd: ['/seed'], ...(labels && { Labels: labels }) },
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    history: [{ created: options.created ?? '2026-01-02T03:04:05Z', created_by: 'COPY seed / # tests' }],
  };
  const configBytes = Buffer.from(JSON.stringify(config));
  const manifest = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: { mediaType: types.config, digest: await pushBlob(target, repo, configBytes), size: configBytes.length },
    layers: [{ mediaType: types.layer, digest: await pushBlob(target, repo, layer), size: layer.length }],
    ...(annotations && { annotations }),
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const descriptor = await put(target, repo, bytes, types.manifest, tags);
  return {
    descriptor: { ...descriptor, platform: { os, architecture, ...(variant && { variant }) } },
    config: manifest.config.digest,
  };
}

/** What buildkit adds to an index for each platform: a manifest of in-toto statements, `unknown/unknown`. */
async function pushAttestation(target: Target, repo: string, image: Descriptor): Promise<Descriptor> {
  const statement = { _type: 'https://in-toto.io/Statement/v0.1', subject: [{ digest: { sha256: image.digest } }] };
  const layer = Buffer.from(JSON.stringify({ ...statement, predicateType: 'https://slsa.dev/provenance/v1' }));
  const digest = await pushBlob(target, repo, layer);
  const rootfs = { type: 'layers', diff_ids: [digest] };
  const config = Buffer.from(JSON.stringify({ architecture: 'unknown', os: 'unknown', config: {}, rootfs }));
  const annotations = { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' };
  const manifest = {
    schemaVersion: 2,
    mediaType: TYPES.oci.manifest,
    config: { mediaType: TYPES.oci.config, digest: await pushBlob(target, repo, config), size: config.length },
    layers: [{ mediaType: 'application/vnd.in-toto+json', digest, size: layer.length, annotations }],
  };
  const descriptor = await put(target, repo, Buffer.from(JSON.stringify(manifest)), TYPES.oci.manifest, []);
  return {
    ...descriptor,
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.digest': image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  };
}

/** Puts a manifest under its tags, or under its digest where it has none. */
async function put(
  target: Target,
  repo: string,
  bytes: Buffer,
  mediaType: string,
  tags: string[],
): Promise<Descriptor> {
  const digest = digestOf(bytes);
  for (const reference of tags.length > 0 ? tags : [digest])
    await putManifest(target, repo, reference, bytes, mediaType);
  return { mediaType, digest, size: bytes.length };
}

/** Bytes that don't compress and are the same for the same seed. */
function noise(seed: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = Number.parseInt(digestOf(seed).slice(7, 15), 16) | 1;
  for (let at = 0; at < length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

/** A tar archive of one file (ustar). */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  const field = (text: string, at: number): number => header.write(text, at, 'latin1');
  field(name, 0);
  field('0000755\0', 100);
  field('0000000\0', 108);
  field('0000000\0', 116);
  field(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  field('00000000000\0', 136);
  field('        ', 148);
  field('0', 156);
  field('ustar\0', 257);
  field('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  field(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)]);
}
