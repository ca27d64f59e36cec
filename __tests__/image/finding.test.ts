import { describe, expect, test } from '@jest/globals';
import { groupByImage } from '../../src/image/finding.ts';

describe('texts about images', () => {
  test('that say the same become one text with all names', () => {
    const texts = ['ghcr.io/acme/api', 'ghcr.io/acme/web'].map((name) => `${name}: nothing was ever live in dev.`);
    expect(groupByImage([...texts, 'ghcr.io/acme/web: prod has no tag.'])).toEqual([
      'Nothing was ever live in dev. Images of ghcr.io/acme/: api, web.',
      'ghcr.io/acme/web: prod has no tag.',
    ]);
  });

  test('that lack the same become one text with all names', () => {
    const texts = ['ghcr.io/acme/api', 'ghcr.io/acme/web'].map((name) => `${name} has no image "9.9.9".`);
    expect(groupByImage(texts)).toEqual(['2 images have no image "9.9.9". Images of ghcr.io/acme/: api, web.']);
  });

  test('that say why images could not be read are one text from the number on that is asked for', () => {
    const texts = ['r/a', 'r/b', 'r/c'].map((name) => `Could not read ${name}: there is no route. Try again.`);
    expect(groupByImage(texts, 4)).toEqual(texts);
    expect(groupByImage(texts, 3)).toEqual([
      'Could not read 3 images: there is no route. Try again. Images of r/: a, b, c.',
    ]);
  });

  test('stay as they are where they name no image, or one image twice', () => {
    const texts = ['Check this: now.', 'ghcr.io/acme/api: a.', 'ghcr.io/acme/api: a.'];
    expect(groupByImage(texts)).toEqual(['Check this: now.', 'ghcr.io/acme/api: a.']);
  });
});
