/** Events as GitHub sends them, with the fields that actions use: https://docs.github.com/webhooks/webhook-events-and-payloads */

function repositoryOf(fullName) {
  const [owner, name] = fullName.split('/');
  return {
    name,
    full_name: fullName,
    html_url: `https://github.com/${fullName}`,
    default_branch: 'main',
    owner: { login: owner },
  };
}

/** A commit is pushed to main. */
export function pushEvent(repository, actor, commit) {
  const head = { id: commit.sha, message: commit.message, timestamp: commit.time, author: { username: actor } };
  const payload = {
    ref: 'refs/heads/main',
    before: '0'.repeat(40),
    after: commit.sha,
    head_commit: head,
    commits: [head],
    repository: repositoryOf(repository),
    sender: { login: actor },
  };
  return { name: 'push', ref: 'refs/heads/main', sha: commit.sha, payload };
}

/** A release of a version is published, with a tag on the commit. */
export function releaseEvent(repository, actor, commit, version) {
  const tag = `v${version}`;
  const payload = {
    action: 'published',
    release: {
      tag_name: tag,
      name: tag,
      target_commitish: 'main',
      draft: false,
      prerelease: false,
      html_url: `https://github.com/${repository}/releases/tag/${tag}`,
      author: { login: actor },
    },
    repository: repositoryOf(repository),
    sender: { login: actor },
  };
  return { name: 'release', ref: `refs/tags/${tag}`, sha: commit.sha, payload };
}

/** Someone runs a workflow on main by hand. */
export function dispatchEvent(repository, actor, commit) {
  const payload = {
    ref: 'refs/heads/main',
    inputs: {},
    repository: repositoryOf(repository),
    sender: { login: actor },
  };
  return { name: 'workflow_dispatch', ref: 'refs/heads/main', sha: commit.sha, payload };
}
