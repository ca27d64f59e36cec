import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import { manifestOf } from '../support/images/memory-images.ts';
import { keyOf } from '../support/registries/lying-registry.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import {
  addArtifact,
  addList,
  addReferrer,
  addSignature,
  type CopyPair,
  copyPair,
  refusal,
  tagOf,
} from '../support/requests/copy-pair.ts';
import { doneOf } from '../support/requests/scene.ts';

const servers = serverPool();
let pair: CopyPair;
beforeEach(async () => {
  pair = await copyPair();
});
afterEach(() => Promise.all([pair.stop(), servers.stop()]));

const warningsOf = ({ annotations }: { annotations: { level: string; message: string }[] }): string[] =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

/** The digests that the destination lists as referrers of a manifest. */
function listed(subject: { digest: string }): string[] {
  const list = pair.to.store.look(pair.to.image, `${subject.digest.replace(':', '-')}`);
  if (!list) return [];
  return (JSON.parse(list.bytes.toString()) as { manifests: { digest: string }[] }).manifests.map((one) => one.digest);
}

describe('an artifact manifest that refers to the image', () => {
  test('is copied', async () => {
    const artifact = addArtifact(pair.from, pair.image);
    addList(pair.from, pair.image, [artifact]);
    const run = doneOf(await pair.promote());
    expect(pair.to.store.look(pair.to.image, artifact.digest)?.bytes).toEqual(artifact.bytes);
    expect(listed(pair.image)).toEqual([artifact.digest]);
    expect(warningsOf(run)).toEqual([]);
    expect(doneOf(await pair.promote()).changed).toBe(false);
  });

  test.each([
    [400, 'MANIFEST_INVALID'],
    [415, 'UNSUPPORTED'],
    [404, 'MANIFEST_UNKNOWN'],
  ])('is left behind with a warning that names it where the destination answers %d', async (status, code) => {
    const artifact = addArtifact(pair.from, pair.image);
    const signature = addReferrer(pair.from, artifact, 'signature of it');
    const sbom = addReferrer(pair.from, pair.image, 'SBOM');
    addList(pair.from, pair.image, [artifact, sbom]);
    addList(pair.from, artifact, [signature]);
    pair.to.lie = ({ method, headers }) =>
      method === 'PUT' && headers['content-type'] === artifact.mediaType
        ? refusal(status, code, 'unsupported media type')
        : undefined;
    const run = doneOf(await pair.promote());
    expect(pair.at('prod')).toBe(pair.image.digest);
    expect(listed(pair.image)).toEqual([sbom.digest]);
    const names = warningsOf(run).map((text) => /sha256:[0-9a-f]{64}/.exec(text)?.[0]);
    expect(names).toEqual([artifact.digest, signature.digest]);
    const again = doneOf(await pair.promote());
    expect(again.changed).toBe(false);
    expect(warningsOf(again)).toEqual(warningsOf(run));
  });
});

test('a referrer of an unknown media type is left behind with a warning that names it', async () => {
  const { from, image } = pair;
  const { mediaType, digest, size } = image;
  const json = { schemaVersion: 2, mediaType: 'application/vnd.example+json', subject: { mediaType, digest, size } };
  const strange = manifestOf(json);
  from.store.repository(from.image).manifests.set(strange.digest, strange);
  addList(from, image, [strange]);
  const run = doneOf(await pair.promote());
  expect(warningsOf(run)).toEqual([expect.stringContaining(strange.digest)]);
  expect(pair.at('prod')).toBe(image.digest);
});

test('a list of referrers without entries may be null', async () => {
  const headers = { 'content-type': MEDIA_TYPES.ociIndex };
  const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: null });
  const none = (request: Parameters<typeof keyOf>[0]) =>
    keyOf(request).startsWith('GET referrers/') ? { headers, body } : undefined;
  pair.from.lie = none;
  pair.to.lie = none;
  expect(doneOf(await pair.promote()).outputs.digest).toBe(pair.image.digest);
});

describe('a tag of signatures that is immutable at the destination', () => {
  const IMMUTABLE: [string, ReturnType<typeof refusal>][] = [
    ['Quay', refusal(409, 'TAG_IMMUTABLE', 'tag is immutable and cannot be modified')],
    ['Harbor', refusal(412, 'PRECONDITION', 'Failed to process request due to "x" configured as immutable.')],
    ['Nexus', refusal(400, 'BLOB_UPLOAD_INVALID', 'Repository does not allow updating assets: images')],
  ];

  test.each(IMMUTABLE)(
    'keeps what it has (%s): the second signature is warned of, the image promoted',
    async (_, reply) => {
      const { from, to, image } = pair;
      const tag = tagOf(image, '.sig');
      const first = addSignature(from, image, ['one']);
      doneOf(await pair.promote());
      addSignature(from, image, ['one', 'two']);
      to.lie = (request) => (keyOf(request) === `PUT manifests/${tag}` ? reply : undefined);
      const run = doneOf(await pair.promote({ environment: 'canary' }));
      expect([pair.at('canary'), pair.at(tag)]).toEqual([image.digest, first.digest]);
      expect(warningsOf(run)).toContainEqual(expect.stringContaining(tag));
      expect(to.asked().filter((key) => key === `PUT manifests/${tag}`)).toHaveLength(2);
      const again = doneOf(await pair.promote({ environment: 'canary' }));
      expect(again.changed).toBe(false);
      expect(warningsOf(again)).toEqual([expect.stringContaining(tag)]);
    },
  );
});

describe('a referrers API that redirects to another host', () => {
  test.each([301, 303, 307])(
    '(%d) counts as none: the tag is read, and the redirect is not followed',
    async (status) => {
      const other = await servers.serve(() => ({ status: 429 }));
      const sbom = addReferrer(pair.from, pair.image, 'SBOM');
      addList(pair.from, pair.image, [sbom]);
      const headers = { location: `${other.url.origin}/not-found` };
      const elsewhere = (request: Parameters<typeof keyOf>[0]) =>
        keyOf(request).startsWith('GET referrers/') ? { status, headers } : undefined;
      pair.from.lie = elsewhere;
      pair.to.lie = elsewhere;
      doneOf(await pair.promote());
      expect(listed(pair.image)).toEqual([sbom.digest]);
      expect(other.seen).toEqual([]);
    },
  );
});
