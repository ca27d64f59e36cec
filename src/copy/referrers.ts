import { ActionError } from '../errors.ts';
import { isArtifactType, isImageType, isIndexType, type Manifest } from '../image/manifest.ts';
import { readRefs } from '../image/manifest-refs.ts';
import { repositoryName } from '../image/reference.ts';
import { type Referrer, referrersIn, type TagList } from '../registry/lists.ts';
import type { CosignTag, Node, ReferrersTag } from './plan.ts';
import { cannotList, expectList, isList, referrersTag } from './referrers-tag.ts';
import type { Survey } from './survey.ts';

/** The referrers (by API or referrers tag) and cosign tags of an image that the destination lacks. */
export interface ReferrersAndCosignTags {
  readonly referrers: readonly Node[];
  readonly lists: readonly ReferrersTag[];
  readonly cosignTags: readonly CosignTag[];
  readonly warnings: readonly string[];
}

export const NO_REFERRERS: ReferrersAndCosignTags = { referrers: [], lists: [], cosignTags: [], warnings: [] };

/** How many levels of referrers of referrers are followed: a signature of an attestation of an SBOM has three. */
const MAX_LEVELS = 4;
/** The suffixes of cosign's tags, tried when the list of tags is incomplete. */
const SUFFIXES = ['sig', 'att', 'sbom'];

/** The referrers of one level of subjects. */
interface Level {
  readonly nodes: readonly Node[];
  readonly lists: readonly ReferrersTag[];
}

/**
 * Finds the referrers and cosign tags of an image that the destination lacks.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 * @param subjects digests of the index and of its platforms
 * @throws REGISTRY_REFUSED when there are more than 1000, one is malformed, or a referrers tag at the destination does not
 *   point at a list
 */
export async function findReferrers(survey: Survey, subjects: readonly string[]): Promise<ReferrersAndCosignTags> {
  return new Search(survey).run(subjects);
}

class Search {
  private readonly survey: Survey;
  private readonly warnings: string[] = [];
  /** read once: in most repositories the first page lists the tags of all subjects */
  private readonly tags: Promise<TagList>;
  /** whether the source supports the referrers API, according to its first response */
  private isServed: Promise<boolean> | null = null;

  constructor(survey: Survey) {
    this.survey = survey;
    this.tags = survey.store.firstTags(survey.from).catch((error: unknown) => {
      if (!isDenied(error)) throw error;
      this.warnings.push(listDenied(survey, error));
      return { tags: [], isWhole: false };
    });
    this.tags.catch(() => {});
  }

  async run(subjects: readonly string[]): Promise<ReferrersAndCosignTags> {
    const [levels, cosignTags] = await Promise.all([this.levels(subjects), this.cosignTags(subjects)]);
    return {
      referrers: levels.flatMap(({ nodes }) => nodes),
      lists: levels.flatMap(({ lists }) => lists),
      cosignTags,
      warnings: this.warnings,
    };
  }

  private async levels(subjects: readonly string[]): Promise<Level[]> {
    const levels: Level[] = [];
    const seen = new Set(subjects);
    let next = subjects;
    for (let depth = 0; depth < MAX_LEVELS && next.length > 0; depth++) {
      const found = await Promise.all(next.map((subject) => this.ofSubject(subject)));
      levels.push({ nodes: found.flatMap(({ nodes }) => nodes), lists: found.flatMap(({ lists }) => lists) });
      next = [...new Set(found.flatMap(({ digests }) => digests))].filter((digest) => !seen.has(digest));
      for (const digest of next) seen.add(digest);
    }
    return levels;
  }

  private async ofSubject(subject: string): Promise<Level & { digests: readonly string[] }> {
    const listed = await this.referrersAtSource(subject);
    if (listed.length === 0) return { nodes: [], lists: [], digests: [] };
    this.survey.admit(listed.length);
    const { to } = this.survey;
    const served = await this.fromApi(to, subject);
    const known = served ?? (await this.listedAtDestination(subject));
    if (known === null) this.warnings.push(cannotList(to, subject));
    const there = new Set(known?.map(({ digest }) => digest));
    const missing = listed.filter(({ digest }) => !there.has(digest));
    // a referrer is pushed even if the destination has it, to get listed
    const isThere = (digest: string) => (known === null ? this.survey.hasManifest(digest) : Promise.resolve(false));
    const found = await Promise.all(
      missing.map(async (each) => ({ each, node: await this.node(each, subject, isThere) })),
    );
    const usable = found.filter((one): one is { each: Referrer; node: Node } => one.node !== null);
    const nodes = usable.map(({ node }) => node);
    const isListNeeded = served === null && known !== null && usable.length > 0;
    const referrers = usable.map(({ each }) => each);
    const lists = isListNeeded ? [{ tag: referrersTag(subject), subject, referrers }] : [];
    return { nodes, lists, digests: listed.map(({ digest }) => digest) };
  }

