import { digestOf } from '../../../src/image/digest.ts';
import { LABEL } from '../../../src/image/labels.ts';
import { type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import type { Repository } from '../../../src/image/reference.ts';
import type { MemoryRegistry } from '../registries/memory-registry.ts';

export const APP: Repository = { registry: 'reg.test', repository: 'team/app' };

/** A commit's 40 characters from a few. */
export function commitOf(start: string): string {
  return start.padEnd(40, '0');
}

/** The metadata of an image; all fields are optional. */
export interface Says {
  readonly version?: string | undefined;
  readonly revision?: string | undefined;
  readonly created?: string | undefined;
  /** the stamp of what it was built from, as JSON */
  readonly build?: string | undefined;
  /** makes images with the same metadata differ */
  readonly seed?: string | undefined;
  readonly platforms?: readonly string[] | undefined;
}

export function labelsOf({ version, revision, created, build }: Says): Record<string, string> {
  return {
    ...(version === undefined ? {} : { [LABEL.version]: version }),
    ...(revision === undefined ? {} : { [LABEL.revision]: revision }),
    ...(created === undefined ? {} : { [LABEL.created]: created }),
    ...(build === undefined ? {} : { [LABEL.build]: build }),
  };
}

export function manifestOf(json: { mediaType: string }): Manifest {
  const bytes = Buffer.from(JSON.stringify(json));
  return { bytes, mediaType: json.mediaType, digest: digestOf(bytes), size: bytes.length };
}

/** Puts an image of one platform into a repository; its metadata is in labels, not in annotations. */
export function addImage(
  registry: MemoryRegistry,
  image: Repository,
  says: Says,
  tags: readonly string[] = [],
): Manifest {
  const [os, architecture] = (says.platforms?.[0] ?? 'linux/amd64').split('/');
  const config = Buffer.from(
    JSON.stringify({ os, architecture, config: { Labels: labelsOf(says) }, seed: says.seed ?? '' }),
  );
  const { blobs } = registry.repository(image);
  blobs.set(digestOf(config), config);
  const manifest = manifestOf({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.ociManifest,
    config: { mediaType: MEDIA_TYPES.ociConfig, digest: digestOf(config), size: config.length },
    layers: [],
  } as { mediaType: string });
  return keep(registry, image, manifest, tags);
}

/** Puts an index into a repository; its metadata is in annotations, not in its children. */
export function addIndex(
  registry: MemoryRegistry,
  image: Repository,
  says: Says,
  tags: readonly string[] = [],
): Manifest {
  const platforms = says.platforms ?? ['linux/amd64', 'linux/arm64'];
  const manifests = platforms.map((platform) => {
    const { digest, mediaType, size } = addImage(registry, image, { seed: says.seed ?? '', platforms: [platform] });
    const [os, architecture] = platform.split('/');
    return { digest, mediaType, size, platform: { os, architecture } };
  });
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests, annotations: labelsOf(says) };
  return keep(registry, image, manifestOf(index), tags);
}

function keep(registry: MemoryRegistry, image: Repository, manifest: Manifest, tags: readonly string[]): Manifest {
  registry.repository(image).manifests.set(manifest.digest, manifest);
  for (const tag of tags) registry.point(image, tag, manifest.digest);
  return manifest;
}
