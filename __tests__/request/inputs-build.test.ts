import { describe, expect, test } from '@jest/globals';
import { COMMIT, request } from '../support/requests/inputs.ts';
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

describe('what a build does beside building', () => {
  test('adopts a digest, and may point the lowest rung', () => {
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
