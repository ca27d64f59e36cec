import type { Checkout } from '../github/checkout.ts';
import type { Context } from '../github/context.ts';
import type { GuardName } from '../guards/names.ts';
import type { MARKS } from '../history/event.ts';
import { isSameRepository, type Repository } from '../image/reference.ts';
import type { Policy } from '../policy/policy.ts';

export const MODES = ['build', 'promote', 'rollback', 'status', 'hold', 'resume', 'mark'] as const;
export type Mode = (typeof MODES)[number];

/** The input `version` outside build. */
export interface VersionInput {
  /** the one for all images, or that of the first; null where it is not set */
  readonly version: string | null;
  /** one per image, in their order; only where there are several */
  readonly versions?: readonly string[];
}

/** The input `version` for one image. @param at the image's position in the request */
export function versionAt({ version, versions }: VersionInput, at: number): string | null {
  return versions?.[at] ?? version;
}

/** When a hold ends: at a time, RFC 3339, or after a duration in milliseconds. */
export type Until =
  | { readonly kind: 'at'; readonly time: string }
  | { readonly kind: 'after'; readonly duration: number };

/** What has to be live so that a rollback does anything. */
export type Expected =
  /** the digest or the version of each image */
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'version'; readonly version: string }
  /** by the name of the repository; null matches nothing */
  | { readonly kind: 'images'; readonly digests: ReadonlyMap<string, string | null> };

interface Common {
  /** at least one; with a file of an earlier run, the file's */
  readonly images: readonly Repository[];
  readonly shaLength: number;
  readonly dryRun: boolean;
  /** whether history is written; it is read either way */
  readonly history: boolean;
  readonly plainHttp: boolean;
  /** for the registry of the first line of `image`, and no other */
  readonly credential: { readonly username: string; readonly password: string; readonly registry: string } | null;
  readonly githubToken: string | null;
  /** the policy file; null or absent without one */
  readonly policy?: Policy | null;
  readonly context: Context;
  /** inputs that were given, but are not used by this mode */
  readonly ignored: readonly string[];
  readonly notices: readonly string[];
  /** what was changed in the inputs, as lines for the log */
  readonly logLines: readonly string[];
}

/** The inputs of every mode that updates an environment. */
export interface UpdateInputs {
  /** templates of the tags that an environment gets */
  readonly environmentTags: readonly string[];
  /** guards that are overridden */
  readonly allow: readonly GuardName[];
  readonly transport: 'registry' | 'docker';
  /** whether moves are recorded as GitHub Deployments */
  readonly deployment: boolean;
  /** whether the organisation's records of artifacts are written */
  readonly records: boolean;
  /** URL of the running service, for the deployment; null for none */
  readonly environmentUrl: string | null;
}

interface Update extends Common, UpdateInputs {
  /** kept in the history; null in a build */
  readonly reason: string | null;
}

/** The inputs that are passed to docker. */
export interface DockerInputs {
  readonly context: string;
  readonly file: string | null;
  readonly target: string | null;
  readonly platforms: readonly string[];
  readonly buildArgs: readonly string[];
  readonly secrets: readonly string[];
  readonly labels: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly builder: string | null;
  readonly pull: boolean;
  readonly noCache: boolean;
  readonly provenance: string | null;
  readonly sbom: string | null;
}

export interface BuildRequest extends Update {
  readonly mode: 'build';
  /** the one image of the build; `images` holds it, too */
  readonly image: Repository;
  readonly images: readonly [Repository];
  /** the full commit of this build */
  readonly commit: string;
  /** the checkout that contains the context */
  readonly checkout: Checkout | null;
  /** why the checkout cannot be read; null if it is read, or there is none */
  readonly checkoutProblem: string | null;
  readonly version: string | null;
  readonly environment: string | null;
  readonly stages: readonly string[];
  /** digest of a pushed image to adopt; null where there is none */
  readonly digest: string | null;
  readonly docker: DockerInputs;
  readonly push: boolean;
  /** rendered tags */
  readonly tags: readonly string[];
  /** those of them that come from the name of the branch: they are left out where they may not be written */
  readonly branchTags: readonly string[];
  /** a warning for each tag that is left out already */
  readonly tagWarnings: readonly string[];
}

