import { posix } from 'node:path';
import { readRemoteContext } from './build-context.ts';
import { normalisePlatform } from './platform.ts';

/** The inputs of a build that are stamped on its image. */
export interface BuildStamp {
  readonly file: string;
  readonly target: string | null;
  readonly platforms: readonly string[];
}

/** The workspace of a runner: in a container job the same folder has two names. */
const RUNNER_WORKSPACE = /^\/(?:.*\/)?(?:_?work|__w)\/([^/]+)\/\1\//;
/** Stands for the folder of a file that is not in the workspace: the path says something of the runner only. */
const OUTSIDE = '(outside the workspace)';

/**
 * Returns the stamp of a build with these inputs. Docker's defaults are filled in, so that stamps can be compared.
 * @param workspace the folder that relative paths start from
 * @param folder the root of the checkout, relative to the workspace; empty for the workspace itself, or where it is unknown
 */
export function stampOf(
  docker: {
    readonly context: string;
    readonly file: string | null;
    readonly target: string | null;
    readonly platforms: readonly string[];
  },
  workspace: string,
  folder = '',
): BuildStamp {
  const remote = readRemoteContext(docker.context);
  const file = remote
    ? posix.join(remote.folder, docker.file ?? 'Dockerfile')
    : (docker.file ?? posix.join(docker.context, 'Dockerfile'));
  return {
    file: inFolder(fileInWorkspace(file, workspace), remote ? '' : folder),
    target: docker.target,
    platforms: docker.platforms.map(normalisePlatform).sort(),
  };
}

/** Returns a path relative to a folder; as it is where it is not in it. */
function inFolder(path: string, folder: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** Returns one spelling of a file's path, relative to the workspace. No absolute path is kept: it is the runner's. */
function fileInWorkspace(file: string, workspace: string): string {
  const path = posix.relative(workspace, posix.resolve(workspace, file));
  if (!path.startsWith('../')) return path;
  if (!posix.isAbsolute(file)) return posix.normalize(file);
  const inRunner = file.replace(RUNNER_WORKSPACE, '');
  return posix.isAbsolute(inRunner) ? `${OUTSIDE}/${posix.basename(file)}` : posix.normalize(inRunner);
}

/**
 * Whether a stamped file is the requested one: by their paths in the checkout, or, as older versions stamped them, in the
 * workspace or in the file system of a runner.
 * @param requested relative to the workspace, or to the checkout
 * @param folders what may be the root of the checkout, relative to the workspace
 */
export function isSameFile(
  stamped: string,
  requested: string,
  workspace: string,
  folders: readonly string[] = [],
): boolean {
  const file = fileInWorkspace(stamped, workspace);
  const spellings = ['', ...folders].map((folder) => inFolder(requested, folder));
  return spellings.some((each) => file === each || (posix.isAbsolute(stamped) && stamped.endsWith(`/${each}`)));
}

/**
 * Returns the folders that may be the root of a context's checkout, where there is none to look at: the context and those
 * above it.
 * @param context the input `context`
 */
export function possibleRoots(context: string, workspace: string): string[] {
  if (readRemoteContext(context)) return [];
  const names = fileInWorkspace(context, workspace)
    .split('/')
    .filter((name) => !['', '.', '..'].includes(name));
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** Parses a stamp; malformed fields are left out. */
export function readStamp(text: string): { file?: string; target?: string | null; platforms?: string[] } {
  try {
    const { file, target, platforms } = (JSON.parse(text) ?? {}) as Record<string, unknown>;
    return {
      ...(typeof file === 'string' ? { file } : {}),
      ...(typeof target === 'string' || target === null ? { target } : {}),
      ...(Array.isArray(platforms)
        ? { platforms: platforms.filter((each) => typeof each === 'string').map(normalisePlatform) }
        : {}),
    };
  } catch {
    return {};
  }
}
