import { ActionError } from '../errors.ts';
import { type Manifest, MEDIA_TYPES } from '../image/manifest.ts';
import { repositoryName } from '../image/reference.ts';
import { type Referrer, referrersIn, type TagList } from '../registry/lists.ts';
import { readRefs } from './manifest-content.ts';
import type { CosignTag, Node, ReferrersTag } from './plan.ts';
import type { Survey } from './survey.ts';

/** All that hangs on an image: by the referrers API, by the tag that stands in for it, by tags that name a digest. */
export interface ReferrersAndCosignTags {
  readonly referrers: readonly Node[];
  readonly lists: readonly ReferrersTag[];
  readonly attached: readonly CosignTag[];
  readonly warnings: readonly string[];
}

export const NO_REFERRERS: ReferrersAndCosignTags = { referrers: [], lists: [], attached: [], warnings: [] };

/** Signatures of signatures of an SBOM are followed so far. */
const MAX_LEVELS = 4;
/** What cosign puts behind the digest, where the list of tags is too long to look there. */
const SUFFIXES = ['sig', 'att', 'sbom'];

/** What one level of subjects has. */
interface Level {
  readonly nodes: readonly Node[];
  readonly lists: readonly ReferrersTag[];
}

/** The tag that stands for a digest: distribution-spec, "Referrers Tag Schema". */
export function referrersTag(digest: string): string {
  return digest.replace(':', '-');
}

/**
 * Looks for what belongs to an image and is not at the destination yet.
 * @param subjects digests of the index and of its platforms
 */
export async function findReferrers(survey: Survey, subjects: readonly string[]): Promise<ReferrersAndCosignTags> {
  return new Search(survey).run(subjects);
}

class Search {
  private readonly survey: Survey;
  private readonly warnings: string[] = [];
  /** asked once: one page tells of all subjects, in most repositories */
  private readonly tags: Promise<TagList>;
  /** whether the source has the API, as its first answer says */
  private isServed: Promise<boolean> | null = null;

  constructor(survey: Survey) {
    this.survey = survey;
    this.tags = survey.store.firstTags(survey.from).catch((error: unknown) => {
      if (isDenied(error)) return { tags: [], isWhole: false };
      throw error;
    });
    this.tags.catch(() => {});
  }

