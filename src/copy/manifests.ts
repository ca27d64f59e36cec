import { asActionError } from '../errors.ts';
import { digestOf } from '../image/digest.ts';
import { isArtifactType, type Manifest, MEDIA_TYPES } from '../image/manifest.ts';
import { repositoryName } from '../image/reference.ts';
import { type Referrer, referrersIn } from '../registry/lists.ts';
import { digestNow } from '../registry/tag-digest.ts';
import { forEachLimit } from '../util/concurrency.ts';
import { memoizeAsync } from '../util/memoize.ts';
import type { CopyDeps } from './deps.ts';
import { type CosignTag, isSent, type Node, nodesOf, type ReferrersTag } from './plan.ts';
import { ManifestPusher } from './put.ts';
import { cannotList, expectList } from './referrers-tag.ts';
import type { Copy } from './schedule.ts';

/** The result of pushing the manifests of a copy. */
export interface PushedManifests {
  readonly hasWritten: boolean;
  /** what could not be copied, and why */
  readonly warnings: readonly string[];
}

/** Errors of a destination that does not take a kind of manifest. */
const NOT_TAKEN = ['REGISTRY_REFUSED', 'NOT_FOUND'];

/**
 * Pushes the manifests of a copy, each after what it depends on: its children and its subject. So the image itself is
 * pushed by digest before its referrers and cosign tags, as some registries require (zot, Harbor); its own tags are left
 * to `pushManifests`.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
 * @param isLong whether cosign tags are read again before they are written
 * @throws the registry's error when a push fails; CANCELLED when the job was cancelled
 */
export async function copyManifests(copy: Copy, deps: CopyDeps, isLong: boolean): Promise<PushedManifests> {
  return new ManifestCopy(copy, deps, isLong).run();
}

class ManifestCopy {
  private readonly copy: Copy;
  private readonly deps: CopyDeps;
  private readonly isLong: boolean;
  private readonly pusher: ManifestPusher;
  private readonly nodes: ReadonlyMap<string, Node>;
  private readonly pushed = new Map<string, Promise<void>>();
  /** referrers that the destination does not take */
  private readonly refused = new Set<string>();
  private readonly warnings: string[] = [];
  private hasWritten = false;

  constructor(copy: Copy, deps: CopyDeps, isLong: boolean) {
    this.copy = copy;
    this.deps = deps;
    this.isLong = isLong;
    this.pusher = new ManifestPusher(copy.plan.source, copy.to, deps);
    this.nodes = new Map(nodesOf(copy.plan).map((node) => [node.digest, node]));
  }

  async run(): Promise<PushedManifests> {
    const { image, referrers, lists, cosignTags } = this.copy.plan;
    await forEachLimit<() => Promise<void>>(
      [
        ...image.children.map((node) => () => this.push(node)),
        ...referrers.map((node) => () => this.push(node)),
        ...cosignTags.map((tag) => () => this.pushCosignTag(tag)),
        ...lists.map((list) => () => this.pushReferrersTag(list)),
      ],
      (act) => act(),
    );
    return { hasWritten: this.hasWritten, warnings: this.warnings };
  }

  private push(node: Node): Promise<void> {
    return memoizeAsync(this.pushed, node.digest, () => this.pushNode(node));
  }

  /** Pushes a manifest after its children and its subject, unless the destination has it. */
  private async pushNode(node: Node): Promise<void> {
    await this.pushFirst(node.children, node.subject);
    if (!isSent(node)) return;
    if (node.subject !== null && this.refused.has(node.subject))
      return this.leaveOut(node, `it refers to ${node.subject}, which was not copied`);
    try {
      await this.put(node.digest, bytesOf(node));
    } catch (error) {
      if (!this.canLeaveOut(node, error)) throw error;
      const { registry } = this.copy.to;
      this.leaveOut(
        node,
        `it is an artifact manifest, which ${registry} does not accept. Attach it again with a current tool`,
      );
    }
  }

  private leaveOut({ digest }: Node, why: string): void {
    this.refused.add(digest);
    this.warnings.push(`${repositoryName(this.copy.plan.source)}@${digest} was not copied: ${why}.`);
  }