  /** Lists the referrers of a manifest at the source, from API and tag: an older client may have used the tag. */
  private async referrersAtSource(subject: string): Promise<Referrer[]> {
    const { from } = this.survey;
    const first = this.isServed;
    const request = (async () => (first === null || (await first) ? this.fromApi(from, subject) : null))();
    this.isServed ??= request.then((response) => response !== null);
    this.isServed.catch(() => {});
    const [served, tags] = await Promise.all([request, this.tags]);
    const isTagged = tags.tags.includes(referrersTag(subject));
    const mayBeTagged = isTagged || (served === null && !tags.isWhole);
    const tagged = mayBeTagged ? await this.listedUnderTag(from, subject) : [];
    return [...new Map([...tagged, ...(served ?? [])].map((each) => [each.digest, each])).values()];
  }

  /** Lists referrers by the API; null if it is missing or denied: there may still be a list under the tag. */
  private async fromApi(image: Survey['from'], subject: string): Promise<Referrer[] | null> {
    try {
      return await this.survey.store.referrers(image, subject);
    } catch (error) {
      if (!isDenied(error)) throw error;
      this.warnings.push(
        `${repositoryName(image)}: the registry denied access to the referrers of ${subject} (${error.code}); its referrers tag was used instead.`,
      );
      return null;
    }
  }

  private async listedUnderTag(image: Survey['from'], subject: string): Promise<Referrer[]> {
    const manifest = await this.survey.store.get(image, referrersTag(subject));
    return manifest && manifest.digest !== subject && isList(manifest) ? referrersIn(manifest.bytes, image) : [];
  }

  /**
   * Lists the referrers under the destination's tag; null if the registry cannot have such a tag.
   * @throws REGISTRY_REFUSED when the tag points at something else
   */
  private async listedAtDestination(subject: string): Promise<Referrer[] | null> {
    const { store, to } = this.survey;
    const tag = referrersTag(subject);
    const there = await store.get(to, tag);
    if (!there) return [];
    if (there.digest === subject) return null;
    expectList(there, `${repositoryName(to)}:${tag}`);
    return referrersIn(there.bytes, to);
  }

  /** Surveys a referrer that the destination does not list. */
  private async node(
    each: Referrer,
    subject: string,
    isThere: (digest: string) => Promise<boolean>,
  ): Promise<Node | null> {
    const { store, from } = this.survey;
    const name = `${repositoryName(from)}@${each.digest}`;
    const manifest = await store.get(from, each.digest);
    if (!manifest) {
      this.warnings.push(`${name} is listed as a referrer of ${subject}, but does not exist; it was not copied.`);
      return null;
    }
    const { mediaType } = manifest;
    if (!isImageType(mediaType) && !isIndexType(mediaType) && !isArtifactType(mediaType)) {
      const type = JSON.stringify(mediaType.slice(0, 100));
      this.warnings.push(`${name} is a referrer of ${subject} with the unknown media type ${type}; it was not copied.`);
      return null;
    }
    if (readRefs(manifest).subject !== subject) {
      this.warnings.push(`${name} is listed as a referrer of ${subject}, but has another subject; it was not copied.`);
      return null;
    }
    return this.survey.ofManifest(manifest, isThere(each.digest));
  }

  private async cosignTags(subjects: readonly string[]): Promise<CosignTag[]> {
    const { tags, isWhole } = await this.tags;
    const wanted = new Set(subjects.map(referrersTag));
    const known = tags.filter((tag) => wanted.has(tag.slice(0, tag.indexOf('.'))));
    this.survey.admit(known.length);
    const guessed = isWhole
      ? []
      : subjects.flatMap((subject) => SUFFIXES.map((end) => `${referrersTag(subject)}.${end}`));
    const found = await Promise.all([...new Set([...known, ...guessed])].map((tag) => this.cosignTag(tag)));
    return found.filter((each) => each !== null);
  }

  private async cosignTag(tag: string): Promise<CosignTag | null> {
    const { store, from, to } = this.survey;
    const [manifest, there] = await Promise.all([store.get(from, tag), store.head(to, tag, { byGet: true })]);
    if (!manifest || there?.digest === manifest.digest) return null;
    const other = there && (await store.get(to, tag));
    if (other && !holdsAll(manifest, other)) {
      this.warnings.push(
        `${repositoryName(to)}:${tag} has content that ${repositoryName(from)}:${tag} lacks; it was not overwritten.`,
      );
      return null;
    }
    const isThere = this.survey.hasManifest(manifest.digest);
    const subject = tag.slice(0, tag.indexOf('.')).replace('-', ':');
    return { tag, subject, was: there?.digest ?? null, node: await this.survey.ofManifest(manifest, isThere) };
  }
}

function isDenied(error: unknown): error is ActionError {
  return error instanceof ActionError && (error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED');
}

/** An account may read and write, but not list (skopeo#726, containers-roadmap#743). */
function listDenied({ from }: Survey, { code }: ActionError): string {
  const usual = SUFFIXES.map((suffix) => `.${suffix}`).join(', ');
  return `${repositoryName(from)}: the list of tags was refused (${code}). Of cosign's tags only the usual ones were looked up (${usual}); others were not copied. Grant the account permission to list tags.`;
}

/** Whether a manifest contains all layers of another: signatures were added, none was removed. */
function holdsAll(manifest: Manifest, other: Manifest): boolean {
  const keys = new Set(readRefs(manifest).layerKeys);
  return readRefs(other).layerKeys.every((key) => keys.has(key));
}
