import { expect } from '@jest/globals';
import * as images from '../images/images.ts';

/** A descriptor in an index or a manifest. */
interface Named {
  digest: string;
  mediaType: string;
  size: number;
  urls?: string[];
}

/** An image in a repository: the bytes of every manifest and the digest of every blob, by reference. */
export interface Whole {
  manifests: Record<string, string>;
  blobs: string[];
}

/** Layers that may be missing in a registry: image-spec, layer.md#non-distributable-layers. */
const ELSEWHERE = /\.foreign\.|\.nondistributable\./;

/** Reads a whole image from the registry and verifies the digest of each manifest and blob. */
export async function readWhole(target: images.Target, repo: string, reference: string): Promise<Whole> {
  const whole: Whole = { manifests: {}, blobs: [] };
  await readInto(whole, target, repo, reference);
  whole.blobs.sort();
  return whole;
}

async function readInto(whole: Whole, target: images.Target, repo: string, reference: string): Promise<void> {
  if (Object.hasOwn(whole.manifests, reference)) return;
  const manifest = await images.getManifest(target, repo, reference);
  if (!manifest) throw new Error(`${repo} has no ${reference}`);
  const digest = images.digestOf(manifest.bytes);
  if (reference.startsWith('sha256:')) expect(digest).toBe(reference);
  whole.manifests[digest] = manifest.bytes.toString();
  const json = JSON.parse(manifest.bytes.toString()) as { manifests?: Named[]; config?: Named; layers?: Named[] };
  for (const child of json.manifests ?? []) await readInto(whole, target, repo, child.digest);
  const named = [json.config ?? [], json.layers ?? []]
    .flat()
    .filter(({ urls, mediaType }) => !urls || !ELSEWHERE.test(mediaType));
  const fresh = new Map(named.filter(({ digest }) => !whole.blobs.includes(digest)).map((blob) => [blob.digest, blob]));
  const read = [...fresh.values()].map(async (blob) => {
    const bytes = await images.getBlob(target, repo, blob.digest);
    expect(`${images.digestOf(bytes)} ${bytes.length}`).toBe(`${blob.digest} ${blob.size}`);
  });
  await Promise.all(read);
  whole.blobs.push(...named.map(({ digest }) => digest));
}

/** Referrers and signatures of an image, pushed as oras or cosign would, without these programs. */
export interface Hanging {
  digest: string;
  descriptor: Named & { artifactType: string };
}

/** Pushes an artifact with a subject, and lists it under the subject's referrers tag if the registry has no referrers API. */
export async function pushReferrer(
  target: images.Target,
  repo: string,
  subject: Named,
  artifactType: string,
  text: string,
  isListedByHand = true,
): Promise<Hanging> {
  const layer = Buffer.from(text);
  const empty = Buffer.from('{}');
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType: type,
    artifactType,
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: await images.pushBlob(target, repo, empty),
      size: empty.length,
    },
    layers: [{ mediaType: artifactType, digest: await images.pushBlob(target, repo, layer), size: layer.length }],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const digest = images.digestOf(bytes);
  await images.putManifest(target, repo, digest, bytes, type);
  const descriptor = { mediaType: type, digest, size: bytes.length, artifactType };
  if (isListedByHand) await list(target, repo, subject.digest, descriptor);
  return { digest, descriptor };
}

async function list(target: images.Target, repo: string, subject: string, descriptor: object): Promise<void> {
  const tag = subject.replace(':', '-');
  const there = await images.getManifest(target, repo, tag);
  const before = there ? (JSON.parse(there.bytes.toString()) as { manifests: object[] }).manifests : [];
  const type = 'application/vnd.oci.image.index.v1+json';
  const index = { schemaVersion: 2, mediaType: type, manifests: [...before, descriptor] };
  await images.putManifest(target, repo, tag, Buffer.from(JSON.stringify(index)), type);
}

/** Returns the digests in a repository's index of referrers under the fallback tag of a digest. */
export async function listedUnderTag(target: images.Target, repo: string, subject: string): Promise<string[]> {
  const there = await images.getManifest(target, repo, subject.replace(':', '-'));
  return there
    ? (JSON.parse(there.bytes.toString()) as { manifests: Named[] }).manifests.map(({ digest }) => digest)
    : [];
}

/** Pushes a cosign tag of an image, with a layer for each signature. */
export async function pushCosignTag(
  target: images.Target,
  repo: string,
  subject: string,
  suffix: 'sig' | 'att' | 'sbom',
  signatures: string[],
): Promise<string> {
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const config = Buffer.from(JSON.stringify({ architecture: '', os: '', rootfs: { type: 'layers', diff_ids: [] } }));
  const layers = [];
  for (const signature of signatures) {
    const bytes = Buffer.from(signature);
    const mediaType = 'application/vnd.dev.cosign.simplesigning.v1+json';
    layers.push({ mediaType, digest: await images.pushBlob(target, repo, bytes), size: bytes.length });
  }
  const manifest = {
    schemaVersion: 2,
    mediaType: type,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: await images.pushBlob(target, repo, config),
      size: config.length,
    },
    layers,
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  await images.putManifest(target, repo, `${subject.replace(':', '-')}.${suffix}`, bytes, type);
  return images.digestOf(bytes);
}
