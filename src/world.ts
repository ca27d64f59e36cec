import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel } from './cancel.ts';
import { nameOf } from './image/reference.ts';
import { RegistryClient } from './registry/client.ts';
import { type Credential, dockerCredential, placesFrom } from './registry/credentials.ts';
import { Endpoint } from './registry/endpoint.ts';
import { RETRY, systemClock } from './registry/retry.ts';
import { Transport } from './registry/transport.ts';
import type { Request } from './request.ts';

/** A connection for each request that goes out side by side. */
const CONNECTIONS = 5;

/**
 * Makes the registry client, with credentials from the inputs, docker's config and, on ghcr.io, the token.
 * @param mask told every secret before it is used
 */
export function makeRegistry(
  request: Request,
  env: NodeJS.ProcessEnv,
  cancel: Cancel,
  mask: (secret: string) => void,
  trace: (line: string) => void,
): RegistryClient {
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
  const writes = request.mode !== 'status' && !request.dryRun;
  return new RegistryClient(endpoint, writes ? 'pull,push' : 'pull');
}

/** A registry's credential; the inputs' are for the first image's registry and no other. */
async function credentialFor(registry: string, request: Request, env: NodeJS.ProcessEnv): Promise<Credential | null> {
  if (request.credential && request.images[0]?.registry === registry) return { kind: 'basic', ...request.credential };
  const found = await dockerCredential(registry, placesFrom(env));
  if (found || registry !== 'ghcr.io' || request.githubToken === null) return found;
  return { kind: 'basic', username: request.context.actor ?? 'x-access-token', password: request.githubToken };
}

/** Sends the run's first request, and opens the connections that the next ones need, before anything else is loaded. */
export function sendFirst(request: Request, registry: RegistryClient): void {
  const [image] = request.images;
  if (!image) return;
  if (request.mode === 'build') {
    if (request.push) registry.prefetch(image, `git-${request.commit.slice(0, request.shaLength)}`, CONNECTIONS);
  } else if (request.mode === 'promote') {
    const { source } = request;
    const entry = source.kind === 'file' ? source.entries.find((each) => nameOf(each.image) === nameOf(image)) : null;
    const reference =
      source.kind === 'named' ? source.text : source.kind === 'environment' ? source.name : entry?.digest;
    if (reference !== undefined && !/[+]/.test(reference)) registry.prefetch(image, reference, CONNECTIONS);
  } else if (request.mode === 'rollback') {
    registry.prefetch(image, `${request.environment}-history`, CONNECTIONS);
  }
}

/** A folder that only this user can read, and that goes with the process, however it ends. */
export function privateFolder(env: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(join(tempFolder(env), 'build-once-promote-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where files of this run may be put for its time. */
function tempFolder(env: NodeJS.ProcessEnv): string {
  return env.RUNNER_TEMP || env.TMPDIR || join('/', 'tmp');
}
