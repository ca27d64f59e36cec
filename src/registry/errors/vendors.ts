/** The registries with known quirks; `docs/registries.md` has a section for each. */
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

/** The parts of a response that identify its registry. Header names are in lower case, as in Node. */
export interface ResponseFingerprint {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** the code and message of its first error; empty if there is none */
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
 * Returns the vendor of a registry with a well-known host.
 * @param registry a registry's name, with or without a port
 * @returns null for any other host, such as that of a self-hosted registry
 */
export function vendorOfHost(registry: string): Vendor | null {
  const host = registry.toLowerCase().replace(/:443$/, '');
  return HOSTS.find(([, pattern]) => pattern.test(host))?.[0] ?? null;
}

/**
 * Returns whether a registry is a public service, which always speaks HTTPS.
 * @param registry a registry's name, with any port
 */
export function isPublicService(registry: string): boolean {
  return vendorOfHost(registry.replace(/:\d+$/, '')) !== null;
}

// only a 401 has a challenge; the other headers are in every response
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
 * Returns the vendor that a response indicates. A response is untrusted, so the result may only select the text of a
 * fix: not an error code, not what is read or written, not where a credential is sent.
 * @returns null if there is no indication; distribution and zot look like many others and are not detected
 */
export function vendorOfResponse({ headers, code, message }: ResponseFingerprint): Vendor | null {
  for (const [vendor, name, pattern] of HEADERS) {
    const value = headers[name];
    if (value !== undefined && pattern.test([value].flat().join(', ').slice(0, 4096))) return vendor;
  }
  return BODIES.find(([, its, words]) => its.test(code) && words.test(message))?.[0] ?? null;
}
