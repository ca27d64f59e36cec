import { describe, expect, test } from '@jest/globals';
import { dockerError } from '../../src/docker/refusal.ts';
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

  test('that builds all platforms on one of them gets only the name', async () => {
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
  ])('gets only the name for $name', async ({ docker }) => {
    const fake = fakeDocker(BUILDX, NODES, builds());
    await build(fake, withDocker(docker));
    expect(nameIn(fake.args('buildx build'))).toBe('127.0.0.1:5000/acme/app');
  });
});

const IMAGE = { registry: 'ghcr.io', repository: 'acme/app' };
const of = (tail: string, isPush: boolean, image = IMAGE) =>
  dockerError({ code: 1, stdout: '', tail }, image, isPush ? 'push ghcr.io/acme/app:git-1234567' : 'build', isPush);

/** The end of what buildx prints where a step fails. */
const failing = (step: string, error: string): string => `#14 exporting layers 403.2s done
#14 ERROR: ${error}
------
 > ${step}:
------
ERROR: failed to solve: ${error}
`;

describe('a push that the registry refuses', () => {
  test.each([
    ['failed to push ghcr.io/acme/app: denied: permission_denied: write_package', 'FORBIDDEN'],
    ['server message: insufficient_scope: authorization failed', 'FORBIDDEN'],
    [
      'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      'FORBIDDEN',
    ],
    [
      'failed to push ghcr.io/acme/app: unexpected status from POST request to https://ghcr.io/v2/acme/app/blobs/uploads/: 403 Forbidden',
      'FORBIDDEN',
    ],
    ['failed to push ghcr.io/acme/app: unexpected status: 403 Forbidden', 'FORBIDDEN'],
    [
      'failed to push x: denied: User: arn:aws:iam::1:user/x is not authorized to perform: ecr:InitiateLayerUpload',
      'FORBIDDEN',
    ],
    ['failed to push x: unauthorized: access token has insufficient scopes', 'FORBIDDEN'],
    [
      'failed to push x: failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized',
      'UNAUTHORIZED',
    ],
    ['failed to push x: unexpected status from HEAD request to https://x/v2/: 401 Unauthorized', 'UNAUTHORIZED'],
    ['failed to push x: unexpected status: 429 Too Many Requests', 'RATE_LIMITED'],
  ])('is refused by buildx: %s', (error, code) => {
    expect(of(failing('exporting to image', error), false).code).toBe(code);
    expect(of(`ERROR: failed to solve: failed to push ghcr.io/acme/app: ${error}`, false).code).toBe(code);
  });

  test.each([
    ['denied: permission_denied: write_package', 'FORBIDDEN'],
    ['denied: requested access to the resource is denied', 'FORBIDDEN'],
    ['unauthorized: unauthorized to access repository: acme/app, action: push: insufficient_scope', 'FORBIDDEN'],
    ['error parsing HTTP 403 response body: unexpected end of JSON input: ""', 'FORBIDDEN'],
    ['denied: Your authorization token has expired. Reauthenticate and try again.', 'UNAUTHORIZED'],
    ['no basic auth credentials', 'UNAUTHORIZED'],
    ['unauthorized: authentication required', 'UNAUTHORIZED'],
    [
      "tag invalid: The image tag 'git-1' already exists and cannot be overwritten because the repository is immutable.",
      'TAG_IMMUTABLE',
    ],
  ])('is refused by the engine: %s', (error, code) => {
    const { message, code: got } = of(`The push refers to repository [ghcr.io/acme/app]\n${error}\n`, true);
    expect(got).toBe(code);
    expect(message).toContain('ghcr.io/acme/app');
  });

  test('says which permission is missing', () => {
    expect(of(failing('exporting to image', 'denied: permission_denied'), false).message).toContain('packages: write');
    const ecr = { registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', repository: 'app' };
    expect(of('denied: not authorized', true, ecr).message).toContain('ecr:');
  });
});

describe('a build that fails for another reason', () => {
  test.each([
    [
      'a base image',
      failing(
        '[internal] load metadata for docker.io/acme/base:1',
        'acme/base:1: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      ),
    ],
    [
      'a program',
      failing('[2/3] RUN ./install', 'process "/bin/sh -c ./install" did not complete successfully: permission denied'),
    ],
    [
      'a cache',
      failing('exporting cache to registry', 'error writing layer blob: push access denied: insufficient_scope'),
    ],
    ['a push of a program', 'curl: (22) The requested URL returned error: 403\nERROR: failed to solve: exit code: 22'],
  ])('does not come from the registry: %s', (_, tail) => expect(of(tail, false).code).toBe('BUILD_FAILED'));

  test('has the reason in its title, without the steps', () => {
    const titleOf = (tail: string): string => of(tail, false).title;
    const missing = failing('[2/3] COPY x /', 'failed to compute cache key: "/x": not found');
    expect(titleOf(missing)).toBe('Build failed: "/x": not found');
    expect(titleOf('ERROR: unknown thing\nand more')).toBe('Build failed');
    expect(titleOf(`ERROR: failed to solve: ${'x'.repeat(200)}`)).toBe('Build failed');
  });

  test('is an engine that cannot be reached', () => {
    const tail = 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock';
    expect(of(tail, true).code).toBe('BUILD_FAILED');
  });

  test.each([false, true])('is a disk that is full (push: %s)', (isPush) => {
    expect(of('ERROR: failed to solve: write /x: no space left on device', isPush).code).toBe('RUNNER_FAILED');
  });
});
