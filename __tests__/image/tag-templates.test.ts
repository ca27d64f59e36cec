import { describe, expect, test } from '@jest/globals';
import { renderTags } from '../../src/image/tag-templates.ts';

const IMAGE = { registry: 'ghcr.io', repository: 'acme/app' };

/** Renders templates for a build of version 1.2.3 on a branch. */
const render = (templates: readonly string[], branch: string | null) =>
  renderTags(
    templates,
    { version: '1.2.3', commit: 'abcdef0'.padEnd(40, '1'), shaLength: 7, branch, environment: null },
    [IMAGE],
  );

describe('tags that {{branch}} decides', () => {
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
