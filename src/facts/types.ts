import type { CopyPlan } from '../copy/plan.ts';
import type { ActionError } from '../errors.ts';
import type { History } from '../history/event.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { Evidence } from './evidence.ts';
import type { Completeness } from './missing.ts';

/** One environment of an image, as read from the registry. */
export interface EnvironmentFacts {
  readonly name: string;
  /** the manifest of its tag; null if the tag does not exist */
  readonly live: Descriptor | null;
  readonly history: History | null;
  /** what is known of the live image */
  readonly known: Identity;
  /** what could not be read: the live image, or a history that is replaced by a new one */
  readonly warnings?: readonly string[];
}

/** The tags that a run may write, as read from the registry. */
export interface TagFacts {
  /** the digest of each tag; null if the tag does not exist */
  readonly now: ReadonlyMap<string, string | null>;
  /** all tags of the repository; null if no floating tag needs them */
  readonly list: readonly string[] | null;
  /** why the registry refused the list that floating tags need; absent where it did not */
  readonly listRefused?: ActionError;
  /** versions of the repository that may be missing from the list; none if no floating tag needs them */
  readonly versions?: readonly string[];
  /** the histories that were read for these versions */
  readonly histories?: readonly History[];
  /** free tags that are environments: they have a history */
  readonly environments: ReadonlySet<string>;
}

/** The facts about one image that a plan is decided from. */
export interface ImageFacts {
  /** the repository of its environment: the destination if it is copied */
  readonly image: Repository;
  /** what has to be copied to `image` first; null if nothing is */
  readonly copy: CopyPlan | null;
  /** version and commit tags of the image at its source, which are copied with it */
  readonly copiedTags: readonly string[];
  readonly target: Manifest;
  /** which of the manifests that `target` lists exist; null if it lists none, or nothing is to be written */
  readonly completeness: Completeness | null;
  readonly identity: Identity;
  readonly environment: EnvironmentFacts;
  /** the previous stage, at the image's source; null on the first stage, without stages, and in a rollback */
  readonly previousStage: EnvironmentFacts | null;
  readonly tags: TagFacts;
  /** the signed statements about it; absent or null where none are required */
  readonly evidence?: Evidence | null;
  /** whether any history of the repository was read */
  readonly hasHistory: boolean;
  /** whether the environment may have moved since it was read, because more was read after it */
  readonly needsRecheck: boolean;
  readonly warnings: readonly string[];
}

/** The facts about the tags of a run that writes none of its own. */
export const NO_TAGS: TagFacts = { now: new Map(), list: null, environments: new Set() };

/** The facts about the copy of a run that copies nothing. */
export const NOT_COPIED: Pick<ImageFacts, 'copy' | 'copiedTags'> = { copy: null, copiedTags: [] };
