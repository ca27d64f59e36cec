import { ActionError } from '../errors.ts';
import { type Descriptor, isIndexType, type Manifest, MEDIA_TYPES, readManifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { type Docker, runOrThrow } from './command.ts';
import { dockerError } from './refusal.ts';

/**
 * Checks whether docker pull, docker tag and docker push keep an image's digest. Docker keeps one platform of an index,
 * and serialises a manifest again.
 * @returns a warning and the error DIGEST_MISMATCH for the run; null if the digest is kept
 * @throws REGISTRY_REFUSED as `readManifest`
 */
export function dockerTagProblem(
  image: Repository,
  target: Manifest,
): { warning: string; problem: ActionError } | null {
  if (isAsDockerWrites(target)) return null;
  const isIndex = isIndexType(target.mediaType);
  const platforms = isIndex ? readManifest(target).entries.flatMap(({ platform }) => platform ?? []) : [];
  const form = target.mediaType === MEDIA_TYPES.dockerManifest ? 'a manifest in another format than' : 'no manifest in';
  const why = isIndex
    ? `it is an index of ${platforms.length} platforms (${platforms.join(', ')}), of which docker pull and docker push keep one`
    : `it is ${form} Docker's own, and docker push rewrites it`;
  const name = `${repositoryName(image)}@${target.digest}`;
  return {
    warning: `transport: docker would change ${name}: ${why}.`,
    problem: new ActionError(
      'DIGEST_MISMATCH',
      `${name} cannot be tagged with transport: docker: ${why}, so its digest would change. Use transport: registry (the default), which only moves the tag.`,
    ),
  };
}

/**
 * Whether a manifest is, byte for byte, what docker push writes.
 * https://github.com/distribution/distribution/blob/v2.8.3/manifest/schema2/manifest.go
 */
function isAsDockerWrites(manifest: Manifest): boolean {
  if (manifest.mediaType !== MEDIA_TYPES.dockerManifest) return false;
  const descriptor = ({ mediaType, size, digest }: Partial<Descriptor>) => ({ mediaType, size, digest });
  try {
    const { schemaVersion, mediaType, config, layers } = JSON.parse(manifest.bytes.toString('utf8'));
    const own = { schemaVersion, mediaType, config: descriptor(config), layers: layers.map(descriptor) };
    return manifest.bytes.equals(Buffer.from(JSON.stringify(own, null, 3)));
  } catch {
    return false;
  }
}

/**
 * Sets tags by docker pull, docker tag and docker push. Each image is pulled once.
 * @param registry restores a tag for which docker pushed another image
 * @returns a function that sets one tag
 * @throws DIGEST_MISMATCH when docker pushed another digest, FORBIDDEN and the like when the registry refuses the push,
 *   BUILD_FAILED when a docker command fails otherwise, CANCELLED when the job is being cancelled
 */
export function dockerTagger(docker: Docker, registry: Pick<Registry, 'get' | 'put'>): PutTag {
  const pulled = new Map<string, Promise<unknown>>();
  return async (image: Repository, tag: string, manifest: Manifest) => {
    const source = `${repositoryName(image)}@${manifest.digest}`;
    const name = `${repositoryName(image)}:${tag}`;
    const pull = memoizeAsync<unknown>(pulled, source, () => runOrThrow(docker, ['pull', source], `pull ${source}`));
    const [before] = await Promise.all([registry.get(image, tag), pull]);
    await runOrThrow(docker, ['tag', source, name], `tag ${source} as ${name}`);
    const pushed = await docker(['push', name]);
    if (pushed.code !== 0) throw dockerError(pushed, image, `push ${name}`, true);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
    if (digest === manifest.digest) return;
    if (before) await registry.put(image, tag, before);
    const now = before ? 'The tag was restored' : `The tag ${tag} is new: delete it by hand`;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `docker push of ${name}: expected ${manifest.digest}, got ${digest ?? 'no digest'}. ${now}. Use transport: registry (the default).`,
    );
  };
}
