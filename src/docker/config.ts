import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { basicEncoded } from '../registry/auth/credential-encodings.ts';
import { type Credential, serverKey } from '../registry/auth/docker-config.ts';

/**
 * Writes a copy of docker's config with some credentials added, for the docker command line. Credentials never appear in
 * its arguments, and the user's own config is not changed.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 * @param folder docker's own config folder, or null
 * @param copy the folder for the copy, which is replaced; the caller removes it
 * @param credentials by registry
 * @param inline the value of DOCKER_AUTH_CONFIG, or null
 * @returns the environment variables that make docker use the copy
 */
export async function dockerConfigWith(
  folder: string | null,
  copy: string,
  credentials: ReadonlyMap<string, Credential>,
  inline: string | null = null,
): Promise<NodeJS.ProcessEnv> {
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true, mode: 0o700 });
  // contexts, builders and plugins are found through the copy as through the original
  const entries = folder === null ? [] : await readdir(folder).catch(() => []);
  for (const entry of entries.filter((name) => name !== 'config.json'))
    await symlink(join(folder ?? '', entry), join(copy, entry));
  const config = folder === null ? {} : await readConfig(join(folder, 'config.json'));
  const keys = [...credentials.keys()].map(serverKey);
  const merged = {
    ...config,
    auths: { ...(config.auths as object), ...byKey(credentials, entryOf) },
    // an empty helper makes docker read a registry's entry in auths, whatever credsStore says
    credHelpers: { ...(config.credHelpers as object), ...Object.fromEntries(keys.map((key) => [key, ''])) },
  };
  await writeFile(join(copy, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
  if (inline === null) return { DOCKER_CONFIG: copy };
  // docker reads the inline config before any file, and rejects one that has an entry without "auth"
  const before = parse(inline);
  const auths = { ...(before.auths as Record<string, unknown>), ...byKey(credentials, inlineEntryOf) };
  for (const [key, entry] of Object.entries(auths)) if (entry === undefined) delete auths[key];
  return { DOCKER_CONFIG: copy, DOCKER_AUTH_CONFIG: JSON.stringify({ ...before, auths }) };
}

function byKey<T>(
  credentials: ReadonlyMap<string, Credential>,
  make: (credential: Credential) => T,
): Record<string, T> {
  return Object.fromEntries([...credentials].map(([registry, credential]) => [serverKey(registry), make(credential)]));
}

/** A credential in the form of docker's config. */
function entryOf(credential: Credential): Record<string, string> {
  if (credential.kind === 'identity') return { identitytoken: credential.token };
  if (credential.kind === 'bearer') return { registrytoken: credential.token };
  return { auth: basicEncoded(credential) };
}

function inlineEntryOf(credential: Credential): Record<string, string> | undefined {
  return credential.kind === 'basic' ? entryOf(credential) : undefined;
}

async function readConfig(file: string): Promise<Record<string, unknown>> {
  return parse(await readFile(file, 'utf8').catch(() => ''));
}

function parse(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
