import { afterEach, describe, expect, test } from '@jest/globals';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import { clientOf, headers, M, manifest, OTHER } from '../support/registries/registry-client.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const servers = serverPool();
afterEach(servers.stop);

describe('a manifest that is pushed', () => {
  test('a manifest is pushed with its exact bytes and media type', async () => {
    const pretty = manifest('{ "schemaVersion" : 2 }\n', MEDIA_TYPES.dockerList);
    const server = await servers.serve(() => ({ status: 201, headers: { 'docker-content-digest': pretty.digest } }));
    const { client, image } = clientOf(server.host);
    await client.put(image, 'prod', pretty);
    expect(server.seen[0]).toMatchObject({ method: 'PUT', path: '/v2/acme/app/manifests/prod', body: pretty.bytes });
    expect(server.seen[0]!.headers['content-type']).toBe(MEDIA_TYPES.dockerList);
  });

  test('a push that is stored under another digest is an error', async () => {
    const server = await servers.serve(() => ({ status: 201, headers: { 'docker-content-digest': OTHER } }));
    const { client, image } = clientOf(server.host);
    const error = await rejectionOf(client.put(image, 'prod', M));
    expect(error.code).toBe('DIGEST_MISMATCH');
    expect(error.message).toContain('Do not deploy it');
  });

  test.each([
    { there: M.digest, is: 'believed' },
    { there: OTHER, is: 'DIGEST_MISMATCH' },
    { there: M.digest, is: 'believed', named: '' },
    { there: M.digest, is: 'believed', named: 'none' },
    { there: M.digest, is: 'believed', named: 'sha256:short' },
    { there: OTHER, is: 'DIGEST_MISMATCH', named: 'unknown' },
  ])('a push without a valid digest in the response is read back: $there is $is', async ({ there, is, named = [] }) => {
    const server = await servers.serve(({ method }) =>
      method === 'PUT'
        ? { status: 201, headers: { 'docker-content-digest': named } }
        : { headers: headers({ 'docker-content-digest': there }) },
    );
    const { client, image } = clientOf(server.host);
    const put = client.put(image, 'prod', M).then(
      () => 'believed',
      (error: { code: string }) => error.code,
    );
    expect(await put).toBe(is);
    expect(server.seen.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
  });

  test.each([
    { name: 'is not repeated if it was applied', happened: true, methods: ['PUT', 'HEAD'] },
    { name: 'is repeated if it was not applied', happened: false, methods: ['PUT', 'HEAD', 'PUT'] },
  ])('a push with a lost response $name', async ({ happened, methods }) => {
    const server = await servers.serve(({ method }, number) => {
      if (number === 1) return (response) => void response.destroy();
      if (method === 'HEAD') return happened ? { headers: headers() } : { status: 404 };
      return { status: 201, headers: headers() };
    });
    const { client, image } = clientOf(server.host);
    await client.put(image, 'prod', M);
    expect(server.seen.map(({ method }) => method)).toEqual(methods);
  });

  test('a push is not repeated after an outage if an earlier attempt was applied', async () => {
    const server = await servers.serve(({ method }) => (method === 'PUT' ? { status: 503 } : { headers: headers() }));
    const { client, image } = clientOf(server.host);
    await client.put(image, 'prod', M);
    expect(server.seen.map(({ method }) => method)).toEqual(['PUT', 'HEAD']);
  });
});
