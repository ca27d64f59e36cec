/** The registries whose quirks are known; `docs/registries.md` has a section for each. */
export type Vendor =
  | 'ghcr'
  | 'hub'
  | 'ecr'
  | 'ecr-public'
  | 'gar'
  | 'acr'
  | 'harbor'
  | 'gitlab'
  | 'quay'
  | 'artifactory'
  | 'nexus'
  | 'digitalocean'
  | 'gitea';

/** What an answer has that tells its registry: header names in lower case, as Node gives them. */
export interface ResponseFingerprint {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** the code and message of its first error, empty where there is none */
  readonly code: string;
  readonly message: string;
}

const HOSTS: readonly (readonly [Vendor, RegExp])[] = [
  ['ghcr', /^ghcr\.io$/],
  // `containers.` is the host of GitHub Enterprise Server's registry
  ['ghcr', /^containers\.[a-z0-9.-]+\.ghe\.com$/],
  ['hub', /^(docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)$/],
  ['ecr', /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$/],
  ['ecr-public', /^public\.ecr\.aws$/],
  ['gar', /^([a-z0-9-]+-docker\.pkg\.dev|docker\.pkg\.dev|(us\.|eu\.|asia\.)?gcr\.io)$/],
  ['acr', /^[a-z0-9-]+\.azurecr\.(io|cn|us)$/],
  ['acr', /^[a-z0-9-]+\.[a-z0-9-]+\.geo\.azurecr\.io$/],
  ['gitlab', /^registry\.gitlab\.com$/],
  ['quay', /^quay\.io$/],
  ['artifactory', /^[a-z0-9-]+\.jfrog\.io$/],
  ['digitalocean', /^registry\.digitalocean\.com$/],
  ['gitea', /^(codeberg\.org|gitea\.com|code\.forgejo\.org)$/],
];

/**
 * The registry behind a host that only one has.
 * @param registry a registry's name, with or without a port
 * @returns null where the host says nothing: a registry that somebody runs under a name of their own
 */
export function vendorOfHost(registry: string): Vendor | null {
  const host = registry.toLowerCase().replace(/:443$/, '');
  return HOSTS.find(([, pattern]) => pattern.test(host))?.[0] ?? null;
}

/** Whether a host is one of a service that is known to speak HTTPS, whatever port is named. */
export function isPublicService(registry: string): boolean {
  return vendorOfHost(registry.replace(/:\d+$/, '')) !== null;
}

// a challenge is in a 401 only; the other marks are in every answer, or in the refusal at hand
const HEADERS: readonly (readonly [Vendor, string, RegExp])[] = [
  ['artifactory', 'x-jfrog-version', /./],
  ['artifactory', 'x-artifactory-id', /./],
  ['artifactory', 'server', /^Artifactory\b/],
  ['artifactory', 'www-authenticate', /realm="Artifactory Realm"/i],
  ['nexus', 'server', /^Nexus\//],
  ['nexus', 'www-authenticate', /realm="Sonatype Nexus Repository Manager"/i],
  ['harbor', 'www-authenticate', /service="harbor-registry"/i],
  // GitLab and Gitea name the same service: the realm's path tells them apart
  ['gitlab', 'www-authenticate', /realm="[^"]*\/jwt\/auth"/i],
  ['gitlab', 'gitlab-container-registry-version', /./],
  ['gitea', 'www-authenticate', /realm="[^"]*\/v2\/token",\s*service="container_registry"/i],
  ['gitea', 'www-authenticate', /realm="Gitea Container Registry"/i],
  ['quay', 'www-authenticate', /realm="[^"]*\/v2\/auth"/i],
];

const BODIES: readonly (readonly [Vendor, RegExp, RegExp])[] = [
  ['quay', /^TAG_IMMUTABLE$/, /./],
  ['harbor', /^PRECONDITION$/, /configured as immutable/i],
  ['harbor', /./, /of storage resource, which when updated/i],
  ['nexus', /^BLOB_UPLOAD_INVALID$/, /does not allow updating assets/i],
  ['artifactory', /./, /Not enough permissions to delete\/overwrite artifact/i],
  ['acr', /^REGISTRY_DISALLOWED_OPERATION$/, /./],
];

/**
 * The registry that an answer shows itself to be. Whoever answers can write what they like there, so this may choose
 * the words of a remedy, and nothing else: not a code, not what is read or written, not where a credential goes.
 * @returns null where nothing tells; distribution and zot look like many others, and are not told
 */
export function vendorOfResponse({ headers, code, message }: ResponseFingerprint): Vendor | null {
  for (const [vendor, name, pattern] of HEADERS) {
    const value = headers[name];
    if (value !== undefined && pattern.test([value].flat().join(', ').slice(0, 4096))) return vendor;
  }
  return BODIES.find(([, its, words]) => its.test(code) && words.test(message))?.[0] ?? null;
}
