import { ActionError } from '../errors.ts';

/** A repository: the registry's host, with its port if it has one, and the path. */
export interface Repository {
  readonly registry: string;
  readonly repository: string;
}

/** A parsed reference; tag and digest are null if the text has none. */
export interface Reference extends Repository {
  readonly tag: string | null;
  readonly digest: string | null;
}

const DOCKER_HUB = 'docker.io';
// https://github.com/distribution/reference/blob/main/regexp.go
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40}$/;
const ANY_DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Access tokens of GitHub, GitLab and Docker Hub, by their prefixes. Read as an image, one would be sent to a registry. */
const TOKEN = /^(?:gh[opsu]_|ghr_|github_pat_|glpat-|dckr_pat_)[a-z0-9_.-]{20,}$/i;
const DIGEST_HEX: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * Whether the text is a valid tag.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/**
 * Whether the text is a sha256 digest, the only kind that registries store manifests under.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** Whether the text is a full git commit: 40 lower-case hex characters. */
export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}

/** Returns a repository's full name, `registry/namespace/repository`. */
export function repositoryName(image: Repository): string {
  return `${image.registry}/${image.repository}`;
}

/** Returns a registry's host in canonical form: lower case, without the default port 443. */
export function canonicalRegistry({ registry }: Pick<Repository, 'registry'>): string {
  return new URL(`https://${apiHost(registry)}`).host;
}

/** Returns a repository's name in canonical form, equal for all spellings of one repository. */
function canonicalName(image: Repository): string {
  return `${canonicalRegistry(image)}/${image.repository}`;
}

/** Whether two names refer to the same repository. */
export function isSameRepository(a: Repository, b: Repository): boolean {
  return canonicalName(a) === canonicalName(b);
}

/** Whether two names refer to the same registry. */
export function isSameRegistry(a: Pick<Repository, 'registry'>, b: Pick<Repository, 'registry'>): boolean {
  return canonicalRegistry(a) === canonicalRegistry(b);
}

/** Returns the images without repeated ones, in order; spellings of one repository count as the same. */
export function distinct(images: readonly Repository[]): Repository[] {
  const seen = new Set<string>();
  return images.filter((image) => seen.size < seen.add(canonicalName(image)).size);
}

/** Returns the name of the first image that repeats an earlier one; null if all are distinct. */
export function findDuplicate(images: readonly Repository[]): string | null {
  const unique = new Set(distinct(images));
  const repeated = images.find((image) => !unique.has(image));
  return repeated ? repositoryName(repeated) : null;
}

/** Returns the host that serves a registry's API: Docker Hub's differs from its name. */
export function apiHost(registry: string): string {
  return registry === DOCKER_HUB ? 'registry-1.docker.io' : registry;
}

function splitDomain(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  if (slash < 0 || !isHost) return withHub(DOCKER_HUB, name);
  return withHub(first === 'index.docker.io' ? DOCKER_HUB : first, name.slice(slash + 1));
}

function withHub(registry: string, repository: string): Repository {
  const official = registry === DOCKER_HUB && !repository.includes('/');
  return { registry, repository: official ? `library/${repository}` : repository };
}

function invalid(text: string, why: string): ActionError {
  return new ActionError('INPUT_INVALID', `"${hideUserInfo(text)}" is not an image reference: ${why}.`);
}

/**
 * Returns a text from an input as a message may show it: without what precedes an `@`, also a percent-encoded one, since
 * that may be a user name and a password. A digest after an `@` is kept.
 */
export function hideUserInfo(text: string): string {
  return /[:/]|%(?:25)*(?:3a|2f)/i.test(text)
    ? text.replace(/^.*(?:@|%(?:25)*40)(?!sha\d+:[0-9a-f]*(?:[\s,]|$))/is, '***@')
    : text;
}

/**
 * Returns an image reference with its repository in lower case: registries accept no other, and an owner's name on
 * GitHub may have capitals. The registry's host, a tag and a digest stay as they are.
 */
export function lowerCaseRepository(text: string): string {
  const [beforeDigest = ''] = text.split('@', 1);
  const colon = beforeDigest.lastIndexOf(':');
  const name = colon > beforeDigest.lastIndexOf('/') ? beforeDigest.slice(0, colon) : beforeDigest;
  const first = name.slice(0, name.indexOf('/') + 1);
  const host = /[.:]/.test(first) ? first : '';
  return `${host}${name.slice(host.length).toLowerCase()}${text.slice(name.length)}`;
}

