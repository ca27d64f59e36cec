import { isIndexType, type Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import { readRefs } from './manifest-content.ts';
import type { CopyPlan } from './plan.ts';
import { findReferrers, NO_REFERRERS, type ReferrersAndCosignTags } from './referrers.ts';
import { MAX_MANIFESTS, Survey } from './survey.ts';

/**
 * Finds out what has to be brought for an image to be whole at its destination. Writes nothing.
 * @param target the image's manifest, as the source has it
 * @param takes `all`: referrers, attestations and signatures too
 * @param onMissing told as soon as it is known that the image itself is not there
 * @throws NOT_FOUND where a part of it is gone, REGISTRY_REFUSED where it can't be followed
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
  const [image, attachments] = await Promise.all([
    survey.ofManifest(target, isThere),
    takes === 'all' ? belonging(survey, target) : NO_REFERRERS,
  ]);
  const { missing, there } = await survey.wanted();
  const { canMount } = survey;
  const { referrers, lists, attached, warnings }: ReferrersAndCosignTags = attachments;
  return {
    source: from,
    image,
    blobs: missing,
    there,
    canMount,
    referrers,
    lists,
    cosignTags: attached,
    warnings,
    tags: [],
  };
}

async function belonging(survey: Survey, target: Manifest): Promise<ReferrersAndCosignTags> {
  const subjects = new Set([target.digest]);
  await addSubjects(subjects, survey, target, 1);
  return findReferrers(survey, [...subjects]);
}

/**
 * What signatures and the like may be about: the image, each of its platforms, and so on for an index that it lists.
 * Only such an index has to be waited for.
 */
async function addSubjects(subjects: Set<string>, survey: Survey, index: Manifest, depth: number): Promise<void> {
  const { children, attestations } = readRefs(index);
  // such an index is refused: nothing is asked about what it lists
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
