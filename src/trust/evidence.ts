import type { Evidence, ReadEvidence, Statement } from '../facts/evidence.ts';
import type { Manifest } from '../image/manifest.ts';
import { isSigner } from '../policy/requirement.ts';
import { oneLine } from '../util/text.ts';
import { type Candidate, findCandidates, type Source } from './candidates.ts';
import type { LazyRoot } from './roots.ts';
import { IN_TOTO, readSimpleSigning, readStatement } from './statement.ts';
import { type ReadBundle, type Root, readBundle, verifyBundle } from './verify.ts';

/** The attestations that GitHub has of a digest, as bundles, and what could not be read. */
export type GitHubBundles = (
  digest: string,
) => Promise<{ readonly bundles: readonly unknown[]; readonly unread: readonly string[] }>;

interface Deps {
  readonly source: Source;
  readonly roots: () => Promise<readonly Root[]>;
  /** whose root is loaded only for what it has signed; null where there is none */
  readonly instance?: LazyRoot | null;
  /** null without a token */
  readonly github: GitHubBundles | null;
}

/**
 * Returns what reads and verifies the statements about an image. Only those of signers that are asked for are verified:
 * what others put there neither helps nor harms.
 */
export function evidenceReader({ source, roots, instance = null, github }: Deps): ReadEvidence {
  return async (image, digest, reading, requirements): Promise<Evidence> => {
    const wanted = requirements.flatMap(({ predicateType }) => predicateType ?? []);
    const [found, own, trusted, target] = await Promise.all([
      findCandidates(source, image, digest, wanted),
      github ? github(digest) : { bundles: [], unread: [] },
      roots(),
      reading,
    ]);
    const byGitHub = own.bundles.map((json): Candidate => ({ json, artifact: null, isSimpleSigning: false }));
    const bundles = [...found.candidates, ...byGitHub].map((candidate) => readCandidate(candidate, target));
    const asked = (bundle: ReadBundle | null): bundle is ReadBundle =>
      requirements.some((requirement) => isSigner(requirement, bundle?.claimed ?? ''));
    const isLazy = instance !== null && bundles.some(({ bundle }) => asked(bundle) && isIssuedBy(bundle, instance));
    const lazy = isLazy ? await instance.load() : null;
    const all = lazy === null ? trusted : [...trusted, lazy];
    const read = bundles.map((each) => toStatement(each, target, asked, all));
    const keyed = found.keyed + read.filter((each) => each === 'keyed').length;
    const missing = isLazy && lazy === null ? [instance.missing] : [];
    const unread = [
      ...missing,
      ...found.unread,
      ...own.unread,
      ...read.flatMap((each) => (isUnread(each) ? each.unread : [])),
    ];
    return {
      statements: read.flatMap((each) => (each === null || each === 'keyed' || isUnread(each) ? [] : [each])),
      unread: keyed === 0 ? unread : [keyedText(keyed, digest), ...unread],
    };
  };
}

/** A statement that cannot be read, and why, as a sentence. */
interface Unread {
  readonly unread: string;
}

function isUnread(read: Statement | Unread | 'keyed' | null): read is Unread {
  return read !== null && read !== 'keyed' && 'unread' in read;
}

function keyedText(count: number, digest: string): string {
  const what = count === 1 ? '1 statement about' : `${count} statements about`;
  const why = count === 1 ? 'is signed with a key, and has' : 'are signed with a key, and have';
  return `${what} ${digest} ${why} no certificate that names the signer.`;
}

/** A candidate, and the bundle that it is; null where it is not valid, with the reason. */
interface Reading {
  readonly candidate: Candidate;
  readonly bundle: ReadBundle | null;
  readonly unread: string;
}

function readCandidate(candidate: Candidate, target: Manifest): Reading {
  try {
    return { candidate, bundle: readBundle(candidate.json, candidate.artifact ?? target.bytes), unread: '' };
  } catch (error) {
    const unread = `A statement about ${target.digest} is not valid (${oneLine((error as Error).message)}).`;
    return { candidate, bundle: null, unread };
  }
}

function isIssuedBy({ issuer }: ReadBundle, { organization }: LazyRoot): boolean {
  return issuer?.includes(organization) === true;
}

/** @returns null for a statement of a signer that is not asked for; `keyed` for one that is signed with a key */
function toStatement(
  { candidate, bundle, unread }: Reading,
  target: Manifest,
  asked: (bundle: ReadBundle) => boolean,
  roots: readonly Root[],
): Statement | Unread | 'keyed' | null {
  if (bundle === null) return { unread };
  const { claimed } = bundle;
  if (claimed === null) return 'keyed';
  if (!asked(bundle)) return null;
  const verified = verifyBundle(bundle, roots);
  const common = { ...contentOf(bundle, candidate, target), signer: claimed };
  if (typeof verified === 'string') return { ...common, issuer: null, at: null, problem: oneLine(verified) };
  return { ...common, signer: verified.identity, issuer: verified.issuer, at: verified.at };
}

function contentOf(
  { envelope, signedDigest }: ReadBundle,
  { isSimpleSigning, artifact }: Candidate,
  { digest }: Manifest,
): Pick<Statement, 'kind' | 'predicateType' | 'isAbout' | 'commits' | 'problem'> {
  const signature = { kind: 'signature', predicateType: null, commits: null, problem: null } as const;
  if (envelope === null) {
    const about = isSimpleSigning && artifact ? readSimpleSigning(artifact) : signedDigest;
    return { ...signature, isAbout: about === digest };
  }
  const statement = envelope.type === IN_TOTO ? readStatement(envelope.payload) : null;
  if (statement === null) return { ...signature, isAbout: false, problem: 'it is not an in-toto statement' };
  const { predicateType, subjects, commits } = statement;
  return { kind: 'attestation', predicateType, commits, isAbout: subjects.includes(digest), problem: null };
}
