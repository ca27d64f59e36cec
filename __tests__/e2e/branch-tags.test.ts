import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, copiedScene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

needs('registry')('the tag of a branch', () => {
  let registry: Registry;
  let number = 0;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  /** Builds a commit on a branch with these inputs, in a repository where `live` and `dev` are environments. */
  const build = async (branch: string, inputs: Record<string, string>) => {
    number += 1;
    const app = sceneOf(registry, `acme/branch-${number}`);
    await copiedScene(registry, 'live', app.repo, async (first) => {
      await first.release(1, '1.0.0', 'dev');
      await first.ok({ mode: 'promote', environment: 'live', version: '1.0.0' });
    });
    const before = await app.state();
    const digest = await app.push(commitOf(2), { 'org.opencontainers.image.created': '2026-06-01T00:00:00Z' });
    const env = { ...attempt(2, 1, commitOf(2)), GITHUB_REF: `refs/heads/${branch}`, GITHUB_REF_NAME: branch };
    const run = await app.ok({ mode: 'build', digest, ...inputs }, { env });
    const after = await app.state();
    const own = Object.keys(after).filter((tag) => after[tag] === digest);
    const moved = Object.keys(before).filter((tag) => after[tag] !== before[tag]);
    return { own, moved, levels: run.annotations.map(({ level }) => level), messages: run.annotations, run };
  };
  const COMMIT_TAG = `git-${commitOf(2).slice(0, 7)}`;

  test.each([
    { branch: 'main', tag: 'main' },
    { branch: 'feature/order', tag: 'feature-order' },
    { branch: 'release/1.2', tag: 'release-1.2' },
    { branch: 'dev', tag: null, inputs: { environment: 'dev' } },
    { branch: 'staging', tag: null, inputs: { environment: 'dev', environments: 'dev, staging' } },
    { branch: 'live', tag: null },
    { branch: 'feature/order-history', tag: null },
    { branch: 'sha256-abc', tag: null },
    { branch: 'latest', tag: null },
    { branch: '1.2', tag: null },
    { branch: 'v1', tag: null },
    { branch: '9.9.9', tag: null },
    { branch: 'v9.9.9-rc.1', tag: null },
    { branch: 'git-abc1234', tag: null },
    { branch: 'a'.repeat(40), tag: null },
    { branch: 'x'.repeat(130), tag: null },
    { branch: '日本', tag: null },
  ])('$branch is $tag, or is left out with a warning; the commit is tagged', async ({ branch, tag, inputs = {} }) => {
    const { own, moved, levels } = await build(branch, { tags: '{{branch}}', ...inputs });
    const environment = 'environment' in inputs ? ['dev', 'dev-history'] : [];
    expect(own.sort()).toEqual([...(tag === null ? [] : [tag]), ...environment.slice(0, 1), COMMIT_TAG].sort());
    expect(moved.sort()).toEqual(environment);
    expect(levels).toEqual(tag === null ? ['warning'] : []);
  });

  test.each([
    { branch: '9.9.9', template: '{{branch}}-{{sha}}' },
    { branch: '9.9.9', template: 'v{{branch}}' },
    { branch: 'x'.repeat(130), template: 'IMAGE:{{branch}}' },
    { branch: 'abc1234', template: 'git-{{branch}}' },
  ])('$branch is left out of $template', async ({ branch, template }) => {
    const tags = template.replace('IMAGE', `${registry.host}/acme/branch-${number + 1}`);
    const { own, levels } = await build(branch, { tags });
    expect({ own, levels }).toEqual({ own: [COMMIT_TAG], levels: ['warning'] });
  });

  test('is left out among the tags of an environment, too', async () => {
    const inputs = { environment: 'dev', tags: 'fixed', 'environment-tags': '{{environment}}\n{{branch}}' };
    const { own, levels, messages } = await build('9.9.9', inputs);
    expect({ own: own.sort(), levels }).toEqual({ own: ['dev', 'fixed', COMMIT_TAG], levels: ['warning'] });
    expect(messages[0]?.message).toContain('9.9.9');
  });

  test('of no branch but a tag that is named literally is refused where it is an environment', async () => {
    const app = sceneOf(registry, 'acme/literal');
    await app.release(1, '1.0.0', 'dev');
    const digest = await app.push(commitOf(2));
    const inputs = { mode: 'build', digest, tags: 'dev' };
    await app.refused('INPUT_INVALID', inputs, { env: attempt(2, 1, commitOf(2)) });
  });
});
