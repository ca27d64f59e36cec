import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { readRefs } from '../../src/image/manifest-refs.ts';
import { refusalOf } from '../support/requests/refusals.ts';
import { digest } from '../support/requests/requests.ts';

const SHA512 = `sha512:${'ab'.repeat(64)}`;
const named = (name: string, more = {}) => ({ digest: digest(name), size: 7, mediaType: 'a/b', ...more });
const FOREIGN = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';

function manifest(json: object | string, mediaType: string = MEDIA_TYPES.ociManifest): Manifest {
  const bytes = Buffer.from(typeof json === 'string' ? json : JSON.stringify({ schemaVersion: 2, ...json }));
  return { bytes, mediaType, digest: digestOf(bytes), size: bytes.length };
}

describe('the references of a manifest', () => {
  test.each([
    {
      name: 'OCI',
      type: MEDIA_TYPES.ociManifest,
      layers: [named('b'), named('c')],
      blobs: [digest('a'), digest('b'), digest('c')],
    },
    { name: 'docker', type: MEDIA_TYPES.dockerManifest, layers: [named('b')], blobs: [digest('a'), digest('b')] },
    {
      name: 'a layer twice',
      type: MEDIA_TYPES.ociManifest,
      layers: [named('b'), named('b')],
      blobs: [digest('a'), digest('b')],
    },
    {
      name: 'a sha512 blob',
      type: MEDIA_TYPES.ociManifest,
      layers: [named('', { digest: SHA512 })],
      blobs: [digest('a'), SHA512],
    },
    {
      name: 'an empty layer',
      type: MEDIA_TYPES.ociManifest,
      layers: [named('b', { size: 0 })],
      blobs: [digest('a'), digest('b')],
    },
    { name: 'no layers', type: MEDIA_TYPES.ociManifest, layers: undefined, blobs: [digest('a')] },
  ])('$name', ({ type, layers, blobs }) => {
    const content = readRefs(manifest({ config: named('a'), layers }, type));
    expect(content.blobs.map((blob) => blob.digest)).toEqual(blobs);
    expect(content.children).toEqual([]);
  });

  test.each([
    {
      name: 'with a URL is not copied',
      more: { mediaType: FOREIGN, urls: ['https://x/y'] },
      isNonDistributable: true,
    },
    { name: 'without a URL is copied', more: { mediaType: FOREIGN }, isNonDistributable: false },
    { name: 'with an empty list of URLs is copied', more: { mediaType: FOREIGN, urls: [] }, isNonDistributable: false },
    { name: 'that is plain is copied, whatever its URL', more: { urls: ['https://x/y'] }, isNonDistributable: false },
  ])('a foreign layer $name', ({ more, isNonDistributable }) => {
    const [, layer] = readRefs(manifest({ config: named('a'), layers: [named('b', more)] })).blobs;
    expect(layer!.isNonDistributable).toBe(isNonDistributable);
  });

  test("docker's list of manifests is an index", () => {
    const content = readRefs(manifest({ manifests: [named('a')] }, MEDIA_TYPES.dockerList));
    expect(content.children.map((child) => child.digest)).toEqual([digest('a')]);
    expect(content.blobs).toEqual([]);
  });

  test('an index lists platforms, attestations and indexes alike, and marks the attestations', () => {
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
    const manifests = [named('a'), named('b', { annotations }), named('c', { mediaType: MEDIA_TYPES.ociIndex })];
    const content = readRefs(manifest({ manifests }, MEDIA_TYPES.ociIndex));
    expect(content.children.map((child) => child.digest)).toEqual([digest('a'), digest('b'), digest('c')]);
    expect([...content.attestations]).toEqual([digest('b')]);
  });

  test.each([
    ['a digest', { digest: digest('s') }, digest('s')],
    ['no digest', { digest: 'latest' }, null],
    ['nothing', null, null],
  ])('a subject that is %s', (_, subject, expected) => {
    expect(readRefs(manifest({ config: named('a'), subject })).subject).toBe(expected);
  });

  test.each([
    { name: 'invalid JSON', json: '{', says: 'expected a JSON manifest with schemaVersion 2' },
    { name: 'schema 1', json: '{"schemaVersion":1}', says: 'expected a JSON manifest with schemaVersion 2' },
    { name: 'null', json: 'null', says: 'expected a JSON manifest with schemaVersion 2' },
    { name: 'no config', json: { layers: [] }, says: 'not a supported digest' },
    {
      name: 'layers that are not an array',
      json: { config: named('a'), layers: {} },
      says: 'expected an array of layers',
    },
    { name: 'a layer that is null', json: { config: named('a'), layers: [null] }, says: 'references null' },
    { name: 'a path for a digest', json: { config: named('', { digest: '../../x' }) }, says: '../../x' },
    {
      name: 'a path before a digest',
      json: { config: named('', { digest: `../${digest('a')}` }) },
      says: 'not a supported digest',
    },
    {
      name: 'a path behind a digest',
      json: { config: named('', { digest: `${digest('a')}/../x` }) },
      says: 'not a supported digest',
    },
    { name: 'md5', json: { config: named('', { digest: 'md5:ab' }) }, says: 'md5:ab' },
    { name: 'no size', json: { config: named('a', { size: undefined }) }, says: 'is not a non-negative integer' },
    { name: 'a negative size', json: { config: named('a', { size: -1 }) }, says: 'is not a non-negative integer' },
    {
      name: 'an unsafe integer size',
      json: { config: named('a', { size: 2 ** 60 }) },
      says: 'is not a non-negative integer',
    },
    {
      name: 'a size that is a string',
      json: { config: named('a', { size: '7' }) },
      says: 'is not a non-negative integer',
    },
  ])('$name is refused', ({ json, says }) => {
    const { code, message } = refusalOf(() => readRefs(manifest(json)));
    expect(code).toBe('REGISTRY_REFUSED');
    expect(message).toContain(says);
  });

  test.each([
    { name: 'an index without a list', type: MEDIA_TYPES.ociIndex, says: 'expected an array of manifests' },
    { name: 'another media type', type: 'text/html', says: 'unknown media type "text/html"' },
  ])('$name is refused', ({ type, says }) => {
    expect(refusalOf(() => readRefs(manifest({ config: named('a') }, type))).message).toContain(says);
  });
});
