import type { History } from '../history/event.ts';
import { type Identity, identityOf, LABEL, merge, UNKNOWN } from '../image/identity.ts';
import { type Descriptor, isIndexType, type Manifest, readConfig, readManifest } from '../image/manifest.ts';
import { compareVersions } from '../image/order.ts';
import type { Repository } from '../image/reference.ts';
import { versionAndSha } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';

/** What is known of an image before it is asked. */
export interface Hints {
  /** the version it was asked for by */
  readonly requestedVersion: string | null;
  readonly histories: readonly (History | null)[];
  /** whether the list of tags may be read to find its version */
  readonly list: boolean;
}

/** What histories say of a digest: the newest event that knows. */
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
 * The labels of an image: its config's, or for an index those of its first platform.
 * @returns nothing where they cannot be read: an image without labels is an image all the same
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

/**
 * Finds out an image's version, commit and time: the version asked for, the histories, the annotations, the config's
 * labels where those don't tell, the list of tags at last.
 */
export async function identify(
  registry: Registry,
  image: Repository,
  manifest: Manifest,
  hints: Hints,
): Promise<Identity> {
  const { annotations } = readManifest(manifest);
  const requestedVersion: Identity = { ...UNKNOWN, version: hints.requestedVersion };
  const known = merge(
    merge(requestedVersion, identityFromHistories(manifest.digest, hints.histories)),
    identityOf(annotations),
  );
  const isStamped = annotations[LABEL.build] !== undefined;
  const isEnough = known.revision !== null && (known.version !== null || isStamped);
  const labelled = isEnough ? known : merge(known, identityOf(await readLabels(registry, image, manifest)));
  if (labelled.version !== null || labelled.revision === null || !hints.list) return labelled;
  return { ...labelled, version: await versionFromList(registry, image, manifest, labelled.revision) };
}

/** The highest V in the list of tags whose `V-{{sha}}` has this digest. */
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
