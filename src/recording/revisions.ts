import type { GitHubRepository, Revisions } from '../github/api/changes.ts';
import type { Context } from '../github/context.ts';
import { LABEL } from '../image/labels.ts';
import { readManifest } from '../image/manifest.ts';
import { repositoryName } from '../image/reference.ts';
import { repositoryOn } from '../image/source.ts';
import { type ImagePlan, isReady } from '../plan/plan.ts';

/** The two revisions of one image of a plan. */
export interface RevisionsOfImage extends Revisions {
  readonly plan: ImagePlan;
  readonly image: string;
  /** whether the image does not say where it is from, so that the repository of the run is assumed */
  readonly isAssumed: boolean;
}

/**
 * Returns the live and the new revision of an image of a plan, and their repository.
 * @returns null where one of the revisions is unknown, or the image is from a repository on another server
 * @throws REGISTRY_REFUSED as `readManifest`
 */
export function revisionsOf(plan: ImagePlan, context: Context): RevisionsOfImage | null {
  const base = plan.previous?.revision ?? null;
  // where the environment is left, nothing goes out
  const head = plan.isLeft ? base : plan.identity.revision;
  if (base === null || head === null) return null;
  const label = isReady(plan) ? readManifest(plan.target).annotations[LABEL.source] : undefined;
  const repository = label ? repositoryOn(context.server, label) : repositoryOf(context);
  return repository && { plan, image: repositoryName(plan.image), base, head, repository, isAssumed: !label };
}

/** Returns the repository of the run; null where it is unknown. */
export function repositoryOf({ repository }: Context): GitHubRepository | null {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository ?? '') ?? [];
  return owner && name ? { owner, name } : null;
}

/** Returns the URL of a repository. */
export function urlOf({ server }: Context, { owner, name }: GitHubRepository): string {
  return `${server}/${owner}/${name}`;
}
