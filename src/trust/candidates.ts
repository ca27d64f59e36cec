import { asActionError } from '../errors.ts';
import { type Descriptor, type Manifest, parseManifest, stringsOf } from '../image/manifest.ts';
import { isDigest, type Repository } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { type Referrer, referrersIn } from '../registry/lists.ts';
import { mapAll } from '../util/concurrency.ts';
import { cosignBundle } from './cosign.ts';

/** A bundle that refers to an image, as JSON, not yet read. */
export interface Candidate {
  readonly json: unknown;
  /** what it is a signature over; null where that is the image's manifest, or it is none */
  readonly artifact: Buffer | null;
  /** whether it has the form of cosign's `.sig` tag: `artifact` names the image then */
  readonly isSimpleSigning: boolean;
}

/** What was found. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** how many were signed with a key, in cosign's form: without a certificate they cannot be verified */
  readonly keyed: number;
  /** what could not be read, as sentences */
  readonly unread: readonly string[];
}

/** A registry that has referrers. */
export interface Source extends Pick<Registry, 'get' | 'blob'> {
  readonly referrers: (image: Repository, digest: string) => Promise<Referrer[] | null>;
}

/** How many referrers are read; of more, those whose annotations name what is asked for come first. */
const MAX_REFERRERS = 1000;
/** The largest layer that is read, in bytes. */
const MAX_LAYER = 4 * 1024 * 1024;

/**
 * Finds the bundles, signatures and attestations that refer to an image: by the referrers API, by its fallback tag, and by
 * the tags of cosign. What cannot be read is named and left out.
 * @param wanted predicate types that are asked for
 * @throws CANCELLED
 */
export async function findCandidates(
  source: Source,
  image: Repository,
  digest: string,
  wanted: readonly string[],
): Promise<Candidates> {
  const tag = digest.replace(':', '-');
  const unread: string[] = [];
  const tryTo = async <T>(what: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      const { code, message } = asActionError(error);
      if (code === 'CANCELLED') throw error;
      unread.push(`${what} could not be read: ${message}`);
      return null;
    }
  };
  const [byApi, list, sig, att] = await Promise.all([
    tryTo('The referrers', () => source.referrers(image, digest)),
    tryTo(`The tag ${tag}`, () => source.get(image, tag)),
    tryTo(`The tag ${tag}.sig`, () => source.get(image, `${tag}.sig`)),
    tryTo(`The tag ${tag}.att`, () => source.get(image, `${tag}.att`)),
  ]);
  // GitLab reads the fallback tag as the image itself
  const byTag =
    list === null || list.digest === digest
      ? []
      : await tryTo(`The tag ${tag}`, async () => referrersIn(list.bytes, image));
  const referrers = chosen([...(byApi ?? []), ...(byTag ?? [])], wanted);
  if (referrers.left > 0) unread.push(`${referrers.left} referrers were not read: ${MAX_REFERRERS} are the most.`);
  const manifests = await mapAll(referrers.read, (referrer) =>
    tryTo(`The referrer ${referrer.digest}`, () => source.get(image, referrer.digest)),
  );
  const layers = [...manifests, sig, att].flatMap((manifest) => (manifest === null ? [] : layersOf(manifest)));
  const found = await mapAll(layers, (layer) =>
    tryTo(`The statement ${layer.digest}`, async () => toCandidate(layer, await source.blob(image, layer))),
  );
  const candidates = found.flatMap((each) => (each === null || each === 'keyed' ? [] : [each]));
  return { candidates, keyed: found.filter((each) => each === 'keyed').length, unread };
}

/** The referrers that may be statements, each once. */
function chosen(all: readonly Referrer[], wanted: readonly string[]): { read: Referrer[]; left: number } {
  const isStatement = ({ artifactType }: Referrer): boolean =>
    artifactType === null || /sigstore|cosign|in-toto|dsse/i.test(artifactType);
  const byDigest = new Map(all.filter(isStatement).map((referrer) => [referrer.digest, referrer]));
  const isWanted = ({ annotations }: Referrer): boolean =>
    wanted.includes(annotations['dev.sigstore.bundle.predicateType'] ?? '');
  const sorted = [...byDigest.values()].sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
  return { read: sorted.slice(0, MAX_REFERRERS), left: Math.max(0, sorted.length - MAX_REFERRERS) };
}

interface Layer extends Descriptor {
  readonly annotations: Readonly<Record<string, string>>;
}

/** The layers of a manifest that may be statements. */
function layersOf(manifest: Manifest): Layer[] {
  let layers: unknown;
  try {
    layers = parseManifest(manifest).layers;
  } catch {
    return [];
  }
  return (Array.isArray(layers) ? layers : []).flatMap((value: unknown): Layer[] => {
    const { digest, mediaType, size, annotations } = (value ?? {}) as Record<string, unknown>;
    if (typeof digest !== 'string' || !isDigest(digest) || typeof mediaType !== 'string') return [];
    if (typeof size !== 'number' || size > MAX_LAYER || formOf(mediaType) === null) return [];
    return [{ digest, mediaType, size, annotations: stringsOf(annotations) }];
  });
}

function formOf(mediaType: string): 'bundle' | 'sig' | 'att' | null {
  if (/^application\/vnd\.dev\.sigstore\.bundle[.+;]/.test(mediaType)) return 'bundle';
  if (mediaType === 'application/vnd.dev.cosign.simplesigning.v1+json') return 'sig';
  return mediaType === 'application/vnd.dsse.envelope.v1+json' ? 'att' : null;
}

/** @returns `keyed` where it was signed with a key @throws where the layer is malformed */
function toCandidate({ digest, mediaType, annotations }: Layer, content: Buffer | null): Candidate | 'keyed' | null {
  const form = formOf(mediaType);
  if (content === null || form === null) return null;
  if (form === 'bundle') return { json: JSON.parse(content.toString('utf8')), artifact: null, isSimpleSigning: false };
  const base64 = Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64');
  const json = cosignBundle(annotations, content, form, base64);
  return json === null ? 'keyed' : { json, artifact: content, isSimpleSigning: form === 'sig' };
}
