import { describe, expect, test } from '@jest/globals';
import { versionAt } from '../../src/request/request.ts';
import { problems, type Row } from '../support/requests/input-problems.ts';
import { COMMIT, refusal, request } from '../support/requests/inputs.ts';
import { ALL_DOCKER } from '../support/requests/requests.ts';

const BUILT = `sha256:${'a'.repeat(64)}`;
const OTHER = 'ffffffffffffffffffffffffffffffffffffffff';

describe('a build', () => {
  test('hands everything on to docker', () => {
    const given = {
      context: './api',
      file: 'api/Dockerfile',
      target: 'app',
      platforms: 'linux/amd64, linux/arm64',
      'build-args': 'A=1,2\nB=x y',
      secrets: 'token=a,b\nother=c',
      labels: 'a=b\norg.opencontainers.image.title=App',
      'cache-from': 'type=gha\ntype=registry,ref=x',
      'cache-to': 'type=gha,mode=max',
      builder: 'mine',
      pull: 'true',
      'no-cache': 'true',
      provenance: 'mode=max',
      sbom: 'true',
    };
    expect(request('build', given).docker).toEqual({
      ...ALL_DOCKER,
      buildArgs: ['A=1,2', 'B=x y'],
      cacheFrom: ['type=gha', 'type=registry,ref=x'],
    });
  });
});

describe('the commit and the tags of a build', () => {
  const checkout = { commit: OTHER, time: '2026-01-02T03:04:05Z' };
  test.each([
    { name: 'the one that is given', given: { sha: COMMIT.toUpperCase() }, around: { checkout }, commit: COMMIT },
    { name: 'else what is checked out', given: {}, around: { checkout }, commit: OTHER },
    { name: 'else the event’s', given: {}, around: {}, commit: COMMIT },
  ])('of a commit: $name', ({ given, around, commit }) => {
    expect(request('build', given as Record<string, string>, around).commit).toBe(commit);
  });

  test.each([
    { name: 'on a push', given: {}, around: {}, tags: ['git-abcdef0'] },
    {
      name: 'on a release',
      given: {},
      around: { context: { gitTag: 'v1.2.3' } },
      tags: ['1.2.3', '1.2.3-abcdef0', '1.2', 'git-abcdef0'],
    },
    {
      name: 'of a version that is given',
      given: { version: 'v2.0.0-rc.1' },
      around: { context: { gitTag: 'v1.2.3' } },
      tags: ['2.0.0-rc.1', '2.0.0-rc.1-abcdef0', '2.0', 'git-abcdef0'],
    },
    { name: 'with a longer commit', given: { 'sha-length': '10' }, around: {}, tags: ['git-abcdef0123'] },
    { name: 'with latest', given: { latest: 'true' }, around: {}, tags: ['git-abcdef0', 'latest'] },
    { name: 'of a branch', given: { tags: '{{branch}}' }, around: { context: { branch: 'feat/x' } }, tags: ['feat-x'] },
    {
      name: 'of a full reference, each once',
      given: { tags: 'ghcr.io/acme/app:main\nmain' },
      around: {},
      tags: ['main'],
    },
    { name: 'none, where none has a value', given: { tags: '{{version}}' }, around: {}, tags: [] },
  ])('has tags $name', ({ given, around, tags }) => {
    expect(request('build', given as Record<string, string>, around).tags).toEqual(tags);
  });
});

describe('what a build does besides building', () => {
  test('adopts a digest, and may point the first stage', () => {
    const given = { digest: BUILT, environment: 'dev', environments: 'dev, staging\nprod' };
    expect(request('build', given)).toMatchObject({
      digest: BUILT,
      environment: 'dev',
      stages: ['dev', 'staging', 'prod'],
    });
  });

  test.each([
    { name: 'a fork’s pull request', given: {}, untrusted: 'fork', push: false, notices: 1 },
    {
      name: 'a fork’s pull request that is told to',
      given: { push: 'true' },
      untrusted: 'fork',
      push: true,
      notices: 0,
    },
    {
      name: 'a fork’s pull request that is told not to',
      given: { push: 'false' },
      untrusted: 'fork',
      push: false,
      notices: 0,
    },
    { name: 'any other', given: {}, untrusted: null, push: true, notices: 0 },
    { name: 'any other that is told not to', given: { push: 'False' }, untrusted: null, push: false, notices: 0 },
  ])('of $name pushes: $push', ({ given, untrusted, push, notices }) => {
    const read = request('build', given as Record<string, string>, {
      context: { untrusted: untrusted as 'fork' | null },
    });
    expect(read.push).toBe(push);
    expect(read.notices).toHaveLength(notices);
    for (const notice of read.notices) expect(notice).toContain("fork's pull request");
  });

  test('names the labels that it stamps itself', () => {
    const labels =
      'org.opencontainers.image.revision=x\norg.opencontainers.image.title=App\norg.opencontainers.image.version=main';
    expect(request('build', { labels }).notices).toEqual([
      expect.stringMatching(
        /^labels: org\.opencontainers\.image\.revision, org\.opencontainers\.image\.version are set by the build itself/,
      ),
    ]);
  });
});

