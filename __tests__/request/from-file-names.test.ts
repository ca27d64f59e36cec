import { describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const [DEV, PROD, OTHER] = ['ghcr.io/dev/api', 'quay.io/shop/api', 'evil.example/shop/api'];
const entry = (image: string, source?: string) => ({ image, digest: DIGEST, ...(source && { source }) });
const around = (...entries: object[]) => ({ readFile: () => JSON.stringify(entries) });
const file = (given: Record<string, string> = {}) => ({ image: DEV, version: '', 'from-file': 'lock.json', ...given });

describe('image and destination beside from-file', () => {
  test.each([
    ['the image of the file', file(), [entry(DEV)], [DEV], [DEV]],
    ['another spelling of it', file({ image: 'GHCR.io:443/Dev/API' }), [entry(DEV)], [DEV], [DEV]],
    ['more images than the file', file({ image: `${OTHER}\n${DEV}` }), [entry(DEV)], [DEV], [DEV]],
    ['the destination of the file', file({ destination: PROD }), [entry(PROD, DEV)], [DEV], [PROD]],
    ['both as images', file({ image: `${DEV}\n${PROD}` }), [entry(PROD, DEV)], [DEV], [PROD]],
    [
      'destinations in the order of the images, not of the file',
      file({ image: `${DEV}\n${OTHER}`, destination: `${PROD}\nquay.io/shop/b` }),
      [entry(OTHER), entry(DEV)],
      [OTHER, DEV],
      ['quay.io/shop/b', PROD],
    ],
  ] as const)('may be %s', (_name, given, entries, images, destinations) => {
    const read = request('promote', given, around(...entries));
    expect(read.images.map(repositoryName)).toEqual(images);
    expect(read.destinations.map(repositoryName)).toEqual(destinations);
  });

  test.each([
    ['an image', [entry(OTHER)]],
    ['a source', [entry(DEV, OTHER)]],
    ['a destination', [entry(OTHER, DEV)]],
    ['one image of several', [entry(DEV), entry(OTHER)]],
  ])('refuse a file that names %s besides', (_name, entries) => {
    const { code, message } = refusal('promote', file(), around(...entries));
    expect(code).toBe('INPUT_INVALID');
    expect(message).toContain(`names ${OTHER}, which is neither in image nor in destination`);
  });
});

describe('a password with from-file', () => {
  const login = { username: 'ada', password: 'secret' };

  test('is for the registry of the first line of image, wherever the file has that image', () => {
    const given = file({ ...login, image: `${DEV}\n${PROD}` });
    const read = request('promote', given, around(entry(PROD), entry(DEV)));
    expect(read.credential).toEqual({ ...login, registry: 'ghcr.io' });
  });

  test('needs image: the file alone does not decide where it is sent', () => {
    const { message } = refusal('promote', file({ ...login, image: '' }), around(entry(DEV)));
    expect(message).toContain('password with from-file needs image');
    expect(message).not.toContain('secret');
  });
});
