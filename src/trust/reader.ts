import type { ReadEvidence } from '../facts/evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Source } from './candidates.ts';
import { evidenceReader } from './evidence.ts';
import { type GitHubApi, githubBundles } from './github.ts';
import { githubInstance, trustedRoots } from './roots.ts';
import { GITHUB, refreshRoot, SIGSTORE } from './tuf.ts';

/** Returns what reads and verifies signed statements by a policy. @param github null without a token */
export function makeEvidenceReader(policy: Policy, source: Source, github: GitHubApi | null): ReadEvidence {
  let roots: ReturnType<typeof trustedRoots> | null = null;
  return evidenceReader({
    source,
    roots: () => {
      roots ??= trustedRoots(policy, () => refreshRoot(SIGSTORE));
      return roots;
    },
    // the roots that a policy names are all
    instance: policy.trustRoots === null ? githubInstance(() => refreshRoot(GITHUB)) : null,
    github: github && githubBundles(github),
  });
}
