import type { History, HistoryEvent } from '../history/event.ts';
import { historyTag } from '../history/store.ts';
import { type Identity, identityOf, merge, UNKNOWN, versionsOf, withVersions } from '../image/identity.ts';
import { LABEL } from '../image/labels.ts';
import { type Descriptor, isIndexType, type Manifest, readConfig, readManifest } from '../image/manifest.ts';
import { compareVersions } from '../image/order.ts';
import { isTag, type Repository } from '../image/reference.ts';
import { versionAndEnvironment, versionAndSha } from '../image/tags.ts';
import { parseVersion, tagToVersion } from '../image/version.ts';
import type { Registry } from '../registry/client.ts';
import { optionalTags } from './tag-list.ts';

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

/** How many histories are searched one after the other; beyond these an index of them is faster. */
const FEW = 8;
/** The events of many histories by digest: many environments are looked up in the same histories. */
const eventsByDigest = new WeakMap<readonly (History | null)[], ReadonlyMap<string, readonly HistoryEvent[]>>();

/** The events about a digest, newest first. */
function eventsOf(digest: string, histories: readonly (History | null)[]): readonly HistoryEvent[] {
  const found =
    histories.length <= FEW
      ? histories.flatMap((history) => history?.events.filter((event) => event.digest === digest) ?? [])
      : (indexed(histories).get(digest) ?? []);
  return found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function indexed(histories: readonly (History | null)[]): ReadonlyMap<string, readonly HistoryEvent[]> {
  const known = eventsByDigest.get(histories);
  if (known) return known;
  const byDigest = new Map<string, HistoryEvent[]>();
  for (const event of histories.flatMap((history) => history?.events ?? [])) {
    if (event.digest === null) continue;
    const events = byDigest.get(event.digest);
    if (events) events.push(event);
    else byDigest.set(event.digest, [event]);
  }
  eventsByDigest.set(histories, byDigest);
  return byDigest;
}

/**
 * Returns the identity of a digest from histories: all versions that they have, the highest first; commit and time from
 * the newest event that has them.
 */
export function identityFromHistories(digest: string, histories: readonly (History | null)[]): Identity {
  const events = eventsOf(digest, histories);
  const first = (key: 'revision' | 'created'): string => events.find((event) => event[key] !== null)?.[key] ?? '';
  const known = identityOf({ [LABEL.revision]: first('revision'), [LABEL.created]: first('created') });
  return withVersions(
    known,
    events.flatMap(({ version }) => parseVersion(version ?? '') ?? []),
  );
}

/**
 * Reads the labels in the config of an image, or of the first platform of an index.
 * @returns no labels if the config is missing or malformed
 * @throws REGISTRY_REFUSED as `readManifest`; the errors of `Registry.get` and `Registry.blob`
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
  const stamped = identityOf(annotations).version;
  return { identity, stamped, needsLabels, isComplete: !needsLabels && (identity.version !== null || !list) };
}

/**
 * Identifies an image: its version, commit and creation time. Its version is the highest of the requested version and
 * those in the histories, the annotations, and the labels of its config where they have to be read; the list of tags is
 * read only where none of these has one. Commit and time come from the first of these that has them.
 */
export async function identify(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
  hints: Hints,
): Promise<Identity> {
  return (await identifyStamped(registry, image, manifest, hints)).identity;
}

/** Identifies an image. @returns also the version that the image itself declares; null if it declares none */
async function identifyStamped(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
  hints: Hints,
): Promise<{ identity: Identity; stamped: string | null }> {
  const { identity, stamped, needsLabels, isComplete } = knownIdentity(manifest, hints);
  if (isComplete) return { identity, stamped };
  const labels = needsLabels ? identityOf(await readLabels(registry, image, manifest)) : UNKNOWN;
  // an annotation of the index applies to all platforms
  const labelled = merge(identity, stamped === null ? labels : { ...labels, version: null });
  const own = stamped ?? labels.version;
  if (labelled.version !== null || labelled.revision === null || !hints.list)
    return { identity: labelled, stamped: own };
  const version = await versionFromList(registry, image, manifest, labelled.revision);
  return { identity: { ...labelled, version }, stamped: own };
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
  const candidates = ((await optionalTags(registry, image)) ?? []).flatMap((tag) => {
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
 * Identifies a resolved image. The version in its name is one of its versions; `V-H`, where H is the start of its commit,
 * and `V-<environment>` mean V, unless the image declares the whole of it as its version.
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
  const [{ identity, stamped }, known] = await Promise.all([
    identifyStamped(registry, image, found.manifest, hints),
    environmentsAmong(registry, image, suffixes, environments),
  ]);
  const whole = tagToVersion(tag);
  // what the image says itself is never split: 1.3.0-dev may be a version, and dev an environment
  if (whole !== null && whole === stamped) return identity;
  const ofBuild = identity.revision === null ? null : versionAndSha(tag, identity.revision);
  const named = ofBuild ?? versionAndEnvironment(tag, known) ?? whole ?? found.requestedVersion;
  return named === null ? identity : withVersions(identity, [named, ...versionsOf(identity)]);
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
