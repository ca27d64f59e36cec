import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The policy file that is used where none is named. */
export const POLICY_FILE = '.github/promotion.yml';

/**
 * Returns the path of the nearest policy file above a folder, from that folder and in its repository:
 * `../.github/promotion.yml`; null where there is none. It is not used, since its paths are from its own folder.
 */
export function policyAbove(folder: string): string | null {
  let path = POLICY_FILE;
  for (let at = folder; !existsSync(join(at, '.git')) && dirname(at) !== at; ) {
    at = dirname(at);
    path = `../${path}`;
    if (existsSync(join(at, POLICY_FILE))) return path;
  }
  return null;
}