describe('the names of environments', () => {
  const bad = ['latest', '1', 'v1.2', '1.2.3', 'git-dev', 'sha256-x', 'prod-history', 'a b', '-x', 'x'.repeat(121)];
  problems(
    bad.flatMap((name) => [
      { mode: 'build', given: { environment: name }, says: `"${name}" is not a valid environment` },
      { mode: 'promote', given: { environment: name }, says: `"${name}" is not a valid environment` },
      { mode: 'promote', given: { version: '', from: name }, says: `"${name}" is not a valid environment` },
      { mode: 'rollback', given: { environment: name }, says: `"${name}" is not a valid environment` },
    ]),
  );
  problems([
    { mode: 'status', given: { environments: 'dev, 1.2.3' }, says: '"1.2.3" is not a valid environment' },
    { mode: 'status', given: { environments: 'dev, dev' }, says: 'names an environment twice' },
    {
      mode: 'promote',
      given: { environments: 'dev, staging' },
      says: 'Unknown environment "prod". Known: dev, staging',
    },
    { mode: 'build', given: { environment: 'qa', environments: 'dev, prod' }, says: 'Unknown environment "qa"' },
    { mode: 'promote', given: { environment: '' }, says: 'promote needs environment' },
    { mode: 'rollback', given: { environment: '' }, says: 'rollback needs environment' },
    { mode: 'promote', given: { version: '', from: 'prod' }, says: 'from and environment are both prod' },
  ]);
});

describe('what every mode with an environment refuses', () => {
  problems([
    { mode: 'promote', given: { allow: 'skip, everything' }, says: 'allow: unknown guard "everything"' },
    { mode: 'rollback', given: { transport: 'ftp' }, says: 'Unknown transport "ftp". Known: registry, docker' },
    { mode: 'promote', given: { 'environment-tags': '{{env}}' }, says: '{{env}} is not a placeholder' },
    { mode: 'rollback', given: { 'environment-tags': 'a b' }, says: '"a b" cannot be a tag' },
    ...['prod', 'ghcr.io/acme/app:prod', '{{environment}}\nprod'].flatMap((tags): Row[] => {
      const given = { environment: 'dev', environments: 'dev, prod', 'environment-tags': tags };
      const says = 'environment-tags produces a tag that is not allowed, "prod": "prod" is an environment';
      return [
        { mode: 'build', given, says },
        { mode: 'promote', given, says },
      ];
    }),
    {
      mode: 'rollback',
      given: { 'environment-tags': 'dev-history' },
      says: 'a tag that is not allowed, "dev-history"',
    },
    {
      mode: 'build',
      given: { environment: 'dev', 'environment-tags': 'other/app:x' },
      says: 'is not the image of this run',
    },
    {
      mode: 'promote',
      given: { version: 'a b' },
      says: 'version: expected a version, tag, commit or digest, got "a b"',
    },
    { mode: 'promote', given: { version: 'sha256:abc' }, says: 'got "sha256:abc"' },
    { mode: 'rollback', given: { version: '1.2.3+' }, says: 'got "1.2.3+"' },
    { mode: 'promote', given: { version: '' }, says: 'promote needs version, from or from-file' },
    { mode: 'promote', given: { from: 'staging' }, says: 'Use either version or from, not both' },
    { mode: 'promote', given: { image: '', 'from-file': 'x.json' }, says: 'Use either version or from-file, not both' },
    { mode: 'promote', given: { version: 'a b', from: 'staging' }, says: 'Use either version or from, not both' },
  ]);
});

test('environment-tags may name the environment of the run itself, even if it is one of the stages', () => {
  const given = { environments: 'dev, prod', 'environment-tags': 'prod' };
  expect(request('promote', given).environmentTags).toEqual(['prod']);
});

const THREE = 'acme/api\nacme/web\nacme/cart';

describe('version, with several images,', () => {
  test('is one for all', () => {
    expect(request('promote', { image: THREE }).source).toEqual({ kind: 'named', text: '1.2.3' });
    expect(request('rollback', { image: THREE, version: '1.2.3' })).toMatchObject({ version: '1.2.3' });
  });

  test('is one per line, in the order of the images', () => {
    const given = { image: THREE, version: '1.0.0\n\nsha-2\n 3.0.0 ' };
    const texts = ['1.0.0', 'sha-2', '3.0.0'];
    expect(request('promote', given).source).toEqual({ kind: 'named', text: '1.0.0', texts });
    for (const mode of ['rollback', 'status'] as const) {
      const read = request(mode, given);
      expect(read.images.map((_, index) => versionAt(read, index))).toEqual(texts);
    }
  });

  test.each([
    ['two lines for three images', { image: THREE, version: '1.0.0\n2.0.0' }, 'one line per image (3), got 2'],
    ['two lines for one image', { version: '1.0.0\n2.0.0' }, 'one line per image (1), got 2'],
    ['a line that is not a version', { image: 'a/b\na/c', version: '1.0.0\na b' }, 'got "a b"'],
    ['an image that is there twice', { image: 'a/b\na/c\na/b', version: '1\n2\n3' }, 'each image must appear once'],
  ])('is refused with %s', (_name, given, says) => {
    for (const mode of ['promote', 'rollback'] as const) expect(refusal(mode, given).message).toContain(says);
  });
});
