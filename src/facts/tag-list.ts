import { asActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';

/**
 * Returns a repository's tags where the run can go on without them: an account may read and write but not list
 * (skopeo#726, containers-roadmap#743). A refused list becomes a warning of the registry client.
 * @returns null if the list is refused
 * @throws the errors of `Registry.tags` but FORBIDDEN and UNAUTHORIZED
 */
export async function optionalTags(registry: Registry, image: Repository): Promise<readonly string[] | null> {
  try {
    return await registry.tags(image);
  } catch (error) {
    const { code } = asActionError(error);
    if (code !== 'FORBIDDEN' && code !== 'UNAUTHORIZED') throw error;
    registry.warnings?.add(
      `${repositoryName(image)}: the list of tags was refused (${code}), so what only the list tells is unknown, such as a version that is in no annotation or label. Grant the account permission to list tags.`,
    );
    return null;
  }
}

/**
 * Returns all tags of a repository, for a suggestion; null where the registry does not list them.
 * @throws CANCELLED
 */
export async function tagsIfListed(registry: Registry, image: Repository): Promise<readonly string[] | null> {
  try {
    return await registry.tags(image);
  } catch (error) {
    if (asActionError(error).code === 'CANCELLED') throw error;
    return null;
  }
}
