import type { Identity } from '../image/identity.ts';
import type { Repository } from '../image/reference.ts';
import { commitTag, shortSha } from '../image/tags.ts';
import { tagToVersion, versionToTag } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';

/** Which image's tags are asked for. */
export interface Tagged {
  readonly from: Repository;
  readonly digest: string;
  readonly identity: Identity;
  readonly shaLength: number;
  /** the tag by which it was found; null for a digest */
  readonly found: string | null;
}

/**
 * The version and commit tags that name an image at its source, and go along, so that it has the same names at the
 * destination.
 */
export async function tagsAlong(
  registry: Registry,
  { from, digest, identity, shaLength, found }: Tagged,
): Promise<string[]> {
  const { version, revision } = identity;
  const names = version === null ? [] : [versionToTag(version)];
  if (version !== null && revision !== null) names.push(`${versionToTag(version)}-${shortSha(revision, shaLength)}`);
  if (found !== null && tagToVersion(found) !== null) names.push(found);
  const isNamed = async (tag: string): Promise<boolean> =>
    tag === found || (await digestNow(registry, from, tag)) === digest;
  const commitTags = async (commit: string): Promise<string[]> => {
    const [short, full] = [commitTag(commit, shaLength), commitTag(commit, 40)];
    if (await isNamed(short)) return [short];
    return short !== full && (await isNamed(full)) ? [full] : [];
  };
  const [named, commit] = await Promise.all([
    Promise.all([...new Set(names)].map(async (tag) => ((await isNamed(tag)) ? [tag] : []))),
    revision === null ? [] : commitTags(revision),
  ]);
  return [...named.flat(), ...commit];
}

/**
 * The same tags, where another commit has the commit tag at the destination: then it is the one with all 40 characters.
 * @param now the digests that the tags have at the destination
 * @param isOthers whether a tag there names an image of another commit
 */
export async function withoutOthers(
  along: readonly string[],
  now: ReadonlyMap<string, string | null>,
  { digest, identity }: Pick<Tagged, 'digest' | 'identity'>,
  isOthers: (tag: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const { revision } = identity;
  const taken = along.find((tag) => tag.startsWith('git-') && (now.get(tag) ?? digest) !== digest);
  if (taken === undefined || revision === null || !(await isOthers(taken))) return along;
  return along.map((tag) => (tag === taken ? commitTag(revision, 40) : tag));
}
