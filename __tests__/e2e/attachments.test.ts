import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startProxy } from '../support/faults/proxy.ts';
import * as images from '../support/images/images.ts';
import { Place } from '../support/images/place.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { listedUnderTag, pushCosignTag, pushReferrer, readWhole } from '../support/requests/copies.ts';
import { attempt, refusalOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const SBOM = 'application/spdx+json';
const SIGNATURE = 'application/vnd.example.signature';

needs('registry')('what belongs to an image', () => {
  let here: Registry;
  let there: Registry;
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  interface Way {
    app: Scene;
    shop: Scene;
    image: images.PushedImage;
    inputs: Record<string, string>;
  }

  async function wayOf(name: string): Promise<Way> {
    const [app, shop] = [sceneOf(here, `dev/${name}`), sceneOf(there, `shop/${name}`)];
    const image = await images.pushIndex(here, app.repo, { tags: ['1.0.0'] });
    const inputs = { mode: 'promote', environment: 'prod', version: '1.0.0' };
    return { app, shop, image, inputs: { ...inputs, image: app.image, destination: shop.image } };
  }

  describe('by the tag of a list of referrers', () => {
    test('travels with the image, with its platforms, and what refers to it in turn', async () => {
      const { app, shop, image, inputs } = await wayOf('referrers');
      const sbom = await pushReferrer(here, app.repo, image, SBOM, 'of the image');
      const platform = image.manifests[0]!;
      const ofPlatform = await pushReferrer(here, app.repo, platform, SBOM, 'of a platform');
      const signature = await pushReferrer(here, app.repo, sbom.descriptor, SIGNATURE, 'of the SBOM');
      const run = await shop.rehearsed(inputs, { env: attempt(1) });
      for (const { digest } of [sbom, ofPlatform, signature])
        expect(await readWhole(there, shop.repo, digest)).toEqual(await readWhole(here, app.repo, digest));
      expect(await listedUnderTag(there, shop.repo, image.digest)).toEqual([sbom.digest]);
      expect(await listedUnderTag(there, shop.repo, platform.digest)).toEqual([ofPlatform.digest]);
      expect(await listedUnderTag(there, shop.repo, sbom.digest)).toEqual([signature.digest]);
      expect(run.summary).toContain('3 referrers and signatures');
      const again = await shop.ok(inputs, { env: attempt(2) });
      expect(again.changed).toBe(false);
    });

    test('travels with the platforms of an index in the index too', async () => {
      const [app, shop] = [sceneOf(here, 'dev/nested'), sceneOf(there, 'shop/nested')];
      const place = new Place(here, app.repo);
      const platform = await place.image('a platform');
      const inner = await place.index([platform]);
      const outer = await place.index([inner, await place.image('another platform')]);
      await images.putTag(here, app.repo, '1.0.0', outer.digest);
      const pushed = [
        await pushReferrer(here, app.repo, inner, SBOM, 'of the inner index'),
        await pushReferrer(here, app.repo, platform, SBOM, 'of its platform'),
      ];
      const signature = await pushCosignTag(here, app.repo, platform.digest, 'sig', ['one']);
      const inputs = { mode: 'promote', environment: 'prod', version: '1.0.0' };
      const to = { ...inputs, image: app.image, destination: shop.image };
      expect((await shop.ok(to, { env: attempt(1) })).outputs.digest).toBe(outer.digest);
      expect(await listedUnderTag(there, shop.repo, inner.digest)).toEqual([pushed[0]!.digest]);
      expect(await listedUnderTag(there, shop.repo, platform.digest)).toEqual([pushed[1]!.digest]);
      expect(await shop.at(`${platform.digest.replace(':', '-')}.sig`)).toBe(signature);
      expect((await shop.ok(to, { env: attempt(2) })).changed).toBe(false);
    });

    test('is added to what is listed there already, also when it comes later', async () => {
      const { app, shop, image, inputs } = await wayOf('later');
      await shop.ok(inputs, { env: attempt(1) });
      const own = await pushReferrer(there, shop.repo, image, SIGNATURE, 'made at the destination');
      const late = await pushReferrer(here, app.repo, image, SBOM, 'made at the source, later');
      const run = await shop.ok(inputs, { env: attempt(2) });
      expect(run.outputs.changed).toBe('true');
      expect(await listedUnderTag(there, shop.repo, image.digest)).toEqual([own.digest, late.digest]);
      expect(await shop.history('prod')).toHaveLength(1);
    });

    test('is repaired where an earlier run pushed the manifest, but did not list it', async () => {
      const { app, shop, image, inputs } = await wayOf('half');
      const { digest } = await pushReferrer(here, app.repo, image, SBOM, 'of the image');
      await shop.ok(inputs, { env: attempt(1) });
      await images.deleteTag(there, shop.repo, image.digest.replace(':', '-'));
      expect(await listedUnderTag(there, shop.repo, image.digest)).toEqual([]);
      await shop.ok(inputs, { env: attempt(2) });
      expect(await listedUnderTag(there, shop.repo, image.digest)).toEqual([digest]);
    });

    test('is left behind, with a warning, where it is gone', async () => {
      const { app, shop, image, inputs } = await wayOf('spoiled');
      const { digest } = await pushReferrer(here, app.repo, image, SBOM, 'of the image');
      await images.deleteTag(here, app.repo, digest);
      const run = await shop.ok(inputs);
      expect(run.annotations.map(({ message }) => message)).toEqual([
        expect.stringContaining('does not exist; it was not copied'),
      ]);
      expect(await shop.at('prod')).toBe(image.digest);
    });

    test('does not replace anything else that has that tag at the destination', async () => {
      const { app, shop, image, inputs } = await wayOf('taken');
      await pushReferrer(here, app.repo, image, SBOM, 'of the image');
      const tag = image.digest.replace(':', '-');
      const { digest } = await images.pushManifest(there, shop.repo, { tags: [tag] });
      const run = await shop.run(inputs);
      expect(refusalOf('REGISTRY_REFUSED', run)).toContain('which would be lost');
      // nothing was sent before
      expect(run.stdout).not.toContain('POST ');
      expect(await shop.state()).toEqual({ [tag]: digest });
    });

    test('is left behind, with a warning, where it is about another image', async () => {
      const { app, shop, image, inputs } = await wayOf('other');
      const other = await images.pushManifest(here, app.repo, { tags: ['other'] });
      const foreign = await pushReferrer(here, app.repo, other, SBOM, 'of another');
      const type = 'application/vnd.oci.image.index.v1+json';
      const list = { schemaVersion: 2, mediaType: type, manifests: [foreign.descriptor] };
      await images.putManifest(here, app.repo, image.digest.replace(':', '-'), Buffer.from(JSON.stringify(list)), type);
      const run = await shop.ok(inputs);
      expect(run.annotations.map(({ message }) => message)).toEqual([expect.stringContaining('has another subject')]);
    });
  });

  describe('by a tag that has its digest in its name, as cosign does', () => {
    test('travels with the image and its platforms', async () => {
      const { app, shop, image, inputs } = await wayOf('cosign');
      const platform = image.manifests[1]!.digest;
      const pushed = {
        [`${image.digest.replace(':', '-')}.sig`]: await pushCosignTag(here, app.repo, image.digest, 'sig', ['one']),
        [`${image.digest.replace(':', '-')}.att`]: await pushCosignTag(here, app.repo, image.digest, 'att', ['two']),
        [`${platform.replace(':', '-')}.sbom`]: await pushCosignTag(here, app.repo, platform, 'sbom', ['three']),
      };
      await shop.ok(inputs, { env: attempt(1) });
      for (const [tag, digest] of Object.entries(pushed)) {
        expect(await shop.at(tag)).toBe(digest);
        expect(await readWhole(there, shop.repo, tag)).toEqual(await readWhole(here, app.repo, tag));
      }
      expect((await shop.ok(inputs, { env: attempt(2) })).changed).toBe(false);
    });

    test('follows where a signature was added, and is left where the destination has one of its own', async () => {
      const { app, shop, image, inputs } = await wayOf('signed-twice');
      const tag = `${image.digest.replace(':', '-')}.sig`;
      await pushCosignTag(here, app.repo, image.digest, 'sig', ['one']);
      await shop.ok(inputs, { env: attempt(1) });
      const both = await pushCosignTag(here, app.repo, image.digest, 'sig', ['one', 'two']);
      await shop.ok(inputs, { env: attempt(2) });
      expect(await shop.at(tag)).toBe(both);
      const own = await pushCosignTag(there, shop.repo, image.digest, 'sig', ['one', 'two', 'of production']);
      await pushCosignTag(here, app.repo, image.digest, 'sig', ['one', 'two', 'three']);
      const run = await shop.ok(inputs, { env: attempt(3) });
      expect(await shop.at(tag)).toBe(own);
      expect(run.annotations.map(({ message }) => message)).toEqual([
        expect.stringContaining('it was not overwritten'),
      ]);
    });
  });

  test('is found where the source denies its list of tags and its referrers, which is said', async () => {
    const { app, shop, image, inputs } = await wayOf('denied');
    const { digest } = await pushReferrer(here, app.repo, image, SBOM, 'of the image');
    const tag = `${image.digest.replace(':', '-')}.sig`;
    const signed = await pushCosignTag(here, app.repo, image.digest, 'sig', ['one']);
    const denied = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
    const rules = ({ path }: { path: string }) => (/\/(tags\/list|referrers\/)/.test(path) ? denied : undefined);
    const proxy = await startProxy(here.url, { rules });
    const run = await shop.ok({ ...inputs, image: `${proxy.host}/${app.repo}` });
    await proxy.stop();
    expect(await listedUnderTag(there, shop.repo, image.digest)).toEqual([digest]);
    expect(await shop.at(tag)).toBe(signed);
    const messages = run.annotations.map(({ message }) => message);
    expect(messages.filter((message) => message.includes('denied access to the referrers of'))).toHaveLength(1);
    expect(messages.filter((message) => message.includes('the list of tags was refused'))).toHaveLength(1);
    expect(messages).toHaveLength(2);
  });

  test('stays behind with: image', async () => {
    const { app, shop, image, inputs } = await wayOf('alone');
    await pushReferrer(here, app.repo, image, SBOM, 'of the image');
    await pushCosignTag(here, app.repo, image.digest, 'sig', ['one']);
    await shop.ok({ ...inputs, with: 'image' });
    expect(Object.keys(await shop.state()).sort()).toEqual(['1.0.0', 'prod', 'prod-history']);
  });
});
