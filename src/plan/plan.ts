import { type CopyPlan, hasCopying } from '../copy/plan.ts';
import type { ActionError } from '../errors.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import type { Check } from '../guards/guard.ts';
import { guardWarnings } from '../guards/table.ts';
import type { HistoryEvent } from '../history/event.ts';
import { environmentStatus, liveEvent } from '../history/state.ts';
import { groupByImage } from '../image/finding.ts';
import { type Identity, merge } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { TagWrite } from '../image/tags.ts';
import { type Policy, stagePolicy } from '../policy/policy.ts';
import type { Window } from '../policy/window.ts';
import type { Move } from './move.ts';

/** The image that was live before a run. */
export interface PreviousImage {
  readonly digest: string;
  readonly version: string | null;
  /** its other versions, highest first; absent where it has none */
  readonly also?: readonly string[];
  readonly revision: string | null;
  /** the event that made it live; null where there is none, or the tag was changed outside this action since */
  readonly event: HistoryEvent | null;
}

interface PlanOfOneImage {
  readonly image: Repository;
  readonly identity: Identity;
  /** null where nothing was live, or the run has no environment */
  readonly previous: PreviousImage | null;
  /** the environment of this run, moved or not; null where it has none */
  readonly environment: string | null;
  /** tags to write, without the environment's own and the commit tag */
  readonly tags: readonly TagWrite[];
  /** tags of this run that are on the image already */
  readonly unchangedTags: readonly string[];
  /** digest of the environment's history as it was read */
  readonly historyDigest: string | null;
  /**
   * whether this image's environment is deliberately not moved, such as by a build of an older commit or a partial
   * rollback
   */
  readonly isLeft?: boolean;
  /** the hold of the environment that is in force, where this plan writes nothing there; absent or null where none is */
  readonly hold?: HistoryEvent | null;
}

/** An image that is in the registry, and what to write for it. */
export interface ReadyImagePlan extends PlanOfOneImage {
  readonly kind: 'ready';
  readonly target: Manifest;
  /** what is copied here from another repository before any tag is written; null where nothing is */
  readonly copy: CopyPlan | null;
  /** null where there is no environment, or it stays as it is */
  readonly move: Move | null;
  /** the tag that is written before all others, unless another run has written it by then; null where it is there */
  readonly commitTag: TagWrite | null;
  /** whether this run built the image */
  readonly built: boolean;
  /** tags that this run wrote for an earlier plan, and that are on the image now */
  readonly earlierTags?: readonly string[];
}

/** An image that has to be built first: the rest of the plan is for display, and made again after the build. */
export interface UnbuiltImagePlan extends PlanOfOneImage {
  readonly kind: 'unbuilt';
  /** null where the build is not pushed */
  readonly commitTag: TagWrite | null;
}

/** An image that stays live, and of which nothing is written: it need not be readable. */
export interface KeptImagePlan extends PlanOfOneImage {
  readonly kind: 'kept';
  readonly target: Descriptor;
  readonly commitTag: null;
}

/** An image of which only something is recorded in its environment's history: no tag moves. */
export interface RecordImagePlan extends PlanOfOneImage {
  readonly kind: 'record';
  /** the image that it is about; null where nothing is live */
  readonly target: Descriptor | null;
  readonly commitTag: null;
  /** null where there is nothing to record */
  readonly move: Move | null;
}

/** What to do with one image. */
export type ImagePlan = ReadyImagePlan | UnbuiltImagePlan | KeptImagePlan | RecordImagePlan;

