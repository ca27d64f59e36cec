import { ActionError } from '../errors.ts';
import { isIndexType, type Manifest } from '../image/manifest.ts';
import { readRefs } from '../image/manifest-refs.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import { type CopyPlan, missingIn } from './plan.ts';
import { findReferrers, NO_REFERRERS, type ReferrersAndCosignTags } from './referrers.ts';
import { MAX_MANIFESTS, Survey } from './survey.ts';

/**
 * Plans the copy of an image: reads what the destination lacks. Writes nothing.
 * @param target the image's manifest at the source
 * @param takes `all` also copies referrers, attestations and signatures; `image` copies only the image
 * @param onMissing called as soon as the destination turns out to lack the image
 * @throws NOT_FOUND when a manifest that a referrer lists is missing from both repositories
 * @throws REGISTRY_REFUSED when a manifest is malformed or the image exceeds a limit
 */
export async function gatherCopy(
  store: Store,
  from: Repository,
  to: Repository,
  target: Manifest,
  takes: 'all' | 'image',
  onMissing: () => void = () => {},
): Promise<CopyPlan> {
  const survey = new Survey(store, from, to);
  const isThere = survey.hasManifest(target.digest);
  isThere.then((there) => there || onMissing()).catch(() => {});
  const [image, found] = await Promise.all([
    survey.ofManifest(target, isThere),
    takes === 'all' ? findAll(survey, target) : NO_REFERRERS,
  ]);
  const { missing, there } = await survey.wanted();
  const { canMount } = survey;
  const incomplete = [...found.referrers, ...found.cosignTags.map(({ node }) => node)].flatMap(missingIn);
  if (incomplete[0]) throw missingPart(from, incomplete[0].digest);
  return {
    source: from,
    image,
    missing: missingIn(image),
    blobs: missing,
    there,
    canMount,
    ...found,
    tags: [],
  };
}

function missingPart(from: Repository, digest: string): ActionError {
  return new ActionError(
    'NOT_FOUND',
    `Could not copy the referrers of an image of ${repositoryName(from)}: one lists ${digest}, which is missing from the registry. Delete that referrer, or copy only the image with \`with: image\`.`,
  );
}

async function findAll(survey: Survey, target: Manifest): Promise<ReferrersAndCosignTags> {
  const subjects = new Set([target.digest]);
  await addSubjects(subjects, survey, target, 1);
  return findReferrers(survey, [...subjects]);
}

/**
 * Collects the digests that referrers and signatures can have as subject: the image, its platforms, and those of nested
 * indexes. Only nested indexes need further reads.
 */
async function addSubjects(subjects: Set<string>, survey: Survey, index: Manifest, depth: number): Promise<void> {
  const { children, attestations } = readRefs(index);
  // the survey refuses such an index: do not ask for its children
  if (children.length > MAX_MANIFESTS) return;
  const indexes = [];
  for (const child of children) {
    if (attestations.has(child.digest) || subjects.has(child.digest)) continue;
    subjects.add(child.digest);
    if (isIndexType(child.mediaType)) indexes.push(child);
  }
  const below = indexes.map(async (child) => {
    const { manifest } = await survey.ofDescriptor(child, depth);
    if (manifest) await addSubjects(subjects, survey, manifest, depth + 1);
  });
  await Promise.all(below);
}
