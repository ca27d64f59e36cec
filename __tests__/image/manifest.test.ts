import { describe, expect, test } from '@jest/globals';
import { digestOf, shortDigest } from '../../src/image/digest.ts';
import {
  ACCEPT,
  isIndexType,
  type Manifest,
  MEDIA_TYPES,
  mediaTypeOf,
  readConfig,
  readManifest,
} from '../../src/image/manifest.ts';
import { normalisePlatform } from '../../src/image/platform.ts';
import { refusalOf } from '../support/requests/refusals.ts';

const DIGEST = (letter: string): string => `sha256:${letter.repeat(64)}`;

function manifest(content: unknown, mediaType: string): Manifest {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return { bytes, mediaType, digest: digestOf(bytes), size: bytes.length };
}

const config = { mediaType: MEDIA_TYPES.ociConfig, digest: DIGEST('c'), size: 7 };
const platform = (os: string, architecture: string, variant?: string) => ({ os, architecture, variant });
const amd64 = {
  mediaType: MEDIA_TYPES.ociManifest,
  digest: DIGEST('a'),
  size: 1,
  platform: platform('linux', 'amd64'),
};
const attestation = {
  mediaType: MEDIA_TYPES.ociManifest,
  digest: DIGEST('b'),
  size: 2,
  platform: platform('unknown', 'unknown'),
  annotations: {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': DIGEST('a'),
  },
};

describe('the four manifest types are supported', () => {
  test.each([MEDIA_TYPES.ociIndex, MEDIA_TYPES.dockerList])('%s is read as an index', (mediaType) => {
    const content = { schemaVersion: 2, mediaType, manifests: [amd64, attestation], annotations: { key: 'value' } };
    expect(readManifest(manifest(content, mediaType))).toEqual({
      isIndex: true,
      annotations: { key: 'value' },
      config: null,
      entries: [
        {
          mediaType: MEDIA_TYPES.ociManifest,
          digest: DIGEST('a'),
          size: 1,
          platform: 'linux/amd64',
          attestation: false,
        },
        { mediaType: MEDIA_TYPES.ociManifest, digest: DIGEST('b'), size: 2, platform: null, attestation: true },
      ],
    });
    expect(isIndexType(mediaType)).toBe(true);
    expect(ACCEPT).toContain(mediaType);
  });

  test.each([MEDIA_TYPES.ociManifest, MEDIA_TYPES.dockerManifest])('%s is read as an image', (mediaType) => {
    const content = { schemaVersion: 2, mediaType, config, layers: [] };
    expect(readManifest(manifest(content, mediaType))).toEqual({
      isIndex: false,
      annotations: {},
      entries: [],
      config,
    });
    expect(isIndexType(mediaType)).toBe(false);
    expect(ACCEPT).toContain(mediaType);
  });

  test("an OCI manifest without a mediaType has the registry's Content-Type", () => {
    expect(readManifest(manifest({ schemaVersion: 2, manifests: [] }, MEDIA_TYPES.ociIndex)).isIndex).toBe(true);
    expect(readManifest(manifest({ schemaVersion: 2, config }, MEDIA_TYPES.ociManifest)).config).toEqual(config);
  });

  test("a manifest's mediaType takes precedence over the registry's Content-Type", () => {
    const content = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [] };
    expect(readManifest(manifest(content, MEDIA_TYPES.ociManifest)).isIndex).toBe(true);
  });
});

describe('what is not a manifest is refused', () => {
  const schema1 = { schemaVersion: 1, name: 'acme/app', tag: 'x', fsLayers: [], history: [], signatures: [] };
  test.each([
    { name: 'schema 1', content: schema1, type: 'application/vnd.docker.distribution.manifest.v1+prettyjws' },
    { name: 'schema 1 that is called an OCI manifest', content: schema1, type: MEDIA_TYPES.ociManifest },
    { name: 'no schema version', content: { config }, type: MEDIA_TYPES.ociManifest },
    { name: 'another media type', content: { schemaVersion: 2, mediaType: 'text/html' }, type: MEDIA_TYPES.ociIndex },
    { name: 'a type of an object', content: { schemaVersion: 2, mediaType: {} }, type: '' },
    { name: 'a page', content: '<html></html>', type: MEDIA_TYPES.ociManifest },
    { name: 'an array', content: [], type: MEDIA_TYPES.ociIndex },
    { name: 'null', content: 'null', type: MEDIA_TYPES.ociIndex },
    { name: 'nothing', content: '', type: MEDIA_TYPES.ociIndex },
    { name: 'deep nesting', content: `${'['.repeat(100_000)}`, type: MEDIA_TYPES.ociIndex },
  ])('$name', ({ content, type }) => {
    const error = refusalOf(() => readManifest(manifest(content, type)));
    expect(error.code).toBe('REGISTRY_REFUSED');
    expect(error.message).toContain('Could not read the manifest');
  });

  test('a long media type does not flood the message', () => {
    const content = { schemaVersion: 2, mediaType: 'x'.repeat(10_000) };
    expect(refusalOf(() => readManifest(manifest(content, ''))).message.length).toBeLessThan(400);
  });
});

