import type { Cancel } from './github/cancellation.ts';
import { isDigest, isSameRegistry, isTag, type Repository, repositoryName } from './image/reference.ts';
import { commitTag } from './image/tags.ts';
import { encodingsOf } from './registry/auth/credential-encodings.ts';
import { Credentials, placesFrom } from './registry/auth/credentials.ts';
import type { Credential } from './registry/auth/docker-config.ts';
import { RegistryClient } from './registry/client.ts';
import { Endpoint } from './registry/endpoint.ts';
import { isPublicService } from './registry/errors/vendors.ts';
import { proxySecrets } from './registry/http/proxy.ts';
import { RETRY } from './registry/http/retry.ts';
import { RetryBudget } from './registry/http/retry-budget.ts';
import { Transport } from './registry/http/transport.ts';
import { MODE_TABLE } from './request/modes.ts';
import { copiesOf, destinationsOf, type Request } from './request/request.ts';
import { type Clock, systemClock } from './util/clock.ts';

/** What a run works with; made before anything else is loaded. */
export interface World {
  readonly registry: RegistryClient;
  readonly retryBudget: RetryBudget;
  readonly cancel: Cancel;
  readonly env: NodeJS.ProcessEnv;
}

/** A connection for each request that is sent in parallel. */
const CONNECTIONS = 5;
/** Connections to a destination: all blobs of a platform are checked in parallel. */
const CONNECTIONS_TO = 8;

/** The registry that takes the job's own token. */
const GHCR = { registry: 'ghcr.io' };

/**
 * Makes the registry client, with credentials from the inputs, from logins and, for ghcr.io, the job's token.
 * @param mask called with every secret before it is used
 * @returns the client; `sent`, which resolves when its first request was sent; the retry budget of the run
 */
export function makeRegistry(
  request: Request,
  env: NodeJS.ProcessEnv,
  cancel: Cancel,
  mask: (secret: string) => void,
  trace: (line: string) => void,
): { registry: RegistryClient; sent: Promise<void>; retryBudget: RetryBudget } {
  const transport = new Transport({ cancellation: cancel, env });
  const endpoints = new Map<string, Endpoint>();
  const credentials = new Credentials(placesFrom(env));
  const clock = clockUntil(cancel);
  const retryBudget = new RetryBudget();
  // before anything is sent: a registry may repeat a secret in a form that it was never sent in
  for (const secret of [...proxySecrets(env), ...inputSecrets(request)]) mask(secret);
  const endpoint = (registry: string): Endpoint => {
    const known = endpoints.get(registry);
    if (known) return known;
    const made = new Endpoint(registry, {
      transport,
      env,
      clock,
      limits: RETRY,
      retryBudget,
      // a public service never gets a credential by HTTP because another registry has no HTTPS
      plainHttp: request.plainHttp && !isPublicService(registry),
      credential: (repository) => credentialFor({ registry, repository }, request, credentials),
      mask,
      now: () => clock.now(),
      trace,
    });
    endpoints.set(registry, made);
    return made;
  };
  return { registry: new RegistryClient(endpoint, scopesOf(request)), sent: transport.sent, retryBudget };
}

/** The system's clock, whose waits end when the job is cancelled. */
export function clockUntil({ sleep }: Cancel): Clock {
  return { ...systemClock, sleep };
}

/** The scopes that tokens are requested for: no more than the run needs in each repository. */
function scopesOf(request: Request): (image: Repository) => string {
  const copies = request.mode === 'promote' ? copiesOf(request) : [];
  const sources = new Map(copies.map(({ from, to }) => [repositoryName(to), from] as const));
  const accessTo = accessOf(request);
  return (image) => {
    const source = sources.get(repositoryName(image));
    const access = request.dryRun ? 'pull' : accessTo(image);
    const own = `repository:${image.repository}:${access}`;
    // mounting a blob needs access to its source
    const mounts = access !== 'pull' && source && isSameRegistry(source, image);
    return mounts ? `${own} repository:${source.repository}:pull` : own;
  };
}

/** The access that a run needs to an image, if it is no dry run. */
export function accessOf(request: Request): (image: Repository) => 'pull' | 'pull,push' {
  const written = new Set(destinationsOf(request).map(repositoryName));
  return (image) => (written.has(repositoryName(image)) ? MODE_TABLE[request.mode].access : 'pull');
}

/**
 * The credential for an image: from the inputs, else from a login, else the job's token for ghcr.io; null without.
 * @throws the errors of `Credentials.find`
 */
export async function credentialFor(
  image: Repository,
  request: Request,
  logins: Credentials,
): Promise<Credential | null> {
  const input = ownInput(image.registry, request);
  if (input) return input;
  // a dry run has the credential of the real run
  const login = await logins.find(image.registry, image.repository, accessOf(request)(image).split(','));
  if (!login) return fromToken(image.registry, request);
  return { ...login, source: logins.sourceOf(login) ?? 'a login' };
}

/** The credential in the inputs, which is for the registry of the first image only. */
export function ownInput(registry: string, { credential }: Request): Credential | null {
  if (credential === null || !isSameRegistry(credential, { registry })) return null;
  const { username, password } = credential;
  return { kind: 'basic', username, password, source: 'the inputs username and password' };
}

/** Every form of the secrets in the inputs. */
function inputSecrets(request: Request): string[] {
  const { credential } = request;
  const given = [credential && ownInput(credential.registry, request), fromToken(GHCR.registry, request)];
  return given.flatMap((each) => (each ? encodingsOf(each) : []));
}

function fromToken(registry: string, { githubToken, context }: Request): Credential | null {
  if (githubToken === null || !isSameRegistry({ registry }, GHCR)) return null;
  const username = context.actor ?? 'x-access-token';
  return { kind: 'basic', username, password: githubToken, source: "the job's token (github-token)" };
}

/**
 * Sends the first request of the run, and opens connections for the next ones, before anything else is loaded.
 * @returns false where the first request is not known yet
 */
export function sendFirst(request: Request, registry: RegistryClient): boolean {
  const [image] = request.images;
  const reference = firstReference(request);
  if (!image || reference === null) return false;
  registry.prefetch(image, reference, CONNECTIONS);
  const [to] = request.mode === 'promote' ? copiesOf(request).map((copy) => copy.to) : [];
  if (to && !isSameRegistry(to, image)) registry.open(to, CONNECTIONS_TO);
  return true;
}

/** The manifest that a run reads in any case; null where it is not known yet. */
function firstReference(request: Request): string | null {
  if (request.mode !== 'build' && request.mode !== 'promote' && request.mode !== 'status')
    return `${request.environment}-history`;
  if (request.mode === 'build') return request.push ? commitTag(request.commit, request.shaLength) : null;
  if (request.mode === 'status') return null;
  const { source } = request;
  if (source.kind === 'environment') return source.name;
  if (source.kind === 'file') return source.entries[0]?.digest ?? null;
  return isDigest(source.text) || isTag(source.text) ? source.text : null;
}
