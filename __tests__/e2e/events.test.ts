import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, copiedScene, doneOf, releaseOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const commit = commitOf(1);
const COMMIT_TAG = `git-${commit.slice(0, 7)}`;

needs('registry')('a build', () => {
  let registry: Registry;
  let number = 0;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  /** A repository with the build of the commit, where 1.2.0 is released. */
  const scene = async (): Promise<Scene & { digest: string }> => {
    number += 1;
    const app = sceneOf(registry, `acme/event-${number}`);
    const digest = await copiedScene(registry, 'built', app.repo, async (first) => {
      const released = await first.push(commitOf(9));
      const release = { mode: 'build', digest: released, sha: commitOf(9), version: '1.2.0', latest: 'true' };
      await first.ok({ ...release, tags: '{{version}}\n{{major}}.{{minor}}\n{{major}}' });
      const built = await first.push(commit);
      await first.ok({ mode: 'build', digest: built, sha: commit });
      return built;
    });
    return { ...app, digest };
  };
  const tagsOf = async (app: Scene, digest: string): Promise<string[]> =>
    Object.entries(await app.state())
      .filter(([, each]) => each === digest)
      .map(([tag]) => tag)
      .sort();

  describe('by a release event', () => {
    const FLOATING = { latest: 'true', tags: '{{version}}\n{{major}}.{{minor}}\n{{major}}' };
    const release = (tag: string, action: string, prerelease: boolean) => {
      const { env, event } = releaseOf(tag, commit);
      return { env, event: { ...event, action, release: { tag_name: tag, draft: false, prerelease } } };
    };

    test('that is marked as a pre-release moves no floating tag, until it is released', async () => {
      const app = await scene();
      const first = await app.ok({ mode: 'build', ...FLOATING }, release('v1.3.0', 'published', true));
      expect(await tagsOf(app, app.digest)).toEqual(['1.3.0', COMMIT_TAG]);
      expect(first.annotations.map(({ level }) => level)).toEqual(['notice', 'notice', 'notice']);
      expect(first.annotations[0]?.message).toContain('pre-release');
      await app.ok({ mode: 'build', ...FLOATING }, release('v1.3.0', 'released', false));
      expect(await tagsOf(app, app.digest)).toEqual(['1', '1.3', '1.3.0', COMMIT_TAG, 'latest'].sort());
    });

    test.each(['deleted', 'unpublished'])('that is %s does nothing, with a notice', async (action) => {
      const app = await scene();
      const before = await app.state();
      const inputs = { mode: 'build', environment: 'dev', ...FLOATING };
      const run = await app.ok(inputs, release('v1.3.0', action, false));
      expect(await app.state()).toEqual(before);
      expect(run.outputs).toMatchObject({ changed: 'false', built: 'false' });
      expect(run.annotations).toMatchObject([
        { level: 'notice', message: expect.stringContaining(`v1.3.0 was ${action}`) },
      ]);
      expect(run.summary).toContain(action);
    });
  });

  test.each(['refs/tags/v1.3.0', 'refs/heads/topic'])('by a push that deletes %s does nothing', async (ref) => {
    const app = await scene();
    const before = await app.state();
    // GitHub runs it for the default branch
    const options = { env: { GITHUB_SHA: commit }, event: { ref, deleted: true, after: '0'.repeat(40) } };
    const run = await app.ok({ mode: 'build', environment: 'dev', tags: '{{branch}}' }, options);
    expect(await app.state()).toEqual(before);
    expect(run.outputs).toMatchObject({ changed: 'false', built: 'false' });
    expect(run.annotations).toMatchObject([
      { level: 'notice', message: expect.stringMatching(/(v1\.3\.0|topic) was deleted/) },
    ]);
  });

  describe('by a git tag that gives no version', () => {
    test.each([
      { tag: 'v1.2', why: /two|2/ },
      { tag: 'V1.2.3', why: /upper case/ },
      { tag: '1.2.3.4', why: /three numbers(?!.*tag-prefix)/ },
      { tag: 'v1.2.3.4', why: /three numbers(?!.*tag-prefix)/ },
      { tag: '2024.01.15', why: /01 begins with 0/ },
      { tag: 'release-2026-11', why: /does not begin with a number/ },
      { tag: 'api/v1.2.3', why: /"api\/".*tag-prefix/ },
      { tag: '@acme/api@1.2.3', why: /"@acme\/api@".*tag-prefix/ },
      { tag: 'web-1.2.3', prefix: 'api-', why: /does not begin with tag-prefix, "api-"/ },
      { tag: 'api-1.2', prefix: 'api-', why: /three numbers/ },
    ])('$tag: a notice says why', async ({ tag, prefix = '', why }) => {
      const app = await scene();
      const inputs = { mode: 'build', 'tag-prefix': prefix };
      const { env, event } = releaseOf(tag, commit);
      const pushed = { ...env, GITHUB_EVENT_NAME: 'push' };
      for (const options of [{ env, event }, { env: pushed }]) {
        const run = await app.ok(inputs, options);
        expect(run.annotations).toMatchObject([{ level: 'notice', message: expect.stringMatching(why) }]);
        expect(run.annotations[0]?.message).toContain(tag);
      }
      expect(await tagsOf(app, app.digest)).toEqual([COMMIT_TAG]);
    });

    test('no notice where version is given, or on a branch', async () => {
      const app = await scene();
      const given = await app.ok({ mode: 'build', version: '1.2.1' }, releaseOf('v1.2', commit));
      expect(given.annotations).toEqual([]);
      const branch = await app.ok({ mode: 'build', latest: 'true' }, { env: attempt(5, 1, commit) });
      expect(branch.annotations).toEqual([]);
      expect(branch.stdout).toContain('latest not moved: this image has no version');
    });
  });

  test.each(['1234567', `1234567${'0'.repeat(33)}`])('tags the commit %s, of digits, by its {{sha}}', async (start) => {
    const app = sceneOf(registry, `acme/digits-${start.length}`);
    const sha = start.padEnd(40, '8');
    const digest = await app.push(sha);
    const metadata = `${app.image}:${sha.slice(0, 8)}`;
    const run = await app.ok({ mode: 'build', digest, tags: `{{sha}}\n${metadata}` }, { env: attempt(1, 1, sha) });
    expect(run.tags).toEqual([sha.slice(0, 7), sha.slice(0, 8), `git-${sha.slice(0, 7)}`]);
    expect(run.annotations).toEqual([]);
  });

  test('by a workflow_run after a release takes the git tag for no branch', async () => {
    const app = await scene();
    const repository = { full_name: 'acme/app' };
    const run = { event: 'release', head_branch: 'nightly', head_sha: commit, head_repository: repository, repository };
    const env = { ...attempt(3, 1, commit), GITHUB_EVENT_NAME: 'workflow_run' };
    await app.ok({ mode: 'build', tags: '{{branch}}' }, { env, event: { workflow_run: run } });
    expect(await tagsOf(app, app.digest)).toEqual([COMMIT_TAG]);
    await app.ok({ mode: 'build', tags: '{{branch}}' }, { env, event: { workflow_run: { ...run, event: 'push' } } });
    expect(await tagsOf(app, app.digest)).toEqual([COMMIT_TAG, 'nightly']);
  });

  describe('of code that is not trusted', () => {
    const own = { full_name: 'acme/app' };
    const fork = { full_name: 'eve/app' };
    const pull = (head: object | null, login = 'ada') => ({
      pull_request: { head: { sha: commit, repo: head }, base: { repo: own }, user: { login } },
    });
    const afterRun = (event: string, head: object | null, login = 'ada') => ({
      workflow_run: {
        event,
        head_sha: commit,
        head_branch: 'x',
        head_repository: head,
        repository: own,
        actor: { login },
      },
    });
    test.each([
      { name: "a fork's pull request", event: 'pull_request', payload: pull(fork) },
      { name: 'a workflow_run after it', event: 'workflow_run', payload: afterRun('pull_request', fork) },
      {
        name: 'a workflow_run after one of a fork that is gone',
        event: 'workflow_run',
        payload: afterRun('pull_request', null),
      },
      { name: 'a workflow_run that cannot be read', event: 'workflow_run', payload: {} },
      {
        name: 'a workflow_run of an unknown event',
        event: 'workflow_run',
        payload: { workflow_run: { head_sha: commit } },
      },
      { name: 'a pull request that cannot be read', event: 'pull_request', payload: {} },
      {
        name: 'a pull_request_target whose payload is another',
        event: 'pull_request_target',
        payload: { pull_request: 7 },
      },
      { name: "Dependabot's pull request", event: 'pull_request', payload: pull(own, 'dependabot[bot]') },
      {
        name: 'a workflow_run after it',
        event: 'workflow_run',
        payload: afterRun('pull_request', own, 'dependabot[bot]'),
      },
    ])('pushes nothing: $name ($event)', async ({ event, payload }) => {
      const env = { ...attempt(3, 1, commit), GITHUB_EVENT_NAME: event };
      // without a checkout nothing can be built: what is refused is the build, before any request
      const inputs = { mode: 'build', image: '127.0.0.1:9/acme/app', environment: 'dev', 'dry-run': 'true' };
      const run = await runAction({ ...inputs }, { env, event: payload });
      expect(run.annotations.map(({ level }) => level)).toEqual(['notice', 'error']);
      expect(run.annotations[0]?.message).toContain('not allowed to push');
    });

    test("adopts no image in a fork's pull request, and says so", async () => {
      const app = await scene();
      const env = { ...attempt(3, 1, commit), GITHUB_EVENT_NAME: 'pull_request' };
      const before = await app.state();
      const inputs = { mode: 'build', digest: app.digest, environment: 'dev', tags: 'pushed' };
      const run = doneOf(await app.run(inputs, { env, event: pull(fork) }));
      expect(await app.state()).toEqual(before);
      expect(run.outputs).toMatchObject({ changed: 'false', built: 'false' });
      expect(run.annotations).toMatchObject([
        { level: 'notice', message: expect.stringMatching(/not allowed to push.*not adopted/) },
      ]);
    });

    test.each([
      { name: 'a pull request of this repository', event: 'pull_request', payload: pull(own) },
      { name: 'a workflow_run after it', event: 'workflow_run', payload: afterRun('pull_request', own) },
      { name: 'a workflow_run after a push', event: 'workflow_run', payload: afterRun('push', own) },
    ])('pushes: $name ($event)', async ({ event, payload }) => {
      const app = await scene();
      const env = { ...attempt(3, 1, commit), GITHUB_EVENT_NAME: event };
      const run = doneOf(await app.run({ mode: 'build', tags: 'pushed' }, { env, event: payload }));
      expect(run.annotations).toEqual([]);
      expect(await app.at('pushed')).toBe(app.digest);
    });
  });
});
