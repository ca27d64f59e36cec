import { describe, expect, test } from '@jest/globals';
import { stampLabels } from '../../src/docker/stamp-labels.ts';
import {
  BUILDX,
  build,
  builds,
  CONTAINER,
  cleanFolders,
  DIGEST,
  ENGINE,
  filesOfBuild,
  NAME,
  PUSHED,
  withDocker,
} from '../support/requests/docker-builds.ts';
import { rejectionOf } from '../support/requests/refusals.ts';
import { ALL_DOCKER, buildRequest } from '../support/requests/requests.ts';
import { fakeDocker, values } from '../support/runner/fake-docker.ts';

cleanFolders();

describe('with BuildKit', () => {
  test('pushes only by digest, and returns the digest', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    expect(await build(fake)).toBe(DIGEST);
    const args = fake.args('buildx build');
    expect(values(args, '--output')).toEqual([
      'type=image,name=127.0.0.1:5000/acme/app,push-by-digest=true,name-canonical=true,push=true',
    ]);
    expect(args).not.toContain('--tag');
    expect(args.at(-1)).toBe('.');
  });

  test('over plain HTTP says so to the builder', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    await build(fake, { plainHttp: true });
    expect(values(fake.args('buildx build'), '--output')[0]).toMatch(/,registry\.insecure=true$/);
  });

  test('without a push has no output, and gives nothing', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    expect(await build(fake, { push: false })).toBeNull();
    expect(values(fake.args('buildx build'), '--output')).toEqual([]);
  });

  test('hands every input on', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    const labels = ['team=a', 'org.opencontainers.image.revision=forged'];
    const given = withDocker({ ...ALL_DOCKER, secrets: [], labels });
    await build(fake, given);
    const args = fake.args('buildx build');
    const one = (option: string): string | undefined => values(args, option)[0];
    expect(fake.args('buildx inspect')).toEqual(['buildx', 'inspect', 'mine']);
    expect(['--file', '--target', '--platform', '--builder', '--provenance', '--sbom'].map(one)).toEqual([
      'api/Dockerfile',
      'app',
      'linux/amd64,linux/arm64',
      'mine',
      'mode=max',
      'true',
    ]);
    expect(values(args, '--build-arg')).toEqual(['A=1', 'B=x y']);
    expect([one('--cache-from'), one('--cache-to')]).toEqual(['type=gha', 'type=gha,mode=max']);
    expect(args).toEqual(expect.arrayContaining(['--pull', '--no-cache']));
    expect(values(args, '--label')).toContain('team=a');
    expect(values(args, '--label').filter((label) => label.includes('revision'))).toHaveLength(1);
    expect(args.at(-1)).toBe('./api');
  });

  test('that names no digest is a failed build', async () => {
    for (const metadata of [{}, { 'containerimage.digest': 7 }, { 'containerimage.digest': 'sha256:x' }]) {
      expect((await rejectionOf(build(fakeDocker(BUILDX, CONTAINER, builds(metadata))))).code).toBe('BUILD_FAILED');
    }
  });

  test("that fails shows the end of docker's output", async () => {
    const failing = { when: 'buildx build', code: 17, stdout: 'step 1\n\u001b[31mERROR: no such file\u001b[0m\n' };
    const error = await rejectionOf(build(fakeDocker(BUILDX, CONTAINER, failing)));
    expect(error.code).toBe('BUILD_FAILED');
    expect(error.message).toMatch(/exit code 17.*ERROR: no such file/);
  });

  test('fails when the builder that is asked for does not exist', async () => {
    const fake = fakeDocker(BUILDX, { when: 'buildx inspect', code: 1 });
    expect((await rejectionOf(build(fake, withDocker({ builder: 'mine' })))).message).toBe(
      'Builder "mine" not found. Create it before this step (docker/setup-buildx-action).',
    );
  });
});

describe('the stamp', () => {
  const request = buildRequest({ version: '1.2.3' });

  test('says commit, source, time, version and what was built', () => {
    expect(stampLabels(request)).toEqual({
      'org.opencontainers.image.revision': request.commit,
      'org.opencontainers.image.source': 'https://github.com/team/app',
      'org.opencontainers.image.created': '2026-02-28T10:00:00Z',
      'org.opencontainers.image.version': '1.2.3',
      'vnd.build-once-promote.build': '{"file":"Dockerfile","target":null,"platforms":[]}',
    });
    expect(stampLabels(buildRequest())['org.opencontainers.image.version']).toBe('');
  });

  test.each([
    { name: 'the index, where attestations make one', docker: {}, level: 'index' },
    {
      name: 'the index of several platforms',
      docker: { provenance: 'false', platforms: ['linux/amd64', 'linux/arm64'] },
      level: 'index',
    },
    { name: 'the manifest if there is no index', docker: { provenance: 'false' }, level: 'manifest' },
    { name: 'the index that an SBOM makes', docker: { provenance: 'false', sbom: 'true' }, level: 'index' },
  ])('is on the labels and on $name', async ({ docker, level }) => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    await build(fake, withDocker(docker));
    const args = fake.args('buildx build');
    const stamped = Object.entries(stampLabels(buildRequest(withDocker(docker)))).map(
      ([key, value]) => `${key}=${value}`,
    );
    expect(values(args, '--label')).toEqual(stamped);
    expect(values(args, '--annotation')).toEqual(stamped.map((each) => `${level}:${each}`));
  });

  test.each([
    { value: '1', level: 'manifest' },
    { value: 'TRUE', level: 'manifest' },
    { value: '0', level: 'index' },
  ])('with BUILDX_NO_DEFAULT_ATTESTATIONS=$value is on the $level', async ({ value, level }) => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    await build(fake, {}, true, { BUILDX_NO_DEFAULT_ATTESTATIONS: value });
    expect(values(fake.args('buildx build'), '--annotation')[0]).toMatch(new RegExp(`^${level}:`));
  });

  test("has the commit's time also for the builder", async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    await build(fake);
    const call = fake.calls.find(({ args }) => args[1] === 'build');
    expect(call?.env.SOURCE_DATE_EPOCH).toBe(String(Date.UTC(2026, 1, 28, 10) / 1000));
  });
});

