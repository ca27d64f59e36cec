import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../src/errors.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { endless, MEGABYTE, raw } from '../support/faults/lie.ts';
import { copyBetween, indexOf, LAYER, LAYER_DIGEST, layered } from '../support/faults/lying-copies.ts';
import { FAST, PATIENT } from '../support/faults/lying-runs.ts';
import { manifestOf } from '../support/images/memory-images.ts';
import { keyOf, type Lie, type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import type { Reply } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { cpuMs } from '../support/runner/speed.ts';

let from: LyingRegistry;
let to: LyingRegistry;
beforeEach(async () => {
  from = await lyingRegistry((store, image) => store.point(image, '2.0.0', layered(store, image).digest));
  to = await lyingRegistry(() => {});
});
afterEach(() => Promise.all([from, to].map(({ server }) => server.stop())));

/** The tags that were written: only a tag makes copied content visible. */
const named = (): string[] => [...to.store.repository(to.image).tags.keys()];

async function refused(code: ErrorCode): Promise<string> {
  const began = cpuMs();
  const error = await rejectionOf(copyBetween(from, to, code === 'REGISTRY_UNAVAILABLE' ? FAST : PATIENT));
  expect(error.code).toBe(code);
  expect(named()).toEqual([]);
  expect(from.writes()).toEqual([]);
  expect(cpuMs() - began).toBeLessThan(10_000);
  return error.message;
}

const at =
  (key: string, reply: Lie): Lie =>
  (request, truth) =>
    keyOf(request) === key ? reply(request, truth) : undefined;
const blob = (reply: Reply): Lie => at(`GET blobs/${LAYER_DIGEST}`, () => reply);
const chunked = (body: Buffer) =>
  raw(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n'), body]));

test('a copy between correct registries succeeds', async () => {
  await copyBetween(from, to);
  expect(named().sort()).toEqual(['2.0.0', 'prod', 'prod-history']);
  expect(to.store.repository(to.image).blobs.get(LAYER_DIGEST)).toEqual(LAYER);
});

describe('a source', () => {
  const other = Buffer.alloc(LAYER.length, 'other');
  test.each<[string, Lie, ErrorCode]>([
    ['that sends other bytes for a blob', blob({ body: other }), 'DIGEST_MISMATCH'],
    [
      'that sends other bytes for a blob at its end',
      blob({ body: Buffer.concat([LAYER.subarray(0, -1), Buffer.from('x')]) }),
      'DIGEST_MISMATCH',
    ],
    ['that sends too few bytes', blob({ body: LAYER.subarray(1) }), 'DIGEST_MISMATCH'],
    ['that sends too few bytes and hangs up', blob(chunked(LAYER.subarray(1))), 'DIGEST_MISMATCH'],
    ['that sends too many bytes', blob({ body: Buffer.concat([LAYER, LAYER]) }), 'DIGEST_MISMATCH'],
    ['that sends a blob without end', blob(endless(MEGABYTE)), 'DIGEST_MISMATCH'],
    ['that compresses a blob', blob({ headers: { 'content-encoding': 'gzip' }, body: other }), 'DIGEST_MISMATCH'],
    [
      'that breaks in the middle of a blob',
      blob(raw('HTTP/1.1 200 OK\r\ncontent-length: 300000\r\n\r\nlayer')),
      'REGISTRY_UNAVAILABLE',
    ],
    ['that sends a part of a blob', blob({ status: 206, body: LAYER }), 'REGISTRY_REFUSED'],
    ['that has no blob', blob({ status: 404 }), 'NOT_FOUND'],
    [
      'that redirects a blob in a circle',
      at(`GET blobs/${LAYER_DIGEST}`, ({ path }) => ({ status: 307, headers: { location: path } })),
      'REGISTRY_REFUSED',
    ],
    [
      'that redirects a blob to the metadata service',
      blob({ status: 307, headers: { location: 'https://169.254.169.254/' } }),
      'REGISTRY_REFUSED',
    ],
  ])('%s', async (_, lie, code) => {
    from.lie = lie;
    await refused(code);
    expect(to.store.repository(to.image).blobs.has(LAYER_DIGEST)).toBe(false);
  });

  /** Tags an index of these as 2.0.0. */
  function lists(children: readonly Manifest[]): void {
    from.store.point(from.image, '2.0.0', indexOf(from.store, from.image, children).digest);
  }

  test('whose index lists indexes without end', async () => {
    let inner = layered(from.store, from.image);
    for (let depth = 0; depth < 10; depth++) inner = indexOf(from.store, from.image, [inner]);
    lists([inner]);
    expect(await refused('REGISTRY_REFUSED')).toContain('nested more than 4 levels deep');
  });

  test('whose index lists itself, which no digest allows', async () => {
    const child = layered(from.store, from.image);
    lists([child]);
    from.lie = at(`GET manifests/${child.digest}`, (_, { headers }) => {
      const body = from.store.look(from.image, '2.0.0')!.bytes;
      return { headers: { ...headers, 'content-length': body.length }, body };
    });
    await refused('DIGEST_MISMATCH');
  });

  test('whose index lists too many manifests', async () => {
    const child = layered(from.store, from.image);
    lists(
      Array.from({ length: 5_000 }, (_, number) => ({
        ...child,
        digest: `sha256:${String(number).padStart(64, '0')}`,
      })),
    );
    expect(await refused('REGISTRY_REFUSED')).toContain('more than 1000 manifests');
    expect(from.asked().length + to.asked().length).toBeLessThan(2500);
  });

  test('whose manifests together exceed the memory limit', async () => {
    const big = (number: number): Manifest =>
      layered(from.store, from.image, { annotations: { x: `${number}`.padEnd(4_000_000) } });
    lists(Array.from({ length: 9 }, (_, number) => big(number)));
    expect(await refused('REGISTRY_REFUSED')).toContain('exceed 32 MiB');
  });

  test.each([-1, 1.5, 1e300, '7', null])('whose manifest declares a layer of size %p', async (size) => {
    const layers = [{ mediaType: MEDIA_TYPES.ociLayer, digest: LAYER_DIGEST, size }];
    from.store.point(from.image, '2.0.0', layered(from.store, from.image, { layers }).digest);
    expect(await refused('REGISTRY_REFUSED')).toContain('is not a non-negative integer');
  });
});

describe('a list of referrers', () => {
  const referrers =
    (reply: Lie): Lie =>
    (request, truth) =>
      keyOf(request).startsWith('GET referrers/') ? reply(request, truth) : undefined;
  const listing = (manifests: readonly unknown[], headers: Record<string, string> = {}): Reply => ({
    headers: { 'content-type': MEDIA_TYPES.ociIndex, ...headers },
    body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests }),
  });
  const one = (number: number) => ({
    mediaType: MEDIA_TYPES.ociManifest,
    digest: `sha256:${String(number).padStart(64, '0')}`,
    size: 1,
  });

  test.each<[string, Lie, string]>([
    [
      'page after page',
      ({ path }) => listing([], { link: `<${path.split('?')[0]}?page=${Math.random()}>; rel="next"` }),
      'more than 1000 pages',
    ],
    [
      'without end',
      () => (response) => {
        response.setHeader('content-type', MEDIA_TYPES.ociIndex);
        endless(MEGABYTE)(response);
      },
      'larger than',
    ],
    ['that is no list', () => ({ headers: { 'content-type': MEDIA_TYPES.ociIndex }, body: '[]' }), 'not valid'],
    [
      'of thousands',
      () => listing(Array.from({ length: 5000 }, (_, number) => one(number))),
      'more than 1000 referrers',
    ],
  ])('%s', async (_, lie, says) => {
    from.lie = referrers(lie);
    expect(await refused('REGISTRY_REFUSED')).toContain(says);
  });

  test('with entries for another image, or missing entries, is copied without these, with a warning', async () => {
    const stranger = layered(from.store, from.image, { subject: one(7) });
    const target = from.store.look(from.image, '2.0.0')!.digest;
    from.lie = at(`GET referrers/${target}`, () => listing([stranger, one(8), { digest: '../../x' }, null, 7]));
    const { warnings } = await copyBetween(from, to);
    expect(warnings).toEqual([
      expect.stringContaining('has another subject; it was not copied'),
      expect.stringContaining('but does not exist; it was not copied'),
    ]);
    expect(to.store.repository(to.image).manifests.has(stranger.digest)).toBe(false);
  });

  test('whose referrers are bad manifests ends the run', async () => {
    const bad = manifestOf({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config: '::error::x' } as never);
    from.store.repository(from.image).manifests.set(bad.digest, bad);
    from.lie = referrers(() => listing([bad]));
    await refused('REGISTRY_REFUSED');
  });
});