/** The image that is promoted. */
export type Source =
  /** `texts`: one per image, in their order; only where there are several */
  | { readonly kind: 'named'; readonly text: string; readonly texts?: readonly string[] }
  | { readonly kind: 'environment'; readonly name: string }
  /** one entry per image, in their order */
  | { readonly kind: 'file'; readonly entries: readonly FileEntry[] };

/** The name of one image of a promotion. @param at the image's position in the request */
export function textAt({ text, texts }: Extract<Source, { kind: 'named' }>, at: number): string {
  return texts?.[at] ?? text;
}

/** One entry of an earlier run's result. */
export interface FileEntry {
  readonly image: Repository;
  /** where the earlier run copied it from, or would have; null where it did not copy it */
  readonly source: Repository | null;
  readonly digest: string;
  readonly version: string | null;
  /** the environment of the earlier run */
  readonly environment: string | null;
  readonly previousDigest: string | null;
}

export interface PromoteRequest extends Update {
  readonly mode: 'promote';
  readonly environment: string;
  readonly stages: readonly string[];
  readonly source: Source;
  /** where each image is copied to first, in the order of `images`; the image itself where it is not copied */
  readonly destinations: readonly Repository[];
  /** what is copied with an image: all that refers to it, or nothing */
  readonly with: 'all' | 'image';
}

/** The repositories of a run's environments: the destinations of a promotion, else its images. */
export function destinationsOf(request: Request): readonly Repository[] {
  const { images } = request;
  return request.mode === 'promote' ? images.map((image, index) => request.destinations[index] ?? image) : images;
}

/** The images of a promotion that are copied to another repository first. */
export function copiesOf(request: PromoteRequest): { from: Repository; to: Repository }[] {
  const places = destinationsOf(request);
  return request.images.flatMap((from, index) => {
    const to = places[index] ?? from;
    return isSameRepository(to, from) ? [] : [{ from, to }];
  });
}

/** Without `version` to the previous image. */
export interface RollbackRequest extends Update, VersionInput {
  readonly mode: 'rollback';
  readonly environment: string;
  readonly stages: readonly string[];
  /** holds the environment in the same write; absent where it does not */
  readonly hold?: { readonly until: Until | null };
  /** what has to be live; absent where that does not matter */
  readonly expect?: Expected;
}

/** Where the board is written to. */
export interface PageInput {
  /** an absolute path */
  readonly folder: string;
  /** the folder that must contain it; null where it may be anywhere */
  readonly root: string | null;
}

export interface HoldRequest extends Update {
  readonly mode: 'hold';
  readonly environment: string;
  readonly stages: readonly string[];
  /** null: until it is ended */
  readonly until: Until | null;
}

export interface ResumeRequest extends Update {
  readonly mode: 'resume';
  readonly environment: string;
  readonly stages: readonly string[];
}

/** Without `version` about what is live. */
export interface MarkRequest extends Update, VersionInput {
  readonly mode: 'mark';
  readonly environment: string;
  readonly stages: readonly string[];
  readonly as: (typeof MARKS)[number];
}

/** A request that records something and moves nothing. */
export type RecordRequest = HoldRequest | ResumeRequest | MarkRequest;

export interface StatusRequest extends Common, VersionInput {
  readonly mode: 'status';
  /** empty: those that have a history */
  readonly environments: readonly string[];
  /** null where no board is written */
  readonly page: PageInput | null;
}

/** A request of a mode that plans before it writes. */
export type PlanningRequest = BuildRequest | PromoteRequest | RollbackRequest | RecordRequest;

/** What was requested, by whom, for which commit. */
export type Request = PlanningRequest | StatusRequest;
