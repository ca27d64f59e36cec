import { describe, expect, test } from '@jest/globals';
import { versionAt } from '../../src/request/request.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const THREE = 'acme/api\nacme/web\nacme/cart';

describe('version, with several images,', () => {
  test('is one for all', () => {
    expect(request('promote', { image: THREE }).source).toEqual({ kind: 'named', text: '1.2.3' });
    expect(request('rollback', { image: THREE, version: '1.2.3' })).toMatchObject({ version: '1.2.3' });
  });

  test('is one per line, in the order of the images', () => {
    const given = { image: THREE, version: '1.0.0\n\nsha-2\n 3.0.0 ' };
    const texts = ['1.0.0', 'sha-2', '3.0.0'];
    expect(request('promote', given).source).toEqual({ kind: 'named', text: '1.0.0', texts });
    for (const mode of ['rollback', 'status'] as const) {
      const read = request(mode, given);
      expect(read.images.map((_, index) => versionAt(read, index))).toEqual(texts);
    }
  });

  test.each([
    ['two lines for three images', { image: THREE, version: '1.0.0\n2.0.0' }, 'one line per image (3), got 2'],
    ['two lines for one image', { version: '1.0.0\n2.0.0' }, 'one line per image (1), got 2'],
    ['a line that is not a version', { image: 'a/b\na/c', version: '1.0.0\na b' }, 'got "a b"'],
    ['an image that is there twice', { image: 'a/b\na/c\na/b', version: '1\n2\n3' }, 'each must be there once'],
  ])('is refused with %s', (_name, given, says) => {
    for (const mode of ['promote', 'rollback'] as const) expect(refusal(mode, given).message).toContain(says);
  });
});
