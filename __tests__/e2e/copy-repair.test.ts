import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/image/digest.ts';
import { LAYER, LAYER_DIGEST } from '../support/faults/lying-copies.ts';
import { keyOf, type Lie } from '../support/registries/lying-registry.ts';
import { type CopyPair, copyPair, refusal } from '../support/requests/copy-pair.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';

let pair: CopyPair;
beforeEach(async () => {
  pair = await copyPair();
});
afterEach(() => pair.stop());

const HEAD_OF_LAYER = `HEAD blobs/${LAYER_DIGEST}`;
const sizes = (size: number) => ({ status: 200, headers: { 'content-length': size } });
const blobsAt = () => pair.to.store.repository(pair.to.image).blobs;
/** The digests of the blobs that were sent. */
const sent = (): string[] =>
  pair.to.server.seen.flatMap(({ method, path }) => {
    const digest = new URL(path, 'http://x').searchParams.get('digest');
    return method === 'PUT' && digest !== null ? [digest] : [];
  });

describe('a blob of another size at the destination', () => {
  test.each([0, 17])('of %d bytes is sent again', async (size) => {
    blobsAt().set(LAYER_DIGEST, LAYER.subarray(0, size));
    const run = doneOf(await pair.promote());
    expect(run.outputs).toMatchObject({ digest: pair.image.digest, changed: 'true' });
    expect(blobsAt().get(LAYER_DIGEST)).toEqual(LAYER);
  });

  test('is counted as to be sent by a dry run', async () => {
    blobsAt().set(LAYER_DIGEST, LAYER.subarray(0, 17));
    const run = doneOf(await pair.promote({ 'dry-run': 'true' }));
    expect(run.summary).toContain('in 2 blobs');
    expect(pair.to.writes()).toEqual([]);
  });

  test('that stays damaged ends the run before any tag', async () => {
    const damaged = LAYER.subarray(0, 17);
    pair.to.lie = (request) => {
      if (keyOf(request) === HEAD_OF_LAYER) return sizes(damaged.length);
      return keyOf(request) === `GET blobs/${LAYER_DIGEST}` ? { body: damaged } : undefined;
    };
    const message = refusalOf('DIGEST_MISMATCH', await pair.promote());
    expect(message).toContain(LAYER_DIGEST);
    expect(pair.to.writes().filter((write) => write.includes('manifests/'))).toEqual([]);
  });

  test('is accepted where only the response to HEAD is wrong', async () => {
    pair.to.lie = (request) => (keyOf(request) === HEAD_OF_LAYER ? sizes(0) : undefined);
    expect(doneOf(await pair.promote()).outputs.digest).toBe(pair.image.digest);
    expect(pair.at('prod')).toBe(pair.image.digest);
  });
});

