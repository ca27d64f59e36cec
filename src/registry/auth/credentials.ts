import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../../errors.ts';
import { memoizeAsync } from '../../util/memoize.ts';
import { homeFrom } from '../../util/user-dirs.ts';
import { type AuthFile, type Credential, credentialOf, lookUp, parseAuthFile, serverKey } from './docker-config.ts';
import { askHelper } from './helper.ts';

/** Where credentials are kept, read from the environment once. */
export interface CredentialPlaces {
  /** docker's inline config of DOCKER_AUTH_CONFIG, if set */
  readonly inline: string | null;
  /** the folder of docker's config.json */
  readonly folder: string | null;
  /** the files of podman, skopeo and buildah, in the order in which they are read */
  readonly containers: readonly string[];
  /** for the helpers, which are looked for on its PATH */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Docker's places as its documentation has them: DOCKER_AUTH_CONFIG, DOCKER_CONFIG, ~/.docker; and those of
 * containers-auth.json(5): REGISTRY_AUTH_FILE and no other, else the login's own, then the user's.
 */
export function placesFrom(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  uid: number | undefined = process.getuid?.(),
): CredentialPlaces {
  const { home, config } = homeFrom(env);
  const folder = env.DOCKER_CONFIG || (home ? join(home, '.docker') : null);
  const own = env.XDG_RUNTIME_DIR
    ? join(env.XDG_RUNTIME_DIR, 'containers/auth.json')
    : platform === 'linux' && uid !== undefined && `/run/containers/${uid}/auth.json`;
  const containers = env.REGISTRY_AUTH_FILE
    ? [env.REGISTRY_AUTH_FILE]
    : [own, config !== null && join(config, 'containers/auth.json')].filter((file) => typeof file === 'string');
  return { inline: env.DOCKER_AUTH_CONFIG || null, folder, containers, env };
}

/**
 * The credentials that logins have left on this machine. Each file is read once, and each helper asked once for a
 * registry, however many images ask.
 */
export class Credentials {
  private readonly places: CredentialPlaces;
  private readonly files = new Map<string, Promise<AuthFile>>();
  private readonly byDocker = new Map<string, Promise<Credential | null>>();
  private readonly asked = new Map<string, Promise<Credential | null>>();

  constructor(places: CredentialPlaces) {
    this.places = places;
  }

  /**
   * A repository's credential: docker's, else what podman and its kin have.
   * @param registry the registry's name, with port
   * @returns the credential, or null for anonymous
   * @throws INPUT_INVALID where a config is not JSON or a helper fails: it names the place, never the content
   */
  async find(registry: string, repository: string): Promise<Credential | null> {
    return (await this.docker(registry)) ?? this.containers(registry, repository);
  }

  /**
   * Looks a registry's credential up as the docker client does: the inline config's `auths` first, then of the file
   * `credHelpers`, then `credsStore`, then `auths`. A helper that has nothing is no reason to look in `auths`.
   */
  docker(registry: string): Promise<Credential | null> {
    return memoizeAsync(this.byDocker, registry, () => this.findInDocker(registry));
  }

  private async findInDocker(registry: string): Promise<Credential | null> {
    const { inline, folder } = this.places;
    if (inline !== null) {
      const { auths, place } = parseAuthFile(inline, 'DOCKER_AUTH_CONFIG');
      const found = credentialOf(lookUp(auths, registry), registry, place);
      if (found) return found;
    }
    if (folder === null) return null;
    const file = await this.read(join(folder, 'config.json'), "Docker's config ");
    const helper = lookUp(file.credHelpers, registry) ?? file.credsStore;
    if (typeof helper === 'string' && helper !== '') return this.ask(helper, serverKey(registry), file.place);
    return credentialOf(lookUp(file.auths, registry), registry, file.place);
  }

  /**
   * Looks a repository's credential up as containers/image does: in each file a helper of the registry, else the entry
   * with the longest path that the repository is under, else the registry's.
   */
  private async containers(registry: string, repository: string): Promise<Credential | null> {
    for (const path of this.places.containers) {
      const file = await this.read(path, '');
      const helper = lookUp(file.credHelpers, registry);
      const found =
        typeof helper === 'string' && helper !== ''
          ? await this.ask(helper, registry, file.place)
          : fromPaths(file, registry, repository);
      if (found) return found;
    }
    return null;
  }

  private read(path: string, about: string): Promise<AuthFile> {
    return memoizeAsync(this.files, path, async () => {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(error.code ?? '')) return '';
        throw new ActionError('INPUT_INVALID', `${about}${path} cannot be read (${error.code}). Fix or remove it.`);
      });
      return parseAuthFile(text, path);
    });
  }

  private ask(helper: string, server: string, place: string): Promise<Credential | null> {
    return memoizeAsync(this.asked, `${helper} ${server}`, () => askHelper(helper, server, place, this.places.env));
  }
}

/** https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md: the most specific key counts. */
function fromPaths({ auths, place }: AuthFile, registry: string, repository: string): Credential | null {
  const words = [registry, ...repository.split('/').filter(Boolean)];
  for (let length = words.length; length > 0; length--) {
    const key = words.slice(0, length).join('/');
    if (Object.hasOwn(auths, key)) return credentialOf(auths[key], key, place);
  }
  return credentialOf(lookUp(auths, registry), registry, place);
}
