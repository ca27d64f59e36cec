import { readFileSync } from 'node:fs';
import { isCommit } from '../image/reference.ts';

/** Why the code of a run is not trusted: a pull request of others, or an event that may be one and cannot be read. */
export type Untrusted = 'fork' | 'dependabot' | 'unreadable';

/** What a release event says of its release. */
export interface ReleaseEvent {
  /** `published`, `deleted`, …; null if unknown */
  readonly action: string | null;
  readonly isPrerelease: boolean;
}

/** The GitHub event and run as plain data. */
export interface Context {
  readonly event: string;
  /** null if the run is not on a branch */
  readonly branch: string | null;
  /** the git tag of a push or a release */
  readonly gitTag: string | null;
  /** the commit of the event; for a pull request or a merge group its head */
  readonly commit: string | null;
  /** the commit that GitHub runs the workflow for; a deployment of the job itself names it. Null if unknown */
  readonly workflowCommit: string | null;
  /** null for every event but `release` */
  readonly release: ReleaseEvent | null;
  /** what a push deleted: `refs/heads/x`, `refs/tags/v1.0.0`. The run is on the default branch then */
  readonly deletedRef?: string;
  /** why the run is not allowed to push; null if it is */
  readonly untrusted: Untrusted | null;
  /** `owner/name` */
  readonly repository: string | null;
  /** `https://github.com/owner/name`, the source label of images */
  readonly source: string | null;
  /** the URL of the GitHub server, without a trailing slash */
  readonly server: string;
  readonly actor: string | null;
  /** the URL of this attempt */
  readonly run: string | null;
  readonly workspace: string;
}

type Json = Record<string, unknown>;

/**
 * Reads the context of the run from the runner's environment.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @param env the process's environment
 * @param payload the event's payload; by default the file that GITHUB_EVENT_PATH names
 */
export function readContext(env: NodeJS.ProcessEnv, payload: unknown = readPayload(env.GITHUB_EVENT_PATH)): Context {
  const server = (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
  const repository = env.GITHUB_REPOSITORY || null;
  const source = repository && `${server}/${repository}`;
  const runId = env.GITHUB_RUN_ID;
  const attempt = env.GITHUB_RUN_ATTEMPT || '1';
  const event = env.GITHUB_EVENT_NAME ?? '';
  return {
    event,
    branch: branchOf(event, env, payload),
    gitTag:
      text(payload, 'release', 'tag_name') ??
      (env.GITHUB_REF_TYPE === 'tag' || env.GITHUB_REF?.startsWith('refs/tags/') ? tagOf(env) : null),
    commit: commitOf(env, payload),
    workflowCommit: sha(text(payload, 'pull_request', 'head', 'sha') ?? env.GITHUB_SHA ?? null),
    release: releaseOf(payload),
    ...(event === 'push' && at(payload, 'deleted') === true ? { deletedRef: text(payload, 'ref') ?? '' } : {}),
    untrusted: untrustedOf(event, env, payload),
    repository,
    server,
    source,
    actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR || null,
    run: source && runId ? `${source}/actions/runs/${runId}/attempts/${attempt}` : null,
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
  };
}

function readPayload(file: string | undefined): unknown {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function branchOf(event: string, env: NodeJS.ProcessEnv, payload: unknown): string | null {
  // these events run on the default or base branch, but concern a commit of another branch
  if (event === 'workflow_run') {
    const cause = text(payload, 'workflow_run', 'event') ?? '';
    // after a pull request it may be the branch of a fork, and after a release it is a git tag
    const isBranch = !cause.startsWith('pull_request') && cause !== 'release';
    return isBranch ? text(payload, 'workflow_run', 'head_branch') : null;
  }
  if (event.startsWith('pull_request') || event === 'merge_group') return null;
  const ref = env.GITHUB_REF ?? '';
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}

function tagOf(env: NodeJS.ProcessEnv): string | null {
  return (env.GITHUB_REF ?? '').replace(/^refs\/tags\//, '') || null;
}

function commitOf(env: NodeJS.ProcessEnv, payload: unknown): string | null {
  return sha(
    text(payload, 'pull_request', 'head', 'sha') ??
      text(payload, 'merge_group', 'head_sha') ??
      text(payload, 'workflow_run', 'head_sha') ??
      env.GITHUB_SHA ??
      null,
  );
}

function releaseOf(payload: unknown): ReleaseEvent | null {
  const release = at(payload, 'release');
  if (typeof release !== 'object' || release === null) return null;
  return { action: text(payload, 'action'), isPrerelease: at(release, 'prerelease') === true };
}

/**
 * Why a run is not allowed to push. A `workflow_run` has the rights of the repository, whatever started it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run
 * https://docs.github.com/en/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions
 */
function untrustedOf(event: string, env: NodeJS.ProcessEnv, payload: unknown): Untrusted | null {
  if (event === 'workflow_run') return untrustedCause(payload);
  const pull = at(payload, 'pull_request');
  if (!event.startsWith('pull_request') && pull === undefined) return null;
  if (typeof pull !== 'object' || pull === null) return 'unreadable';
  const head = text(pull, 'head', 'repo', 'full_name');
  if (head === null || head !== text(pull, 'base', 'repo', 'full_name')) return 'fork';
  return [text(pull, 'user', 'login'), env.GITHUB_ACTOR].includes(DEPENDABOT) ? 'dependabot' : null;
}

const DEPENDABOT = 'dependabot[bot]';

/** Why the code that started a `workflow_run` is not trusted. */
function untrustedCause(payload: unknown): Untrusted | null {
  const run = at(payload, 'workflow_run');
  if (typeof run !== 'object' || run === null || text(run, 'event') === null) return 'unreadable';
  const isPull = text(run, 'event')?.startsWith('pull_request') === true;
  const head = text(run, 'head_repository', 'full_name');
  const base = text(run, 'repository', 'full_name') ?? text(payload, 'repository', 'full_name');
  const isKnown = head !== null && base !== null;
  // the repository of a pull request may be deleted
  if (isKnown ? head !== base : isPull) return 'fork';
  return isPull && text(run, 'actor', 'login') === DEPENDABOT ? 'dependabot' : null;
}

function sha(value: string | null): string | null {
  return value !== null && isCommit(value) ? value : null;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Json)[key] : undefined),
    value,
  );
}

function text(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : null;
}
