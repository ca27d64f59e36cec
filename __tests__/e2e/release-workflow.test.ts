import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import semver from 'semver';
import { needs } from '../support/runner/available.ts';
import { type Examples, program, startExamples } from '../support/runner/examples.ts';
import { ROOT } from '../support/runner/runner.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const PRUNE = 'npm pkg delete dependencies devDependencies optionalDependencies overrides scripts';
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n\n- The fix.\n\n## [1.2.2]\n\n- Before.\n';

needs(
  'act',
  'registry',
  'git',
)('the release of the action, run for real with stand-ins for gh and npm', () => {
  let examples: Examples;
  beforeAll(async () => {
    const files = {
      'scripts/release.mjs': read('scripts/release.mjs'),
      'CHANGELOG.md': CHANGELOG,
      'package.json': '{"name": "build-once-promote", "version": "1.2.3"}',
      ...{ 'action.yml': 'name: x\n', 'dist/index.js': '// x\n', 'schema/x.json': '{}\n', LICENSE: 'MIT\n' },
    };
    examples = await startExamples(['release.yml'], {
      texts: { 'release.yml': read('.github/workflows/release.yml') },
      files,
    });
    // nothing is published
    program(examples.bin, 'npm', `echo "npm $*" >> "$CALLS"\ncase "$1" in view) exit 1;; esac`);
  });
  /** A gh that has this release and tag; by default neither. */
  const has = (release: 'none' | 'draft' | 'published', tag: 'tagged' | 'untagged'): void => {
    const view = release === 'none' ? 'exit 1' : `echo ${release === 'draft'}`;
    const ref = tag === 'tagged' ? 'exit 0' : 'exit 1';
    const answers = `'release view'*) ${view};; *'/git/ref/tags/'*) ${ref};; *.immutable) echo true;;`;
    program(examples.bin, 'gh', `echo "gh $*" >> "$CALLS"\ncase "$*" in ${answers} esac`);
  };
  const VIEW = 'gh release view v1.2.3 --json isDraft --jq .isDraft';
  const TAG = 'gh api repos/acme/shop/git/ref/tags/v1.2.3';
  const IMMUTABLE = 'gh api repos/acme/shop/releases/tags/v1.2.3 --jq .immutable';
  const create = (target: string): string =>
    `gh release create v1.2.3 release/dist.tar.gz --draft ${target}--title v1.2.3 --notes-file release/notes.md --prerelease=false --latest=true`;
  const PUBLISH = 'gh release edit v1.2.3 --draft=false --latest=true';

  beforeEach(async () => {
    has('none', 'untagged');
    for (const tag of (await examples.checkout.git('tag')).split('\n').filter(Boolean))
      await examples.checkout.git('tag', '--delete', tag);
  });
  afterAll(() => examples.stop());

  const release = (version: string, dry: boolean) => examples.dispatch({ version, 'dry-run': dry });
  const CHECKS = ['npm ci', 'npm run lint', 'npm run test:unit', 'npm run check-dist', PRUNE, 'npm pack --dry-run'];

  test('a dry run checks and shows the notes, and releases nothing', async () => {
    for (const tag of ['v1', 'v1.2', 'v1.2.2']) await examples.checkout.git('tag', tag);
    const run = await release('1.2.3', true);
    if (!run.ok) throw new Error(run.log);
    expect([run.jobs, run.calls]).toEqual([['check'], CHECKS]);
    expect(run.summary).toBe('### Release v1.2.3\nTags that move to it: v1.2 v1\n- The fix.\n');
    expect(run.stepOutputs.plan).toEqual({
      ...{ tag: 'v1.2.3', prerelease: 'false', latest: 'true', moves: 'v1.2 v1', 'npm-tag': 'latest' },
    });
  });

  test('a release is a draft with its files until it is published; then the tags that move go to it', async () => {
    for (const tag of ['v1', 'v1.2', 'v1.2.2', 'v0.9.0']) await examples.checkout.git('tag', tag);
    const run = await release('1.2.3', false);
    if (!run.ok) throw new Error(run.log);
    const { sha } = examples.checkout;
    const refs = 'repos/acme/shop/git/refs/tags';
    expect(run.calls).toEqual([
      ...CHECKS,
      ...['attest action.yml', 'attest dist/index.js', 'attest release/dist.tar.gz'],
      ...[VIEW, TAG, create(`--target ${sha} `), PUBLISH, IMMUTABLE],
      ...['v1.2', 'v1'].map((tag) => `gh api --method PATCH ${refs}/${tag} --field sha=${sha} --field force=true`),
      'npm view build-once-promote@1.2.3 version',
      PRUNE,
      'npm publish --provenance --access public --tag latest --ignore-scripts',
    ]);
  });

  test('a release that was interrupted is created again from its draft, on its tag if it has one, or is left as it is', async () => {
    await examples.checkout.git('tag', 'v1.2.3');
    const calls = async (): Promise<string[]> => {
      const run = await release('1.2.3', false);
      if (!run.ok) throw new Error(run.log);
      expect(run.stepOutputs.plan).toMatchObject({ moves: 'v1.2 v1', latest: 'true' });
      return run.calls.filter((call) => /^gh (release|api .*(immutable|git\/ref\/))/.test(call));
    };
    has('draft', 'tagged');
    expect(await calls()).toEqual([VIEW, 'gh release delete v1.2.3 --yes', TAG, create(''), PUBLISH, IMMUTABLE]);
    has('published', 'tagged');
    expect(await calls()).toEqual([VIEW, IMMUTABLE]);
  });

  test('the tags that move only go forward', async () => {
    for (const tag of ['v1.2.2', 'v1.10.0', 'v1.3.0-rc.1', 'v2.0.0']) await examples.checkout.git('tag', tag);
    const run = await release('1.2.3', true);
    expect(run.stepOutputs.plan).toMatchObject({ moves: 'v1.2', latest: 'false', 'npm-tag': 'latest-1.2' });
    // npm takes no tag that is a range of versions
    expect(semver.validRange(run.stepOutputs.plan?.['npm-tag'])).toBeNull();
    await examples.checkout.git('tag', 'v1.2.10');
    expect((await release('1.2.3', true)).stepOutputs.plan).toMatchObject({ moves: '' });
  });

  test('what cannot be released is refused before anything is done', async () => {
    await examples.checkout.git('tag', 'v1.2.3');
    await examples.checkout.commit({ 'dist/index.js': '// y\n' });
    for (const [version, why] of [
      ['1.2.3', 'The tag v1.2.3 exists, on another commit'],
      ['1.2.4', 'package.json says 1.2.3'],
      ['v1.2.3', 'is not a version'],
    ] as const) {
      const run = await release(version, false);
      expect([run.ok, run.calls]).toEqual([false, []]);
      expect(run.log).toContain(why);
    }
  });
});
