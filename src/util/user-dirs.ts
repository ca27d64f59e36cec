import { join } from 'node:path';

/** The user's folders according to the environment; null if unset. */
export interface Home {
  readonly home: string | null;
  /** XDG Base Directory Specification: XDG_CONFIG_HOME, else `.config` */
  readonly config: string | null;
}

/** Returns the user's folders from environment variables. */
export function homeFrom(env: NodeJS.ProcessEnv): Home {
  const home = (env.HOME ?? env.USERPROFILE) || null;
  return { home, config: env.XDG_CONFIG_HOME || (home && join(home, '.config')) };
}
