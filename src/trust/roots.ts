import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { ActionError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { oneLine } from '../util/text.ts';
import { type Root, rootOf } from './verify.ts';

/** Where the library has the trusted root of Sigstore's public instance. */
const MIRROR = 'https://tuf-repo-cdn.sigstore.dev';

/** An instance of Sigstore whose trusted root is loaded only for what it has signed. */
export interface LazyRoot {
  /** the organization in the name of its certificate authority */
  readonly organization: string;
  /** returns its trusted root; null where it cannot be had */
  readonly load: () => Promise<Root | null>;
  /** what to say where it cannot be had, as a sentence */
  readonly missing: string;
}

/**
 * Returns GitHub's own instance, which signs in private repositories. Its root does not come with this action.
 * @param refresh returns the published root; null where it cannot be had
 */
export function githubInstance(refresh: () => Promise<unknown>): LazyRoot {
  let root: Promise<Root | null> | null = null;
  const load = async (): Promise<Root | null> => {
    const json = await refresh();
    return json === null ? null : rootOf(json);
  };
  return {
    organization: 'GitHub, Inc.',
    load: () => {
      root ??= load().catch(() => null);
      return root;
    },
    missing:
      "The trusted root of GitHub's own instance could not be loaded from tuf-repo.github.com within three seconds, so what it has signed cannot be verified. Run again, or name a file with trust.root in the policy: gh attestation trusted-root > .github/trusted_root.json.",
  };
}

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
    return trustRoots.map(namedRoot);
  } catch (error) {
    const why = oneLine((error as Error).message);
    throw new ActionError('INPUT_INVALID', `policy ${file}: ${trustFile} is not a trusted root of Sigstore (${why}).`);
  }
}

/** The root in a file. The library takes any document, and leaves out what it does not know. */
function namedRoot(json: unknown): Root {
  const { certificateAuthorities } = (json ?? {}) as { readonly certificateAuthorities?: unknown };
  if (!Array.isArray(certificateAuthorities) || certificateAuthorities.length === 0)
    throw new Error('it has no certificateAuthorities');
  return rootOf(json);
}

function bundledRoot(): unknown {
  const encoded = seeds[MIRROR].targets['trusted_root.json'];
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
}