  private async pushFirst(children: readonly Node[], subject: string | null): Promise<void> {
    const about = subject === null ? undefined : this.nodes.get(subject);
    await forEachLimit([...children, ...(about ? [about] : [])], (node) => this.push(node));
  }

  /** Artifact manifests were removed from the OCI specification before its release; few registries take them. */
  private canLeaveOut(node: Node, error: unknown): boolean {
    const isReferrer = this.copy.plan.referrers.includes(node);
    return isReferrer && isArtifactType(bytesOf(node).mediaType) && NOT_TAKEN.includes(asActionError(error).code);
  }

  private async put(reference: string, manifest: Manifest): Promise<void> {
    await this.pusher.put(reference, manifest);
    this.hasWritten = true;
  }

  /** Pushes a cosign tag after its subject, unless another client has written it since it was read. */
  private async pushCosignTag({ tag, node, was, subject }: CosignTag): Promise<void> {
    const { to } = this.copy;
    const { store, log, checkCancelled } = this.deps;
    await this.pushFirst([...node.children], node.subject);
    await this.pushFirst([], subject);
    checkCancelled();
    const name = `${repositoryName(to)}:${tag}`;
    const now = this.isLong ? await digestNow(store, to, tag) : was;
    if (now === was) return this.putTag(tag, bytesOf(node), was !== null);
    if (now !== node.digest) log(`${name} was changed by another client during the copy; it was not overwritten`);
  }

  /**
   * Pushes a tag of signatures. Where the tag exists and is immutable, what was added at the source is left behind: the
   * image keeps the signatures that it has.
   */
  private async putTag(tag: string, manifest: Manifest, exists: boolean): Promise<void> {
    try {
      await this.put(tag, manifest);
    } catch (error) {
      if (!exists || asActionError(error).code !== 'TAG_IMMUTABLE') throw error;
      this.warnings.push(
        `${repositoryName(this.copy.to)}:${tag} is immutable, so what was added to it at ${repositoryName(this.copy.plan.source)} was not copied. Exclude tags that begin with sha256- from the immutability rule, then re-run.`,
      );
    }
  }

  /**
   * Adds entries to the current list of a subject's referrers, after these were pushed: distribution-spec, "Referrers Tag
   * Schema".
   * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
   * @throws REGISTRY_REFUSED when the tag points at something that is not a list
   */
  private async pushReferrersTag({ tag, subject, referrers }: ReferrersTag): Promise<void> {
    const { to } = this.copy;
    const { store, checkCancelled } = this.deps;
    await forEachLimit(
      referrers.flatMap(({ digest }) => this.nodes.get(digest) ?? []),
      (node) => this.push(node),
    );
    checkCancelled();
    const there = await store.get(to, tag);
    if (there?.digest === subject) {
      this.warnings.push(cannotList(to, subject));
      return;
    }
    if (there) expectList(there, `${repositoryName(to)}:${tag}`);
    const known = new Set(there ? referrersIn(there.bytes, to).map(({ digest }) => digest) : []);
    const added = referrers.filter(({ digest }) => !known.has(digest) && !this.refused.has(digest)).map(descriptorOf);
    if (added.length === 0) return;
    const manifests = [...(there ? listOf(there) : []), ...added];
    const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests };
    const bytes = Buffer.from(JSON.stringify(index));
    const manifest = { bytes, mediaType: MEDIA_TYPES.ociIndex, digest: digestOf(bytes), size: bytes.length };
    await this.putTag(tag, manifest, there !== null);
  }
}

/**
 * Returns a node's manifest, which was read because the destination lacks it.
 * @throws Error when it was not read: a bug
 */
export function bytesOf({ manifest, digest }: Node): Manifest {
  if (!manifest) throw new Error(`the manifest ${digest} was not read`);
  return manifest;
}

/** The entries of a list, unmodified; `expectList` and `referrersIn` have checked it. */
function listOf(manifest: Manifest): unknown[] {
  return (JSON.parse(manifest.bytes.toString('utf8')) as { manifests: unknown[] | null }).manifests ?? [];
}

function descriptorOf({ mediaType, digest, size: bytes, artifactType, annotations }: Referrer): object {
  return {
    ...{ mediaType, digest, size: bytes },
    ...(artifactType === null ? {} : { artifactType }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}
