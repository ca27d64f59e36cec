import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { digestOf, pushBlob, putManifest, type Target } from '../__tests__/support/registries/client.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

interface Layer {
  diffId: string;
  mediaType: string;
  digest: string;
  size: number;
}

/** What `pushLarge` made. */
export interface Large {
  /** The whole image, as `1.0.0`, and the one of which a single layer is other, as `1.1.0`. */
  digests: Record<'1.0.0' | '1.1.0', string>;
  megabytes: number;
}

/** Pushes an image of two platforms, six layers each, that does not compress; then one with a new layer of 1 MB in it. */
export async function pushLarge(target: Target, repository: string, megabytes = 600): Promise<Large> {
  const each = Math.round((megabytes / 12) * 1024 * 1024);
  const layers = new Map<string, Layer[]>();
  for (const architecture of ['amd64', 'arm64']) {
    const own: Layer[] = [];
    for (let at = 0; at < 6; at++) own.push(await pushLayer(target, repository, each));
    layers.set(architecture, own);
  }
  const first = await pushImage(target, repository, '1.0.0', layers);
  layers.get('amd64')![5] = await pushLayer(target, repository, 1024 * 1024);
  const second = await pushImage(target, repository, '1.1.0', layers);
  return { digests: { '1.0.0': first, '1.1.0': second }, megabytes };
}

/** A gzip whose content is stored as it is, so that no tool wants to compress it once more. */
async function pushLayer(target: Target, repository: string, bytes: number): Promise<Layer> {
  const content = randomBytes(bytes);
  const layer = gzipSync(content, { level: 0 });
  const digest = await pushBlob(target, repository, layer);
  return { diffId: digestOf(content), mediaType: LAYER, digest, size: layer.length };
}

async function pushImage(
  target: Target,
  repository: string,
  version: string,
  all: Map<string, Layer[]>,
): Promise<string> {
  const manifests = [];
  for (const [architecture, layers] of all) {
    const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
    const config = Buffer.from(JSON.stringify({ architecture, os: 'linux', config: {}, rootfs }));
    const digest = await pushBlob(target, repository, config);
    const bytes = jsonOf({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, digest, size: config.length },
      layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
    });
    await putManifest(target, repository, digestOf(bytes), bytes, MANIFEST);
    const platform = { os: 'linux', architecture };
    manifests.push({ mediaType: MANIFEST, digest: digestOf(bytes), size: bytes.length, platform });
  }
  const annotations = { 'org.opencontainers.image.version': version };
  const index = jsonOf({ schemaVersion: 2, mediaType: INDEX, manifests, annotations });
  await putManifest(target, repository, version, index, INDEX);
  return digestOf(index);
}

function jsonOf(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
