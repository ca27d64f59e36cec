import type { History } from '../history/event.ts';
import { historyTag } from '../history/store.ts';
import { type Identity, identityOf, LABEL, merge, UNKNOWN } from '../image/identity.ts';
import { type Descriptor, isIndexType, type Manifest, readConfig, readManifest } from '../image/manifest.ts';
import { compareVersions } from '../image/order.ts';
import { isTag, type Repository } from '../image/reference.ts';
import { versionAndEnvironment, versionAndSha } from '../image/tags.ts';
import { tagToVersion } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';

/** An image that was found by digest, tag, version or commit. */
export interface ResolvedImage {
  readonly manifest: Manifest;
  /** the tag that it was resolved by; null for a digest */
  readonly tag: string | null;
  /** the version in the requested name; null if it has none */
  readonly requestedVersion: string | null;
  readonly warnings: readonly string[];
}

/** What is known of an image before it is read, and what may be read. */
export interface Hints {
  /** the version by which it was requested */
  readonly requestedVersion: string | null;
  readonly histories: readonly (History | null)[];
  /** whether the list of tags may be read to find its version */
  readonly list: boolean;
}

/** Returns the identity of a digest from histories; each part comes from the newest event that has it. */
export function identityFromHistories(digest: string, histories: readonly (History | null)[]): Identity {
  const events = histories.flatMap((history) => history?.events.filter((event) => event.digest === digest) ?? []);
  const newestFirst = events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const first = (key: keyof Identity): string | null => newestFirst.find((event) => event[key] !== null)?.[key] ?? null;
  return identityOf({
    [LABEL.version]: first('version') ?? '',
    [LABEL.revision]: first('revision') ?? '',
    [LABEL.created]: first('created') ?? '',
  });
}

/**
 * Reads the labels in the config of an image, or of the first platform of an index.
 * @returns no labels if the config is missing or malformed
 */
export async function readLabels(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
): Promise<Record<string, string>> {
  const content = readManifest(manifest);
  const child = content.entries.find(({ attestation, mediaType }) => !attestation && !isIndexType(mediaType));
  const single = child ? await registry.get(image, child.digest) : manifest;
  const config = single && !isIndexType(single.mediaType) ? readManifest(single).config : null;
  const bytes = config && (await registry.blob(image, config));
  return bytes ? readConfig(bytes).labels : {};
}

/** Returns the identity of an image that is known without a further request, and whether it is complete. */
function knownIdentity(manifest: Manifest, { requestedVersion, histories, list }: Hints) {
  const { annotations } = readManifest(manifest);
  const requested: Identity = { ...UNKNOWN, version: requestedVersion };
  const fromHistories = identityFromHistories(manifest.digest, histories);
  const identity = merge(merge(requested, fromHistories), identityOf(annotations));
  const isStamped = annotations[LABEL.build] !== undefined;
  const needsLabels = identity.revision === null || (identity.version === null && !isStamped);
  return { identity, needsLabels, isComplete: !needsLabels && (identity.version !== null || !list) };
}

/**
 * Identifies an image: its version, commit and creation time. Sources in order of precedence: the requested version, the
 * histories, the annotations, the labels of its config, the list of tags.
 */
export async function identify(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
  hints: Hints,
): Promise<Identity> {
  const { identity, needsLabels, isComplete } = knownIdentity(manifest, hints);
  if (isComplete) return identity;
  const labelled = needsLabels ? merge(identity, identityOf(await readLabels(registry, image, manifest))) : identity;
  if (labelled.version !== null || labelled.revision === null || !hints.list) return labelled;
  return { ...labelled, version: await versionFromList(registry, image, manifest, labelled.revision) };
}

/** Whether `identify` needs no further request. */
export function isIdentified(manifest: Manifest, hints: Hints): boolean {
  return knownIdentity(manifest, hints).isComplete;
}

/** Returns the highest V in the list of tags whose `V-{{sha}}` has this digest; null if there is none. */
async function versionFromList(
  registry: Registry,
  image: Repository,
  target: Descriptor,
  revision: string,
): Promise<string | null> {
  const candidates = (await registry.tags(image)).flatMap((tag) => {
    const version = versionAndSha(tag, revision);
    return version === null ? [] : [{ tag, version }];
  });
  const found = await Promise.all(
    candidates.map(async ({ tag, version }) =>
      (await registry.head(image, tag))?.digest === target.digest ? version : null,
    ),
  );
  return (
    found
      .filter((version) => version !== null)
      .sort(compareVersions)
      .at(-1) ?? null
  );
}

/** Returns the hints in a name. In `V-<rest>` the rest can be a commit, an environment or part of the version. */
function hintsOf({ tag, requestedVersion }: ResolvedImage, histories: Hints['histories']) {
  const suffixes = tag === null ? [] : suffixesOf(tag);
  if (tag !== null && suffixes.length > 0)
    return { tag, suffixes, hints: { requestedVersion: null, histories, list: false } };
  const version = tag === null ? requestedVersion : (tagToVersion(tag) ?? requestedVersion);
  return { tag: null, suffixes, hints: { requestedVersion: version, histories, list: true } };
}

/**
 * Identifies a resolved image. The version in its name takes precedence; `V-H`, where H is the start of its commit, and
 * `V-<environment>` mean V.
 * @param histories the histories that were read
 * @param environments the environments that this run knows
 */
export async function identifyFound(
  registry: Registry,
  image: Repository,
  found: ResolvedImage,
  histories: readonly (History | null)[],
  environments: readonly string[],
): Promise<Identity> {
  const { tag, suffixes, hints } = hintsOf(found, histories);
  if (tag === null) return identify(registry, image, found.manifest, hints);
  const [identity, known] = await Promise.all([
    identify(registry, image, found.manifest, hints),
    environmentsAmong(registry, image, suffixes, environments),
  ]);
  const ofBuild = identity.revision === null ? null : versionAndSha(tag, identity.revision);
  const named = ofBuild ?? versionAndEnvironment(tag, known) ?? tagToVersion(tag) ?? found.requestedVersion;
  return { ...identity, version: named ?? identity.version };
}

/** Whether `identifyFound` needs no further request. */
export function isFoundIdentified(
  found: ResolvedImage,
  histories: readonly (History | null)[],
  environments: readonly string[],
): boolean {
  const { suffixes, hints } = hintsOf(found, histories);
  return isIdentified(found.manifest, hints) && suffixes.every((suffix) => environments.includes(suffix));
}

/** Returns every possible environment in a tag `V-<environment>`: each suffix after a version and a dash. */
function suffixesOf(tag: string): string[] {
  const dashes = [...tag.matchAll(/-/g)].map(({ index }) => index);
  return dashes
    .filter((at) => tagToVersion(tag.slice(0, at)) !== null)
    .map((at) => tag.slice(at + 1))
    .filter(isTag);
}

/** Returns the names that are environments: this run knows them, or they have a history. */
async function environmentsAmong(
  registry: Registry,
  image: Repository,
  names: readonly string[],
  known: readonly string[],
): Promise<string[]> {
  const checked = await Promise.all(
    names.map(async (name) => known.includes(name) || (await registry.head(image, historyTag(name))) !== null),
  );
  return names.filter((_, index) => checked[index]);
}
