import { afterEach, describe, expect, test } from '@jest/globals';
import { ACCEPT, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { clientOf, headers, M, manifest, OTHER } from '../support/registries/registry-client.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { until } from '../support/runner/shell.ts';

const servers = serverPool();
afterEach(servers.stop);

describe('a manifest that is read', () => {
  test('a manifest has its bytes, its media type and the digest of the bytes', async () => {
    const server = await servers.serve(() => ({ headers: headers(), body: M.bytes }));
    const { client, image } = clientOf(server.host);
    expect(await client.get(image, 'prod')).toEqual(M);
    expect(server.seen[0]).toMatchObject({ method: 'GET', path: '/v2/acme/app/manifests/prod' });
    expect(server.seen[0]!.headers.accept).toBe(ACCEPT);
  });

  test.each([
    { name: 'has a media type', text: `{"mediaType":"${MEDIA_TYPES.ociIndex}"}`, type: MEDIA_TYPES.ociIndex },
    { name: 'has no media type', text: '{}', type: 'text/plain' },
    { name: 'has a media type that is not valid in a header', text: '{"mediaType":"a\\r\\nb: c"}', type: 'text/plain' },
    { name: 'is not JSON', text: 'x', type: 'text/plain' },
  ])('a manifest that $name has the type $type', async ({ text, type }) => {
    const server = await servers.serve(() => ({
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: text,
    }));
    const { client, image } = clientOf(server.host);
    expect((await client.get(image, 'prod'))?.mediaType).toBe(type);
  });

  test('only a 404 gives null for a manifest', async () => {
    const server = await servers.serve((_, number) => ({ status: number < 3 ? 404 : 403 }));
    const { client, image } = clientOf(server.host);
    expect(await client.get(image, 'prod')).toBeNull();
    expect(await client.head(image, 'prod')).toBeNull();
    expect((await rejectionOf(client.get(image, 'prod'))).code).toBe('FORBIDDEN');
  });

  test.each([
    { name: 'with other bytes than its header says', reference: 'prod', header: OTHER },
    { name: 'with other bytes than requested', reference: OTHER, header: OTHER },
    { name: 'with the requested bytes and another digest in the header', reference: M.digest, header: OTHER },
    { name: 'with other bytes than requested and their digest in the header', reference: OTHER, header: M.digest },
  ])('a manifest is refused $name', async ({ reference, header }) => {
    const server = await servers.serve(() => ({
      headers: headers({ 'docker-content-digest': header }),
      body: M.bytes,
    }));
    const { client, image } = clientOf(server.host);
    const error = await rejectionOf(client.get(image, reference));
    expect(error.code).toBe('DIGEST_MISMATCH');
    expect(error.message).toContain('The response was discarded');
  });

  test('a manifest of more than 4 MiB is refused', async () => {
    const server = await servers.serve(() => ({ body: Buffer.alloc(4 * 1024 * 1024 + 1) }));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.get(image, 'prod'))).message).toContain('larger than 4194304 bytes');
  });

  test('a prefetched manifest is used by the first get only', async () => {
    const server = await servers.serve(() => ({ headers: headers(), body: M.bytes }));
    const { client, image } = clientOf(server.host);
    client.prefetch(image, 'prod', 1);
    expect(await client.get(image, 'prod')).toEqual(M);
    expect(server.seen).toHaveLength(1);
    await client.get(image, 'prod');
    expect(server.seen).toHaveLength(2);
  });

  test('a failed prefetch fails only the get that uses it', async () => {
    let isClosed = false;
    const server = await servers.serve(() => (response) => {
      response.once('close', () => {
        isClosed = true;
      });
      response.writeHead(403).end();
    });
    const { client, image } = clientOf(server.host);
    client.prefetch(image, 'prod', 1);
    // it fails while nobody waits for it
    await until(() => isClosed, 120_000);
    for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
    expect((await rejectionOf(client.get(image, 'prod'))).code).toBe('FORBIDDEN');
  });
});

