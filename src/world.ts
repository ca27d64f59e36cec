import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cancel } from './cancel.ts';
import { isDigest, isTag, nameOf, type Repository } from './image/reference.ts';
import { commitTag } from './image/tags.ts';
import { RegistryClient } from './registry/client.ts';
import { type Credential, dockerCredential, placesFrom } from './registry/credentials.ts';
import { Endpoint } from './registry/endpoint.ts';
import { RETRY, systemClock } from './registry/retry.ts';
import { Transport } from './registry/transport.ts';
import { copiesOf, type Request } from './request.ts';

/** A connection for each request that goes out side by side. */
const CONNECTIONS = 5;

/**
 * Makes the registry client, with credentials from the inputs, docker's config and, on ghcr.io, the token.
 * @param mask told every secret before it is used
 * @returns the client, and when its first request has gone out
 */
export function makeRegistry(
  request: Request,
  env: NodeJS.ProcessEnv,
  cancel: Cancel,
  mask: (secret: string) => void,
  trace: (line: string) => void,
): { registry: RegistryClient; sent: Promise<void> } {
  const transport = new Transport(undefined, cancel);
  const endpoints = new Map<string, Endpoint>();
  const endpoint = (registry: string): Endpoint => {
    const known = endpoints.get(registry);
    if (known) return known;
    const made = new Endpoint(registry, {
      transport,
      clock: systemClock,
      limits: RETRY,
      plainHttp: request.plainHttp,
      credential: () => credentialFor(registry, request, env),
      mask,
      now: () => systemClock.now(),
      trace,
    });
    endpoints.set(registry, made);
    return made;
  };
  return { registry: new RegistryClient(endpoint, scopesOf(request)), sent: transport.sent };
}

/** What tokens are asked for: no more than the run needs of each repository. */
function scopesOf(request: Request): (image: Repository) => string {
  const isReading = request.mode === 'status' || request.dryRun;
  const copies = new Map(
    request.mode === 'promote' ? copiesOf(request).map(({ from, to }) => [nameOf(to), from] as const) : [],
  );
  return (image) => {
    const source = copies.get(nameOf(image));
    const isWritten = !isReading && (copies.size === 0 || source !== undefined);
    const own = `repository:${image.repository}:${isWritten ? 'pull,push' : 'pull'}`;
    // a mount needs the right to read its source
    return isWritten && source?.registry === image.registry ? `${own} repository:${source.repository}:pull` : own;
  };
}

/** A registry's credential: the inputs', else docker's own, else on ghcr.io the token. */
async function credentialFor(registry: string, request: Request, env: NodeJS.ProcessEnv): Promise<Credential | null> {
  const own = ownInput(registry, request);
  return own ?? (await dockerCredential(registry, placesFrom(env))) ?? fromToken(registry, request);
}

/** A registry's credential where docker's config doesn't have it, so that docker has to be told. */
export async function ownCredential(
  registry: string,
  request: Request,
  env: NodeJS.ProcessEnv,
): Promise<Credential | null> {
  const own = ownInput(registry, request);
  if (own || fromToken(registry, request) === null) return own;
  return (await dockerCredential(registry, placesFrom(env))) === null ? fromToken(registry, request) : null;
}

/** The inputs' credential: for the first image's registry and no other. */
function ownInput(registry: string, { credential, images }: Request): Credential | null {
  return credential && images[0]?.registry === registry ? { kind: 'basic', ...credential } : null;
}

function fromToken(registry: string, { githubToken, context }: Request): Credential | null {
  if (registry !== 'ghcr.io' || githubToken === null) return null;
  return { kind: 'basic', username: context.actor ?? 'x-access-token', password: githubToken };
}

/**
 * Sends the run's first request, and opens the connections that the next ones need, before anything else is loaded.
 * @returns whether there is one that can be told beforehand
 */
export function sendFirst(request: Request, registry: RegistryClient): boolean {
  const [image] = request.images;
  const reference = firstReference(request);
  if (!image || reference === null) return false;
  registry.prefetch(image, reference, CONNECTIONS);
  const [to] = request.mode === 'promote' ? copiesOf(request).map((copy) => copy.to) : [];
  if (to && to.registry !== image.registry) registry.open(to, CONNECTIONS);
  return true;
}

/** The manifest that a run asks for in any case; null where that is not known yet. */
function firstReference(request: Request): string | null {
  if (request.mode === 'rollback') return `${request.environment}-history`;
  if (request.mode === 'build') return request.push ? commitTag(request.commit, request.shaLength) : null;
  if (request.mode === 'status') return null;
  const { source } = request;
  if (source.kind === 'environment') return source.name;
  if (source.kind === 'file') return source.entries[0]?.digest ?? null;
  return isDigest(source.text) || isTag(source.text) ? source.text : null;
}

/**
 * A folder that only this user can read, for what docker has to read from files. It is removed when the process ends.
 * @returns its path
 */
export function privateFolder(env: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'build-once-promote-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