describe('a destination', () => {
  const upload = (location: string): Lie => at('POST blobs/uploads/', () => ({ status: 202, headers: { location } }));
  test.each<[string, Lie, ErrorCode]>([
    ['that redirects uploads to another host by HTTP', upload('http://evil.example/x'), 'REGISTRY_REFUSED'],
    ['that redirects uploads to the metadata service', upload('https://169.254.169.254/x'), 'REGISTRY_REFUSED'],
    ['that redirects uploads to a file', upload('file:///tmp/x'), 'REGISTRY_REFUSED'],
    ['that redirects uploads to an invalid URL', upload('http://['), 'REGISTRY_REFUSED'],
    [
      'that redirects an upload',
      at('PUT blobs/uploads/1', () => ({ status: 307, headers: { location: 'https://evil.example/x' } })),
      'REGISTRY_REFUSED',
    ],
    [
      'that stored another blob',
      at('PUT blobs/uploads/1', () => ({
        status: 201,
        headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` },
      })),
      'DIGEST_MISMATCH',
    ],
    [
      'that ends an upload at its beginning',
      at('PUT blobs/uploads/1', () => ({ status: 400, body: '::error::x' })),
      'REGISTRY_REFUSED',
    ],
    [
      'that answers an upload without end',
      at('PUT blobs/uploads/1', () => (response) => {
        response.statusCode = 201;
        endless(MEGABYTE)(response);
      }),
      'REGISTRY_REFUSED',
    ],
    [
      'that lacks a blob however often it was sent',
      (request) => {
        if (/^HEAD blobs\//.test(keyOf(request))) return { status: 200 };
        const body = JSON.stringify({ errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', detail: LAYER_DIGEST }] });
        return keyOf(request).startsWith('PUT manifests/') ? { status: 400, body } : undefined;
      },
      'REGISTRY_REFUSED',
    ],
  ])('%s', async (_, lie, code) => {
    to.lie = lie;
    await refused(code);
  });
});