describe('secrets', () => {
  const secrets = ['token=hunter2=x', 'key=line one\nline two\n', 'empty='];

  test('are handed over by the environment, as they are; nothing is written, and nothing is in an argument', async () => {
    const look = (): void => expect(filesOfBuild()).toEqual([[]]);
    const fake = fakeDocker(BUILDX, CONTAINER, builds(undefined, look));
    await build(fake, withDocker({ secrets }));
    const call = fake.calls.find(({ args }) => args[1] === 'build');
    const handed = values(call!.args, '--secret').map((each) => /^id=(\w+),env=(\w+)$/.exec(each)!);
    expect(handed.map(([, id, name]) => `${id}=${call!.env[name!]}`)).toEqual(secrets);
    expect(JSON.stringify(fake.calls.map(({ args }) => args))).not.toMatch(/hunter2|line one/);
    expect(fake.calls.filter((each) => each !== call).map(({ env }) => env)).toEqual([{}, {}]);
  });

  test('come with variables by which git starts no program of the checkout', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    await build(fake);
    const call = fake.calls.find(({ args }) => args[1] === 'build');
    expect(call?.env).toMatchObject({ GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' });
  });

  test('are not shown where the build fails', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, { when: 'buildx build', code: 1 });
    expect((await rejectionOf(build(fake, withDocker({ secrets })))).message).not.toContain('hunter2');
  });
});

describe('a build argument without a value', () => {
  test('is refused if the environment has none either', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    const error = await rejectionOf(build(fake, withDocker({ buildArgs: ['A=1', 'HTTP_PROXY'] })));
    expect([error.code, error.message]).toEqual(['INPUT_INVALID', expect.stringContaining('HTTP_PROXY')]);
    expect(fake.calls).toEqual([]);
  });

  test('takes that of the environment', async () => {
    const fake = fakeDocker(BUILDX, CONTAINER, builds());
    await build(fake, withDocker({ buildArgs: ['HTTP_PROXY'] }), true, { HTTP_PROXY: '' });
    expect(values(fake.args('buildx build'), '--build-arg')).toEqual(['HTTP_PROXY']);
  });
});

describe('with the engine', () => {
  test.each([
    { name: 'and buildx', scripts: [BUILDX, ENGINE], command: 'buildx build --load', kit: '1' },
    { name: 'alone', scripts: [], command: 'build', kit: '0' },
  ])('$name, loads, looks whether the tag is free, and pushes it', async ({ scripts, command, kit }) => {
    const fake = fakeDocker(...scripts, { when: command }, PUSHED);
    expect(await build(fake)).toBe(DIGEST);
    expect(values(fake.args(command), '--tag')).toEqual([NAME]);
    expect(fake.args('push')).toEqual(['push', NAME]);
    expect(fake.calls.find(({ args }) => args.includes('--tag'))?.env.DOCKER_BUILDKIT).toBe(kit);
  });

  test.each([
    { name: 'another run has set the tag', given: {}, isTagFree: false },
    { name: 'push is false', given: { push: false }, isTagFree: true },
  ])('pushes nothing where $name', async ({ given, isTagFree }) => {
    const fake = fakeDocker({ when: 'build' }, PUSHED);
    expect(await build(fake, given, isTagFree)).toBeNull();
    expect(fake.calls.map(({ args }) => args[0])).not.toContain('push');
  });

  test('whose push names no digest is a failed build', async () => {
    const fake = fakeDocker({ when: 'build' }, { when: 'push', stdout: 'done' });
    expect((await rejectionOf(build(fake))).message).toContain('did not report a digest');
  });

  test.each([
    { docker: { platforms: ['linux/amd64', 'linux/arm64'] }, scripts: [BUILDX, ENGINE], says: 'several platforms' },
    { docker: { provenance: 'mode=max' }, scripts: [BUILDX, ENGINE], says: 'provenance' },
    { docker: { sbom: 'true' }, scripts: [BUILDX, ENGINE], says: 'sbom' },
    { docker: { secrets: ['a=b'], cacheTo: ['x'] }, scripts: [], says: 'secrets, cache-to' },
    { docker: { builder: 'mine' }, scripts: [], says: 'builder' },
  ])('that cannot do $says says so before it builds', async ({ docker, scripts, says }) => {
    const fake = fakeDocker(...scripts, { when: 'build' }, { when: 'buildx build' });
    const error = await rejectionOf(build(fake, withDocker(docker)));
    expect(error.code).toBe('BUILD_FAILED');
    expect(error.message).toContain(says);
    expect(fake.calls.some(({ args }) => args.includes('--label'))).toBe(false);
  });

  test.each(['false', null])('takes a provenance of %s', async (provenance) => {
    expect(await build(fakeDocker({ when: 'build' }, PUSHED), withDocker({ provenance, sbom: provenance }))).toBe(
      DIGEST,
    );
  });
});
