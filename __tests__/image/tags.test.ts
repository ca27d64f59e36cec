import { describe, expect, test } from '@jest/globals';
import { DEFAULT_TAGS, renderTag, renderTags, type TagValues } from '../../src/image/tag-templates.ts';
import { refusalOf } from '../support/requests/refusals.ts';

const COMMIT = 'abcdef0123456789abcdef0123456789abcdef01';
const IMAGE = { registry: 'ghcr.io', repository: 'acme/app' };
const NOTHING: TagValues = { version: null, commit: null, shaLength: 7, branch: null, environment: null };

describe('the tags of a build:', () => {
  function render(template: string, values: Partial<TagValues>): string | null {
    return renderTag(template, { ...NOTHING, ...values }, [IMAGE]);
  }

  describe('a placeholder is replaced by its value', () => {
    const version = '1.2.3-rc.1+build.5';
    test.each([
      { template: '{{version}}', values: { version }, tag: '1.2.3-rc.1_build.5' },
      { template: '{{major}}', values: { version }, tag: '1' },
      { template: '{{major}}.{{minor}}', values: { version }, tag: '1.2' },
      { template: 'v{{major}}.{{minor}}.{{patch}}', values: { version }, tag: 'v1.2.3' },
      { template: 'pre-{{prerelease}}', values: { version }, tag: 'pre-rc.1' },
      { template: 'build-{{build}}', values: { version }, tag: 'build-build.5' },
      { template: 'git-{{sha}}', values: { commit: COMMIT }, tag: 'git-abcdef0' },
      { template: 'git-{{sha}}', values: { commit: COMMIT, shaLength: 40 }, tag: `git-${COMMIT}` },
      { template: '{{version}}-{{sha}}', values: { version: '0.0.1', commit: COMMIT }, tag: '0.0.1-abcdef0' },
      { template: '{{branch}}', values: { branch: 'main' }, tag: 'main' },
      { template: '{{version}}-{{environment}}', values: { version: '1.2.3', environment: 'prod' }, tag: '1.2.3-prod' },
      { template: '{{ version }}', values: { version: '1.2.3' }, tag: '1.2.3' },
      { template: 'latest', values: {}, tag: 'latest' },
    ])('$template gives $tag', ({ template, values, tag }) => expect(render(template, values)).toBe(tag));

    test.each([
      '{{version}}',
      '{{major}}',
      '{{minor}}',
      '{{patch}}',
      '{{prerelease}}',
      '{{build}}',
      '{{sha}}',
      '{{branch}}',
      '{{version}}-{{sha}}',
    ])('a template with %s is left out where it has no value', (template) => {
      expect(render(template, {})).toBeNull();
    });

    test('a prerelease and a build have no value in a plain version', () => {
      expect(render('x-{{prerelease}}', { version: '1.2.3' })).toBeNull();
      expect(render('x-{{build}}', { version: '1.2.3' })).toBeNull();
    });

    test('the default templates produce tags for a release and for a push', () => {
      const all = (values: Partial<TagValues>) => DEFAULT_TAGS.map((template) => render(template, values));
      expect(all({ version: '1.2.3', commit: COMMIT })).toEqual(['1.2.3', '1.2.3-abcdef0', '1.2', 'git-abcdef0']);
      expect(all({ commit: COMMIT, branch: 'main' })).toEqual([null, null, null, 'git-abcdef0']);
    });
  });

  describe('a branch becomes a tag', () => {
    test.each([
      { branch: 'my/feature#1245', tag: 'my-feature-1245' },
      { branch: 'Dev_1.x', tag: 'Dev_1.x' },
      { branch: 'grün', tag: 'gr-n' },
      { branch: '-dash', tag: 'dash' },
      { branch: '.dot', tag: 'dot' },
      { branch: '/slash', tag: 'slash' },
      { branch: 'dependabot/npm_and_yarn/a-1.0', tag: 'dependabot-npm_and_yarn-a-1.0' },
      { branch: '---', tag: null },
    ])('$branch as $tag', ({ branch, tag }) => expect(render('{{branch}}', { branch })).toBe(tag));
  });

  describe('a full reference of the image counts as its tag', () => {
    test.each([
      { template: 'ghcr.io/acme/app:main', tag: 'main' },
      { template: 'ghcr.io/acme/app:{{version}}', tag: '1.2.3' },
    ])('$template is the tag $tag', ({ template, tag }) => expect(render(template, { version: '1.2.3' })).toBe(tag));

    test('a reference to any of several images is accepted', () => {
      const images = [{ registry: 'docker.io', repository: 'acme/web' }, IMAGE];
      expect(renderTag('acme/web:1', NOTHING, images)).toBe('1');
    });

    test.each([
      { template: 'ghcr.io/acme/web:main', why: 'ghcr.io/acme/web is not the image of this run' },
      { template: 'app:main', why: 'docker.io/library/app is not the image of this run' },
      { template: 'ghcr.io/acme/app', why: 'the reference has no tag' },
      { template: 'ghcr.io/acme/app:-x', why: 'is neither a tag nor a reference' },
    ])('$template is refused: $why', ({ template, why }) => {
      const error = refusalOf(() => render(template, {}));
      expect(error.code).toBe('INPUT_INVALID');
      expect(error.message).toContain(why);
    });
  });

  describe('what cannot be a tag is refused', () => {
    test.each([
      { template: '{{ref}}', why: '{{ref}} is not a placeholder; expected one of {{version}}' },
      { template: "{{date 'YYYY'}}", why: 'is not a placeholder' },
      { template: '{{}}', why: 'is not a placeholder' },
      { template: '{{environment}}', why: '{{environment}} is not a placeholder' },
      { template: '{{version}}-{{constructor}}', why: '{{constructor}} is not a placeholder' },
      { template: '{{version', why: 'cannot be a tag' },
      { template: 'one two', why: 'cannot be a tag' },
      { template: '-first', why: 'cannot be a tag' },
      { template: '1.2.3+5', why: 'cannot be a tag' },
      { template: 'a'.repeat(129), why: 'at most 128' },
      { template: `{{branch}}-${'a'.repeat(125)}`, why: 'at most 128' },
    ])('$template: $why', ({ template, why }) => {
      const error = refusalOf(() => render(template, { version: '1.2.3', branch: 'main' }));
      expect(error.code).toBe('INPUT_INVALID');
      expect(error.message).toContain(why);
    });

    test('an unknown placeholder is refused also where another has no value', () => {
      expect(refusalOf(() => render('{{version}}-{{nonsense}}', {})).message).toContain(
        '{{nonsense}} is not a placeholder',
      );
    });
  });
});

