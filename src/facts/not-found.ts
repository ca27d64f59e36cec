import { ActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { isHistoryTag } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';

/** How many tags are suggested. */
const NEAREST = 5;

/** Returns the error NOT_FOUND with the nearest existing tags, which it reads from the registry. */
export async function notFound(registry: Registry, image: Repository, text: string): Promise<ActionError> {
  const tags = (await registry.tags(image)).filter((tag) => !isHistoryTag(tag) && !tag.startsWith('sha256-'));
  const nearest = tags
    .map((tag) => ({ tag, distance: distance(text.toLowerCase(), tag.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.tag.localeCompare(b.tag))
    .slice(0, NEAREST)
    .map(({ tag }) => tag);
  const found = nearest.length > 0 ? `The nearest tags are ${nearest.join(', ')}.` : 'The repository has no tags.';
  return new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)} has no image "${text}". ${found} Build it first, or name one that exists.`,
  );
}

/** Returns the Levenshtein distance of the first 64 characters of two texts. */
function distance(a: string, b: string): number {
  const [left, right] = [a.slice(0, 64), b.slice(0, 64)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
