import { knowLive, readEnvironment } from '../facts/environment.ts';
import { findImage, identifyFound } from '../facts/find.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import type { HistoryEvent } from '../history/event.ts';
import { lastEvent } from '../history/event.ts';
import { environmentStatus, liveEvent } from '../history/state.ts';
import type { Identity } from '../image/identity.ts';
import type { Manifest } from '../image/manifest.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import { isHistoryTag } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import type { StatusRequest } from '../request/request.ts';
import { mapAll } from '../util/concurrency.ts';

/** One line of the board: an image and an environment, as the `environments` output has it. */
export interface StatusRow {
  readonly image: string;
  readonly environment: string;
  readonly digest: string | null;
  readonly version: string | null;
  readonly revision: string | null;
  readonly since: string | null;
  readonly by: string | null;
  readonly run: string | null;
  readonly action: string | null;
  /** the tag is not what the history's last event says */
  readonly moved: boolean;
}

/** One environment of one image, with what the row doesn't hold. */
export interface EnvironmentReport {
  readonly row: StatusRow;
  /** the event of a run that died half way, or is at work */
  readonly unfinished: HistoryEvent | null;
  readonly historyDigest: string | null;
  readonly reason: string | null;
}

/** Where one image is, and every tag known for it. */
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
}

const AT_ONCE = 8;

/** Reads what is live where; with `version` also where that one image is. */
export async function gatherStatus(request: StatusRequest, registry: Registry): Promise<StatusFacts> {
  const perImage = await mapAll(request.images, async (image) => {
    const list = request.environments.length === 0 || request.version !== null ? await registry.tags(image) : [];
    const names = request.environments.length > 0 ? request.environments : withHistory(list);
    const environments = await mapAll(names, (name) => readEnvironment(registry, image, name));
    const histories = environments.map(({ history }) => history);
    const standings = await mapAll(environments, async (environment) =>
      describe(repositoryName(image), await knowLive(registry, image, environment, null, histories)),
    );
    const locations =
      request.version === null ? [] : [await locate(request, registry, image, request.version, environments, list)];
    return { standings, whereabouts: locations };
  });
  return {
    environments: perImage.flatMap(({ standings }) => standings),
    locations: perImage.flatMap(({ whereabouts: locations }) => locations),
  };
}

/** The environments that tags tell of: those with a history, in alphabetical order. */
function withHistory(tags: readonly string[]): string[] {
  return tags
    .filter(isHistoryTag)
    .map((tag) => tag.slice(0, -'-history'.length))
    .filter(Boolean)
    .sort();
}

/** One environment as a row. Pure. */
export function describe(image: string, { name, live, history, known }: EnvironmentFacts): EnvironmentReport {
  const last = lastEvent(history);
  const event = liveEvent(live, history);
  const state = environmentStatus(live, history);
  // where other hands moved the tag, an older event about the same image doesn't tell since when
  const told = state.kind === 'moved' ? null : event;
  return {
    row: {
      image,
      environment: name,
      digest: live?.digest ?? null,
      version: live ? known.version : null,
      revision: live ? known.revision : null,
      since: told?.at ?? null,
      by: told?.actor ?? null,
      run: told?.run ?? null,
      action: told?.action ?? null,
      moved: last !== null && last.digest !== live?.digest,
    },
    unfinished: state.kind === 'unfinished' ? state.event : null,
    historyDigest: history?.digest ?? null,
    reason: told?.reason ?? null,
  };
}

async function locate(
  request: StatusRequest,
  registry: Registry,
  image: Repository,
  text: string,
  environments: readonly EnvironmentFacts[],
  list: readonly string[],
): Promise<ImageLocation> {
  const found = await findImage(registry, image, text, request.shaLength);
  const names = environments.map(({ name }) => name);
  const histories = environments.map(({ history }) => history);
  const identity = await identifyFound(registry, image, found, histories, names);
  const { digest } = found.manifest;
  const tags = await tagsOf(registry, image, digest, list);
  const live = environments.filter((environment) => environment.live?.digest === digest).map(({ name }) => name);
  return { image, target: found.manifest, identity, tags, live };
}

/** Every tag that names a digest: each is asked, eight at a time. */
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
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return tags.sort();
}
