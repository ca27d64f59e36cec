import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { has, parts } from './found-parts.ts';
import type { PartName } from './parts.ts';

export { has, parts } from './found-parts.ts';

/** The parts of a build with BuildKit: `needs(...BUILDKIT)`. */
export const BUILDKIT = ['registry', 'git', 'docker', 'buildx', 'buildkitd'] as const satisfies PartName[];
/** The parts of an example that act runs. */
export const EXAMPLE = ['act', 'registry', 'engine', 'git'] as const satisfies PartName[];

/**
 * `needs('engine', 'buildx')('a build', () => …)`: describe, or, where a part is missing, a describe that is skipped
 * and says in its title what is missing (the reporter prints the reason at the end of the run).
 */
export function needs(...names: PartName[]): (title: string, body: () => void) => void {
  const missing = names.filter((name) => !has(name));
  if (missing.length === 0) return (title, body) => describe(title, body);
  return (title, body) => describe.skip(`${title} [not run here, needs ${missing.join(', ')}]`, body);
}

/** The environment by which docker finds this run's engine, plugins and builders. */
export function dockerEnv(): Record<string, string> {
  return { ...parts().env };
}

/**
 * Creates a docker configuration folder for one test (put it into DOCKER_CONFIG, over `dockerEnv()`): the same plugins and
 * builders, and the given keys of config.json, such as `auths`.
 */
export function dockerConfig(
  config: { auths?: Record<string, { username: string; password: string }> } & Record<string, unknown> = {},
): string {
  const dir = mkdtempSync(join(parts().dir, 'docker-config-'));
  const { auths = {}, ...rest } = config;
  const encoded = Object.entries(auths).map(([host, { username, password }]) => [
    host,
    { auth: Buffer.from(`${username}:${password}`).toString('base64') },
  ]);
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ auths: Object.fromEntries(encoded), ...rest }));
  const { path } = parts().buildx;
  if (path) {
    mkdirSync(join(dir, 'cli-plugins'));
    symlinkSync(path, join(dir, 'cli-plugins', 'docker-buildx'));
  }
  return dir;
}
