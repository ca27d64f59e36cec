import type { Identity } from '../image/identity.ts';
import type { Repository } from '../image/reference.ts';
import { commitTag, shortSha } from '../image/tags.ts';
import { tagToVersion, versionToTag } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';

/** The image whose tags are copied. */
export interface Tagged {
  readonly from: Repository;
  readonly digest: string;
  readonly identity: Identity;
  /** number of characters of the commit in its short tag */
  readonly shaLength: number;
  /** the tag that the image was resolved by; null for a digest */
  readonly found: string | null;
}

/**
 * Returns the version and commit tags that point at the image at its source. They are copied, so that the image has the
 * same names at the destination.
 * @throws the registry's error when a tag cannot be read
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
 * Replaces the short commit tag by the one with all 40 characters if another commit has it at the destination.
 * @param tags the tags to copy
 * @param now the digests of these tags at the destination
 * @param isOtherCommit whether a tag at the destination names an image of another commit
 * @returns the tags to push
 */
export async function withoutOthers(
  tags: readonly string[],
  now: ReadonlyMap<string, string | null>,
  { digest, identity }: Pick<Tagged, 'digest' | 'identity'>,
  isOtherCommit: (tag: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const { revision } = identity;
  const taken = tags.find((tag) => tag.startsWith('git-') && (now.get(tag) ?? digest) !== digest);
  if (taken === undefined || revision === null || !(await isOtherCommit(taken))) return tags;
  return tags.map((tag) => (tag === taken ? commitTag(revision, 40) : tag));
}
