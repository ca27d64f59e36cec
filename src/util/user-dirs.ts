import { join } from 'node:path';

/** The user's folders, as the environment names them; null where there is none. */
export interface Home {
  readonly home: string | null;
  /** XDG Base Directory Specification: XDG_CONFIG_HOME, else `.config` */
  readonly config: string | null;
}

/** Reads where the user's own files are. */
export function homeFrom(env: NodeJS.ProcessEnv): Home {
  const home = (env.HOME ?? env.USERPROFILE) || null;
  return { home, config: env.XDG_CONFIG_HOME || (home && join(home, '.config')) };
}