describe('tags that {{branch}} decides', () => {
  /** Renders templates for a build of version 1.2.3 on a branch. */
  const render = (templates: readonly string[], branch: string | null) =>
    renderTags(
      templates,
      { version: '1.2.3', commit: 'abcdef0'.padEnd(40, '1'), shaLength: 7, branch, environment: null },
      [IMAGE],
    );

  test('keep the order of the templates, each once', () => {
    const { tags, branchTags } = render(['{{branch}}', '{{version}}', 'main', '{{ branch }}-{{sha}}', 'v1'], 'main');
    expect(tags).toEqual(['main', '1.2.3', 'main-abcdef0', 'v1']);
    // another template produces main, too
    expect(branchTags).toEqual(['main-abcdef0']);
  });

  test.each(['1', '1.2', 'v1.2', 'latest', '9.9.9', 'v9.9.9', '1.2.3-rc.1', '1.2.3-0123456', 'git-abc1234', 'abc1234'])(
    'are left out for the branch %s, which looks like a version or a commit',
    (branch) => {
      const { tags, warnings, problems } = render(['{{branch}}', 'fixed'], branch);
      expect({ tags, problems }).toEqual({ tags: ['fixed'], problems: [] });
      expect(warnings).toEqual([expect.stringContaining(`branch "${branch}"`)]);
    },
  );

  test.each(['x'.repeat(129), '日本', '...'])('are left out for the branch %s, which cannot be a tag', (branch) => {
    const { tags, warnings, problems } = render(['{{branch}}', 'ghcr.io/acme/app:{{branch}}', 'fixed'], branch);
    expect({ tags, problems, warnings: warnings.length }).toEqual({ tags: ['fixed'], problems: [], warnings: 2 });
  });

  test('are tags of the version where {{version}} is beside it', () => {
    expect(render(['{{version}}-{{branch}}'], 'rc.1')).toMatchObject({ tags: ['1.2.3-rc.1'], branchTags: [] });
  });

  test('are none without a branch, and an unknown placeholder is a problem with one', () => {
    expect(render(['{{branch}}'], null)).toMatchObject({ tags: [], warnings: [], problems: [] });
    expect(render(['{{branch}}-{{nothing}}'], 'main').problems).toMatchObject([{ code: 'INPUT_INVALID' }]);
    expect(render(['x'.repeat(129)], 'main').problems).toMatchObject([{ code: 'INPUT_INVALID' }]);
  });
});
