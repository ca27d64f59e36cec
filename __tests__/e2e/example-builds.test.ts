import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EXAMPLE, needs } from '../support/runner/available.ts';
import { type Examples, startExamples } from '../support/runner/examples.ts';
import { DOCKERFILE } from '../support/runner/git.ts';

const SERVICES = ['api', 'web'];

needs(...EXAMPLE, 'jq')('the example of a monorepo, run for real', () => {
  let examples: Examples;
  beforeAll(async () => {
    const files = SERVICES.flatMap((name) => [
      [
        `${name}/Dockerfile`,
        DOCKERFILE.replace('hello.txt', `${name}/main.txt shared/lib.txt`).replace('/hello.txt', '/'),
      ],
      [`${name}/main.txt`, `${name}\n`],
    ]);
    files.push(['shared/lib.txt', 'shared\n']);
    examples = await startExamples(['monorepo.yml'], { files: Object.fromEntries(files) });
  });
  afterAll(() => examples.stop());

  let before = '0'.repeat(40);
  /** Commits and pushes; returns the services of the jobs that built, with the digests. */
  const push = async (files: Record<string, string> = {}): Promise<Record<string, string>> => {
    if (Object.keys(files).length > 0) await examples.checkout.commit(files);
    const { sha } = examples.checkout;
    await examples.ok('push', { ref: 'refs/heads/main', before, after: sha });
    before = sha;
    const live = await Promise.all(SERVICES.map((name) => examples.live('dev', `acme/shop/${name}`)));
    return Object.fromEntries(SERVICES.map((name, index) => [name, live[index] ?? '']));
  };

  test('a push builds what it changed; a release tags what is there', async () => {
    const first = await push();
    expect(new Set(Object.values(first)).size).toBe(2);
    const second = await push({ 'web/main.txt': 'web, again\n' });
    expect(second.api).toBe(first.api);
    expect(second.web).not.toBe(first.web);
    expect(await push({ 'readme.txt': 'no service\n' })).toEqual(second);

    // on a commit that changed neither service
    await examples.checkout.git('tag', 'api/v1.0.0');
    const run = await examples.ok('push', {
      ref: 'refs/tags/api/v1.0.0',
      before: '0'.repeat(40),
      after: examples.checkout.sha,
    });
    expect(run.outputs).toMatchObject({ built: 'false', version: '1.0.0', digest: first.api });
    expect(await examples.live('1.0.0', 'acme/shop/api')).toBe(first.api);
    expect(Object.keys(await examples.scene('acme/shop/web').state())).not.toContain('1.0.0');

    const shared = await push({ 'shared/lib.txt': 'shared, again\n' });
    expect(shared.api).not.toBe(second.api);
    expect(shared.web).not.toBe(second.web);
  });
});

const BAKE = `
target "docker-metadata-action" {}
target "web" {
  inherits = ["docker-metadata-action"]
}
`;

needs(
  'act',
  'registry',
  'buildx',
  'buildkitd',
  'git',
  'jq',
)('the example of adopted images, run for real', () => {
  let examples: Examples;
  beforeAll(async () => {
    // the cache of GitHub's runners is not there
    const edit = (text: string): string => text.replaceAll(/^ *cache-(from|to): type=gha.*\n/gm, '');
    examples = await startExamples(['adopt.yml'], { edit, files: { 'docker-bake.hcl': BAKE } });
  });
  afterAll(() => examples.stop());

  test('three builders build a commit once; a re-run and a release build nothing', async () => {
    await examples.push();
    const names = ['api', 'web', 'worker'].map((name) => `acme/shop/${name}`);
    const states = await Promise.all(names.map((name) => examples.scene(name).state()));
    for (const state of states) {
      expect(state[`git-${examples.checkout.sha.slice(0, 7)}`]).toBe(state.dev);
      expect(state.dev).toMatch(/^sha256:/);
    }
    const again = await examples.push();
    expect(again.jobs).not.toContain('github-builder');
    expect(again.log).not.toContain('docker buildx b');
    await examples.checkout.git('tag', 'v1.0.0');
    await examples.ok('push', { ref: 'refs/tags/v1.0.0', after: examples.checkout.sha });
    for (const [index, name] of names.entries()) expect(await examples.live('1.0.0', name)).toBe(states[index]?.dev);
  });
});
