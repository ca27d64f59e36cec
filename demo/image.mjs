/**
 * Makes images without an engine: an OCI index with a config and one small layer for each platform.
 * https://github.com/opencontainers/image-spec/blob/main/image-index.md
 */
import { gzipSync } from 'node:zlib';
import { digestOf } from './registry-store.mjs';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const SIGNATURE = 'application/vnd.dev.cosign.simplesigning.v1+json';

/** The platforms of the demo's images. */
export const PLATFORMS = ['linux/amd64', 'linux/arm64'];

const json = (value) => Buffer.from(JSON.stringify(value));
const describe = (mediaType, bytes, more) => ({ mediaType, digest: digestOf(bytes), size: bytes.length, ...more });

/** One file of a tar archive (ustar), padded to whole blocks. */
function tarEntry({ path, content }) {
  const header = Buffer.alloc(512);
  const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  header.write(path.replace(/^\/+/, ''), 0);
  header.write(octal(0o755, 8) + octal(0, 8) + octal(0, 8) + octal(content.length, 12) + octal(0, 12), 100);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

function platformImage(name, { created, files, command, labels }) {
  const [os, architecture] = name.split('/');
  const layer = Buffer.concat([...files.map(tarEntry), Buffer.alloc(1024)]);
  const packed = gzipSync(layer, { level: 9 });
  const config = json({
    created,
    architecture,
    os,
    config: { Cmd: command, Labels: labels },
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    history: [{ created, created_by: `COPY ${files.map(({ path }) => path).join(' ')}` }],
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: describe(CONFIG, config),
    layers: [describe(LAYER, packed)],
  });
  return { platform: { architecture, os }, blobs: [packed, config], manifest };
}

/**
 * Makes an image and pushes it by digest, without a tag, through the demo's client.
 * @param {{platforms: string[], created: string, files: {path: string, content: Buffer}[], command: string[],
 *   labels: object, annotations: object}} image `created` is in RFC 3339 format
 * @returns {Promise<{digest: string, bytes: Buffer}>} the digest and the bytes of the index
 */
export async function pushIndex(client, { platforms, annotations, ...image }) {
  const images = platforms.map((name) => platformImage(name, image));
  const index = json({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: images.map(({ manifest, platform }) => describe(MANIFEST, manifest, { platform })),
    annotations,
  });
  for (const blob of images.flatMap(({ blobs }) => blobs)) await client.putBlob(blob);
  for (const { manifest } of images) await client.putManifest(digestOf(manifest), manifest, MANIFEST);
  await client.putManifest(digestOf(index), index, INDEX);
  return { digest: digestOf(index), bytes: index };
}

/** Pushes the image of a commit by digest, labelled as docker/metadata-action and docker/build-push-action would. */
export async function pushImage(client, commit, source) {
  const labels = {
    'org.opencontainers.image.created': commit.time,
    'org.opencontainers.image.revision': commit.sha,
    'org.opencontainers.image.source': source,
    'org.opencontainers.image.version': 'main',
  };
  const files = [{ path: 'hello', content: Buffer.from(`hello from ${commit.sha}\n`) }];
  const image = { platforms: PLATFORMS, created: commit.time, files, command: ['/hello'], labels };
  return pushIndex(client, { ...image, annotations: labels });
}

/** The tag under which cosign keeps the signatures of an image. */
export const signatureTag = (digest) => `${digest.replace(':', '-')}.sig`;

/**
 * Pushes a signature of an image as cosign does: under a tag with the image's digest in its name. The signature is not
 * valid; the demo only checks that it is copied.
 * @returns {Promise<{digest: string}>}
 */
export async function signImage(client, image, { digest }) {
  const payload = json({ critical: { type: 'cosign container image signature', image: { digest }, identity: image } });
  const config = json({
    architecture: '',
    os: '',
    config: {},
    rootfs: { type: 'layers', diff_ids: [digestOf(payload)] },
  });
  const annotations = { 'dev.cosignproject.cosign/signature': 'made up by the demo' };
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: describe(CONFIG, config),
    layers: [describe(SIGNATURE, payload, { annotations })],
  });
  for (const blob of [payload, config]) await client.putBlob(blob);
  await client.putManifest(signatureTag(digest), manifest, MANIFEST);
  return { digest: digestOf(manifest) };
}