describe('the digest of a tag', () => {
  test('the digest of a tag takes one HEAD, also under a pull limit', async () => {
    // what Docker Hub answers then: https://docs.docker.com/docker-hub/usage/pulls/
    const limit = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600', 'content-length': '527' };
    const server = await servers.serve(() => ({ headers: headers(limit) }));
    const { client, image } = clientOf(server.host);
    expect(await client.head(image, 'prod')).toEqual({ digest: M.digest, mediaType: M.mediaType, size: 527 });
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD']);
  });

  test.each([
    {},
    { 'docker-content-digest': 'sha256:short' },
    { 'docker-content-digest': `sha512:${'0'.repeat(128)}` },
  ])('the digest of a tag takes a GET if the HEAD has %j', async (more) => {
    const server = await servers.serve(({ method }) => ({
      headers: { 'content-type': M.mediaType, ...(more as Record<string, string>) },
      ...(method === 'GET' ? { body: M.bytes } : {}),
    }));
    const { client, image } = clientOf(server.host);
    expect(await client.head(image, 'prod')).toMatchObject({ digest: M.digest });
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  test.each([400, 403, 405])('asks by GET what a HEAD with %i is about', async (status) => {
    const server = await servers.serve(({ method }, number) => {
      if (method === 'HEAD') return { status };
      return number === 2 ? { status: 404 } : { status, body: '{"errors":[{"code":"DENIED","message":"because"}]}' };
    });
    const { client, image } = clientOf(server.host);
    expect(await client.head(image, 'prod')).toBeNull();
    expect((await rejectionOf(client.head(image, 'prod'))).message).toContain('because');
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD', 'GET', 'HEAD', 'GET']);
  });

  test('a HEAD with 404 is confirmed by GET, which is then asked at once until the tag is there', async () => {
    let isThere = false;
    const server = await servers.serve(({ method }) =>
      method === 'GET' && isThere ? { headers: headers(), body: M.bytes } : { status: 404 },
    );
    const { client, image } = clientOf(server.host);
    expect(await client.head(image, '1.2.9')).toBeNull();
    expect(await client.head(image, '1.2.9')).toBeNull();
    isThere = true;
    expect(await client.head(image, '1.2.9')).toMatchObject({ digest: M.digest });
    expect(await client.head(image, '1.2.9')).toMatchObject({ digest: M.digest });
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD', 'GET', 'GET', 'GET', 'HEAD', 'GET']);
  });

  test('a HEAD with 404 is enough where nothing depends on it', async () => {
    const server = await servers.serve(() => ({ status: 404 }));
    const { client, image } = clientOf(server.host);
    expect(await client.head(image, M.digest, { isUnconfirmed: true })).toBeNull();
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD']);
  });

  test('a GET at once replaces the HEAD, unless what it gets cannot be used', async () => {
    let isDamaged = false;
    const server = await servers.serve(({ method }) =>
      method === 'GET' ? { headers: headers(), body: isDamaged ? 'damaged' : M.bytes } : { headers: headers() },
    );
    const { client, image } = clientOf(server.host);
    expect(await client.head(image, '1.2.9', { byGet: true })).toMatchObject({ digest: M.digest });
    isDamaged = true;
    expect(await client.head(image, '1.2.9', { byGet: true })).toMatchObject({ digest: M.digest });
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'HEAD']);
  });

  test.each(['application/json', 'application/octet-stream', 'Application/JSON; charset=utf-8'])(
    'a HEAD with the type %s takes a GET, whose content has the type',
    async (type) => {
      const index = manifest('{"schemaVersion":2,"manifests":[]}', MEDIA_TYPES.ociIndex);
      const server = await servers.serve(({ method }) => ({
        headers: { 'content-type': type, 'docker-content-digest': index.digest },
        ...(method === 'GET' ? { body: index.bytes } : {}),
      }));
      const { client, image } = clientOf(server.host);
      expect(await client.head(image, 'prod')).toMatchObject({ digest: index.digest, mediaType: MEDIA_TYPES.ociIndex });
    },
  );

  test('a HEAD with 401 is not followed by a GET', async () => {
    const server = await servers.serve(() => ({ status: 401 }));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.head(image, 'prod'))).code).toBe('UNAUTHORIZED');
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD']);
  });

  test('a HEAD by digest must return that digest', async () => {
    const server = await servers.serve(() => ({ headers: headers() }));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.head(image, OTHER))).code).toBe('DIGEST_MISMATCH');
  });
});
