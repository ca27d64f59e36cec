import { posix } from 'node:path';
import { normalisePlatform } from './platform.ts';

/** The inputs of a build that are stamped on its image. */
export interface BuildStamp {
  readonly file: string;
  readonly target: string | null;
  readonly platforms: readonly string[];
}

/** Returns the stamp of a build with these inputs. Docker's defaults are filled in, so that stamps can be compared. */
export function stampOf(docker: {
  readonly context: string;
  readonly file: string | null;
  readonly target: string | null;
  readonly platforms: readonly string[];
}): BuildStamp {
  const isRemote = /^(https?:|git@|git:|ssh:)/.test(docker.context);
  const file = docker.file ?? (isRemote ? 'Dockerfile' : posix.join(docker.context, 'Dockerfile'));
  return {
    file: posix.normalize(file),
    target: docker.target,
    platforms: docker.platforms.map(normalisePlatform).sort(),
  };
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
