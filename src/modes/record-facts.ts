import { ActionError } from '../errors.ts';
import { identifyLive, readEnvironment } from '../facts/environment.ts';
import {
  isNeverSeen,
  knownEnvironments,
  listedEnvironments,
  neverSeenWarnings,
  noRepository,
} from '../facts/environment-names.ts';
import { findEvent, findImage } from '../facts/find.ts';
import { identifyFound, identityFromHistories } from '../facts/identify.ts';
import { tagsIfListed } from '../facts/tag-list.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import type { Identity } from '../image/identity.ts';
import type { Descriptor } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { type RecordRequest, versionAt } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';

/** The image that an event is about. */
export interface Subject {
  readonly target: Descriptor;
  readonly identity: Identity;
}

/** What a run that moves nothing knows of one image. */
export interface RecordFacts {
  readonly image: Repository;
  readonly environment: EnvironmentFacts;
  /** null where nothing is live */
  readonly subject: Subject | null;
  /** whether the environment may have changed since it was read, because more was read after it */
  readonly needsRecheck: boolean;
  readonly warnings: readonly string[];
}

/**
 * Reads what a hold, its end or a mark needs: the environment, and the image where a mark names one.
 * @throws NOT_FOUND where a mark's image does not exist, or nothing is live
 */
export function gatherRecord(request: RecordRequest, registry: Registry): Promise<RecordFacts[]> {
  return mapAll(request.images, (image) => gatherImage(request, registry, image));
}

async function gatherImage(request: RecordRequest, registry: Registry, image: Repository): Promise<RecordFacts> {
  const here = await readEnvironment(registry, image, request.environment);
  const named = request.mode === 'mark' ? versionAt(request, request.images.indexOf(image)) : null;
  if (request.mode === 'mark' && named === null && here.live === null) throw await nothingLive(registry, image, here);
  const [environment, found, unseen] = await Promise.all([
    identifyLive(registry, image, here, null),
    named === null ? null : findSubject(request, registry, image, here, named),
    unseenWarnings(request, registry, image, here),
  ]);
  const { live, known } = environment;
  const subject = found ?? (live && { target: live, identity: known });
  const needsRecheck = found !== null || known !== here.known || unseen.length > 0;
  return { image, environment, subject, needsRecheck, warnings: [...(found?.warnings ?? []), ...unseen] };
}

/** Warnings of names that may be misspelt: of an environment without stages to check it by, or of the image. */
async function unseenWarnings(
  { stages }: RecordRequest,
  registry: Registry,
  image: Repository,
  here: EnvironmentFacts,
): Promise<readonly string[]> {
  if (!isNeverSeen(here)) return [];
  const tags = await tagsIfListed(registry, image);
  if (tags?.length === 0) return [noRepository(image)];
  return tags === null || stages.length > 0 ? [] : neverSeenWarnings(registry, image, here, tags);
}

/** The image that a mark names; one that is gone from the registry is known from the environment's history. */
async function findSubject(
  { environment, shaLength }: RecordRequest,
  registry: Registry,
  image: Repository,
  { history }: EnvironmentFacts,
  text: string,
): Promise<Subject & { warnings: readonly string[] }> {
  try {
    const found = await findImage(registry, image, text, shaLength);
    const identity = await identifyFound(registry, image, found, [history], [environment]);
    return { target: found.manifest, identity, warnings: found.warnings };
  } catch (error) {
    const event = findEvent(history?.events ?? [], text);
    if (!event || !(error instanceof ActionError) || error.code !== 'NOT_FOUND') throw error;
    const { digest, mediaType, size } = event;
    return { target: { digest, mediaType, size }, identity: identityFromHistories(digest, [history]), warnings: [] };
  }
}

async function nothingLive(registry: Registry, image: Repository, here: EnvironmentFacts): Promise<ActionError> {
  const known = isNeverSeen(here) ? knownEnvironments(here.name, await listedEnvironments(registry, image)) : '';
  return new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)}: nothing is live in ${here.name}, so there is nothing to mark.${known} Set version to the image to mark.`,
  );
}
