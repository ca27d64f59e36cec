import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { ActionError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { oneLine } from '../util/text.ts';
import { type Root, rootOf } from './verify.ts';

/** Sigstore's public instance. */
const MIRROR = 'https://tuf-repo-cdn.sigstore.dev';

/**
 * Returns the trusted roots of a policy: those that it names, else that of Sigstore's public instance, as it is
 * published now, or where the network does not allow that as it is bundled.
 * @param refresh returns the published one; null where it cannot be had
 * @throws INPUT_INVALID where what it names is not a trusted root
 */
export async function trustedRoots(
  { file, trustFile, trustRoots }: Policy,
  refresh: () => Promise<unknown>,
): Promise<readonly Root[]> {
  if (trustRoots === null) return [rootOf((await refresh()) ?? bundledRoot())];
  try {
    if (trustRoots.length === 0) throw new Error('it is empty');
    return trustRoots.map(rootOf);
  } catch (error) {
    const why = oneLine((error as Error).message);
    throw new ActionError('INPUT_INVALID', `policy ${file}: ${trustFile} is not a trusted root of Sigstore (${why}).`);
  }
}

function bundledRoot(): unknown {
  const encoded = seeds[MIRROR].targets['trusted_root.json'];
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
}
