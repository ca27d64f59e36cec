import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyOf, type Lie } from '../support/registries/lying-registry.ts';
import {
  addList,
  addReferrer,
  addSignature,
  type CopyPair,
  copyPair,
  refusal,
  tagOf,
} from '../support/requests/copy-pair.ts';
import { doneOf } from '../support/requests/scene.ts';

let pair: CopyPair;
beforeEach(async () => {
  pair = await copyPair();
});
afterEach(() => pair.stop());

const warningsOf = ({ annotations }: { annotations: { level: string; message: string }[] }): string[] =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

/** The digest that a manifest or its tag refers to. */
function subjectOf(reference: string, body: Buffer): string | undefined {
  const [, hex] = /^sha256-([0-9a-f]{64})\./.exec(reference) ?? [];
  const { subject } = JSON.parse(body.toString()) as { subject?: { digest: string } };
  return hex === undefined ? subject?.digest : `sha256:${hex}`;
}

describe('a destination that takes signatures and referrers only after their subject', () => {
  /** as zot and Harbor do; and whether all signatures were there when the image got its first name */
  let wasSigned: boolean[] = [];
  const strict =
    (signatures: readonly string[]): Lie =>
    (request) => {
      if (request.method !== 'PUT' || !request.path.includes('/manifests/')) return undefined;
      const reference = keyOf(request).slice('PUT manifests/'.length);
      const { manifests } = pair.to.store.repository(pair.to.image);
      const subject = subjectOf(reference, request.body);
      if (subject !== undefined && !manifests.has(subject)) return refusal(404, 'MANIFEST_UNKNOWN', 'no subject');
      if (!reference.startsWith('sha256')) wasSigned.push(signatures.every((digest) => manifests.has(digest)));
      return undefined;
    };

  test('gets them after it, and before its names', async () => {
    const { from, to, image, platforms } = pair;
    const sbom = addReferrer(from, image, 'SBOM');
    const countersignature = addReferrer(from, sbom, 'signature of the SBOM');
    const ofPlatform = addReferrer(from, platforms[0], 'SBOM of a platform');
    addList(from, image, [sbom]);
    addList(from, sbom, [countersignature]);
    addList(from, platforms[0], [ofPlatform]);
    const signatures = [addSignature(from, image, ['one']), addSignature(from, platforms[1], ['two'])];
    wasSigned = [];
    to.lie = strict([sbom, countersignature, ofPlatform, ...signatures].map(({ digest }) => digest));
    const run = doneOf(await pair.promote());
    expect(run.outputs).toMatchObject({ digest: image.digest, changed: 'true' });
    expect(wasSigned).toEqual([true, true, true]);
    expect([pair.at('prod'), pair.at('2.0.0')]).toEqual([image.digest, image.digest]);
    expect(pair.at(tagOf(image, '.sig'))).toBe(signatures[0]!.digest);
    expect(pair.at(tagOf(platforms[1], '.sig'))).toBe(signatures[1]!.digest);
    expect(doneOf(await pair.promote()).changed).toBe(false);
  });

  test('gets an image of one platform first, too', async () => {
    const { from, to, platforms } = pair;
    const [image] = platforms;
    from.store.point(from.image, '2.0.0', image.digest);
    const signature = addSignature(from, image, ['one']);
    wasSigned = [];
    to.lie = strict([signature.digest]);
    doneOf(await pair.promote());
    expect(wasSigned).toEqual([true, true, true]);
    expect(pair.at('prod')).toBe(image.digest);
  });

  test('gets an image without signatures as before: only by its tags', async () => {
    doneOf(await pair.promote());
    expect(pair.to.writes()).not.toContain(`PUT manifests/${pair.image.digest}`);
  });
});

describe('a registry that reads the tag sha256-<hex> as that digest', () => {
  const readAsDigest =
    (at: () => CopyPair['to']): Lie =>
    (request) => {
      const [, method = '', hex = ''] = /^(\w+) manifests\/sha256-([0-9a-f]{64})$/.exec(keyOf(request)) ?? [];
      if (hex === '') return undefined;
      const { store, image } = at();
      const there = store.look(image, `sha256:${hex}`);
      if (method === 'PUT') return refusal(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
      if (!there) return refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
      const headers = { 'content-type': there.mediaType, 'docker-content-digest': there.digest };
      return { headers, body: method === 'HEAD' ? '' : there.bytes };
    };

  test('gets referrers by digest, and no list of them; a second run writes nothing', async () => {
    const { from, to, image } = pair;
    const sbom = addReferrer(from, image, 'SBOM');
    addList(from, image, [sbom]);
    to.lie = readAsDigest(() => pair.to);
    const run = doneOf(await pair.promote());
    expect(pair.at('prod')).toBe(image.digest);
    expect(to.store.look(to.image, sbom.digest)).not.toBeNull();
    expect(to.writes()).not.toContain(`PUT manifests/${tagOf(image)}`);
    expect(warningsOf(run)).toEqual([expect.stringContaining(image.digest)]);
    const writes = to.writes().length;
    const again = doneOf(await pair.promote());
    expect(again.changed).toBe(false);
    expect(warningsOf(again)).toEqual(warningsOf(run));
    expect(to.writes()).toHaveLength(writes);
  });

  test('as the source has no referrers, and no warnings', async () => {
    const { from, image } = pair;
    from.lie = (request, truth) => {
      // a list of tags that is incomplete, so that the tag is asked for
      if (keyOf(request) === 'GET tags/list')
        return { headers: { link: '</v2/acme/app/tags/list?last=a>; rel="next"' }, body: truth.body };
      return readAsDigest(() => pair.from)(request, truth);
    };
    const run = doneOf(await pair.promote());
    expect(from.asked()).toContain(`GET manifests/${tagOf(image)}`);
    expect(warningsOf(run)).toEqual([]);
    expect(pair.at('prod')).toBe(image.digest);
  });
});
