import { type CopyPlan, hasCopying } from '../copy/plan.ts';
import type { ActionError } from '../errors.ts';
import type { Check } from '../guards/guard.ts';
import type { History, HistoryEvent } from '../history/event.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { TagWrite } from '../image/tags.ts';

/** An environment that is to be pointed elsewhere. */
export interface Move {
  readonly environment: string;
  /** where the plan saw its tag */
  readonly from: Descriptor | null;
  /** what the plan read */
  readonly base: History | null;
  /** the history to write; null where none is to be written */
  readonly next: History | null;
  /** the event of this move: new in `next`, or there already from a run that died; null without history */
  readonly event: HistoryEvent | null;
  /** whether the repository is known to hold a history's constant blobs */
  readonly hasHistoryBlobs: boolean;
  /** whether more was read after the environment, so that it is looked at again before anything is written */
  readonly needsRecheck: boolean;
  /** whether a tag that is elsewhere by now may be moved all the same */
  readonly force: boolean;
}

/** What is to be done with one image. */
export interface ImagePlan {
  readonly image: Repository;
  /** what is brought here from another repository, before anything else is written; null where nothing is */
  readonly copy: CopyPlan | null;
  readonly target: Manifest;
  readonly identity: Identity;
  /** what was live before, for the outputs */
  readonly previous: { readonly digest: string; readonly version: string | null } | null;
  /** null where no environment is asked for, or it is to be left where it is */
  readonly move: Move | null;
  /** the environment this run is about, moved or not */
  readonly environment: string | null;
  /** the tag that is put before all others, and only where nobody else has put it by then */
  readonly commitTag: TagWrite | null;
  readonly tags: readonly TagWrite[];
  /** tags of this run that are on the image already */
  readonly unchangedTags: readonly string[];
  /** digest of the environment's history as it was read */
  readonly historyDigest: string | null;
  readonly built: boolean;
}

/** What to write and what the guards said; plain data, made without a clock or a server. */
export interface Plan {
  readonly images: readonly ImagePlan[];
  readonly checks: readonly Check[];
  /** why it can't be done; nothing is written where there is one */
  readonly problems: readonly ActionError[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** another run seems to be under way in these environments: worth a moment's wait */
  readonly inProgress: readonly HistoryEvent[];
}

/** Whether a plan has anything to write for an image. */
export function hasWrites(plan: ImagePlan): boolean {
  return plan.move !== null || plan.commitTag !== null || plan.tags.length > 0 || hasCopying(plan.copy);
}

/** How one image ended. */
export interface ImageOutcome {
  readonly plan: ImagePlan;
  /** tags that were written */
  readonly written: readonly string[];
  readonly historyDigest: string | null;
}

/** What came of a plan. */
export interface Outcome {
  readonly images: readonly ImageOutcome[];
}
