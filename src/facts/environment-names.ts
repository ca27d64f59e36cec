import { type Repository, repositoryName } from '../image/reference.ts';
import { environmentsIn } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { byDistance, didYouMean } from '../util/nearest.ts';
import { tagsIfListed } from './tag-list.ts';
import type { EnvironmentFacts } from './types.ts';

/** How many environments a message names. */
const NAMED = 10;

/** Whether nothing was ever live in an environment: it has neither a tag nor a history. */
export function isNeverSeen({ live, history }: EnvironmentFacts): boolean {
  return live === null && history === null;
}

/**
 * Returns a warning where nothing was ever live in an environment while one with a similar name has a history: the name
 * may be misspelt. The tags are listed only if there is no history for that name.
 * @param list the tags of the repository, if they were read already
 * @throws CANCELLED
 */
export async function neverSeenWarnings(
  registry: Registry,
  image: Repository,
  environment: EnvironmentFacts,
  list: readonly string[] | null = null,
): Promise<string[]> {
  if (!isNeverSeen(environment)) return [];
  const { name } = environment;
  const known = list === null ? await listedEnvironments(registry, image) : environmentsIn(list);
  if (!byDistance(name, known).some((other) => isSuspicious(name, other))) return [];
  return [
    `${repositoryName(image)}: ${name} is new, nothing was ever live there.${knownEnvironments(name, known)} If this is intended, add it to environments.`,
  ];
}

/**
 * Returns the environments that have a history, for a suggestion; none where the registry does not list tags.
 * @throws CANCELLED
 */
export async function listedEnvironments(registry: Registry, image: Repository): Promise<string[]> {
  return environmentsIn((await tagsIfListed(registry, image)) ?? []);
}

/** Whether a new name may be a misspelling of another: `prd` of `prod`, but not `pr-8` of `pr-7`, nor `prod-eu` of `prod`. */
function isSuspicious(name: string, { name: other, distance }: { name: string; distance: number }): boolean {
  if (name.replace(/\d+/g, '0') === other.replace(/\d+/g, '0')) return false;
  const [short, long] = name.length < other.length ? [name, other] : [other, name];
  if (long.startsWith(short)) return !/^[-_.\d]/.test(long.slice(short.length));
  return distance <= (short.length < 6 ? 1 : 2);
}

/**
 * Returns warnings of `status` for a repository that does not exist, and for each environment in which nothing was ever
 * live. The tags are listed only if there is such an environment.
 * @param list the tags of the repository, if they were read already
 * @throws CANCELLED
 */
export async function nameWarnings(
  registry: Registry,
  image: Repository,
  environments: readonly EnvironmentFacts[],
  list: readonly string[] | null,
): Promise<string[]> {
  const unseen = environments.filter(isNeverSeen);
  if (unseen.length === 0 && (environments.length > 0 || list === null || list.length > 0)) return [];
  const tags = list ?? (await tagsIfListed(registry, image));
  const repository = repositoryName(image);
  if (tags?.length === 0) return [noRepository(image)];
  const known = environmentsIn(tags ?? []);
  return unseen.map(({ name }) => `${repository}: nothing was ever live in ${name}.${knownEnvironments(name, known)}`);
}

/** Returns a warning of a repository that does not exist. */
export function noRepository(image: Repository): string {
  return `${repositoryName(image)}: there is no such repository, or it has no tags. Check image.`;
}

/**
 * Returns sentences with the environments that have a history, the nearest suggested; each begins with a space.
 */
export function knownEnvironments(name: string, known: readonly string[]): string {
  if (known.length === 0) return ' No environment has a history here.';
  const others = known.length > NAMED ? ` and ${known.length - NAMED} more` : '';
  const named =
    known.length > NAMED
      ? byDistance(name, known)
          .slice(0, NAMED)
          .map((each) => each.name)
      : known;
  return `${didYouMean(name, known)} Environments with a history: ${named.join(', ')}${others}.`;
}
