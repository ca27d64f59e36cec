import { describe, expect, test } from '@jest/globals';
import { contextFrom } from '../../src/cli/context.ts';

const PERSON = { user: 'ada', host: 'laptop', cwd: '/work' };
const SHA = 'a'.repeat(40);

describe('who runs the command line', () => {
  test('is the user at the machine where no CI system does', () => {
    const context = contextFrom({ HOME: '/home/ada' }, PERSON);
    expect(context).toMatchObject({
      actor: 'ada@laptop',
      run: null,
      workspace: '/work',
      untrusted: null,
      source: null,
    });
    expect(contextFrom({}, { ...PERSON, user: null }).actor).toBe('unknown@laptop');
  });

  test('is the user at the machine where the CI system does not tell', () => {
    const context = contextFrom({ BUILD_URL: 'https://ci.example/job/1/' }, PERSON);
    expect(context).toMatchObject({ actor: 'ada@laptop', run: 'https://ci.example/job/1/' });
  });

  test.each<[string, Record<string, string>, object]>([
    [
      'a branch of GitLab',
      {
        GITLAB_CI: 'true',
        CI_COMMIT_BRANCH: 'main',
        CI_COMMIT_SHA: SHA,
        CI_PROJECT_URL: 'https://gitlab.example/acme/shop',
      },
      { branch: 'main', gitTag: null, commit: SHA, source: 'https://gitlab.example/acme/shop', untrusted: null },
    ],
    [
      "a fork's merge request of GitLab",
      { GITLAB_CI: 'true', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2', CI_MERGE_REQUEST_PROJECT_ID: '1' },
      { untrusted: 'fork', branch: null },
    ],
    [
      'a tag of CircleCI, whose repository is an SSH address',
      { CIRCLECI: 'true', CIRCLE_TAG: 'v1.2.3', CIRCLE_REPOSITORY_URL: 'git@github.com:acme/shop.git' },
      { gitTag: 'v1.2.3', branch: null, source: 'https://github.com/acme/shop' },
    ],
    [
      'a tag of Buildkite, which is named as the branch, too',
      { BUILDKITE: 'true', BUILDKITE_TAG: 'v1', BUILDKITE_BRANCH: 'v1' },
      { gitTag: 'v1', branch: null },
    ],
    ["a fork's pull request of Azure", { TF_BUILD: 'True', SYSTEM_PULLREQUEST_ISFORK: 'True' }, { untrusted: 'fork' }],
    [
      'a branch of Azure',
      { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_SOURCEVERSION: SHA },
      { branch: 'main', gitTag: null, commit: SHA },
    ],
    [
      'a pull request of Jenkins',
      {
        JENKINS_URL: 'https://ci/',
        BRANCH_NAME: 'PR-1',
        CHANGE_ID: '1',
        GIT_URL: 'https://token:x@git.example/acme/shop.git',
      },
      { branch: null, source: 'https://git.example/acme/shop' },
    ],
    ['a branch of Jenkins', { JENKINS_URL: 'https://ci/', GIT_BRANCH: 'origin/main' }, { branch: 'main' }],
  ])('knows %s', (_name, env, expected) => {
    expect(contextFrom(env, PERSON)).toMatchObject(expected);
  });

  test('is read as the action reads it on GitHub', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '1', GITHUB_ACTOR: 'grace' };
    expect(contextFrom(env, PERSON)).toMatchObject({ actor: 'grace', repository: 'acme/shop' });
  });

  test('has its files in the working directory, also in a step of GitHub Actions', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/home/runner/work/shop/shop' };
    expect(contextFrom(env, PERSON).workspace).toBe('/work');
  });
});
