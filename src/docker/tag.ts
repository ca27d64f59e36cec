import { ActionError } from '../errors.ts';
import { type Descriptor, isIndexType, type Manifest, MEDIA_TYPES, readManifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { ImagePlan } from '../plan/plan.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import { memoizeAsync } from '../util/memoize.ts';
import { type Docker, runOrThrow } from './command.ts';

/**
 * Why docker pull, docker tag, docker push would not keep an image's digest; null where they do.
 * Docker keeps one platform of an index, and writes a manifest anew in its own form.
 */
export function dockerTagProblem(plan: ImagePlan): { warning: string; problem: ActionError } | null {
  const { target, image } = plan;
  if (isAsDockerWrites(target)) return null;
  const isIndex = isIndexType(target.mediaType);
  const platforms = isIndex ? readManifest(target).entries.flatMap(({ platform }) => platform ?? []) : [];
  const form = target.mediaType === MEDIA_TYPES.dockerManifest ? 'a manifest in another form than' : 'no manifest in';
  const why = isIndex
    ? `it is an index of ${platforms.length} platforms (${platforms.join(', ')}), of which docker pull and docker push keep one`
    : `it is ${form} Docker's own, and docker push writes it anew`;
  const name = `${repositoryName(image)}@${target.digest}`;
  return {
    warning: `transport: docker would change ${name}: ${why}.`,
    problem: new ActionError(
      'DIGEST_MISMATCH',
      `${name} cannot be tagged with transport: docker: ${why}, so the digest would be another. Use transport: registry (the default), which moves the tag and nothing else.`,
    ),
  };
}

/**
 * Whether a manifest is what docker push makes of an image, to the byte.
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
 * Tags by docker pull, docker tag, docker push.
 * @param registry puts a tag back that docker put on another image
 * @throws DIGEST_MISMATCH where what docker pushed has another digest
 */
export function dockerTagger(docker: Docker, registry: Pick<Registry, 'get' | 'put'>): PutTag {
  const pulled = new Map<string, Promise<unknown>>();
  return async (image: Repository, tag: string, manifest: Manifest) => {
    const source = `${repositoryName(image)}@${manifest.digest}`;
    const name = `${repositoryName(image)}:${tag}`;
    const pull = memoizeAsync<unknown>(pulled, source, () => runOrThrow(docker, ['pull', source], `pull ${source}`));
    const [before] = await Promise.all([registry.get(image, tag), pull]);
    await runOrThrow(docker, ['tag', source, name], `tag ${source} as ${name}`);
    const pushed = await runOrThrow(docker, ['push', name], `push ${name}`);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
    if (digest === manifest.digest) return;
    if (before) await registry.put(image, tag, before);
    const now = before ? 'The tag was put back' : `The tag ${tag} was not there before, and is to be deleted by hand`;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `docker push of ${name} made ${digest ?? 'an image without a digest'} of ${manifest.digest}. ${now}. Use transport: registry (the default).`,
    );
  };
}