/** What to write and what the guards said: plain data, made without a clock or a server. */
export interface Plan {
  readonly images: readonly ImagePlan[];
  readonly checks: readonly Check[];
  /** why it is refused; nothing is written where there is one */
  readonly problems: readonly ActionError[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** what is said in the log alone */
  readonly log: readonly string[];
  /** unfinished events of other runs that may still be at work: wait for them before writing */
  readonly inProgress: readonly HistoryEvent[];
  /** the windows that the environment is moved in, judged again when the write begins; none where any time is right */
  readonly windows?: readonly Window[];
  /** what the gates of all stages say of the images, for a dry run; absent where that was not asked */
  readonly stages?: readonly StageChecks[];
}

/** What the gates of one stage say of an image. */
export interface StageChecks {
  /** name of the repository, with its registry */
  readonly image: string;
  readonly stage: string;
  /** whether the image is live there, so that nothing is checked */
  readonly isLive: boolean;
  readonly checks: readonly Check[];
}

/**
 * A plan with the windows of its environment, where it moves it and they are not overridden.
 * @param request what was asked
 */
export function withWindows(
  plan: Plan,
  request: { readonly environment: string | null; readonly policy?: Policy | null; readonly allow: readonly string[] },
): Plan {
  const windows = stagePolicy(request.policy, request.environment ?? '')?.windows ?? [];
  const isAsked = windows.length > 0 && !request.allow.includes('window');
  return isAsked && plan.images.some((image) => moveOf(image) !== null) ? { ...plan, windows } : plan;
}

/** A plan of nothing. */
export const EMPTY_PLAN: Plan = {
  images: [],
  checks: [],
  problems: [],
  warnings: [],
  notices: [],
  log: [],
  inProgress: [],
};

/** Whether a plan of one image may write something for an image in the registry. */
export function isReady(plan: ImagePlan): plan is ReadyImagePlan {
  return plan.kind === 'ready';
}

/** Whether a plan of one image is one of an image that has to be built first. */
export function isUnbuilt(plan: ImagePlan): plan is UnbuiltImagePlan {
  return plan.kind === 'unbuilt';
}

/** The digest that a plan of one image is about; null before the build. */
export function targetDigest(plan: ImagePlan): string | null {
  return isUnbuilt(plan) ? null : (plan.target?.digest ?? null);
}

/** The update of the environment in a plan of one image, also one that only renames it; null where there is none. */
export function updateOf(plan: ImagePlan): Move | null {
  return plan.kind === 'ready' || plan.kind === 'record' ? plan.move : null;
}

/** The move of the environment's tag in a plan of one image; null where it stays. */
export function moveOf(plan: ImagePlan): Move | null {
  const update = updateOf(plan);
  return update?.isHistoryOnly ? null : update;
}

/** The copy of a plan of one image; null where there is none. */
export function copyOf(plan: ImagePlan): CopyPlan | null {
  return plan.kind === 'ready' ? plan.copy : null;
}

/** Whether a plan has anything to write for an image: tags, or only the history. */
export function needsWriting(plan: ImagePlan): boolean {
  return hasWrites(plan) || updateOf(plan) !== null;
}

/** Whether a plan changes anything of an image but the history. */
export function hasWrites(plan: ImagePlan): boolean {
  return hasTagWrites(plan) || hasCopying(copyOf(plan));
}

/** Whether a plan writes anything besides what is copied, or an earlier plan of this run did. */
export function hasTagWrites(plan: ImagePlan): boolean {
  const hasEarlier = isReady(plan) && plan.earlierTags !== undefined && plan.earlierTags.length > 0;
  return moveOf(plan) !== null || plan.commitTag !== null || plan.tags.length > 0 || hasEarlier;
}

/**
 * A plan with the tags that this run wrote for earlier plans, where they are still on its images: they are no longer
 * missing, but this run has changed them.
 * @param written the digest that this run wrote last, by tag
 */
export function withEarlierTags(plan: Plan, written: ReadonlyMap<string, string>): Plan {
  if (written.size === 0) return plan;
  const images = plan.images.map((image): ImagePlan => {
    if (!isReady(image)) return image;
    const earlierTags = image.unchangedTags.filter((tag) => written.get(tag) === image.target.digest);
    return { ...image, earlierTags };
  });
  return { ...plan, images };
}

/**
 * The image that was live before.
 * @param target the image that is to be live; where it is live already its version counts for both
 */
export function previousOf(
  { live, known, history }: EnvironmentFacts,
  target: { readonly digest: string } | null,
  identity: Identity,
): PreviousImage | null {
  if (!live) return null;
  const { version, also, revision } = live.digest === target?.digest ? merge(known, identity) : known;
  const isMoved = environmentStatus(live, history).kind === 'moved';
  const event = isMoved ? null : liveEvent(live, history);
  return { digest: live.digest, version, ...(also ? { also } : {}), revision, event };
}

/** Several plans as one, with the warnings of their guards. */
export function joinPlans(plans: readonly Plan[]): Plan {
  return {
    images: plans.flatMap((plan) => plan.images),
    checks: plans.flatMap((plan) => plan.checks),
    problems: plans.flatMap((plan) => plan.problems),
    // one warning for all images of which the same is said
    warnings: [
      ...groupByImage(plans.flatMap((plan) => plan.warnings)),
      ...guardWarnings(plans.flatMap((plan) => plan.checks)),
    ],
    notices: groupByImage(plans.flatMap((plan) => plan.notices)),
    log: plans.flatMap((plan) => plan.log),
    inProgress: plans.flatMap((plan) => plan.inProgress),
  };
}
