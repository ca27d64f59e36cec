import { describe, expect, test } from '@jest/globals';
import {
  BUILDX,
  build,
  builds,
  CONTAINER,
  cleanFolders,
  DIGEST,
  noticesOfBuild,
  withDocker,
} from '../support/requests/docker-builds.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { type FakeDocker, fakeDocker, type Scripted, values } from '../support/runner/fake-docker.ts';

cleanFolders();

describe('an old buildx', () => {
  const of = (text: string): Scripted => ({ when: 'buildx version', stdout: `github.com/docker/buildx ${text}\n` });

  test.each(['v0.11.2 9872040', '0.10.5 0.10.5-0ubuntu1', 'v0.9.1-desktop.1 x'])(
    'before 0.12 (%s) sets no annotations, and says so',
    async (version) => {
      const fake = fakeDocker(of(version), CONTAINER, builds());
      expect(await build(fake)).toBe(DIGEST);
      expect(fake.args('buildx build')).not.toContain('--annotation');
      expect(values(fake.args('buildx build'), '--label')).toHaveLength(5);
      expect(noticesOfBuild()).toEqual([expect.stringContaining('0.12.0')]);
    },
  );

  test.each(['v0.12.0 x', 'v0.12.0-rc1 x', 'v0.34.2 x', 'v1.0.0 x', '0.0.0+unknown', '1a2b3c4', ''])(
    '%s sets annotations',
    async (version) => {
      const fake = fakeDocker(of(version), CONTAINER, builds());
      await build(fake);
      expect(fake.args('buildx build')).toContain('--annotation');
      expect(noticesOfBuild()).toEqual([]);
    },
  );

  test.each([
    { version: 'v0.9.1 x', docker: { provenance: 'mode=max' }, needs: 'provenance (needs buildx 0.10.0' },
    { version: 'v0.9.1 x', docker: { sbom: 'true' }, needs: 'sbom (needs buildx 0.10.0' },
    { version: 'v0.5.1 x', docker: { secrets: ['a=b'] }, needs: 'secrets (needs buildx 0.6.0' },
  ])('$version is refused where $needs', async ({ version, docker, needs }) => {
    const error = await rejectionOf(build(fakeDocker(of(version), CONTAINER, builds()), withDocker(docker)));
    expect(error.code).toBe('BUILD_FAILED');
    expect(error.message).toContain(needs);
  });

  test.each(['false', null])('takes a provenance of %s', async (provenance) => {
    const fake = fakeDocker(of('v0.9.1 x'), CONTAINER, builds());
    expect(await build(fake, withDocker({ provenance }))).toBe(DIGEST);
    expect(fake.args('buildx build')).not.toContain('--provenance');
  });

  test('that does not know a flag after all has to be updated', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, {
      when: 'buildx build',
      code: 125,
      stdout: 'unknown flag: --annotation',
    });
    expect((await rejectionOf(build(fake))).message).toContain('Update it to 0.12.0');
  });
});

describe('a builder of several nodes', () => {
  const NODES: Scripted = {
    when: 'buildx inspect',
    stdout:
      'Name: mine\nDriver: remote\n\nNodes:\nName: mine0\nPlatforms: linux/amd64\n\nName: mine1\nPlatforms: linux/arm64\n',
  };
  const PLATFORMS = withDocker({ platforms: ['linux/amd64', 'linux/arm64'] });
  const nameIn = (args: readonly string[]): string | undefined =>
    /name=([^,]*),push-by-digest=true/.exec(values(args, '--output')[0] ?? '')?.[1];

  test('gets a name with a digest, so that buildx moves no tag when it merges the platforms', async () => {
    const fake = fakeDocker(BUILDX, NODES, builds());
    expect(await build(fake, PLATFORMS)).toBe(DIGEST);
    expect(nameIn(fake.args('buildx build'))).toBe(`127.0.0.1:5000/acme/app@sha256:${'0'.repeat(64)}`);
  });

  test('that builds all platforms by one of them gets the name alone then', async () => {
    const refuses = "ERROR: failed to solve: can't push tagged ref 127.0.0.1:5000/acme/app by digest";
    let builtBefore = 0;
    const names: (string | undefined)[] = [];
    const one = builds(undefined, (args) => {
      names.push(nameIn(args));
      builtBefore += 1;
    });
    const fake = fakeDocker(BUILDX, NODES, one);
    const docker: FakeDocker['docker'] = async (args, options) => {
      const result = await fake.docker(args, options);
      return args[1] === 'build' && builtBefore === 1 ? { ...result, code: 1, tail: refuses } : result;
    };
    expect(await build({ ...fake, docker }, PLATFORMS)).toBe(DIGEST);
    expect(names).toEqual([`127.0.0.1:5000/acme/app@sha256:${'0'.repeat(64)}`, '127.0.0.1:5000/acme/app']);
  });

  test.each([
    { name: 'one platform', docker: { platforms: ['linux/arm64'] } },
    { name: 'no platform', docker: {} },
  ])('gets the name alone for $name', async ({ docker }) => {
    const fake = fakeDocker(BUILDX, NODES, builds());
    await build(fake, withDocker(docker));
    expect(nameIn(fake.args('buildx build'))).toBe('127.0.0.1:5000/acme/app');
  });
});
