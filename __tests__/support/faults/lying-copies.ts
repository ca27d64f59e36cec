import { copyContents, pushManifests } from '../../../src/copy/copier.ts';
import { gatherCopy } from '../../../src/copy/gather.ts';
import { execute } from '../../../src/execute/pipeline.ts';
import { errorOf } from '../../../src/execute/result.ts';
import { digestOf } from '../../../src/image/digest.ts';
import { type Descriptor, type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import type { Repository } from '../../../src/image/reference.ts';
import { RegistryClient } from '../../../src/registry/client.ts';
import { RetryBudget } from '../../../src/registry/http/retry-budget.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import type { Timeouts } from '../../../src/registry/http/types.ts';
import { manifestOf } from '../images/memory-images.ts';
import type { LyingRegistry } from '../registries/lying-registry.ts';
import type { MemoryRegistry } from '../registries/memory-registry.ts';
import { endpointOf } from '../registries/registry-endpoint.ts';
import { depsOf, promoting } from '../requests/requests.ts';
import { PATIENT } from './lying-runs.ts';

/** The one layer of the image; it arrives in several chunks. */
export const LAYER = Buffer.alloc(300_000, 'layer');
export const LAYER_DIGEST = digestOf(LAYER);
const CONFIG = Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', config: {} }));

/** A manifest of one platform with that layer. */
export function layered(store: MemoryRegistry, image: Repository, more: object = {}): Manifest {
  const { blobs, manifests } = store.repository(image);
  for (const bytes of [CONFIG, LAYER]) blobs.set(digestOf(bytes), bytes);
  const descriptor = (bytes: Buffer, mediaType: string): Descriptor => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
  });
  const manifest = manifestOf({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.ociManifest,
    config: descriptor(CONFIG, MEDIA_TYPES.ociConfig),
    layers: [descriptor(LAYER, MEDIA_TYPES.ociLayer)],
    ...more,
  } as { mediaType: string });
  manifests.set(manifest.digest, manifest);
  return manifest;
}

/** An index of these manifests, in the repository. */
export function indexOf(store: MemoryRegistry, image: Repository, children: readonly Descriptor[]): Manifest {
  const manifests = children.map(({ digest, mediaType, size }) => ({ digest, mediaType, size }));
  const index = manifestOf({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests } as never);
  store.repository(image).manifests.set(index.digest, index);
  return index;
}

/** Promotes 2.0.0 from one registry to the other; throws the run's error. */
export async function copyBetween(
  from: LyingRegistry,
  to: LyingRegistry,
  timeouts = PATIENT,
): Promise<{ warnings: readonly string[] }> {
  const { client, clock } = clientOfBoth(from, to, timeouts);
  const deps = depsOf(client, { clock });
  const copyDeps = { store: client, clock, log: deps.log, checkCancelled: () => {}, retryBudget: new RetryBudget() };
  const request = promoting('2.0.0', { images: [from.image], destinations: [to.image] });
  const copier = {
    survey: (source: Repository, target: Repository, manifest: Manifest) =>
      gatherCopy(client, source, target, manifest, 'all'),
    copy: (copies: Parameters<typeof copyContents>[0]) => copyContents(copies, copyDeps),
    push: (copies: Parameters<typeof pushManifests>[0]) => pushManifests(copies, copyDeps),
  };
  const result = await execute(request, { ...deps, copier });
  const error = errorOf(result);
  if (error) throw error;
  return result.plan;
}

function clientOfBoth(from: LyingRegistry, to: LyingRegistry, timeouts: Timeouts) {
  const make = (host: string) =>
    endpointOf(host, {
      plainHttp: true,
      credential: async () => null,
      transport: new Transport({ timeouts }),
      limits: { tries: 2, totalMs: 60_000 },
    });
  const ends = new Map([from, to].map(({ server: { host } }) => [host, make(host)]));
  const end = (host: string) => ends.get(host)!;
  const client = new RegistryClient(
    (host) => end(host).endpoint,
    ({ repository }) => `repository:${repository}:pull,push`,
  );
  return { client, clock: end(to.server.host).clock };
}
