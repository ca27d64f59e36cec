import { ActionError } from '../errors.ts';
import { type Manifest, MEDIA_TYPES, parseManifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';

/**
 * Returns the referrers tag of a digest, `sha256-<hex>`: distribution-spec, "Referrers Tag Schema".
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
export function referrersTag(digest: string): string {
  return digest.replace(':', '-');
}

/**
 * Checks that a referrers tag points at a list of referrers.
 * @param name the tag's full reference, used in error messages
 * @throws REGISTRY_REFUSED when it points at something else, which a list would overwrite
 */
export function expectList(manifest: Manifest, name: string): void {
  if (isList(manifest)) return;
  const { digest, mediaType } = manifest;
  const isIndex = mediaType === MEDIA_TYPES.ociIndex;
  const what = isIndex ? 'a list of referrers' : 'an image index';
  const other = isIndex ? `the index of an image, ${digest}` : `${digest} of another type`;
  throw new ActionError(
    'REGISTRY_REFUSED',
    `Could not write the list of referrers ${name}: expected ${what}, got ${other}, which would be lost. Check and delete the tag, or copy without referrers using \`with: image\`.`,
  );
}

/**
 * Whether a manifest can be a list of referrers: an OCI index, but not that of an image, whose entries all have a
 * platform.
 */
export function isList(manifest: Manifest): boolean {
  if (manifest.mediaType !== MEDIA_TYPES.ociIndex) return false;
  let entries: unknown;
  try {
    entries = parseManifest(manifest).manifests;
  } catch {
    // the reader of the list reports it
    return true;
  }
  return !Array.isArray(entries) || entries.length === 0 || !entries.every(isPlatform);
}

function isPlatform(entry: unknown): boolean {
  const { platform, artifactType } = (entry ?? {}) as { platform?: unknown; artifactType?: unknown };
  const { os, architecture } = (platform ?? {}) as { os?: unknown; architecture?: unknown };
  return artifactType === undefined && typeof os === 'string' && typeof architecture === 'string';
}

/**
 * Returns the warning for a registry that reads the tag `sha256-<hex>` as that digest (GitLab: oras-project/oras#2148), so
 * that it cannot have a list of referrers.
 */
export function cannotList(to: Repository, subject: string): string {
  return `${repositoryName(to)}: ${to.registry} has no list of the referrers of ${subject}: it has no referrers API, and reads the tag ${referrersTag(subject)} as the image itself. They were copied by digest, but tools will not find them there.`;
}