/**
 * Parses an image reference as docker does (ParseNormalizedNamed).
 * https://github.com/distribution/reference/blob/main/normalize.go
 * @param text `[registry/]namespace/repository[:tag][@digest]`
 * @returns its parts, with docker.io and library/ filled in; the tag `latest` is not
 * @throws INPUT_INVALID when a part is malformed; the message names it
 */
export function parseReference(text: string): Reference {
  if (/^[a-f0-9]{64}$/.test(text)) throw invalid(text, 'it is an image ID');
  const [beforeDigest, digest, more] = text.split('@');
  if (more !== undefined) throw invalid(text, 'it has more than one @');
  let name = beforeDigest ?? '';
  const colon = name.lastIndexOf(':');
  let tag: string | null = null;
  if (colon > name.lastIndexOf('/')) {
    tag = name.slice(colon + 1);
    name = name.slice(0, colon);
    if (!isTag(tag)) throw invalid(text, `"${tag}" cannot be a tag (letters, digits, "_", ".", "-", at most 128)`);
  }
  if (digest !== undefined && !knownDigest(digest)) throw invalid(text, `"${digest}" is not a digest`);
  if (name === '') throw invalid(text, 'it has no repository');
  const { registry, repository } = splitDomain(name);
  if (!DOMAIN.test(registry)) throw invalid(text, `"${registry}" is not a host`);
  if (repository !== repository.toLowerCase()) throw invalid(text, 'a repository must be lower case');
  if (!repository.split('/').every((part) => PATH_COMPONENT.test(part))) {
    throw invalid(text, `"${repository}" is not a repository (lower-case words joined by ".", "_", "-" and "/")`);
  }
  // distribution/reference counts the host, but not that of Docker Hub
  const length = registry === DOCKER_HUB ? repository.length : registry.length + 1 + repository.length;
  if (length > 255) throw invalid(text, 'it is longer than 255 characters');
  return { registry, repository, tag, digest: digest ?? null };
}

function knownDigest(digest: string): boolean {
  if (!ANY_DIGEST.test(digest)) return false;
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = DIGEST_HEX[algorithm];
  return length !== undefined && hex.length === length && /^[a-f0-9]+$/.test(hex);
}

/**
 * Parses the `image` input: a name without tag and digest.
 * @throws INPUT_INVALID when it has a tag or a digest, or as `parseReachable` does
 */
export function parseImage(text: string): Repository {
  const { registry, repository, tag, digest } = parseReachable(text);
  if (tag !== null) throw invalid(text, `name the image without the tag "${tag}"`);
  if (digest !== null) throw invalid(text, 'name the image without a digest');
  return { registry, repository };
}

/**
 * Parses a reference from an input. Stricter than docker: it refuses what docker would read as another registry than
 * intended, because credentials are sent there.
 * @throws INPUT_INVALID when it is malformed or ambiguous, or its registry cannot be a host
 */
export function parseReachable(text: string): Reference {
  if (TOKEN.test(text))
    throw new ActionError(
      'INPUT_INVALID',
      'Expected an image, got what looks like an access token; it was sent nowhere. Remove it, and revoke it if it has been logged.',
    );
  if (hideUserInfo(text) !== text)
    throw invalid(text, 'remove what precedes the @; a user name and a password belong in username and password');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) throw invalid(text, 'remove what precedes the host');
  if (/[\s,;]/.test(text)) throw invalid(text, 'expected one image per line, without spaces or commas');
  const reference = parseReference(text);
  const { registry } = reference;
  // docker reads such a first part as a host; it is an owner's name in capitals
  if (registry !== 'localhost' && !/[.:]/.test(registry)) throw invalid(text, 'a repository must be lower case');
  // docker reads a host alone as an image of Docker Hub
  if (/^(localhost|[^/@:]*\.[^/@:]*)([@:][^/]*)?$/.test(text))
    throw invalid(text, 'it names only a registry; add the repository');
  if (!URL.canParse(`https://${registry}`) || /:0+$/.test(registry))
    throw invalid(text, `"${registry}" is not a host that can be reached`);
  return reference;
}
