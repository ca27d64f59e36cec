import { ActionError } from '../errors.ts';
import { isIndexType, type Manifest, MEDIA_TYPES, readManifest } from '../image/manifest.ts';
import { nameOf, type Repository } from '../image/reference.ts';
import type { PutTag } from '../plan/apply.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { type Docker, must } from './command.ts';

/**
 * Why docker pull, docker tag, docker push would not keep an image's digest; null where they do.
 * Docker keeps one platform of an index, and writes an OCI manifest anew in Docker's own form.
 */
export function dockerTagProblem(plan: ImagePlan): { warning: string; problem: ActionError } | null {
  const { target, image } = plan;
  if (target.mediaType === MEDIA_TYPES.dockerManifest) return null;
  const isIndex = isIndexType(target.mediaType);
  const platforms = isIndex ? readManifest(target).entries.flatMap(({ platform }) => platform ?? []) : [];
  const why = isIndex
    ? `it is an index of ${platforms.length} platforms (${platforms.join(', ')}), of which docker pull and docker push keep one`
    : 'it is an OCI manifest, which docker push writes anew in another form';
  const name = `${nameOf(image)}@${target.digest}`;
  return {
    warning: `transport: docker would change ${name}: ${why}.`,
    problem: new ActionError(
      'DIGEST_MISMATCH',
      `${name} cannot be tagged with transport: docker: ${why}, so the digest would be another. Use transport: registry (the default), which moves the tag and nothing else.`,
    ),
  };
}

/**
 * Tags by docker pull, docker tag, docker push.
 * @throws DIGEST_MISMATCH where what docker pushed has another digest
 */
export function dockerTagger(docker: Docker): PutTag {
  const pulled = new Map<string, Promise<unknown>>();
  return async (image: Repository, tag: string, manifest: Manifest) => {
    const source = `${nameOf(image)}@${manifest.digest}`;
    const name = `${nameOf(image)}:${tag}`;
    const pull = pulled.get(source) ?? must(docker, ['pull', source], `pull ${source}`);
    pulled.set(source, pull);
    await pull;
    await must(docker, ['tag', source, name], `tag ${source} as ${name}`);
    const pushed = await must(docker, ['push', name], `push ${name}`);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
    if (digest === manifest.digest) return;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `docker push of ${name} made ${digest ?? 'an image without a digest'} of ${manifest.digest}. Use transport: registry (the default).`,
    );
  };
}