describe('a destination that says it has blobs which it lacks', () => {
  const hasAll: Lie = (request) => (/^HEAD blobs\//.test(keyOf(request)) ? { status: 200 } : undefined);

  test('gets them after it refused the manifest, also those of the history', async () => {
    pair.to.lie = hasAll;
    const run = doneOf(await pair.promote());
    expect(run.outputs).toMatchObject({ digest: pair.image.digest, changed: 'true' });
    expect(blobsAt().get(LAYER_DIGEST)).toEqual(LAYER);
    expect([pair.at('prod'), pair.at('2.0.0')]).toEqual([pair.image.digest, pair.image.digest]);
    expect(pair.at('prod-history')).toBeDefined();
    // two platforms share both blobs: each is sent once; and the history's two
    expect(new Set(sent()).size).toBe(4);
    expect(sent()).toHaveLength(4);
    expect(doneOf(await pair.promote()).changed).toBe(false);
  });

  test.each<[string, unknown]>([
    ['as a text', LAYER_DIGEST],
    ['in an object', { digest: LAYER_DIGEST }],
    ['in a list', [{ Digest: LAYER_DIGEST }]],
  ])('gets the one that the error names %s', async (_, detail) => {
    let isSent = false;
    pair.to.lie = (request) => {
      const key = keyOf(request);
      if (key.startsWith('PUT blobs/') && request.path.includes(encodeURIComponent(LAYER_DIGEST))) isSent = true;
      if (/^HEAD blobs\//.test(key) && key.endsWith(LAYER_DIGEST)) return sizes(LAYER.length);
      const isPlatform = /^PUT manifests\/sha256:/.test(key);
      return isPlatform && !isSent ? refusal(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown', detail) : undefined;
    };
    doneOf(await pair.promote());
    expect(pair.at('prod')).toBe(pair.image.digest);
    expect(sent().filter((digest) => digest === LAYER_DIGEST)).toHaveLength(1);
    expect(blobsAt().get(LAYER_DIGEST)).toEqual(LAYER);
  });

  test('and refuses the manifest again ends the run before any tag', async () => {
    pair.to.lie = (request) =>
      keyOf(request).startsWith('PUT manifests/') ? refusal(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown') : undefined;
    refusalOf('REGISTRY_REFUSED', await pair.promote());
    const puts = pair.to.writes().filter((write) => write.startsWith('PUT manifests/'));
    expect(puts).toHaveLength(4);
    expect(pair.to.store.repository(pair.to.image).tags.size).toBe(0);
  });

  test('and manifests which it lacks gets those, too', async () => {
    const [platform] = pair.platforms;
    pair.to.lie = (request) => {
      const headers = { 'docker-content-digest': platform.digest, 'content-type': platform.mediaType };
      return keyOf(request) === `HEAD manifests/${platform.digest}` ? { status: 200, headers } : undefined;
    };
    doneOf(await pair.promote());
    expect(pair.to.store.look(pair.to.image, platform.digest)).not.toBeNull();
    expect(pair.at('prod')).toBe(pair.image.digest);
  });
});

test('a destination that lost the blobs of an image after an earlier copy gets them with the next tag', async () => {
  doneOf(await pair.promote());
  blobsAt().clear();
  let isSent = false;
  pair.to.lie = (request) => {
    const key = keyOf(request);
    if (key.startsWith('PUT blobs/')) isSent = true;
    return key === 'PUT manifests/canary' && !isSent ? refusal(400, 'MANIFEST_BLOB_UNKNOWN', 'unknown') : undefined;
  };
  doneOf(await pair.promote({ environment: 'canary' }));
  expect(pair.at('canary')).toBe(pair.image.digest);
});

test('an image that has lost a platform is copied with allow: incomplete where the destination takes it', async () => {
  const lost = pair.platforms[1].digest;
  const { digest } = pair.image;
  pair.from.store.repository(pair.from.image).manifests.delete(lost);
  // a registry that does not look whether what an index lists is there
  pair.to.lie = ({ method, path, body, headers }) => {
    const reference = /\/manifests\/([^?]+)$/.exec(path)?.[1];
    if (method !== 'PUT' || reference === undefined || digestOf(body) !== digest) return undefined;
    const { manifests, tags } = pair.to.store.repository(pair.to.image);
    manifests.set(digest, { bytes: body, mediaType: String(headers['content-type']), digest, size: body.length });
    if (reference !== digest) tags.set(reference, digest);
    return { status: 201, headers: { 'docker-content-digest': digest } };
  };
  const message = refusalOf('INCOMPLETE', await pair.promote());
  expect(message).toContain(lost);
  expect(pair.to.store.repository(pair.to.image).tags.size).toBe(0);
  const run = doneOf(await pair.promote({ allow: 'incomplete' }));
  expect(run.changed).toBe(true);
  expect(pair.at('prod')).toBe(digest);
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ level: 'warning', message: expect.stringContaining(lost) }),
  );
  expect(doneOf(await pair.promote({ allow: 'incomplete' })).changed).toBe(false);
});
