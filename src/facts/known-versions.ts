import { asActionError } from '../errors.ts';
import type { History } from '../history/event.ts';
import { loadHistory } from '../history/store.ts';
import { type Identity, identityOf } from '../image/identity.ts';
import { type Manifest, readManifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import { environmentsIn, versionAndSha } from '../image/tags.ts';
import { parseVersion } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { readLabels } from './identify.ts';

/** More histories than these are not read for the versions in them. */
const MAX_HISTORIES = 20;

/**
 * Returns versions of the repository that may be missing from its list of tags, because a clean-up has deleted their tags:
 * those of the images that floating tags point to now, and those in the histories.
 * @param named the images that floating tags name now
 * @param list all tags of the repository
 * @returns also the histories that were read
 * @throws the errors of `loadHistory` but HISTORY_INVALID; those of `readLabels`
 */
export async function knownVersions(
  registry: Registry,
  image: Repository,
  named: readonly Manifest[],
  list: readonly string[],
): Promise<{ versions: readonly string[]; histories: readonly History[] }> {
  const environments = environmentsIn(list).slice(0, MAX_HISTORIES);
  const distinct = named.filter(({ digest }, at) => named.findIndex((other) => other.digest === digest) === at);
  const [histories, ofNamed] = await Promise.all([
    Promise.all(environments.map((environment) => validHistory(registry, image, environment))),
    Promise.all(distinct.map((manifest) => versionsOf(registry, image, manifest, list))),
  ]);
  const read = histories.filter((history) => history !== null);
  const recorded = read.flatMap(({ events }) => events.flatMap(({ version }) => version ?? []));
  const versions = [...recorded, ...ofNamed.flat()].flatMap((version) => parseVersion(version) ?? []);
  return { versions, histories: read };
}

/** Returns the history of an environment; null if it is not valid, which matters only to a run that moves that environment. */
async function validHistory(registry: Registry, image: Repository, environment: string): Promise<History | null> {
  try {
    return await loadHistory(registry, image, environment);
  } catch (error) {
    if (asActionError(error).code === 'HISTORY_INVALID') return null;
    throw error;
  }
}

/** Returns the versions of an image by its annotations and the tags `V-H` of its commit; by its labels where these say none. */
async function versionsOf(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
  list: readonly string[],
): Promise<string[]> {
  const annotated = versionsSaid(identityOf(readManifest(manifest).annotations), list);
  return annotated.length > 0 ? annotated : versionsSaid(identityOf(await readLabels(registry, image, manifest)), list);
}

function versionsSaid({ version, revision }: Identity, list: readonly string[]): string[] {
  const tagged = revision === null ? [] : list.flatMap((tag) => versionAndSha(tag, revision) ?? []);
  return [...(version === null ? [] : [version]), ...tagged];
}
