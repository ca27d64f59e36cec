import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { Place } from '../support/images/place.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const commit = commitOf(1);
const short = commit.slice(0, 7);
const TAG = `git-${short}`;
const FULL_TAG = `git-${commit}`;
const env = attempt(1, 1, commit);
const REVISION = 'org.opencontainers.image.revision';
const SOURCE = 'org.opencontainers.image.source';

/** What is no image: each is pushed, and gives its digest. */
const ARTIFACTS: Record<string, (app: Scene) => Promise<string>> = {
  'the history of an environment': async (app) => {
    await app.release(7, '0.1.0', 'other');
    return (await app.at('other-history')) ?? '';
  },
  'a cosign signature': async (app) => {
    const place = new Place(app.registry, app.repo);
    const layer = await place.blob('{}', 'application/vnd.dev.cosign.simplesigning.v1+json');
    return (await place.manifest({ config: await place.config(), layers: [layer] })).digest;
  },
  'a Sigstore bundle': async (app) => {
    const place = new Place(app.registry, app.repo);
    const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const config = await place.blob('{}', 'application/vnd.oci.empty.v1+json');
    return (await place.manifest({ artifactType: type, config, layers: [await place.blob('x', type)] })).digest;
  },
  'an artifact about an image': async (app) => {
    const place = new Place(app.registry, app.repo);
    const config = await place.blob('{}', 'application/vnd.oci.empty.v1+json');
    const subject = await place.image('subject');
    const artifactType = 'application/vnd.acme.report';
    return (await place.manifest({ artifactType, config, layers: [config], subject })).digest;
  },
  'a list of referrers': async (app) => {
    const place = new Place(app.registry, app.repo);
    const entry = { ...(await place.image('one')), artifactType: 'application/vnd.acme.report' };
    return (await place.index([entry])).digest;
  },
};

needs('registry')('what a name leads to', () => {
  let registry: Registry;
  let number = 0;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  const scene = (): Scene => {
    number += 1;
    return sceneOf(registry, `acme/found-${number}`);
  };
  const put = (app: Scene, tag: string, digest: string) => images.putTag(registry, app.repo, tag, digest);

  describe.each(Object.keys(ARTIFACTS))('%s is never taken for an image', (name) => {
    test('by from, from-file, version, digest or a commit tag', async () => {
      const app = scene();
      const digest = await ARTIFACTS[name]!(app);
      const promote = { mode: 'promote', environment: 'prod' };
      await put(app, 'staging', digest);
      expect(await app.refused('NOT_FOUND', { ...promote, from: 'staging' })).toContain('staging');
      await put(app, '1.0.0', digest);
      for (const version of ['1.0.0', digest])
        expect(await app.refused('NOT_FOUND', { ...promote, version })).toMatch(/expected an image as .*, got /);
      await put(app, TAG, digest);
      await app.refused('NOT_FOUND', { ...promote, version: commit });
      await app.refused('NOT_FOUND', { mode: 'build', digest }, { env });
      const own = await app.push(commit);
      const run = await app.ok({ mode: 'build', digest: own }, { env });
      expect(run.outputs.digest).toBe(own);
      expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining(TAG) }]);
      expect([await app.at(TAG), await app.at(FULL_TAG)]).toEqual([digest, own]);
    });
  });

  describe('a build that is found by its commit tag', () => {
    test('is reported with its digest and the tag', async () => {
      const app = scene();
      const digest = await app.push(commit);
      await put(app, TAG, digest);
      const { stdout } = await app.ok({ mode: 'build' }, { env });
      const line = stdout.split('\n').find((text) => text.includes('is built already'));
      expect(line).toContain(`${app.image}@${digest}`);
      expect(line).toContain(TAG);
    });

    test.each([
      'https://github.com/acme/app',
      'https://github.com/ACME/App.git',
      'git@github.com:acme/app.git',
      'docs',
    ])('is taken where it says the source %s', async (source) => {
      const app = scene();
      const digest = await app.push(commit, { [SOURCE]: source });
      await put(app, TAG, digest);
      expect((await app.ok({ mode: 'build' }, { env })).outputs.digest).toBe(digest);
    });

    test('is not taken where it says another repository', async () => {
      const app = scene();
      const others = await app.push(commit, { [SOURCE]: 'https://github.com/eve/app' });
      await put(app, TAG, others);
      const own = await app.push(commit, { [SOURCE]: 'https://github.com/acme/app' });
      const run = await app.ok({ mode: 'build', digest: own }, { env });
      expect(run.outputs.digest).toBe(own);
      expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('eve/app') }]);
      expect([await app.at(TAG), await app.at(FULL_TAG)]).toEqual([others, own]);
      expect((await app.ok({ mode: 'build' }, { env })).outputs.digest).toBe(own);
    });
  });

  describe('an adopted image', () => {
    test.each([
      { name: 'the second platform', commits: [commit, commitOf(2)] },
      { name: 'the first platform', commits: [commitOf(2), commit] },
    ])('is refused where $name is of another commit', async ({ commits }) => {
      const app = scene();
      const platforms = ['linux/amd64', 'linux/arm64'];
      const listed = [];
      for (const [index, platform] of platforms.entries()) {
        const labels = { [REVISION]: commits[index] ?? '' };
        const { digest, mediaType, size } = await images.pushManifest(registry, app.repo, { platform, labels });
        listed.push({ digest, mediaType, size, platform: { os: 'linux', architecture: platform.split('/')[1] } });
      }
      const place = new Place(registry, app.repo);
      const annotations = { [REVISION]: commit };
      const { digest } = await place.manifest(
        { manifests: listed, annotations },
        'application/vnd.oci.image.index.v1+json',
      );
      const message = await app.refused('INPUT_INVALID', { mode: 'build', digest }, { env });
      expect(message).toContain(commitOf(2));
      expect(message).toMatch(/linux\/(amd64|arm64)/);
    });
  });

  describe('a commit that is also the name of a tag', () => {
    test('is found by its commit tag, with a warning', async () => {
      const app = scene();
      const [own, others] = [await app.push(commit), await app.push(commitOf(2))];
      await put(app, TAG, own);
      await put(app, commit, others);
      const run = await app.ok({ mode: 'promote', environment: 'prod', version: commit });
      expect(run.outputs.digest).toBe(own);
      expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining(commitOf(2)) }]);
    });

    test('is the tag, with a warning, where the commit has no build', async () => {
      const app = scene();
      const others = await app.push(commitOf(2));
      await put(app, commit, others);
      const run = await app.ok({ mode: 'promote', environment: 'prod', version: commit });
      expect(run.outputs.digest).toBe(others);
      expect(run.annotations.some(({ message }) => message.includes(`not of commit ${commit}`))).toBe(true);
    });

    test('is the tag without a warning where it is of this commit', async () => {
      const app = scene();
      const own = await app.push(commit);
      await put(app, short, own);
      const run = await app.ok({ mode: 'promote', environment: 'prod', version: short });
      expect({ digest: run.outputs.digest, annotations: run.annotations }).toEqual({ digest: own, annotations: [] });
    });
  });
});
