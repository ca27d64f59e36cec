import { ActionError } from '../errors.ts';
import { originOf, revisionOf } from '../facts/find.ts';
import { readLabels } from '../facts/identify.ts';
import { optionalTags } from '../facts/tag-list.ts';
import type { Check } from '../guards/guard.ts';
import { overwrite } from '../guards/overwrite.ts';
import { rebuild } from '../guards/rebuild.ts';
import { artifactKind } from '../image/artifact.ts';
import { shortDigest } from '../image/digest.ts';
import { identityOf } from '../image/identity.ts';
import { LABEL } from '../image/labels.ts';
import { type Manifest, readConfig, readManifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { isOtherSource } from '../image/source.ts';
import { isSameFile, possibleRoots, readStamp, stampOf } from '../image/stamp.ts';
import { commitTag, type TagWrite } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import type { BuildRequest } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';

/** The build of a commit, as its commit tag leads to it. */
export interface FirstBuild {
  /** the commit tag of this run, and the digest that it has now */
  readonly tag: TagWrite;
  /** null where the commit has no build yet */
  readonly manifest: Manifest | null;
  readonly checks: readonly Check[];
  readonly warnings: readonly string[];
  /** which build was found, by which tag */
  readonly log: readonly string[];
}

/**
 * Finds the commit's first build by its commit tag. The tag counts only if it names an image of this repository whose
 * revision is that commit, or unknown; where another image has it, the commit tag is the one with all 40 characters.
 */
export async function findFirstBuild(request: BuildRequest, registry: Registry): Promise<FirstBuild> {
  const { image, commit } = request;
  const name = repositoryName(image);
  const short = commitTag(commit, request.shaLength);
  const full = commitTag(commit, 40);
  const [byShort, byFull] = await Promise.all([
    readCommitTag(request, registry, image, short),
    short === full ? null : readCommitTag(request, registry, image, full),
  ]);
  const tag = byShort.other === null ? short : full;
  const own = (byShort.other === null ? byShort : byFull) ?? byShort;
  const found =
    [byShort, byFull].find((each) => each?.manifest && each.other === null) ??
    (await findOfOtherLength(request, registry, image));
  const manifest = found?.manifest ?? null;
  const isUnlabelled = manifest !== null && found?.revision === null;
  const unlabelled = `${name}@${manifest?.digest} has no revision; it is assumed to be the build of ${commit}.`;
  return {
    tag: { tag, was: own.manifest?.digest ?? null },
    manifest,
    checks: own.other === null ? [] : [overwrite.checkCommitTag(name, tag, own.other, request.allow)],
    warnings: [
      ...[byShort, byFull].flatMap((each) => (each?.isForeign ? [`${name}:${each.tag} names ${each.other}.`] : [])),
      ...(isUnlabelled ? [unlabelled] : []),
    ],
    log:
      found && manifest
        ? [`commit ${commit} is built already: ${name}@${manifest.digest}, found by the tag ${found.tag}`]
        : [],
  };
}

/** A build of this commit under a commit tag of another length: `sha-length` was another then. */
async function findOfOtherLength(
  request: BuildRequest,
  registry: Registry,
  image: Repository,
): Promise<CommitTag | null> {
  const { commit, shaLength } = request;
  const others = ((await optionalTags(registry, image)) ?? []).filter((tag) => {
    const sha = /^git-([0-9a-f]{7,39})$/.exec(tag)?.[1];
    return sha !== undefined && sha.length !== shaLength && commit.startsWith(sha);
  });
  const found = await Promise.all(others.map((tag) => readCommitTag(request, registry, image, tag)));
  return found.find(({ revision, other }) => revision === commit && other === null) ?? null;
}

interface CommitTag {
  readonly tag: string;
  readonly manifest: Manifest | null;
  readonly revision: string | null;
  /** what it names, where that is not this commit's build: a noun; else null */
  readonly other: string | null;
  /** whether that is more than an image of another commit: another repository's, or something that is not an image */
  readonly isForeign: boolean;
}

/** What a commit tag names, and whether that is this commit's build. */
async function readCommitTag(
  { commit, context, digest }: BuildRequest,
  registry: Registry,
  image: Repository,
  tag: string,
): Promise<CommitTag> {
  const manifest = await registry.get(image, tag);
  if (manifest === null) return { tag, manifest, revision: null, other: null, isForeign: false };
  const kind = artifactKind(manifest);
  if (kind !== null) return { tag, manifest, revision: null, other: kind, isForeign: true };
  const { revision, source } = await originOf(registry, image, manifest);
  if (revision !== null && revision !== commit)
    return { tag, manifest, revision, other: `an image of commit ${revision}`, isForeign: false };
  // an image that is adopted by its digest is this run's, whatever its base image says
  const isForeign = manifest.digest !== digest && isOtherSource(source, context.source);
  return { tag, manifest, revision, other: isForeign ? `an image of another repository, ${source}` : null, isForeign };
}

/**
 * The image that this run tags: the first build of the commit, unless the guard `rebuild` is overridden. Pure.
 * @param adopted the image of `digest`, or the one that this run has built
 * @returns `target` null where the image has to be built first
 */
export function choose(request: BuildRequest, first: Manifest | null, adopted: Manifest | null, built: string | null) {
  const none = { checks: [] as Check[], warnings: [] as string[] };
  if (first === null || first.digest === adopted?.digest) return { ...none, target: adopted };
  if (adopted === null && !request.allow.includes('rebuild')) return { ...none, target: first };
  const image = repositoryName(request.image);
  const check = rebuild.check(image, request.commit, first.digest, request.allow);
  if (check.verdict === 'overridden') return { ...none, target: adopted, checks: [check] };
  const other =
    built !== null
      ? 'the image that this run built at the same time'
      : `the digest ${adopted ? shortDigest(adopted.digest) : ''}`;
  const warning = `${image}: ${check.text} That image is used, not ${other}.`;
  return { checks: [check], warnings: [warning], target: first };
}

/** How many levels of indexes in an adopted index are read. */
const MAX_DEPTH = 4;

/**
 * The error INPUT_INVALID where an adopted image, or a platform of it, was built from another commit.
 * @throws the errors of `originOf`, merged
 */
export async function adoptedProblems(
  request: BuildRequest,
  registry: Registry,
  adopted: Manifest,
): Promise<ActionError[]> {
  const { image, commit } = request;
  const { annotations } = readManifest(adopted);
  const whole = identityOf(annotations).revision;
  const platforms = await platformsOf(registry, image, adopted);
  const revisions = await mapAll(platforms, async ({ name, manifest }) => ({
    name,
    revision: await revisionOf(registry, image, manifest),
  }));
  const other = [{ name: null, revision: whole }, ...revisions].find(
    ({ revision }) => revision !== null && revision !== commit,
  );
  if (!other) return [];
  const what = other.name === null ? 'one' : `one whose platform ${other.name} is`;
  return [
    new ActionError(
      'INPUT_INVALID',
      `digest ${adopted.digest} in ${repositoryName(image)}: expected an image of commit ${commit}, got ${what} of ${other.revision}. Adopt the image of this commit, or set sha.`,
    ),
  ];
}

/** The images of an index, also of an index in it; those that are gone are left out. */
async function platformsOf(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
  depth = MAX_DEPTH,
): Promise<{ name: string | null; manifest: Manifest }[]> {
  const { isIndex, entries } = readManifest(manifest);
  if (!isIndex) return [{ name: null, manifest }];
  const listed = new Map(entries.filter(({ attestation }) => !attestation).map((entry) => [entry.digest, entry]));
  const read = await mapAll([...listed.values()], async ({ digest, platform }) => {
    const child = depth > 0 ? await registry.get(image, digest) : null;
    const images = child ? await platformsOf(registry, image, child, depth - 1) : [];
    return images.map((each) => ({ name: each.name ?? platform ?? digest, manifest: each.manifest }));
  });
  return read.flat();
}

/** The error BUILD_DIFFERS where the commit's build lacks what this run requests; what it leaves out is not compared. */
export async function differences(
  request: BuildRequest,
  registry: Registry,
  manifest: Manifest,
): Promise<ActionError[]> {
  const { file, target, platforms } = request.docker;
  if (file === null && target === null && platforms.length === 0) return [];
  const stamp = await stampIn(request, registry, manifest);
  const { workspace } = request.context;
  const requested = stampOf(request.docker, workspace);
  const { folder } = request.checkout ?? {};
  const roots = request.checkout ? (folder ? [folder] : []) : possibleRoots(request.docker.context, workspace);
  const differing: string[] = [];
  if (file !== null && stamp.file !== undefined && !isSameFile(stamp.file, requested.file, workspace, roots))
    differing.push(`file ${requested.file} (it has ${stamp.file})`);
  if (target !== null && stamp.target !== undefined && stamp.target !== requested.target)
    differing.push(`target ${requested.target} (it has ${stamp.target ?? 'none'})`);
  const missing = requested.platforms.filter((platform) => !stamp.platforms.includes(platform));
  if (missing.length > 0 && stamp.platforms.length > 0)
    differing.push(`platforms ${missing.join(', ')} (it has ${stamp.platforms.join(', ')})`);
  if (differing.length === 0) return [];
  return [
    new ActionError(
      'BUILD_DIFFERS',
      `${repositoryName(request.image)}: commit ${request.commit} was built already, but without ${differing.join('; ')}. Leave those inputs out to use that build, give variants an image of their own, or rebuild with allow: rebuild.`,
    ),
  ];
}

async function stampIn(request: BuildRequest, registry: Registry, manifest: Manifest) {
  const { image } = request;
  const content = readManifest(manifest);
  const labels =
    content.annotations[LABEL.build] === undefined ? await readLabels(registry, image, manifest) : content.annotations;
  const stamp = readStamp(labels[LABEL.build] ?? '{}');
  const listed = content.entries.flatMap(({ platform, attestation }) => (platform && !attestation ? [platform] : []));
  const config = listed.length === 0 && content.config ? await registry.blob(image, content.config) : null;
  const single = config ? readConfig(config).platform : null;
  return { ...stamp, platforms: [...new Set([...(stamp.platforms ?? []), ...listed, ...(single ? [single] : [])])] };
}
