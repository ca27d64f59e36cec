import { ActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { isHistoryTag } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { byDistance, nearest } from '../util/nearest.ts';
import { tagsIfListed } from './tag-list.ts';

/** From this many repositories on, those without an image of one name are reported in one message. */
const GROUP_FROM = 5;

/** How many tags are suggested. */
const NEAREST = 5;

/**
 * Returns the error NOT_FOUND with the nearest existing tags, which it reads from the registry.
 * @throws CANCELLED
 */
export async function notFound(registry: Registry, image: Repository, text: string): Promise<ActionError> {
  const all = await tagsIfListed(registry, image);
  const tags = all?.filter((tag) => !isHistoryTag(tag) && !tag.startsWith('sha256-')) ?? null;
  const name = repositoryName(image);
  const remedy = foundOf(tags, text);
  const about = {
    image: name,
    one: `There is no image "${text}"`,
    many: `have no image "${text}"`,
    remedy,
    groupFrom: GROUP_FROM,
  };
  return new ActionError('NOT_FOUND', `${name} has no image "${text}". ${remedy}`, undefined, { about });
}

function foundOf(tags: readonly string[] | null, text: string): string {
  const build = 'Build it first, or name one that exists.';
  if (tags === null) return `Its tags could not be listed. ${build}`;
  if (tags.length === 0) return 'There is no such repository, or it has no tags: check image, or build it first.';
  const near = nearest(text, tags, NEAREST);
  if (near.length > 0) return `The nearest tags are ${near.join(', ')}. ${build}`;
  const some = byDistance(text, tags).slice(0, NEAREST);
  return `The nearest tags are ${some.map(({ name }) => name).join(', ')}. ${build}`;
}
