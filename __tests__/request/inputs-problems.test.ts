import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { MODES, type Mode } from '../../src/request/request.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const folder = mkdtempSync(join(tmpdir(), 'result-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Row {
  mode: Mode;
  given: Record<string, string>;
  says: string;
}

function problems(rows: readonly Row[]): void {
  test.each(rows)('$mode with $given: $says', ({ mode, given, says }) => {
    const error = refusal(mode, given);
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(says);
  });
}

describe('what every mode refuses', () => {
  test.each(
    MODES.flatMap((mode) => [
      { mode, given: { image: '' }, says: 'image is missing' },
      { mode, given: { image: 'ghcr.io/-acme/app' }, says: 'is not a repository' },
      { mode, given: { image: 'acme/app:1.2.3' }, says: 'without the tag "1.2.3"' },
      { mode, given: { image: `acme/app@${DIGEST}` }, says: 'without a digest' },
      { mode, given: { 'sha-length': '6' }, says: 'sha-length: expected a whole number from 7 to 40' },
      { mode, given: { 'sha-length': '41' }, says: 'sha-length' },
      { mode, given: { 'sha-length': '7.5' }, says: 'sha-length' },
      { mode, given: { 'sha-length': '0x10' }, says: 'sha-length' },
      { mode, given: { 'sha-length': 'seven' }, says: 'sha-length' },
      { mode, given: { 'sha-length': '0' }, says: 'sha-length' },
      { mode, given: { 'dry-run': 'yes' }, says: 'dry-run: expected true or false, got "yes"' },
      { mode, given: { history: 'on' }, says: 'history: expected true or false, got "on"' },
      { mode, given: { 'plain-http': '1' }, says: 'plain-http: expected true or false, got "1"' },
      { mode, given: { username: 'ada' }, says: 'Set both username and password' },
      { mode, given: { password: 'secret' }, says: 'Set both username and password' },
    ]),
  )('$mode with $given: $says', ({ mode, given, says }) => {
    const error = refusal(mode, given as Record<string, string>);
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(says);
  });

  test.each([
    { given: { mode: '' }, says: 'mode is missing. Known: build, promote, rollback, status' },
    { given: { mode: 'deploy' }, says: 'Unknown mode "deploy". Known: build' },
    { given: { mode: 'Build' }, says: 'Unknown mode "Build"' },
  ])('mode as $given: $says', ({ given, says }) => expect(refusal('status', given).message).toContain(says));

  test('a password is in no message', () => {
    expect(refusal('status', { password: 'hunter2', 'dry-run': 'x' }).message).not.toContain('hunter2');
  });

  test.each(['false', 'False', 'FALSE'])('a deployment of %s is none', (deployment) => {
    expect(request('build', { deployment, with: 'all' })).toMatchObject({ deployment: false, ignored: [] });
    expect(request('status', { deployment }).ignored).toEqual([]);
  });

  test.each(['shop.example.com', 'ftp://shop.example.com', 'javascript:alert(1)', 'https://ada:hunter2@example.com'])(
    '%s as environment-url is no link',
    (url) => {
      const { message } = refusal('promote', { 'environment-url': url });
      expect(message).toContain('environment-url: expected a URL');
      expect(message).not.toContain('hunter2');
    },
  );
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

test('environment-tags may name the environment of the run itself, though it is on the ladder', () => {
  const given = { environments: 'dev, prod', 'environment-tags': 'prod' };
  expect(request('promote', given).environmentTags).toEqual(['prod']);
});

describe('a user name whose password is empty, as secrets are in a fork’s pull request', () => {
  const given = { username: 'ada', password: '' };
  const around = { context: { untrusted: 'fork' } } as const;

  test('is no problem to a build that does not push', () => {
    expect(request('build', given, around)).toMatchObject({ push: false, credential: null });
    expect(request('build', { ...given, push: 'false' })).toMatchObject({ push: false, credential: null });
  });

  test.each<[Mode, Record<string, string>]>([
    ['build', { push: 'true' }],
    ['promote', {}],
    ['rollback', {}],
    ['status', {}],
  ])('is one to %s with %j, which asks the registry', (mode, more) => {
    expect(refusal(mode, { ...given, ...more }, around)).toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('Set both username and password'),
    });
  });
});

