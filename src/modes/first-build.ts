import { ActionError } from '../errors.ts';
import { revisionOf } from '../facts/find.ts';
import { readLabels } from '../facts/identify.ts';
import type { Check } from '../guards/guard.ts';
import { overwrite } from '../guards/overwrite.ts';
import { rebuild } from '../guards/rebuild.ts';
import { shortDigest } from '../image/digest.ts';
import { LABEL } from '../image/identity.ts';
import { type Manifest, readConfig, readManifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { readStamp, stampOf } from '../image/stamp.ts';
import { commitTag, type TagWrite } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import type { BuildRequest } from '../request/request.ts';

/**
 * Finds the commit's first build by its commit tag. The tag counts only if its image's revision is that commit, or
 * unknown; where another commit has it, the commit tag is the one with all 40 characters.
 */
export async function findFirstBuild(
  request: BuildRequest,
  registry: Registry,
): Promise<{ tag: TagWrite; manifest: Manifest | null; checks: Check[]; warnings: string[] }> {
  const { image } = request;
  const short = commitTag(request.commit, request.shaLength);
  const full = commitTag(request.commit, 40);
  const [byShort, byFull] = await Promise.all([
    readCommitTag(request, registry, image, short),
    short === full ? null : readCommitTag(request, registry, image, full),
  ]);
  const tag = byShort.isOthers ? full : short;
  const own = (byShort.isOthers ? byFull : byShort) ?? byShort;
  const tagged = [byShort, byFull].find((each) => each?.manifest && !each.isOthers)?.manifest;
  const manifest = tagged ?? (await findOfOtherLength(request, registry, image));
  const unlabelled = [byShort, byFull].find((each) => each && each.manifest === manifest && each.revision === null);
  const warnings =
    unlabelled && manifest
      ? [`${repositoryName(image)}@${manifest.digest} has no revision; it is taken for the build of ${request.commit}.`]
      : [];
  return {
    tag: { tag, was: own.manifest?.digest ?? null },
    manifest,
    checks: own.isOthers ? [overwrite.checkCommitTag(repositoryName(image), tag, own.revision, request.allow)] : [],
    warnings,
  };
}

/** A build of this commit under a commit tag of another length: `sha-length` was another then. */
async function findOfOtherLength(
  request: BuildRequest,
  registry: Registry,
  image: Repository,
): Promise<Manifest | null> {
  const { commit, shaLength } = request;
  const others = (await registry.tags(image)).filter((tag) => {
    const sha = /^git-([0-9a-f]{7,39})$/.exec(tag)?.[1];
    return sha !== undefined && sha.length !== shaLength && commit.startsWith(sha);
  });
  const found = await Promise.all(others.map((tag) => readCommitTag(request, registry, image, tag)));
  return found.find(({ revision }) => revision === commit)?.manifest ?? null;
}

/** What a commit tag names, and whether that says another commit. */
async function readCommitTag({ commit }: BuildRequest, registry: Registry, image: Repository, tag: string) {
  const manifest = await registry.get(image, tag);
  const revision = manifest && (await revisionOf(registry, image, manifest));
  return { manifest, revision, isOthers: revision !== null && revision !== commit };
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

/** The error INPUT_INVALID where an adopted image was built from another commit. */
export async function adoptedProblems(
  request: BuildRequest,
  registry: Registry,
  adopted: Manifest,
): Promise<ActionError[]> {
  const revision = await revisionOf(registry, request.image, adopted);
  if (revision === null || revision === request.commit) return [];
  return [
    new ActionError(
      'INPUT_INVALID',
      `digest ${adopted.digest}: expected an image of commit ${request.commit}, got one of ${revision}. Adopt the image of this commit, or set sha.`,
    ),
  ];
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
  const requested = stampOf(request.docker);
  const differing: string[] = [];
  if (file !== null && stamp.file !== undefined && stamp.file !== requested.file)
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
