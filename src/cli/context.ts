import { type Context, readContext } from '../github/context.ts';
import { isCommit } from '../image/reference.ts';

/** The user and the machine of a run that no CI system started. */
export interface Person {
  /** null where the system does not tell */
  readonly user: string | null;
  readonly host: string;
  /** the working directory */
  readonly cwd: string;
}

type Env = NodeJS.ProcessEnv;

/** What a CI system says of a run. */
interface Ci {
  /** whether the environment is that of this system */
  readonly isHere: (env: Env) => boolean;
  readonly actor: (env: Env) => string | undefined;
  readonly run: (env: Env) => string | undefined;
  readonly branch: (env: Env) => string | undefined;
  readonly gitTag: (env: Env) => string | undefined;
  readonly commit: (env: Env) => string | undefined;
  /** the repository as a URL of any form */
  readonly source: (env: Env) => string | undefined;
  /** whether the code may be from an untrusted pull request */
  readonly isFork: (env: Env) => boolean;
}

/**
 * The CI systems. Their variables:
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 * https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 * https://circleci.com/docs/variables/
 * https://buildkite.com/docs/pipelines/environment-variables
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
const SYSTEMS: readonly Ci[] = [
  {
    isHere: (env) => env.GITLAB_CI !== undefined || env.CI_JOB_URL !== undefined,
    actor: (env) => env.GITLAB_USER_LOGIN,
    run: (env) => env.CI_JOB_URL,
    branch: (env) => env.CI_COMMIT_BRANCH,
    gitTag: (env) => env.CI_COMMIT_TAG,
    commit: (env) => env.CI_COMMIT_SHA,
    source: (env) => env.CI_PROJECT_URL,
    isFork: (env) => isOther(env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID, env.CI_MERGE_REQUEST_PROJECT_ID),
  },
  {
    isHere: (env) => env.CIRCLECI !== undefined || env.CIRCLE_BUILD_URL !== undefined,
    actor: (env) => env.CIRCLE_USERNAME,
    run: (env) => env.CIRCLE_BUILD_URL,
    branch: (env) => env.CIRCLE_BRANCH,
    gitTag: (env) => env.CIRCLE_TAG,
    commit: (env) => env.CIRCLE_SHA1,
    source: (env) => env.CIRCLE_REPOSITORY_URL,
    isFork: (env) => (env.CIRCLE_PR_USERNAME ?? '') !== '',
  },
  {
    isHere: (env) => env.BUILDKITE !== undefined || env.BUILDKITE_BUILD_URL !== undefined,
    // whoever unblocked the step approved what it does
    actor: (env) => env.BUILDKITE_UNBLOCKER || env.BUILDKITE_BUILD_CREATOR || env.BUILDKITE_BUILD_AUTHOR,
    run: (env) => env.BUILDKITE_BUILD_URL,
    branch: (env) => env.BUILDKITE_BRANCH,
    gitTag: (env) => env.BUILDKITE_TAG,
    commit: (env) => env.BUILDKITE_COMMIT,
    source: (env) => env.BUILDKITE_REPO,
    isFork: (env) => isOther(env.BUILDKITE_PULL_REQUEST_REPO, env.BUILDKITE_REPO),
  },
  {
    isHere: (env) => env.TF_BUILD !== undefined || env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI !== undefined,
    actor: (env) => env.BUILD_REQUESTEDFOR,
    run: azureRun,
    branch: (env) => afterPrefix(env.BUILD_SOURCEBRANCH, 'refs/heads/'),
    gitTag: (env) => afterPrefix(env.BUILD_SOURCEBRANCH, 'refs/tags/'),
    commit: (env) => env.BUILD_SOURCEVERSION,
    source: (env) => env.BUILD_REPOSITORY_URI,
    isFork: (env) => env.SYSTEM_PULLREQUEST_ISFORK?.toLowerCase() === 'true',
  },
  {
    isHere: (env) => env.JENKINS_URL !== undefined || env.BUILD_URL !== undefined,
    // set by the plugin "build user vars"
    actor: (env) => env.BUILD_USER_ID || env.BUILD_USER,
    run: (env) => env.BUILD_URL,
    // a pull request is built as the branch PR-1
    branch: (env) => (env.CHANGE_ID ? undefined : env.BRANCH_NAME || env.GIT_BRANCH?.replace(/^origin\//, '')),
    gitTag: (env) => env.TAG_NAME,
    commit: (env) => env.GIT_COMMIT,
    source: (env) => env.GIT_URL,
    isFork: (env) => (env.CHANGE_FORK ?? '') !== '',
  },
];

/**
 * Reads who runs the command line, where and for which commit: from the variables of the CI system, else from the user
 * and the machine. Paths are from the working directory, also in a step of GitHub Actions.
 * @param env the process's environment
 */
export function contextFrom(env: Env, person: Person): Context {
  if (env.GITHUB_ACTIONS === 'true' || (env.GITHUB_RUN_ID && env.GITHUB_REPOSITORY))
    return { ...readContext(env), workspace: person.cwd };
  const ci = SYSTEMS.find(({ isHere }) => isHere(env));
  const get = (read: ((env: Env) => string | undefined) | undefined): string | null => read?.(env)?.trim() || null;
  const gitTag = get(ci?.gitTag);
  const commit = get(ci?.commit);
  return {
    event: '',
    gitTag,
    workflowCommit: null,
    // some systems name a tag as the branch, too
    branch: gitTag === null ? get(ci?.branch) : null,
    commit: commit !== null && isCommit(commit) ? commit : null,
    release: null,
    untrusted: ci?.isFork(env) === true ? 'fork' : null,
    repository: null,
    source: webAddress(get(ci?.source)),
    server: 'https://github.com',
    actor: get(ci?.actor) ?? `${person.user ?? 'unknown'}@${person.host}`,
    run: get(ci?.run),
    workspace: person.cwd,
  };
}

function azureRun(env: Env): string | undefined {
  const server = env.SYSTEM_COLLECTIONURI || env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI;
  if (!server || !env.SYSTEM_TEAMPROJECT || !env.BUILD_BUILDID) return undefined;
  const project = encodeURIComponent(env.SYSTEM_TEAMPROJECT);
  return `${server.replace(/\/+$/, '')}/${project}/_build/results?buildId=${encodeURIComponent(env.BUILD_BUILDID)}`;
}

function isOther(head: string | undefined, base: string | undefined): boolean {
  return Boolean(head) && Boolean(base) && head !== base;
}

function afterPrefix(text: string | undefined, prefix: string): string | undefined {
  return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** The web address of a repository, without credentials: `git@host:a/b.git` is `https://host/a/b`; null for other texts. */
function webAddress(remote: string | null): string | null {
  const ssh = /^(?:ssh:\/\/)?git@([\w.-]+)(?::\d+)?[:/](.+)$/.exec(remote ?? '');
  const text = ssh ? `https://${ssh[1]}/${ssh[2]}` : remote;
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
}
