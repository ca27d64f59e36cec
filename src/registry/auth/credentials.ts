import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../../errors.ts';
import { memoizeAsync } from '../../util/memoize.ts';
import { homeFrom } from '../../util/user-dirs.ts';
import { type AuthFile, type Credential, credentialOf, lookUp, parseAuthFile, serverKey } from './docker-config.ts';
import { scopedConfigs } from './scoped-logins.ts';

/** The places where credentials are stored. */
export interface CredentialPlaces {
  /** docker's inline config of DOCKER_AUTH_CONFIG, if set */
  readonly inline: string | null;
  /** the folder of docker's config.json; null if there is no home folder */
  readonly folder: string | null;
  /** the folder in which buildx keeps logins for one repository or registry; null if there is no home folder */
  readonly scoped: string | null;
  /** the auth files of podman, skopeo and buildah, in reading order */
  readonly containers: readonly string[];
  /** the environment of credential helpers; they are looked up on its PATH */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Returns the places of an environment's credentials. Docker: DOCKER_AUTH_CONFIG, DOCKER_CONFIG, ~/.docker
 * (https://docs.docker.com/reference/cli/docker/#environment-variables). buildx: BUILDX_CONFIG, else `buildx` in docker's
 * folder. containers-auth.json(5): only REGISTRY_AUTH_FILE if it is set, else the file of the login session, then that of
 * the user.
 * @param uid the user's id; undefined on Windows
 */
export function placesFrom(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  uid: number | undefined = process.getuid?.(),
): CredentialPlaces {
  const { home, config } = homeFrom(env);
  const folder = env.DOCKER_CONFIG || (home ? join(home, '.docker') : null);
  const buildx = env.BUILDX_CONFIG || (folder && join(folder, 'buildx'));
  const own = env.XDG_RUNTIME_DIR
    ? join(env.XDG_RUNTIME_DIR, 'containers/auth.json')
    : platform === 'linux' && uid !== undefined && `/run/containers/${uid}/auth.json`;
  const containers = env.REGISTRY_AUTH_FILE
    ? [env.REGISTRY_AUTH_FILE]
    : [own, config !== null && join(config, 'containers/auth.json')].filter((file) => typeof file === 'string');
  const scoped = buildx && join(buildx, 'config');
  return { inline: env.DOCKER_AUTH_CONFIG || null, folder, scoped, containers, env };
}

/**
 * Looks up credentials that logins have stored on this machine. Each file is read once, and each helper runs once per
 * registry, for any number of images.
 */
export class Credentials {
  private readonly places: CredentialPlaces;
  private readonly files = new Map<string, Promise<AuthFile>>();
  private readonly byDocker = new Map<string, Promise<Credential | null>>();
  private readonly asked = new Map<string, Promise<Credential | null>>();
  private readonly sources = new WeakMap<Credential, string>();

  constructor(places: CredentialPlaces) {
    this.places = places;
  }

  /**
   * Returns a repository's credential: that of docker's inline config, else of a scoped login, else docker's, else that
   * of containers-auth.json(5).
   * @param registry the registry's name, with a port if it has one
   * @param repository the repository without the registry; empty for any
   * @param actions the actions of the token, as `pull` and `push`: a scoped login may be for some only
   * @returns null if there is none: requests are anonymous
   * @throws INPUT_INVALID when a config is not JSON or a helper fails; the message names the place, never the content
   */
  async find(registry: string, repository: string, actions: readonly string[]): Promise<Credential | null> {
    return (
      (await this.scoped(registry, repository, actions)) ??
      (await this.docker(registry)) ??
      this.containers(registry, repository)
    );
  }

  /**
   * Returns the credential of a scoped login of docker/login-action, which docker itself does not find: that of the
   * repository, else that of the registry. The inline config is preferred to it, as in docker.
   * @param registry, repository, actions as in `find`
   * @throws INPUT_INVALID as `find`
   */
  async scoped(registry: string, repository: string, actions: readonly string[]): Promise<Credential | null> {
    const { scoped } = this.places;
    if (scoped === null || this.findInline(registry)) return null;
    for (const path of await scopedConfigs(scoped, registry, repository, actions)) {
      const found = await this.findInFile(path, registry);
      // a login that has ended leaves its file
      if (found) return this.from(`the scoped login ${path}`, found);
    }
    return null;
  }

  /**
   * Returns a registry's credential, looked up as the docker client does: `auths` of the inline config, then of the
   * file `credHelpers`, `credsStore`, `auths`. If a helper is set and has no credential, `auths` is not read.
   * @param registry the registry's name, with a port if it has one
   * @throws INPUT_INVALID as `find`
   */
  docker(registry: string): Promise<Credential | null> {
    return memoizeAsync(this.byDocker, registry, () => this.findInDocker(registry));
  }

  /** Returns where a credential was found, for error messages; null if not here. */
  sourceOf(credential: Credential): string | null {
    return this.sources.get(credential) ?? null;
  }

  private from(source: string, credential: Credential | null): Credential | null {
    if (credential) this.sources.set(credential, source);
    return credential;
  }

  private async findInDocker(registry: string): Promise<Credential | null> {
    const { folder } = this.places;
    const inline = this.findInline(registry);
    if (inline) return this.from('DOCKER_AUTH_CONFIG', inline);
    if (folder === null) return null;
    const path = join(folder, 'config.json');
    return this.from(`docker's config ${path}`, await this.findInFile(path, registry));
  }

  private findInline(registry: string): Credential | null {
    const { inline } = this.places;
    if (inline === null) return null;
    const { auths, place } = parseAuthFile(inline, 'DOCKER_AUTH_CONFIG');
    return credentialOf(lookUp(auths, registry), registry, place);
  }

  private async findInFile(path: string, registry: string): Promise<Credential | null> {
    const file = await this.read(path, "Docker's config ");
    const helper = lookUp(file.credHelpers, registry) ?? file.credsStore;
    return typeof helper === 'string' && helper !== ''
      ? this.ask(helper, serverKey(registry), file.place)
      : credentialOf(lookUp(file.auths, registry), registry, file.place);
  }

  /**
   * Returns a repository's credential, looked up as containers/image does: in each file the registry's helper, else the
   * entry with the longest path that contains the repository, else the registry's.
   */
  private async containers(registry: string, repository: string): Promise<Credential | null> {
    for (const path of this.places.containers) {
      const file = await this.read(path, '');
      const helper = lookUp(file.credHelpers, registry);
      const found =
        typeof helper === 'string' && helper !== ''
          ? await this.ask(helper, registry, file.place)
          : fromPaths(file, registry, repository);
      if (found) return this.from(`podman's auth file ${file.place}`, found);
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
    return memoizeAsync(this.asked, `${helper} ${server}`, async () => {
      const { askHelper } = await import('./helper.ts');
      return askHelper(helper, server, place, this.places.env);
    });
  }
}

/**
 * Returns the credential of the most specific key:
 * https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
function fromPaths({ auths, place }: AuthFile, registry: string, repository: string): Credential | null {
  const words = [registry, ...repository.split('/').filter(Boolean)];
  for (let length = words.length; length > 0; length--) {
    const key = words.slice(0, length).join('/');
    if (Object.hasOwn(auths, key)) return credentialOf(auths[key], key, place);
  }
  return credentialOf(lookUp(auths, registry), registry, place);
}
