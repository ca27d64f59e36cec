import { digestOf } from '../../../src/image/digest.ts';
import { type Descriptor, type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import { indexOf, layered } from '../faults/lying-copies.ts';
import { manifestOf } from '../images/memory-images.ts';
import { type Lie, type LyingRegistry, lyingRegistry } from '../registries/lying-registry.ts';
import { type RunOptions, type RunResult, runAction } from '../runner/runner.ts';

/** Two registries with quirks, and an image of two platforms, 2.0.0, at the source. */
export interface CopyPair {
  readonly from: LyingRegistry;
  readonly to: LyingRegistry;
  readonly image: Manifest;
  readonly platforms: readonly [Manifest, Manifest];
  /** promotes 2.0.0 to prod at the destination */
  promote(inputs?: Record<string, string>, options?: RunOptions): Promise<RunResult>;
  /** the digest of a tag at the destination */
  at(tag: string): string | undefined;
  stop(): Promise<void>;
}

/** Starts both registries. The two platforms share a layer, and differ in an annotation. */
export async function copyPair(): Promise<CopyPair> {
  const from = await lyingRegistry(() => {});
  const to = await lyingRegistry(() => {});
  const platform = (name: string): Manifest => layered(from.store, from.image, { annotations: { name } });
  const platforms = [platform('amd64'), platform('arm64')] as const;
  const image = indexOf(from.store, from.image, platforms);
  from.store.point(from.image, '2.0.0', image.digest);
  const name = ({ server }: LyingRegistry): string => `${server.host}/acme/app`;
  const inputs = { mode: 'promote', environment: 'prod', version: '2.0.0' };
  return {
    ...{ from, to, image, platforms },
    promote: (more = {}, options = {}) =>
      runAction({ ...inputs, image: name(from), destination: name(to), ...more }, options),
    at: (tag) => to.store.repository(to.image).tags.get(tag),
    stop: async () => {
      await Promise.all([from.server.stop(), to.server.stop()]);
    },
  };
}

/** Returns the tag of a digest, with something behind it: `sha256-<hex>.sig`. */
export function tagOf({ digest }: Descriptor, end = ''): string {
  return `${digest.replace(':', '-')}${end}`;
}

/** Adds a manifest that refers to another one. */
export function addReferrer({ store, image }: LyingRegistry, subject: Descriptor, name: string): Manifest {
  const { mediaType, digest, size } = subject;
  return layered(store, image, { subject: { mediaType, digest, size }, annotations: { name } });
}

/** Adds a signature under the tag of its subject, `sha256-<hex>.sig`. */
export function addSignature({ store, image }: LyingRegistry, subject: Descriptor, names: readonly string[]): Manifest {
  const layers = names.map((name) => {
    const bytes = Buffer.from(name);
    store.repository(image).blobs.set(digestOf(bytes), bytes);
    return { mediaType: MEDIA_TYPES.ociLayer, digest: digestOf(bytes), size: bytes.length };
  });
  const signature = layered(store, image, { layers });
  store.point(image, tagOf(subject, '.sig'), signature.digest);
  return signature;
}

/** Adds an artifact manifest, which was removed from the OCI specification, that refers to another manifest. */
export function addArtifact({ store, image }: LyingRegistry, subject: Descriptor): Manifest {
  const { mediaType, digest, size } = subject;
  const bytes = Buffer.from('a statement');
  store.repository(image).blobs.set(digestOf(bytes), bytes);
  const blobs = [{ mediaType: 'text/plain', digest: digestOf(bytes), size: bytes.length }];
  const artifact = manifestOf({
    ...{ mediaType: 'application/vnd.oci.artifact.manifest.v1+json', artifactType: 'text/plain', blobs },
    subject: { mediaType, digest, size },
  } as { mediaType: string });
  store.repository(image).manifests.set(artifact.digest, artifact);
  return artifact;
}

/** Lists referrers under the tag of their subject. */
export function addList(registry: LyingRegistry, subject: Descriptor, referrers: readonly Descriptor[]): void {
  const list = indexOf(registry.store, registry.image, referrers);
  registry.store.point(registry.image, tagOf(subject), list.digest);
}

/** Returns an error response of a registry. */
export function refusal(status: number, code: string, message: string, detail?: unknown) {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify({ errors: [{ code, message, detail }] }) };
}

/** Returns the first of several malicious responses. */
export function firstOf(...lies: Lie[]): Lie {
  return (request, truth) => {
    for (const lie of lies) {
      const reply = lie(request, truth);
      if (reply !== undefined) return reply;
    }
    return undefined;
  };
}
