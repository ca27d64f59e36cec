import type { Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { Store } from '../registry/client.ts';
import { type Attachments, attachmentsOf, NO_ATTACHMENTS } from './attachments.ts';
import { contentOf } from './content.ts';
import type { CopyPlan } from './plan.ts';
import { Survey } from './survey.ts';

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
  const subjects = takes === 'all' ? subjectsOf(target) : [];
  const survey = new Survey(store, from, to);
  const isThere = survey.hasManifest(target.digest);
  isThere.then((there) => there || onMissing()).catch(() => {});
  const [image, attachments] = await Promise.all([
    survey.ofManifest(target, isThere),
    takes === 'all' ? attachmentsOf(survey, subjects) : NO_ATTACHMENTS,
  ]);
  const { missing, there } = await survey.wanted();
  const { canMount } = survey;
  const { referrers, lists, attached, warnings }: Attachments = attachments;
  return { source: from, image, blobs: missing, there, canMount, referrers, lists, attached, warnings, tags: [] };
}

/** What signatures and the like may be about: the image, and each of its platforms. */
function subjectsOf(target: Manifest): string[] {
  const { children, attestations } = contentOf(target);
  return [target.digest, ...children.map(({ digest }) => digest).filter((digest) => !attestations.has(digest))];
}
