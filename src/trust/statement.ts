/** What a signed in-toto statement says: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface InTotoStatement {
  readonly predicateType: string | null;
  /** the digests of its subjects, as `sha256:…` */
  readonly subjects: readonly string[];
  /** the commits that the image was built from; null where it is no provenance */
  readonly commits: readonly string[] | null;
}

type Json = Readonly<Record<string, unknown>>;

/** The media type of the payload of an envelope that holds a statement. */
export const IN_TOTO = 'application/vnd.in-toto+json';

/** Reads a statement. @returns null where it is none */
export function readStatement(payload: Buffer): InTotoStatement | null {
  const json = objectIn(parse(payload));
  if (json === null || !String(json._type).startsWith('https://in-toto.io/Statement/')) return null;
  const predicateType = typeof json.predicateType === 'string' ? json.predicateType : null;
  const subjects = listIn(json.subject).flatMap((subject) => digestIn(objectIn(subject.digest)));
  const isProvenance = predicateType?.startsWith('https://slsa.dev/provenance/') ?? false;
  return { predicateType, subjects, commits: isProvenance ? commitsIn(objectIn(json.predicate)) : null };
}

/**
 * Reads what a signature of cosign is about.
 * @returns the digest; null where the payload is of another form
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export function readSimpleSigning(payload: Buffer): string | null {
  const critical = objectIn(objectIn(parse(payload))?.critical);
  const digest = objectIn(critical?.image)?.['docker-manifest-digest'];
  return typeof digest === 'string' ? digest : null;
}

/** The source commits of a provenance, v1 and v0.2: https://slsa.dev/spec/v1.2/provenance */
function commitsIn(predicate: Json | null): string[] {
  const definition = objectIn(predicate?.buildDefinition);
  const sources = [
    ...listIn(definition?.resolvedDependencies),
    ...listIn(predicate?.materials),
    objectIn(objectIn(predicate?.invocation)?.configSource) ?? {},
  ];
  return sources
    .filter(({ uri }) => typeof uri === 'string' && /^git\+|\.git\b|^https:\/\/github\.com\//.test(uri))
    .flatMap(({ digest }) => {
      const { gitCommit, sha1 } = objectIn(digest) ?? {};
      return [gitCommit, sha1].filter((commit): commit is string => typeof commit === 'string');
    });
}

function digestIn(digest: Json | null): string[] {
  const sha256 = digest?.sha256;
  return typeof sha256 === 'string' ? [`sha256:${sha256}`] : [];
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
}

function objectIn(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function listIn(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown): Json[] => {
    const object = objectIn(each);
    return object === null ? [] : [object];
  });
}
