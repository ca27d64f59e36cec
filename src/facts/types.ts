import type { CopyPlan } from '../copy/plan.ts';
import type { History } from '../history/event.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor, Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';

/** What the registry says of one environment of an image. */
export interface EnvironmentFacts {
  readonly name: string;
  /** what its tag names */
  readonly live: Descriptor | null;
  readonly history: History | null;
  /** what is known of the live image */
  readonly known: Identity;
}

/** What the registry says of the tags that a run may write. */
export interface TagFacts {
  /** by tag: the digest that it names; null where there is no such tag */
  readonly now: ReadonlyMap<string, string | null>;
  /** all tags of the repository; null where no floating tag needs them */
  readonly list: readonly string[] | null;
  /** free tags that are environments, since they have a history */
  readonly environments: ReadonlySet<string>;
}

/** What a run knows of one image before it decides. */
export interface ImageFacts {
  /** where its environment is: the destination where it is copied */
  readonly image: Repository;
  /** what has to be copied there first; null where it is not copied */
  readonly copy: CopyPlan | null;
  /** version and commit tags that name it at its source, and are copied with it */
  readonly copiedTags: readonly string[];
  readonly target: Manifest;
  readonly identity: Identity;
  readonly environment: EnvironmentFacts;
  /** the previous stage, at the image's source; null on the first stage, without stages, and in a rollback */
  readonly previousStage: EnvironmentFacts | null;
  readonly tags: TagFacts;
  /** whether any history of the repository was read */
  readonly hasHistory: boolean;
  /** whether more was read after the environment, so that it may have moved since */
  readonly needsRecheck: boolean;
  readonly warnings: readonly string[];
}

/** The facts about the tags of a run that writes none of its own. */
export const NO_TAGS: TagFacts = { now: new Map(), list: null, environments: new Set() };

/** The facts about the copy of a run that copies nothing. */
export const NOT_COPIED: Pick<ImageFacts, 'copy' | 'copiedTags'> = { copy: null, copiedTags: [] };
