import type { Evidence, ReadEvidence, Statement } from '../facts/evidence.ts';
import type { Manifest } from '../image/manifest.ts';
import { isSigner, type Requirement } from '../policy/requirement.ts';
import { oneLine } from '../util/text.ts';
import { type Candidate, findCandidates, type Source } from './candidates.ts';
import { IN_TOTO, readSimpleSigning, readStatement } from './statement.ts';
import { type ReadBundle, type Root, readBundle, verifyBundle } from './verify.ts';

/** The attestations that GitHub has of a digest, as bundles, and what could not be read. */
export type GitHubBundles = (
  digest: string,
) => Promise<{ readonly bundles: readonly unknown[]; readonly unread: readonly string[] }>;

interface Deps {
  readonly source: Source;
  readonly roots: () => Promise<readonly Root[]>;
  /** null without a token */
  readonly github: GitHubBundles | null;
}

/**
 * Returns what reads and verifies the statements about an image. Only those of signers that are asked for are verified:
 * what others put there neither helps nor harms.
 */
export function evidenceReader({ source, roots, github }: Deps): ReadEvidence {
  return async (image, digest, reading, requirements): Promise<Evidence> => {
    const wanted = requirements.flatMap(({ predicateType }) => predicateType ?? []);
    const [found, own, trusted, target] = await Promise.all([
      findCandidates(source, image, digest, wanted),
      github ? github(digest) : { bundles: [], unread: [] },
      roots(),
      reading,
    ]);
    const byGitHub = own.bundles.map((json): Candidate => ({ json, artifact: null, isSimpleSigning: false }));
    const statements = [...found.candidates, ...byGitHub].flatMap((candidate) => {
      const statement = toStatement(candidate, target, requirements, trusted);
      return statement === null ? [] : [statement];
    });
    return {
      statements: statements.filter((each) => typeof each !== 'string'),
      unread: [...found.unread, ...own.unread, ...statements.filter((each) => typeof each === 'string')],
    };
  };
}

/** @returns null for a statement of a signer that is not asked for; a sentence for one that cannot be read */
function toStatement(
  candidate: Candidate,
  target: Manifest,
  requirements: readonly Requirement[],
  roots: readonly Root[],
): Statement | string | null {
  let bundle: ReadBundle;
  try {
    bundle = readBundle(candidate.json, candidate.artifact ?? target.bytes);
  } catch (error) {
    return `A statement about ${target.digest} is not valid (${oneLine((error as Error).message)}).`;
  }
  const { claimed } = bundle;
  if (claimed === null || !requirements.some((requirement) => isSigner(requirement, claimed))) return null;
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
