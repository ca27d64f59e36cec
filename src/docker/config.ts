import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serverKey } from '../registry/credentials.ts';

/**
 * A copy of docker's config that also has one credential, for the docker command line: it never appears in argv, and
 * the user's own config stays as it is.
 * @param folder docker's own config folder, or null
 * @param inline what DOCKER_AUTH_CONFIG holds, if it is set
 * @param temp where the copy is made; the caller removes it
 * @returns the environment variables that make docker use it
 */
export async function dockerConfigWith(
  folder: string | null,
  temp: string,
  registry: string,
  credential: { username: string; password: string },
  inline: string | null = null,
): Promise<NodeJS.ProcessEnv> {
  const copy = join(temp, 'docker-config');
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true, mode: 0o700 });
  // contexts, builders and plugins are found through the copy as through the original
  const entries = folder === null ? [] : await readdir(folder).catch(() => []);
  for (const entry of entries.filter((name) => name !== 'config.json'))
    await symlink(join(folder ?? '', entry), join(copy, entry));
  const config = folder === null ? {} : await readConfig(join(folder, 'config.json'));
  const key = serverKey(registry);
  const auth = Buffer.from(`${credential.username}:${credential.password}`).toString('base64');
  const merged = {
    ...config,
    auths: { ...(config.auths as object), [key]: { auth } },
    // an empty helper makes docker read this registry's entry in auths, whatever credsStore says
    credHelpers: { ...(config.credHelpers as object), [key]: '' },
  };
  await writeFile(join(copy, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
  if (inline === null) return { DOCKER_CONFIG: copy };
  // docker asks the inline config before any file
  const before = parse(inline);
  const auths = { ...(before.auths as object), [key]: { auth } };
  return { DOCKER_CONFIG: copy, DOCKER_AUTH_CONFIG: JSON.stringify({ ...before, auths }) };
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
