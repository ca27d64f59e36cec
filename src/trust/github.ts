import { oneLine } from '../util/text.ts';
import type { GitHubBundles } from './evidence.ts';

/** How GitHub's API is asked. */
export interface GitHubApi {
  /** `owner/name` of the run */
  readonly repository: string;
  readonly connect: () => Promise<{
    request: (route: string, parameters: Record<string, unknown>, options?: { isSafe?: boolean }) => Promise<unknown>;
  }>;
}

/** How many attestations of a digest are read. */
const MAX_ATTESTATIONS = 100;

/**
 * Returns what reads the attestations of a digest from GitHub's API. A failure is no error: another place may have them.
 * @see https://docs.github.com/en/rest/repos/attestations
 */
export function githubBundles({ repository, connect }: GitHubApi): GitHubBundles {
  let client: ReturnType<GitHubApi['connect']> | null = null;
  const [owner = '', repo = ''] = repository.split('/');
  return async (digest) => {
    try {
      client ??= connect();
      const parameters = { owner, repo, subject_digest: digest, per_page: MAX_ATTESTATIONS };
      const body = await (await client).request('GET /repos/{owner}/{repo}/attestations/{subject_digest}', parameters, {
        isSafe: true,
      });
      const { attestations } = (body ?? {}) as { attestations?: unknown };
      const list = Array.isArray(attestations) ? attestations : [];
      const bundles = list.flatMap((each: unknown) => (each as { bundle?: unknown } | null)?.bundle ?? []);
      const left = list.length - bundles.length;
      return {
        bundles,
        unread: left > 0 ? [`${left} attestations of GitHub are only linked, which is not read.`] : [],
      };
    } catch (error) {
      // 404 says that there are none
      if ((error as { status?: unknown }).status === 404) return { bundles: [], unread: [] };
      return {
        bundles: [],
        unread: [`GitHub's attestations could not be read (${oneLine((error as Error).message)}).`],
      };
    }
  };
}