  async run(subjects: readonly string[]): Promise<ReferrersAndCosignTags> {
    const [levels, attached] = await Promise.all([this.levels(subjects), this.attached(subjects)]);
    return {
      referrers: levels.flatMap(({ nodes }) => nodes),
      lists: levels.flatMap(({ lists }) => lists),
      attached,
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
    const served = await this.ask(to, subject);
    const there = new Set((served ?? (await this.listedAtDestination(subject))).map(({ digest }) => digest));
    const missing = listed.filter(({ digest }) => !there.has(digest));
    const found = await Promise.all(missing.map(async (each) => ({ each, node: await this.node(each, subject) })));
    const usable = found.filter((one): one is { each: Referrer; node: Node } => one.node !== null);
    const nodes = usable.map(({ node }) => node);
    const isListNeeded = served === null && usable.length > 0;
    const lists = isListNeeded ? [{ tag: referrersTag(subject), referrers: usable.map(({ each }) => each) }] : [];
    return { nodes, lists, digests: listed.map(({ digest }) => digest) };
  }

  /** What refers to a manifest at the source: both ways count, since an older client may have used the tag. */
  private async referrersAtSource(subject: string): Promise<Referrer[]> {
    const { from } = this.survey;
    const first = this.isServed;
    const mine = (async () => (first === null || (await first) ? this.ask(from, subject) : null))();
    this.isServed ??= mine.then((answer) => answer !== null);
    this.isServed.catch(() => {});
    const [served, tags] = await Promise.all([mine, this.tags]);
    const isTagged = tags.tags.includes(referrersTag(subject));
    const mayBeTagged = isTagged || (served === null && !tags.isWhole);
    const tagged = mayBeTagged ? await this.listedUnderTag(from, subject) : [];
    return [...new Map([...tagged, ...(served ?? [])].map((each) => [each.digest, each])).values()];
  }

  /** Asks the API; a registry that denies it may keep a list under the tag all the same. */
  private async ask(image: Survey['from'], subject: string): Promise<Referrer[] | null> {
    try {
      return await this.survey.store.referrers(image, subject);
    } catch (error) {
      if (!isDenied(error)) throw error;
      this.warnings.push(
        `${repositoryName(image)}: the registry does not say what refers to ${subject} (${error.code}); what is listed under its tag counts.`,
      );
      return null;
    }
  }

  private async listedUnderTag(image: Survey['from'], subject: string): Promise<Referrer[]> {
    const manifest = await this.survey.store.get(image, referrersTag(subject));
    return manifest?.mediaType === MEDIA_TYPES.ociIndex ? referrersIn(manifest.bytes, image) : [];
  }

  /** The list that is to be added to: what else stands there is no list to be put in its place. */
  private async listedAtDestination(subject: string): Promise<Referrer[]> {
    const { store, to } = this.survey;
    const tag = referrersTag(subject);
    const there = await store.get(to, tag);
    if (!there) return [];
    expectList(there, `${repositoryName(to)}:${tag}`);
    return referrersIn(there.bytes, to);
  }

  /** A referrer that is not listed at the destination; put there also where the manifest is, so that it is listed. */
  private async node(each: Referrer, subject: string): Promise<Node | null> {
    const { store, from } = this.survey;
    const name = `${repositoryName(from)}@${each.digest}`;
    const manifest = await store.get(from, each.digest);
    if (!manifest) {
      this.warnings.push(`${name} is listed as a referrer of ${subject}, but is gone; it is left behind.`);
      return null;
    }
    if (readRefs(manifest).subject !== subject) {
      this.warnings.push(`${name} is listed as a referrer of ${subject}, but does not say so; it is left behind.`);
      return null;
    }
    return this.survey.ofManifest(manifest, Promise.resolve(false));
  }

  private async attached(subjects: readonly string[]): Promise<CosignTag[]> {
    const { tags, isWhole } = await this.tags;
    const wanted = new Set(subjects.map(referrersTag));
    const known = tags.filter((tag) => wanted.has(tag.slice(0, tag.indexOf('.'))));
    this.survey.admit(known.length);
    const guessed = isWhole
      ? []
      : subjects.flatMap((subject) => SUFFIXES.map((end) => `${referrersTag(subject)}.${end}`));
    const found = await Promise.all([...new Set([...known, ...guessed])].map((tag) => this.attachedTag(tag)));
    return found.filter((each) => each !== null);
  }

  private async attachedTag(tag: string): Promise<CosignTag | null> {
    const { store, from, to } = this.survey;
    const [manifest, there] = await Promise.all([store.get(from, tag), store.head(to, tag)]);
    if (!manifest || there?.digest === manifest.digest) return null;
    const other = there && (await store.get(to, tag));
    if (other && !holdsAll(manifest, other)) {
      this.warnings.push(
        `${repositoryName(to)}:${tag} has what ${repositoryName(from)}:${tag} has not; it is left as it is, so that nothing is lost.`,
      );
      return null;
    }
    const isThere = this.survey.hasManifest(manifest.digest);
    return { tag, was: there?.digest ?? null, node: await this.survey.ofManifest(manifest, isThere) };
  }
}

/**
 * That what stands under a referrers tag is a list of referrers.
 * @param name the tag's full reference, for the words of the error
 * @throws REGISTRY_REFUSED where it is something else, which a list would take the place of
 */
export function expectList({ mediaType, digest }: Manifest, name: string): void {
  if (mediaType === MEDIA_TYPES.ociIndex) return;
  throw new ActionError(
    'REGISTRY_REFUSED',
    `${name} should list what refers to an image, but names something else (${digest}), which would be lost. Look what it is and delete the tag, or leave referrers behind with: image.`,
  );
}

function isDenied(error: unknown): error is ActionError {
  return error instanceof ActionError && (error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED');
}

/** Whether a manifest carries all that another does: a signature was added, none was taken. */
function holdsAll(manifest: Manifest, other: Manifest): boolean {
  const own = new Set(readRefs(manifest).layerKeys);
  return readRefs(other).layerKeys.every((piece) => own.has(piece));
}