describe('malformed content is left out', () => {
  test.each([
    { name: 'manifests that is not an array', manifests: { length: 3 } },
    { name: 'children that are not objects', manifests: [null, 1, 'x', []] },
    { name: 'an invalid digest', manifests: [{ ...amd64, digest: '../../etc/passwd' }] },
    { name: 'a digest of another algorithm', manifests: [{ ...amd64, digest: `sha512:${'a'.repeat(128)}` }] },
  ])('$name', ({ manifests }) => {
    const read = readManifest(manifest({ schemaVersion: 2, manifests }, MEDIA_TYPES.ociIndex));
    expect(read.entries).toEqual([]);
  });

  test('annotations that are not strings and an invalid platform are left out', () => {
    const child = { ...amd64, platform: { os: 1, architecture: ['x'] }, size: '7', mediaType: 3, annotations: 'x' };
    const content = { schemaVersion: 2, manifests: [child], annotations: { a: 1, b: null, c: { d: 'e' }, f: 'g' } };
    const read = readManifest(manifest(content, MEDIA_TYPES.ociIndex));
    expect(read.annotations).toEqual({ f: 'g' });
    expect(read.entries).toEqual([{ digest: DIGEST('a'), mediaType: '', size: 0, platform: null, attestation: false }]);
  });

  test('a key such as __proto__ is read as an ordinary key', () => {
    const text = '{"schemaVersion":2,"annotations":{"__proto__":"x","constructor":"y"},"manifests":[]}';
    const { annotations } = readManifest(manifest(text, MEDIA_TYPES.ociIndex));
    expect(Object.entries(annotations)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

// https://github.com/containerd/platforms/blob/main/database.go
describe('platforms are compared in one form', () => {
  test.each([
    { text: 'linux/amd64', is: 'linux/amd64' },
    { text: ' Linux/AMD64 ', is: 'linux/amd64' },
    { text: 'linux/x86_64', is: 'linux/amd64' },
    { text: 'linux/amd64/v1', is: 'linux/amd64' },
    { text: 'linux/amd64/v2', is: 'linux/amd64/v2' },
    { text: 'linux/arm64', is: 'linux/arm64' },
    { text: 'linux/arm64/v8', is: 'linux/arm64' },
    { text: 'linux/arm64/8', is: 'linux/arm64' },
    { text: 'linux/aarch64', is: 'linux/arm64' },
    { text: 'linux/arm', is: 'linux/arm/v7' },
    { text: 'linux/arm/7', is: 'linux/arm/v7' },
    { text: 'linux/arm/v6', is: 'linux/arm/v6' },
    { text: 'linux/armhf', is: 'linux/arm/v7' },
    { text: 'linux/armel', is: 'linux/arm/v6' },
    { text: 'linux/i386', is: 'linux/386' },
    { text: 'windows/amd64', is: 'windows/amd64' },
  ])('$text is $is', ({ text, is }) => {
    expect(normalisePlatform(text)).toBe(is);
    expect(normalisePlatform(is)).toBe(is);
  });
});

describe('the config of an image', () => {
  test('contains labels, creation time and platform', () => {
    const json = {
      created: '2026-01-02T03:04:05Z',
      os: 'linux',
      architecture: 'arm64',
      variant: 'v8',
      config: { Labels: { a: 'b', c: 1 } },
    };
    expect(readConfig(Buffer.from(JSON.stringify(json)))).toEqual({
      labels: { a: 'b' },
      created: '2026-01-02T03:04:05Z',
      platform: 'linux/arm64',
    });
  });

  test.each(['', 'null', '[]', '"x"', '{"config":[],"created":1,"os":{}}', '{"config":{"Labels":null}}', '{'])(
    '%s gives nothing, and does not fail',
    (text) => expect(readConfig(Buffer.from(text))).toEqual({ labels: {}, created: null, platform: null }),
  );
});

test('a digest is the sha256 of the bytes, and can be shortened to read it', () => {
  const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(digestOf(Buffer.alloc(0))).toBe(empty);
  expect(shortDigest(empty)).toBe('sha256:e3b0c44298fc');
});

describe('the media type of a manifest', () => {
  const index = '{"schemaVersion":2,"manifests":[]}';
  const image = '{"schemaVersion":2,"config":{},"layers":[]}';
  const { ociIndex, ociManifest, dockerList, dockerManifest } = MEDIA_TYPES;
  test.each([
    { text: index, served: 'application/json', type: ociIndex },
    { text: index, served: 'application/octet-stream', type: ociIndex },
    { text: index, served: '', type: ociIndex },
    { text: index, served: ociManifest, type: ociIndex },
    { text: index, served: dockerList, type: dockerList },
    { text: image, served: 'application/json', type: ociManifest },
    { text: image, served: dockerManifest, type: dockerManifest },
    { text: image, served: ociIndex, type: ociManifest },
    { text: '{"schemaVersion":2,"manifests":[],"config":{},"layers":[]}', served: 'text/plain', type: 'text/plain' },
    { text: '{"schemaVersion":1,"manifests":[]}', served: 'text/plain', type: 'text/plain' },
    { text: `{"mediaType":"${dockerList}","manifests":[]}`, served: ociIndex, type: dockerList },
    { text: '[]', served: 'text/plain', type: 'text/plain' },
  ])('of $text served as $served is $type', ({ text, served, type }) => {
    expect(mediaTypeOf(Buffer.from(text), served)).toBe(type);
  });
});
