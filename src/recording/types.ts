import type { Commit, Direction, GitHubRepository } from '../github/api/changes.ts';
import type { GitHubClient } from '../github/api/client.ts';
import type { PlanningRequest } from '../request/request.ts';
import type { Problems } from './problems.ts';

/** How many deployments or records are written in parallel. */
export const MAX_PARALLEL = 6;

/** What recording a run on GitHub needs. */
export interface RecordingDeps {
  readonly request: PlanningRequest;
  readonly repository: GitHubRepository;
  readonly client: () => Promise<GitHubClient>;
  readonly problems: Problems;
  readonly notice: (text: string) => void;
  readonly log: (line: string) => void;
}

/** One object of the `changes` output: what lies between the image that was live and the new one. */
export interface ChangesEntry {
  readonly image: string;
  /** the commit that was live */
  readonly base: string;
  /** the commit of the new image */
  readonly head: string;
  /** the comparison on GitHub: of what goes out, or of what is taken back */
  readonly url: string;
  /** null where only the link is known */
  readonly direction: Direction | null;
  /** the newest, oldest first; on a rollback those that are taken back */
  readonly commits: readonly Commit[];
  /** null where only the link is known */
  readonly total: number | null;
  /** whether there are more commits than are listed */
  readonly truncated: boolean;
  /** how many commits are lost; only where the revisions have diverged */
  readonly behind?: number;
}

/** What was read from GitHub and recorded there for a run. */
export interface Recorded {
  /** one per image of the plan, null where a commit is unknown; null where nothing was read from GitHub */
  readonly changes: readonly (ChangesEntry | null)[] | null;
  /** the id of the first deployment; null where there is none */
  readonly deploymentId: string | null;
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

/** Nothing was read or recorded. */
export const NOT_RECORDED: Recorded = { changes: null, deploymentId: null, warnings: [], notices: [] };