describe('what a build refuses', () => {
  problems([
    { mode: 'build', given: { image: 'acme/app\nacme/web' }, says: 'A build takes one image' },
    { mode: 'build', given: { version: '1.2' }, says: 'expected a semantic version such as 1.2.3' },
    { mode: 'build', given: { version: 'latest' }, says: 'expected a semantic version' },
    { mode: 'build', given: { sha: 'abcdef0' }, says: 'expected a full commit (40 hex characters)' },
    { mode: 'build', given: { digest: 'sha256:abc' }, says: 'is not a valid digest' },
    { mode: 'build', given: { digest: DIGEST, push: 'false' }, says: 'Use either digest or push: false' },
    { mode: 'build', given: { push: 'maybe' }, says: 'push: expected true or false, got "maybe"' },
    { mode: 'build', given: { latest: 'y' }, says: 'latest: expected true or false, got "y"' },
    { mode: 'build', given: { pull: 'y' }, says: 'pull: expected true or false, got "y"' },
    { mode: 'build', given: { 'no-cache': 'y' }, says: 'no-cache: expected true or false, got "y"' },
    { mode: 'build', given: { secrets: 'a=b\nhunter2' }, says: 'secrets: line 2 is not of the form id=value' },
    { mode: 'build', given: { tags: '{{version}}\n{{ref}}' }, says: '{{ref}} is not a placeholder' },
    { mode: 'build', given: { tags: '{{environment}}' }, says: '{{environment}} is not a placeholder' },
    { mode: 'build', given: { tags: 'x'.repeat(129) }, says: 'at most 128' },
    { mode: 'build', given: { tags: 'acme/web:main' }, says: 'docker.io/acme/web is not the image of this run' },
    { mode: 'build', given: { tags: 'prod-history' }, says: 'tags produces a tag that is not allowed, "prod-history"' },
    { mode: 'build', given: { tags: 'sha256-abc' }, says: 'tags produces a tag that is not allowed, "sha256-abc"' },
    {
      mode: 'build',
      given: { tags: 'dev', environment: 'dev' },
      says: '"dev" is an environment, which moves by promotion',
    },
    {
      mode: 'build',
      given: { tags: 'prod', environments: 'dev, prod' },
      says: 'tags produces a tag that is not allowed, "prod"',
    },
  ]);

  test('no commit anywhere', () => {
    expect(refusal('build', {}, { context: { commit: null } }).message).toContain('No commit is known');
  });

  test('a secret is in no message', () => {
    expect(refusal('build', { secrets: 'hunter2' }).message).not.toContain('hunter2');
  });

  test('a digest in a fork’s pull request, which does not push', () => {
    const error = refusal('build', { digest: DIGEST }, { context: { untrusted: 'fork' } });
    expect(error.message).toContain('Use either digest or push: false');
  });

  test('no branch that is named as an environment: its tag is left out with a warning', () => {
    const around = { context: { branch: 'prod' } };
    const { tags, tagWarnings } = request('build', { tags: '{{branch}}', environments: 'dev, prod' }, around);
    expect({ tags, tagWarnings }).toEqual({ tags: [], tagWarnings: [expect.stringContaining('moves by promotion')] });
    expect(request('build', { tags: '{{branch}}' }, around).tags).toEqual(['prod']);
    const literal = refusal('build', { tags: '{{branch}}\nprod', environments: 'dev, prod' }, around);
    expect(literal.message).toContain('moves by promotion');
  });
});

test('all problems of a run are named at once, each once', () => {
  const given = {
    image: 'ghcr.io/-acme/app',
    environment: 'latest',
    from: 'staging',
    'dry-run': 'y',
    allow: 'all',
  };
  const lines = refusal('promote', given).message.split('\n');
  expect(lines).toHaveLength(5);
  expect(new Set(lines).size).toBe(5);
  for (const word of ['-acme', 'latest', 'dry-run', 'allow', 'version or from']) {
    expect(lines.filter((line) => line.includes(word)).length).toBeGreaterThanOrEqual(1);
  }
});

describe('the result of an earlier run', () => {
  test('names the images of a promotion, and exactly these', () => {
    const file = join(folder, 'result.json');
    const entry = {
      image: `ghcr.io/acme/api@${DIGEST}`,
      digest: DIGEST,
      version: '1.2.3',
      environment: 'staging',
      previousDigest: null,
    };
    writeFileSync(file, JSON.stringify([entry, { ...entry, image: 'acme/web' }]));
    const read = request('promote', { image: '', version: '', 'from-file': file });
    expect(read.images.map(repositoryName)).toEqual(['ghcr.io/acme/api', 'docker.io/acme/web']);
    expect(read.source).toMatchObject({
      kind: 'file',
      entries: [{ digest: DIGEST, version: '1.2.3' }, { digest: DIGEST }],
    });
  });

  test('that is not there is a problem among others', () => {
    const error = refusal('promote', { image: '', version: '', 'from-file': join(folder, 'none.json'), history: 'y' });
    expect(error.message).toContain('there is no such file');
    expect(error.message).toContain('history: expected true or false, got "y"');
  });
});
