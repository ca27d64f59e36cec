import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LAYER, LAYER_DIGEST } from '../support/faults/lying-copies.ts';
import { keyOf, type Lie } from '../support/registries/lying-registry.ts';
import { type ScriptedServer, serverPool } from '../support/registries/scripted-server.ts';
import { type CopyPair, copyPair, firstOf, refusal } from '../support/requests/copy-pair.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { dockerConfig } from '../support/runner/available.ts';

const servers = serverPool();
let pair: CopyPair;
beforeEach(async () => {
  pair = await copyPair();
});
afterEach(() => Promise.all([pair.stop(), servers.stop()]));

const UPLOADS = '/v2/acme/app/blobs/uploads/';
const blobsAt = () => pair.to.store.repository(pair.to.image).blobs;
const wantsCredentials: Lie = ({ headers }) =>
  headers.authorization ? undefined : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
const login = () => ({
  env: { DOCKER_CONFIG: dockerConfig({ auths: { [pair.to.server.host]: { username: 'ada', password: 'secret-1' } } }) },
});

/** Another host, which stores the uploads of the destination. */
async function storage(): Promise<ScriptedServer> {
  return servers.serve(({ method, path, body }) => {
    if (method === 'POST') return { status: 202, headers: { location: `${UPLOADS}7` } };
    blobsAt().set(new URL(path, 'http://x').searchParams.get('digest') ?? '', body);
    return { status: 201 };
  });
}

describe.each([307, 308])('a redirect of an upload with %d', (status) => {
  test('to another host is followed with method and body, and gets no credentials', async () => {
    const other = await storage();
    const headers = { location: `${other.url.origin}${UPLOADS}` };
    pair.to.lie = firstOf(wantsCredentials, (request) =>
      keyOf(request) === 'POST blobs/uploads/' ? { status, headers } : undefined,
    );
    const run = doneOf(await pair.promote({}, login()));
    expect(run.outputs.digest).toBe(pair.image.digest);
    expect(blobsAt().get(LAYER_DIGEST)).toEqual(LAYER);
    expect(other.seen.map(({ method }) => method)).toContain('PUT');
    expect(other.seen.filter((one) => one.headers.authorization !== undefined)).toEqual([]);
  });

  test('to the same host is followed with the credentials', async () => {
    pair.to.lie = firstOf(wantsCredentials, ({ method, path }) =>
      method === 'POST' && path === UPLOADS ? { status, headers: { location: `${UPLOADS}?again=1` } } : undefined,
    );
    doneOf(await pair.promote({}, login()));
    expect(pair.at('prod')).toBe(pair.image.digest);
    const followed = pair.to.server.seen.filter(({ path }) => path.endsWith('?again=1'));
    expect(followed.length).toBeGreaterThan(0);
    expect(followed.every(({ headers }) => headers.authorization !== undefined)).toBe(true);
  });

  test('is followed for the content, too', async () => {
    const other = await storage();
    pair.to.lie = ({ method, path }) =>
      method === 'PUT' && path.includes('/blobs/')
        ? { status, headers: { location: other.url.origin + path } }
        : undefined;
    doneOf(await pair.promote());
    expect(blobsAt().get(LAYER_DIGEST)).toEqual(LAYER);
  });
});

test.each(['https://169.254.169.254/x', 'https://10.1.2.3/x', 'http://registry.example/x', 'file:///tmp/x'])(
  'a redirect of an upload to %s is refused',
  async (location) => {
    pair.to.lie = (request) =>
      keyOf(request) === 'POST blobs/uploads/' ? { status: 307, headers: { location } } : undefined;
    refusalOf('REGISTRY_REFUSED', await pair.promote());
    expect(pair.to.store.repository(pair.to.image).tags.size).toBe(0);
  },
);

describe('a conflict with another client', () => {
  /** Refuses the first request that a pattern matches. */
  const once = (pattern: RegExp, reply: ReturnType<typeof refusal>): Lie => {
    let isDone = false;
    return (request) => {
      if (isDone || !pattern.test(keyOf(request))) return undefined;
      isDone = true;
      return reply;
    };
  };
  const CONFLICT = refusal(409, 'CONFLICT', 'conflict');
  const UPLOADED_TWICE = refusal(
    400,
    'BLOB_UPLOAD_INVALID',
    'blob upload invalid',
    'images/v2/-/blobs/x cannot be updated',
  );

  test.each<[string, RegExp, ReturnType<typeof refusal>]>([
    ['at the start of an upload', /^POST blobs/, CONFLICT],
    ['at the end of an upload', /^PUT blobs/, CONFLICT],
    ['of a blob that is uploaded twice', /^PUT blobs/, UPLOADED_TWICE],
    ['of a manifest', /^PUT manifests\/sha256:/, CONFLICT],
    ['of a version', /^PUT manifests\/2\.0\.0$/, CONFLICT],
    ['of a history', /^PUT manifests\/prod-history$/, CONFLICT],
    ['of an environment', /^PUT manifests\/prod$/, CONFLICT],
    ['of an environment, without a word,', /^PUT manifests\/prod$/, { ...CONFLICT, body: '' }],
  ])('%s is retried', async (_, pattern, reply) => {
    pair.to.lie = once(pattern, reply);
    doneOf(await pair.promote());
    expect(pair.at('prod')).toBe(pair.image.digest);
    expect(blobsAt().get(LAYER_DIGEST)).toEqual(LAYER);
  });

  test('that is an immutable tag is not retried', async () => {
    const reply = refusal(409, 'CONFLICT', 'the tag is immutable');
    pair.to.lie = (request) => (keyOf(request) === 'PUT manifests/prod' ? reply : undefined);
    refusalOf('TAG_IMMUTABLE', await pair.promote());
    expect(pair.to.asked().filter((key) => key === 'PUT manifests/prod')).toHaveLength(1);
  });
});
