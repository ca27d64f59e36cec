import { ActionError } from '../errors.ts';
import { revisionOf } from '../facts/find.ts';
import { readLabels } from '../facts/identify.ts';
import { type Check, violation } from '../guards/guard.ts';
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
  const image = request.images[0];
  if (!image) throw new Error('a build has an image');
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
  const text = `the tag ${tag} exists, but names an image of commit ${own.revision}.`;
  const unsure = [byShort, byFull].find((each) => each && each.manifest === manifest && each.revision === null);
  const warnings =
    unsure && manifest
      ? [
          `${repositoryName(image)}@${manifest.digest} does not say which commit it was built from; it is taken for ${request.commit}.`,
        ]
      : [];
  return {
    tag: { tag, was: own.manifest?.digest ?? null },
    manifest,
    checks: own.isOthers ? [violation('overwrite', repositoryName(image), text, request.allow)] : [],
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

/** Which image this run tags: the first build, unless the guard `rebuild` is lifted. */
export function choose(request: BuildRequest, first: Manifest | null, adopted: Manifest | null, built: string | null) {
  const image = request.images[0];
  const none = { checks: [] as Check[], warnings: [] as string[] };
  if (first === null || first.digest === adopted?.digest) return { ...none, target: adopted };
  const isOffered = adopted !== null || request.allow.includes('rebuild');
  if (!isOffered || !image) return { ...none, target: first };
  const text = `commit ${request.commit} was built already, as ${shortDigest(first.digest)}.`;
  const check = violation('rebuild', repositoryName(image), text, request.allow);
  if (check.verdict === 'lifted') return { ...none, target: adopted, checks: [check] };
  const other =
    built !== null
      ? 'the image that this run built at the same time'
      : `the digest ${adopted ? shortDigest(adopted.digest) : ''}`;
  return {
    ...none,
    target: first,
    checks: [{ ...check, verdict: 'left' as const }],
    warnings: [`${repositoryName(image)}: ${text} That image is used, not ${other}.`],
  };
}

/** INPUT_INVALID: what an adopted image says against it. */
export async function adoptedProblems(
  request: BuildRequest,
  registry: Registry,
  adopted: Manifest,
): Promise<ActionError[]> {
  const image = request.images[0];
  const revision = image ? await revisionOf(registry, image, adopted) : null;
  if (revision === null || revision === request.commit) return [];
  return [
    new ActionError(
      'INPUT_INVALID',
      `digest ${adopted.digest} says that it was built from commit ${revision}, but this run is about ${request.commit}. Adopt the image of this commit, or give sha.`,
    ),
  ];
}

/** BUILD_DIFFERS: what this run names, but the commit's build doesn't have. What a run doesn't name isn't compared. */
export async function differences(
  request: BuildRequest,
  registry: Registry,
  manifest: Manifest,
): Promise<ActionError[]> {
  const { file, target, platforms } = request.docker;
  if (file === null && target === null && platforms.length === 0) return [];
  const image = request.images[0];
  if (!image) return [];
  const stamp = await stampIn(request, registry, manifest);
  const asked = stampOf(request.docker);
  const differing: string[] = [];
  if (file !== null && stamp.file !== undefined && stamp.file !== asked.file)
    differing.push(`file ${asked.file} (it has ${stamp.file})`);
  if (target !== null && stamp.target !== undefined && stamp.target !== asked.target)
    differing.push(`target ${asked.target} (it has ${stamp.target ?? 'none'})`);
  const missing = asked.platforms.filter((platform) => !stamp.platforms.includes(platform));
  if (missing.length > 0 && stamp.platforms.length > 0)
    differing.push(`platforms ${missing.join(', ')} (it has ${stamp.platforms.join(', ')})`);
  if (differing.length === 0) return [];
  return [
    new ActionError(
      'BUILD_DIFFERS',
      `${repositoryName(image)}: commit ${request.commit} was built already, but without what this run names: ${differing.join('; ')}. Leave those inputs out to use that build, give variants an image of their own, or build anew with allow: rebuild.`,
    ),
  ];
}

async function stampIn(request: BuildRequest, registry: Registry, manifest: Manifest) {
  const image = request.images[0];
  const content = readManifest(manifest);
  const labels =
    content.annotations[LABEL.build] === undefined && image
      ? await readLabels(registry, image, manifest)
      : content.annotations;
  const stamp = readStamp(labels[LABEL.build] ?? '{}');
  const listed = content.entries.flatMap(({ platform, attestation }) => (platform && !attestation ? [platform] : []));
  const config = listed.length === 0 && content.config && image ? await registry.blob(image, content.config) : null;
  const single = config ? readConfig(config).platform : null;
  return { ...stamp, platforms: [...new Set([...(stamp.platforms ?? []), ...listed, ...(single ? [single] : [])])] };
}
