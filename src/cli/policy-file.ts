import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The policy file that is used where none is named. */
export const POLICY_FILE = '.github/promotion.yml';

/**
 * Returns the nearest folder above a folder that has a policy file, as `../..`, no further up than the repository; null
 * where there is none. That file is not used: the paths in it are from its own folder.
 */
export function policyAbove(folder: string): string | null {
  let above = '..';
  for (let at = folder; !existsSync(join(at, '.git')) && dirname(at) !== at; above = `../${above}`) {
    at = dirname(at);
    if (existsSync(join(at, POLICY_FILE))) return above;
  }
  return null;
}
