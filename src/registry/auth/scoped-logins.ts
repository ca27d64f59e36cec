import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ActionError } from '../../errors.ts';
import { canonicalRegistry } from '../../image/reference.ts';

/** A folder of a scoped login. */
interface Candidate {
  readonly folder: string;
  readonly isForRepository: boolean;
  /** the actions that a token must have to use this login; none for any token */
  readonly actions: readonly string[];
}

/**
 * Finds the logins that docker/login-action keeps apart by its input `scope`, as buildx reads them:
 * `HOST[/REPOSITORY][@ACTION,ACTION]/config.json` (docker/buildx, util/dockerconfig/configprovider.go). The folder of
 * Docker Hub is `registry-1.docker.io`.
 * @param root buildx's folder of scoped configurations
 * @param registry the registry's name, with a port if it has one
 * @param repository the repository without the registry; empty for any
 * @param actions the actions of the token, as `pull` and `push`
 * @returns the paths of the config files that may exist: a repository's before the registry's, more actions before
 *   fewer
 * @throws INPUT_INVALID when a folder cannot be read
 */
export async function scopedConfigs(
  root: string,
  registry: string,
  repository: string,
  actions: readonly string[],
): Promise<string[]> {
  const hosts = (await entriesOf(root)).filter((entry) => isHost(entry.name, registry));
  const ofHosts = hosts.map((host): Candidate => ({ ...host, isForRepository: false }));
  const plain = hosts.filter(({ hasActions }) => !hasActions);
  const inHosts = repository === '' ? [] : await Promise.all(plain.map(({ folder }) => within(folder, repository)));
  return [...inHosts.flat(), ...ofHosts]
    .filter((candidate) => candidate.actions.every((action) => actions.includes(action)))
    .sort((a, b) => Number(b.isForRepository) - Number(a.isForRepository) || b.actions.length - a.actions.length)
    .map(({ folder }) => join(folder, 'config.json'));
}

/** Returns the candidates for a repository in the folder of its registry. */
async function within(host: string, repository: string): Promise<Candidate[]> {
  const entries = await entriesOf(join(host, dirname(repository)));
  return entries
    .filter(({ name }) => name === basename(repository))
    .map((entry) => ({ ...entry, isForRepository: true }));
}

/** Returns the entries of a folder, split at the first `@`; none if it does not exist. */
async function entriesOf(parent: string) {
  const entries = await readdir(parent).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR'].includes(error.code ?? '')) return [];
    throw new ActionError('INPUT_INVALID', `${parent} cannot be read (${error.code}). Fix or remove it.`);
  });
  return entries.sort().map((entry) => {
    const [name = '', ...rest] = entry.split('@');
    const actions = rest.join('@').split(',');
    return {
      ...{ name, folder: join(parent, entry), hasActions: rest.length > 0 },
      actions: actions.map((action) => action.trim()).filter(Boolean),
    };
  });
}

function isHost(name: string, registry: string): boolean {
  if (!URL.canParse(`https://${name}`)) return false;
  return canonicalRegistry({ registry: name }) === canonicalRegistry({ registry });
}
