import { afterEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/image/digest.ts';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import { clientOf, headers, M, manifest, OTHER } from '../support/registries/registry-client.ts';
import { type Seen, serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const servers = serverPool();
afterEach(servers.stop);

describe('a small blob', () => {
  const bytes = Buffer.from('{"constant":true}');
  const digest = digestOf(bytes);
  const descriptor = { digest, mediaType: 'application/json', size: bytes.length };
  const uploads = '/v2/acme/app/blobs/uploads/';

  test('a small blob is read and verified', async () => {
    const replies = [{ body: bytes }, { body: 'other' }, { status: 404 }];
    const server = await servers.serve((_, number) => replies[number - 1]!);
    const { client, image } = clientOf(server.host);
    expect(await client.blob(image, descriptor)).toEqual(bytes);
    expect((await rejectionOf(client.blob(image, descriptor))).code).toBe('DIGEST_MISMATCH');
    expect(await client.blob(image, descriptor)).toBeNull();
    expect(server.seen[0]!.path).toBe(`/v2/acme/app/blobs/${digest}`);
  });

  test('a small blob that exists is not pushed', async () => {
    const server = await servers.serve(() => ({ status: 200 }));
    const { client, image } = clientOf(server.host);
    await client.ensureBlob(image, bytes);
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD']);
  });

  /** A registry without the blob: HEAD 404, POST 202 with this location, then what the test says. */
  function empty(location: string, put: (seen: Seen, puts: number) => { status: number } | 'lost') {
    let puts = 0;
    let isThere = false;
    return servers.serve((seen) => {
      if (seen.method === 'HEAD') return { status: isThere ? 200 : 404 };
      if (seen.method === 'POST') return { status: 202, headers: { location } };
      puts += 1;
      const answer = put(seen, puts);
      isThere ||= answer === 'lost' || answer.status === 201;
      return answer === 'lost' ? (response) => void response.destroy() : answer;
    });
  }

  test.each([
    {
      name: 'relative, with a query of its own',
      location: `${uploads}7?state=a%2Bb`,
      path: `${uploads}7?state=a%2Bb&digest=`,
    },
    { name: 'relative, without one', location: `${uploads}7`, path: `${uploads}7?digest=` },
  ])('a small blob is pushed to a location that is $name', async ({ location, path }) => {
    const server = await empty(location, () => ({ status: 201 }));
    const { client, image } = clientOf(server.host);
    await client.ensureBlob(image, bytes);
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'PUT']);
    expect(server.seen[2]).toMatchObject({ path: path + encodeURIComponent(digest), body: bytes });
  });

  test('a small blob is accepted if only the response was lost', async () => {
    const server = await empty(`${uploads}7`, (_, puts) => (puts === 1 ? 'lost' : { status: 404 }));
    const { client, image } = clientOf(server.host);
    await client.ensureBlob(image, bytes);
    expect(server.seen.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'PUT', 'PUT', 'HEAD']);
  });

  test('a refused push of a small blob is an error', async () => {
    const server = await empty(`${uploads}7`, () => ({ status: 403 }));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.ensureBlob(image, bytes))).code).toBe('FORBIDDEN');
  });

  test('an upload location that is not a valid URL is an error', async () => {
    const server = await empty('http://[', () => ({ status: 201 }));
    const { client, image } = clientOf(server.host);
    const error = await rejectionOf(client.ensureBlob(image, bytes));
    expect(error.code).toBe('REGISTRY_REFUSED');
    expect(error.message).toContain('which is not a valid URL');
  });
});

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
