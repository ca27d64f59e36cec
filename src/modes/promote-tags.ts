import { type Tagged, tagsAlong, withoutOthers } from '../copy/tags.ts';
import { revisionOf } from '../facts/find.ts';
import type { ResolvedImage } from '../facts/identify.ts';
import { readTags } from '../facts/tags.ts';
import type { ImageFacts } from '../facts/types.ts';
import type { Identity } from '../image/identity.ts';
import { isSameRepository, type Repository } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import type { PromoteRequest } from '../request/request.ts';
import { environmentTagsOf } from './environment-tags.ts';

/**
 * Reads the tags of a promotion of one image: those that are copied with it, and what all of them are at the
 * destination.
 * @throws the errors of `tagsAlong`, `readTags` and `revisionOf`
 */
export async function readTagsOf(
  request: PromoteRequest,
  registry: Registry,
  { from, to, found, identity }: { from: Repository; to: Repository; found: ResolvedImage; identity: Identity },
): Promise<Pick<ImageFacts, 'copiedTags' | 'tags'>> {
  const own = environmentTagsOf(request, request.environment, identity).tags;
  const read = (copiedTags: readonly string[]) => readTags(registry, to, [...copiedTags, ...own], identity.revision);
  if (isSameRepository(from, to)) return { copiedTags: [], tags: await read([]) };
  const tagged: Tagged = {
    ...{ from, identity, digest: found.manifest.digest },
    ...{ shaLength: request.shaLength, found: found.tag },
  };
  const named = await tagsAlong(registry, tagged);
  const tags = await read(named);
  const copiedTags = await withoutOthers(named, tags.now, tagged, async (tag) => {
    const other = await registry.get(to, tag);
    const revision = other && (await revisionOf(registry, to, other));
    return revision !== null && revision !== identity.revision;
  });
  return { copiedTags, tags: copiedTags === named ? tags : await read(copiedTags) };
}
