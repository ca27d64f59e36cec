import { asActionError, type ErrorCode } from '../errors.ts';
import { identifyLive, readEnvironment } from '../facts/environment.ts';
import { nameWarnings } from '../facts/environment-names.ts';
import { AmbiguousCommit, findImage } from '../facts/find.ts';
import { identifyFound } from '../facts/identify.ts';
import { optionalTags } from '../facts/tag-list.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { orderStages } from '../history/stage-order.ts';
import { groupByImage } from '../image/finding.ts';
import { type Identity, UNKNOWN } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { environmentsIn, isHistoryTag } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { type StatusRequest, versionAt } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';
import { describe, type EnvironmentReport, type Studied } from './status-report.ts';

export type { EnvironmentReport, Held, Mark, StatusRow, Studied } from './status-report.ts';
export { describe } from './status-report.ts';

/** Where one image is live, and all its tags. */
export interface ImageLocation {
  readonly image: Repository;
  readonly target: Manifest;
  readonly identity: Identity;
  readonly tags: readonly string[];
  /** environments where it is live */
  readonly live: readonly string[];
}

export interface StatusFacts {
  readonly environments: readonly EnvironmentReport[];
  readonly locations: readonly ImageLocation[];
  /** whether the first image has an image of `version`; null without `version` */
  readonly exists: boolean | null;
  /** names that may be misspelt, and what cannot be read */
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

/** How many tags are read in parallel. */
const PARALLEL_TAGS = 8;

/**
 * Reads what is live in each environment; with `version` also where that one image is live.
 * @param now RFC 3339
 * @param study called with each environment as soon as it is known; the histories of many images are not kept, because
 *   they may take hundreds of megabytes
 * @returns also what `study` returned, in the order of the environments
 * @throws what reading throws, but not where an image of `version` or the history of one environment is missing
 */
export async function gatherStatus<T = null>(
  request: StatusRequest,
  registry: Registry,
  now: string,
  study: (studied: Studied) => T | null = () => null,
): Promise<StatusFacts & { readonly studied: readonly (T | null)[] }> {
  const perImage = await mapAll(request.images, async (image) => {
    const text = versionAt(request, request.images.indexOf(image));
    const list = await listFor(request, registry, image, text);
    const names = request.environments.length > 0 ? request.environments : environmentsIn(list);
    const read = await mapAll(names, (name) => readRow(registry, image, name));
    const environments = request.environments.length > 0 ? read : orderStages(read);
    const histories = environments.map(({ history }) => history);
    const identified = await mapAll(environments, async (environment) => ({
      ...(await identifyLive(registry, image, environment, null, histories)),
      problem: environment.problem,
    }));
    const reports = identified.map((one) => describe(repositoryName(image), one, now, one.problem));
    const location = text === null ? null : await locate(request, registry, image, text, environments, list);
    // something was live where a history is that cannot be read
    const readable = environments.filter(({ problem }) => problem === null);
    const unseen = await nameWarnings(registry, image, readable, request.environments.length > 0 ? null : list);
    const warnings = [
      ...unseen,
      ...identified.flatMap((one) => [...(one.problem === null ? [] : [one.problem]), ...(one.warnings ?? [])]),
    ];
    const studied = reports.map((report, index) => {
      const { live = null, history = null } = identified[index] ?? {};
      return study({ report, live, history });
    });
    return { reports, studied, location, warnings };
  });
  const locations = perImage.flatMap(({ location }) => (location === null || 'missing' in location ? [] : [location]));
  const [first] = perImage;
  return {
    environments: perImage.flatMap(({ reports }) => reports),
    studied: perImage.flatMap(({ studied }) => studied),
    locations,
    exists: first?.location ? !('missing' in first.location) : null,
    notices: groupByImage(
      perImage.flatMap(({ location }) => (location && 'missing' in location ? [location.missing] : [])),
    ),
    warnings: [...groupByImage(perImage.flatMap(({ warnings }) => warnings)), ...(registry.warnings ?? [])],
  };
}

/** Reads the list of tags: without `environments` it tells them; else, for a version, what it tells can be left out. */
async function listFor(
  { environments }: StatusRequest,
  registry: Registry,
  image: Repository,
  text: string | null,
): Promise<readonly string[]> {
  if (environments.length === 0) return registry.tags(image);
  return (text === null ? [] : await optionalTags(registry, image)) ?? [];
}

/** Errors of one history, not of the registry. */
const UNREADABLE: readonly ErrorCode[] = ['HISTORY_INVALID', 'DIGEST_MISMATCH', 'REGISTRY_REFUSED'];

/** Reads one environment; an invalid or damaged history affects only its own row. */
async function readRow(
  registry: Registry,
  image: Repository,
  name: string,
): Promise<EnvironmentFacts & { readonly problem: string | null }> {
  const tag = registry.head(image, name);
  try {
    return { ...(await readEnvironment(registry, image, name, {}, tag)), problem: null };
  } catch (error) {
    const { code, message } = asActionError(error);
    // an error of the tag is thrown
    const live = await tag;
    if (!UNREADABLE.includes(code)) throw error;
    return { name, live, history: null, known: UNKNOWN, problem: message };
  }
}

async function locate(
  request: StatusRequest,
  registry: Registry,
  image: Repository,
  text: string,
  environments: readonly EnvironmentFacts[],
  list: readonly string[],
): Promise<ImageLocation | { readonly missing: string }> {
  const found = await findImage(registry, image, text, request.shaLength).catch((error: unknown) => {
    const { code, message } = asActionError(error);
    // where there are several, `exists` can be neither true nor false
    if (code !== 'NOT_FOUND' || error instanceof AmbiguousCommit) throw error;
    return message;
  });
  if (typeof found === 'string') return { missing: found };
  const names = environments.map(({ name }) => name);
  const histories = environments.map(({ history }) => history);
  const identity = await identifyFound(registry, image, found, histories, names);
  const { digest } = found.manifest;
  const tags = await tagsOf(registry, image, digest, list.length > 0 || found.tag === null ? list : [found.tag]);
  const live = environments.filter((environment) => environment.live?.digest === digest).map(({ name }) => name);
  return { image, target: found.manifest, identity, tags, live };
}

/** Every tag that names a digest: all tags have to be read. */
async function tagsOf(
  registry: Registry,
  image: Repository,
  digest: string,
  list: readonly string[],
): Promise<string[]> {
  const queue = list.filter((tag) => !isHistoryTag(tag) && !tag.startsWith('sha256-'));
  const tags: string[] = [];
  const worker = async (): Promise<void> => {
    for (let tag = queue.pop(); tag !== undefined; tag = queue.pop()) {
      if ((await registry.head(image, tag))?.digest === digest) tags.push(tag);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_TAGS }, worker));
  return tags.sort();
}
