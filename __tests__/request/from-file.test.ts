import { describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { readFromFile, sourceOf } from '../../src/request/from-file.ts';
import { refusal, request } from '../support/requests/inputs.ts';
import { refusalOf } from '../support/requests/refusals.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const ENTRY = {
  image: `ghcr.io/acme/app@${A}`,
  digest: A,
  version: '1.2.3',
  revision: 'abcdef0123456789abcdef0123456789abcdef01',
  environment: 'staging',
  previousDigest: B,
  previousVersion: '1.2.2',
  tags: [],
  changed: true,
  built: false,
};

const read = (content: unknown) =>
  readFromFile('result.json', () => (typeof content === 'string' ? content : JSON.stringify(content)));

describe('the result of an earlier run names images by digest', () => {
  test('as a run writes it', () => {
    expect(read([ENTRY])).toEqual([
      {
        image: { registry: 'ghcr.io', repository: 'acme/app' },
        source: null,
        digest: A,
        version: '1.2.3',
        environment: 'staging',
        previousDigest: B,
      },
    ]);
  });

  test('as the command line prints it with --json', () => {
    expect(read({ result: [ENTRY] })).toEqual(read([ENTRY]));
  });

  test('with where it was copied from', () => {
    const [entry] = read([{ ...ENTRY, source: 'quay.io/acme/dev' }]);
    expect(entry).toMatchObject({
      image: { registry: 'ghcr.io', repository: 'acme/app' },
      source: { registry: 'quay.io', repository: 'acme/dev' },
    });
  });

  test.each([
    { name: 'for the same environment', environment: 'staging', from: 'acme/dev' },
    { name: 'for the next environment, where it was copied to', environment: 'prod', from: 'acme/app' },
  ])('and promotes a copy $name', ({ environment, from }) => {
    const text = JSON.stringify([{ ...ENTRY, source: 'quay.io/acme/dev' }]);
    const [entry] = readFromFile('result.json', () => text, environment);
    expect(sourceOf(entry!).repository).toBe(from);
  });

  test.each([
    { name: 'without what a build does not know', change: { version: null, environment: null, previousDigest: null } },
    {
      name: 'without anything more',
      change: { version: undefined, environment: undefined, previousDigest: undefined },
    },
    { name: 'with a version that is none', change: { version: 'main', environment: 7, previousDigest: null } },
  ])('$name', ({ change }) => {
    expect(read([{ ...ENTRY, ...change }])[0]).toMatchObject({
      version: null,
      environment: null,
      previousDigest: null,
    });
  });

  test.each([
    { name: 'another case', source: 'GHCR.io/acme/app' },
    { name: 'its port', source: 'ghcr.io:443/acme/app' },
  ])('that was copied nowhere, though its source has $name', ({ source }) => {
    expect(read([{ ...ENTRY, source }])[0]).toMatchObject({ image: { registry: 'ghcr.io' }, source: null });
  });

  test('as PowerShell writes a file, with a mark before it', () => {
    expect(read(`\ufeff${JSON.stringify([ENTRY])}`)).toEqual(read([ENTRY]));
  });

  test('and nothing of their prototypes', () => {
    const { digest, image } = ENTRY;
    const text = `[{"image":"${image}","digest":"${digest}","__proto__":{"source":"evil.example/a"},"constructor":7}]`;
    expect(read(text)).toEqual([{ ...read([ENTRY])[0], version: null, environment: null, previousDigest: null }]);
    expect(refusalOf(() => read(`[{"__proto__":${JSON.stringify(ENTRY)}}]`)).message).toContain('has no image');
  });

  test('with a name alone', () => {
    expect(read([{ ...ENTRY, image: 'acme/app' }])[0]?.image).toEqual({
      registry: 'docker.io',
      repository: 'acme/app',
    });
  });
});

describe('a file that cannot be used is refused', () => {
  test.each([
    { name: 'no JSON', content: '{', why: 'it is not JSON' },
    { name: 'nothing', content: '\ufeff\r\n', why: 'it is empty' },
    { name: 'an object', content: {}, why: 'expected an array' },
    { name: 'no entries', content: [], why: 'its array is empty: it names no image' },
    { name: 'null for an entry', content: [null], why: 'entry 1 has no image' },
    { name: 'a text for an entry', content: [ENTRY, 'x'], why: 'entry 2 has no image' },
    { name: 'no image', content: [{ ...ENTRY, image: 7 }], why: 'entry 1 has no image' },
    { name: 'an image that is none', content: [{ ...ENTRY, image: 'acme/-app' }], why: 'is not a repository' },
    { name: 'no digest', content: [{ ...ENTRY, digest: null }], why: 'entry 1 has no digest' },
    {
      name: 'a digest of another algorithm',
      content: [{ ...ENTRY, digest: `sha512:${'a'.repeat(128)}` }],
      why: 'has no digest',
    },
    { name: 'two digests', content: [{ ...ENTRY, digest: B }], why: 'entry 1 has two different digests' },
    {
      name: 'a previous digest that is none',
      content: [{ ...ENTRY, previousDigest: 'x' }],
      why: 'previousDigest that is not a valid digest',
    },
    {
      name: 'an image twice',
      content: [ENTRY, { ...ENTRY, image: 'ghcr.io/acme/app' }],
      why: 'names ghcr.io/acme/app twice',
    },
    {
      name: 'an image twice in another case',
      content: [ENTRY, { ...ENTRY, image: 'GHCR.io:443/acme/app' }],
      why: 'names GHCR.io:443/acme/app twice',
    },
    {
      name: 'a source twice',
      content: ['a', 'b'].map((name) => ({ ...ENTRY, image: `ghcr.io/acme/${name}`, source: 'quay.io/acme/dev' })),
      why: 'names quay.io/acme/dev twice',
    },
    {
      name: 'a port that is none',
      content: [ENTRY, { ...ENTRY, image: 'ghcr.io:99999/acme/app' }],
      why: 'entry 2 cannot be read ("ghcr.io:99999/acme/app" is not an image reference',
    },
    {
      name: 'a source that is not a name',
      content: [{ ...ENTRY, source: 7 }],
      why: 'entry 1 has a source that is not a name',
    },
    {
      name: 'a password before a host',
      content: [{ ...ENTRY, source: 'ada:hunter2@ghcr.io/acme/app' }],
      why: 'entry 1 cannot be read ("***@ghcr.io/acme/app" is not an image reference',
    },
    { name: 'arrays in arrays', content: `${'['.repeat(200_000)}${']'.repeat(200_000)}`, why: 'entry 1 has no image' },
    { name: 'arrays without end', content: '['.repeat(400_000), why: 'it is not JSON' },
    {
      name: 'an object in objects for an image',
      content: `[{"image":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}]`,
      why: 'entry 1 has no image',
    },
  ])('$name', ({ content, why }) => {
    const error = refusalOf(() => read(content));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(why);
  });

  test.each([
    { code: 'ENOENT', why: 'there is no such file' },
    { code: 'EISDIR', why: 'it cannot be read (EISDIR)' },
    { code: 'EACCES', why: 'it cannot be read (EACCES)' },
  ])('$code', ({ code, why }) => {
    const broken = (): string => {
      throw Object.assign(new Error('no'), { code });
    };
    expect(refusalOf(() => readFromFile('x.json', broken)).message).toContain(
      `from-file x.json cannot be used: ${why}`,
    );
  });
});

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
