import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/guards/guard.ts';
import { overwrite } from '../../src/guards/overwrite.ts';
import { digest } from '../support/requests/requests.ts';
import { IMAGE, subject } from './facts.ts';

describe('guard overwrite', () => {
  const other = digest('X');
  test('has nothing to check for a tag that does not exist', () => {
    expect(overwrite.check(subject(), '1.2.3', null, null)).toBeNull();
  });

  test.each<[string, readonly string[], Check['verdict']]>([
    ['refuses a fixed tag that names another image', [], 'refused'],
    ['refuses a fixed tag that names another image where only another guard is overridden', ['rebuild'], 'refused'],
    ['is overridden by allow: overwrite', ['overwrite'], 'overridden'],
  ])('%s', (_name, allow, verdict) => {
    const check = overwrite.check(subject({ allow }), '1.2.3', other, null);
    expect(check).toMatchObject({ guard: 'overwrite', image: IMAGE, verdict });
  });

  test.each<[string, string | null, string | null, RegExp]>([
    ['both images', digest('M'), null, /^the tag 1\.2\.3 exists and names sha256:58\w+, not sha256:4d\w+\.$/],
    [
      'the source repository of a copied image',
      digest('M'),
      'reg.test/dev/app',
      /not sha256:\w+ of reg\.test\/dev\/app\.$/,
    ],
    ['the image that would be built, before the build', null, null, /not the image that would be built\.$/],
  ])('names in a refusal %s', (_name, subjectDigest, source, text) => {
    expect(overwrite.check(subject({ digest: subjectDigest }), '1.2.3', other, source)?.text).toMatch(text);
  });

  test.each<[string, readonly string[], Check['verdict']]>([
    ['refuses a commit tag that names an image of another commit', [], 'refused'],
    ['lets allow: overwrite replace a commit tag that names an image of another commit', ['overwrite'], 'overridden'],
  ])('%s', (_name, allow, verdict) => {
    expect(overwrite.checkCommitTag(IMAGE, 'git-c0ffee1', 'an image of commit badc0de', allow)).toEqual({
      guard: 'overwrite',
      image: IMAGE,
      verdict,
      text: 'the tag git-c0ffee1 exists, but names an image of commit badc0de.',
    });
  });
});
