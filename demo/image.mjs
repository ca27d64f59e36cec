/**
 * An image as docker/build-push-action would push it, made without an engine: an OCI index for two platforms, each
 * with a config and one small layer, labelled as docker/metadata-action labels them.
 */
import { gzipSync } from 'node:zlib';
import { digestOf } from './registry-store.mjs';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const SIGNATURE = 'application/vnd.dev.cosign.simplesigning.v1+json';
const PLATFORMS = [
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64' },
];

const json = (value) => Buffer.from(JSON.stringify(value));
const describe = (mediaType, bytes, more) => ({ mediaType, digest: digestOf(bytes), size: bytes.length, ...more });

/** A tar archive (ustar) of one file. */
function tar(name, content) {
  const header = Buffer.alloc(512);
  const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o755, 8) + octal(0, 8) + octal(0, 8) + octal(content.length, 12) + octal(0, 12), 100);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

function platformImage(platform, commit, labels) {
  const layer = tar('hello', Buffer.from(`hello from ${commit.sha} on ${platform.architecture}\n`));
  const packed = gzipSync(layer, { level: 9 });
  const config = json({
    created: commit.time,
    ...platform,
    config: { Cmd: ['/hello'], Labels: labels },
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    history: [{ created: commit.time, created_by: 'COPY hello /' }],
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: describe(CONFIG, config),
    layers: [describe(LAYER, packed)],
  });
  return { platform, blobs: [packed, config], manifest };
}

/**
 * Makes the image of a commit and pushes it by digest, without a tag, through the demo's client.
 * @returns {Promise<{digest: string, bytes: Buffer}>}
 */
export async function pushImage(client, commit, source) {
  const labels = {
    'org.opencontainers.image.created': commit.time,
    'org.opencontainers.image.revision': commit.sha,
    'org.opencontainers.image.source': source,
    'org.opencontainers.image.version': 'main',
  };
  const images = PLATFORMS.map((platform) => platformImage(platform, commit, labels));
  const index = json({
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: images.map(({ manifest, platform }) => describe(MANIFEST, manifest, { platform })),
    annotations: labels,
  });
  for (const blob of images.flatMap(({ blobs }) => blobs)) await client.putBlob(blob);
  for (const { manifest } of images) await client.putManifest(digestOf(manifest), manifest, MANIFEST);
  await client.putManifest(digestOf(index), index, INDEX);
  return { digest: digestOf(index), bytes: index };
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
